#include "core/judge/replytext.h"

#include "core/domain/excerpt.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostDigits = 15;
constexpr qsizetype kExcerptUnits = 200;

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

QString replyBody(const QString& text)
{
    QStringView rest = QStringView(text).trimmed();
    if (rest.startsWith(QChar(0xFEFF))) {
        rest = rest.sliced(1).trimmed();
    }
    constexpr QLatin1StringView kEnd("</think>");
    if (rest.startsWith("<think>"_L1)) {
        const qsizetype end = rest.indexOf(kEnd);
        return end < 0 ? QString() : rest.sliced(end + kEnd.size()).trimmed().toString();
    }
    return rest.toString();
}

std::optional<double> plainNumber(QStringView text)
{
    const qsizetype point = text.indexOf(u'.');
    const QStringView whole = point < 0 ? text : text.first(point);
    const QStringView part = point < 0 ? QStringView() : text.sliced(point + 1);
    const auto isDigits = [](QStringView digits) {
        return !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), isAsciiDigit);
    };
    if (text.size() > kMostDigits || !isDigits(whole) || (point >= 0 && !isDigits(part))) {
        return std::nullopt;
    }
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

ParseFault unreadable(const LlmReply& reply, const QString& what, const QString& detail)
{
    if (replyBody(reply.text).isEmpty() && reply.text.trimmed().startsWith("<think>"_L1)) {
        return {{},
                u"truncated"_s,
                u"The reply ends within the model's reasoning. Allow more tokens for the reply."_s};
    }
    if (reply.finish == LlmFinish::Length) {
        return {{},
                u"truncated"_s,
                u"The reply was cut at its greatest length, before what was needed: %1 Allow more tokens for "
                "the reply."_s.arg(detail)};
    }
    return {{}, what, detail};
}

QString quoted(QStringView text)
{
    return u'“' + excerpt(text.first(std::min(text.size(), kExcerptUnits)).trimmed().toString()) + u'”';
}

} // namespace plumbline
