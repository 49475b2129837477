#include "ui/screens/judgereply/replywords.h"

#include "ui/models/annotationwords.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qsizetype kShortHash = 12;

QString tr(const char* text)
{
    return QCoreApplication::translate("ReplyWords", text);
}

/// The first of these keys that holds a text or a number.
QString firstOf(const QJsonObject& object, std::initializer_list<QLatin1StringView> keys)
{
    for (const QLatin1StringView key : keys) {
        const QJsonValue value = object.value(key);
        if (value.isString() && !value.toString().isEmpty()) {
            return value.toString();
        }
        if (value.isDouble()) {
            return QString::number(value.toDouble());
        }
    }
    return {};
}

} // namespace

QString faultWords(const QString& what)
{
    QString words = what;
    words.replace(u'-', u' ').replace(u'_', u' ');
    return words;
}

QString moneyText(double dollars)
{
    constexpr double kCent = 0.01;
    if (!std::isfinite(dollars) || dollars <= 0) {
        return u"$0"_s;
    }
    if (dollars >= kCent) {
        return u"$"_s + decimalNumber(dollars, 2);
    }
    // Two digits that count.
    const int decimals = std::min(9, 1 - static_cast<int>(std::floor(std::log10(dollars))));
    return u"$"_s + decimalNumber(dollars, decimals);
}

QString latencyText(qint64 milliseconds)
{
    if (milliseconds < kSecond) {
        return tr("%1 ms").arg(milliseconds);
    }
    if (milliseconds < kMinute) {
        return tr("%1 s").arg(decimalNumber(static_cast<double>(milliseconds) / kSecond, 1));
    }
    return tr("%1 min %2 s").arg(milliseconds / kMinute).arg(milliseconds % kMinute / kSecond);
}

QString callWords(const InspectedCall& call)
{
    QStringList parts{call.step.isEmpty() ? tr("verdict") : faultWords(call.step)};
    if (!call.key.isEmpty()) {
        parts << call.key;
    }
    if (call.sample > 0) {
        parts << tr("sample %1").arg(call.sample + 1);
    }
    if (call.attempt > 0) {
        parts << tr("asked again");
    }
    return parts.join(u", "_s);
}

QString orderWords(const InspectedCall& call, const ItemView& item)
{
    QStringList names;
    for (const ResponseIndex index : call.order) {
        names << responseName(item, index);
    }
    return names.join(tr(", then "));
}

QString outcomeWords(const InspectedCall& call)
{
    if (!call.error.isEmpty()) {
        return tr("no reply: %1").arg(faultWords(call.error));
    }
    if (!call.fault.isEmpty()) {
        return tr("unreadable: %1").arg(faultWords(call.fault));
    }
    const QString said =
        firstOf(call.parsed, {"verdict"_L1, "winner"_L1, "score"_L1, "rating"_L1, "choice"_L1, "share"_L1});
    return said.isEmpty() ? tr("read") : said;
}

QString verdictSentence(const InspectedWork& work)
{
    if (!work.label) {
        return tr("No verdict: the item is not judged.");
    }
    QString sentence = tr("%1 says: %2").arg(work.judge.name, describeAnnotation(*work.label, work.item));
    if (const std::optional<double> sure = work.probability()) {
        sentence = tr("%1, %2 sure").arg(sentence, percentText(*sure));
    }
    if (work.isInconsistent()) {
        sentence = tr("%1; its answer changed with the order").arg(sentence);
    }
    return sentence;
}

QList<QPair<QString, QString>> callFacts(const InspectedWork& work, const InspectedCall& call)
{
    QList<QPair<QString, QString>> facts;
    const auto add = [&facts](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            facts.append({name, value});
        }
    };
    add(tr("endpoint"), work.fact("endpoint"_L1));
    add(tr("model asked"), work.fact("model"_L1));
    add(tr("model that answered"),
        call.modelAnswered.isEmpty() ? work.fact("model_answered"_L1) : call.modelAnswered);
    const QString version = work.fact("template_version"_L1);
    const QString id = work.fact("template"_L1);
    add(tr("template"), version.isEmpty() || id.isEmpty() ? id : tr("%1, version %2").arg(id, version));
    add(tr("its hash"), work.fact("template_hash"_L1).left(kShortHash));
    add(tr("order shown"), orderWords(call, work.item));
    add(tr("reply ended by"), faultWords(call.finish));
    if (call.tokensIn + call.tokensOut > 0) {
        add(tr("tokens"),
            tr("%1 in, %2 out").arg(groupedNumber(call.tokensIn), groupedNumber(call.tokensOut)));
    }
    if (call.error.isEmpty()) {
        add(tr("cost"), moneyText(call.cost));
        add(tr("time"), latencyText(call.latencyMs));
        add(tr("sent"), call.attempts > 1 ? tr("%1 times").arg(call.attempts) : tr("once"));
        add(tr("from the cache"), call.isFromCache ? tr("yes") : tr("no"));
    }
    add(tr("request"), QString::fromLatin1(call.requestHash.left(kShortHash)));
    return facts;
}

} // namespace plumbline
