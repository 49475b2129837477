#include "core/base/spanoffsets.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kQuoteShown = 60;

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

/// The start of a quote, short enough for a sentence and never cut inside a surrogate pair.
QString shown(QStringView text)
{
    if (text.size() <= kQuoteShown) {
        return text.toString();
    }
    const qsizetype cut = text.at(kQuoteShown - 1).isHighSurrogate() ? kQuoteShown - 1 : kQuoteShown;
    return text.left(cut).toString() + u'…';
}

Result<qint64> named(Result<qint64> position, const QString& field)
{
    if (position) {
        return position;
    }
    Error error = position.error();
    error.field = field;
    return error;
}

} // namespace

Result<void> checkSpan(const TextIndex& text, qint64 start, qint64 end)
{
    const qint64 count = text.codePointCount();
    if (start < 0) {
        return invalid(u"The span starts at %1, before the text."_s.arg(start), u"start"_s);
    }
    if (start >= end) {
        return invalid(
            u"The span starts at %1 and ends at %2; it must hold at least one character."_s.arg(start).arg(
                end),
            start > count ? u"start"_s : u"end"_s);
    }
    if (end > count) {
        return invalid(
            u"The span ends at %1, but the text has only %2 code points; are the positions counted "
            "in code points?"_s.arg(end)
                .arg(count),
            u"end"_s);
    }
    return {};
}

Result<void> checkSpan(const TextIndex& text, qint64 start, qint64 end, QStringView quote)
{
    PLUMBLINE_TRY(checkSpan(text, start, end));
    const qint64 from = text.codePointToUtf16(start);
    const qint64 to = text.codePointToUtf16(end);
    const QStringView found = QStringView(text.text()).mid(from, to - from);
    if (found != quote) {
        return invalid(
            u"The quote is “%1”, but at %2 to %3 the text reads “%4”; are the positions counted in "
            "code points?"_s.arg(shown(quote), QString::number(start), QString::number(end), shown(found)),
            u"quote"_s);
    }
    return {};
}

Result<SpanOffsets> spanFromCodePoints(const TextIndex& text, qint64 start, qint64 end)
{
    PLUMBLINE_TRY(checkSpan(text, start, end));
    return SpanOffsets{start,
                       end,
                       text.codePointToUtf16(start),
                       text.codePointToUtf16(end),
                       text.codePointToUtf8(start),
                       text.codePointToUtf8(end)};
}

Result<SpanOffsets> spanFromUtf16(const TextIndex& text, qint64 start, qint64 end)
{
    PLUMBLINE_ASSIGN(const qint64 from, named(text.codePointAtUtf16(start), u"start"_s));
    PLUMBLINE_ASSIGN(const qint64 to, named(text.codePointAtUtf16(end), u"end"_s));
    return spanFromCodePoints(text, from, to);
}

Result<SpanOffsets> spanFromUtf8(const TextIndex& text, qint64 start, qint64 end)
{
    PLUMBLINE_ASSIGN(const qint64 from, named(text.codePointAtUtf8(start), u"start"_s));
    PLUMBLINE_ASSIGN(const qint64 to, named(text.codePointAtUtf8(end), u"end"_s));
    return spanFromCodePoints(text, from, to);
}

} // namespace plumbline
