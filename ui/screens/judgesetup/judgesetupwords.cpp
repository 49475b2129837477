#include "ui/screens/judgesetup/judgesetupwords.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kThousand = 1'000;
constexpr double kMillion = 1'000'000;
constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 3'600;

QString tr(const char* text)
{
    return QCoreApplication::translate("JudgeSetupWords", text);
}

QString structuredHint(StructuredMode mode)
{
    switch (mode) {
    case StructuredMode::Unknown:
        return tr("not tested");
    case StructuredMode::JsonSchema:
    case StructuredMode::JsonObjectSchema:
    case StructuredMode::StructuredOutputs:
    case StructuredMode::GuidedJson:
        return tr("yes, by %1: the server holds the model to it").arg(structuredModeName(mode));
    case StructuredMode::JsonObject:
        return tr("some JSON, by json_object; its shape is asked for in words");
    case StructuredMode::None:
        return tr("no: it is asked for in words, and a reply that does not fit is asked for again");
    }
    return {};
}

} // namespace

QString protocolWords(JudgeProtocol protocol)
{
    switch (protocol) {
    case JudgeProtocol::Pairwise:
        return tr("Pairwise, one verdict");
    case JudgeProtocol::PairwiseScale:
        return tr("Pairwise, five points");
    case JudgeProtocol::Pointwise:
        return tr("Pointwise, 1 to 10");
    case JudgeProtocol::MultiAspect:
        return tr("Aspect by aspect");
    case JudgeProtocol::JudgeLm:
        return tr("JudgeLM, two scores");
    case JudgeProtocol::Pc2:
        return tr("PC², criteria first");
    case JudgeProtocol::Critique:
        return tr("Critique");
    case JudgeProtocol::Refine:
        return tr("Critique and refine");
    case JudgeProtocol::Span:
        return tr("Spans");
    case JudgeProtocol::RewardServer:
        return tr("Reward model behind a server");
    case JudgeProtocol::Simulated:
        return tr("Simulated, no server");
    case JudgeProtocol::Jury:
        return tr("Jury of judges");
    }
    return {};
}

QString protocolHint(JudgeProtocol protocol)
{
    switch (protocol) {
    case JudgeProtocol::Pairwise:
        return tr("A, B or a tie, weighted by its log-probability");
    case JudgeProtocol::PairwiseScale:
        return tr("from “A much better” to “B much better”, by aspect");
    case JudgeProtocol::Pointwise:
        return tr("a number for each response by itself");
    case JudgeProtocol::MultiAspect:
        return tr("one call an aspect, all responses together, reasons");
    case JudgeProtocol::JudgeLm:
        return tr("both scores on the first line, a reference if any");
    case JudgeProtocol::Pc2:
        return tr("weighs criteria it found by comparing answers");
    case JudgeProtocol::Critique:
        return tr("feedback in words for each response");
    case JudgeProtocol::Refine:
        return tr("writes refinements and chooses the best");
    case JudgeProtocol::Span:
        return tr("quotes what is wrong; found again in the text");
    case JudgeProtocol::RewardServer:
        return tr("a number from a model, no words");
    case JudgeProtocol::Simulated:
        return tr("a rule or a noisy copy of people: costs nothing");
    case JudgeProtocol::Jury:
        return tr("the vote of labels that other judges gave");
    }
    return {};
}

const QList<JudgeProtocol>& allProtocols()
{
    static const QList<JudgeProtocol> kAll{
        JudgeProtocol::Pairwise,     JudgeProtocol::PairwiseScale, JudgeProtocol::Pointwise,
        JudgeProtocol::MultiAspect,  JudgeProtocol::JudgeLm,       JudgeProtocol::Pc2,
        JudgeProtocol::Critique,     JudgeProtocol::Refine,        JudgeProtocol::Span,
        JudgeProtocol::RewardServer, JudgeProtocol::Simulated,     JudgeProtocol::Jury};
    return kAll;
}

bool asksServer(JudgeProtocol protocol)
{
    return protocol != JudgeProtocol::Simulated && protocol != JudgeProtocol::Jury;
}

QString orderPolicyWords(OrderPolicy policy)
{
    switch (policy) {
    case OrderPolicy::Seeded:
        return tr("in one order");
    case OrderPolicy::Both:
        return tr("in both orders");
    case OrderPolicy::AsIs:
        return tr("as given");
    }
    return {};
}

QString orderPolicyHint(OrderPolicy policy)
{
    switch (policy) {
    case OrderPolicy::Seeded:
        return tr("Shuffled by the project's seed, as for people.");
    case OrderPolicy::Both:
        return tr(
            "Each pair is asked twice. An answer that changes with the order is kept as a tie that says "
            "so.");
    case OrderPolicy::AsIs:
        return tr("The item's own order, to compare with published runs.");
    }
    return {};
}

QString structuredWords(StructuredMode mode)
{
    switch (mode) {
    case StructuredMode::Unknown:
        return tr("not tested");
    case StructuredMode::JsonObject:
        return tr("loose JSON");
    case StructuredMode::None:
        return tr("words only");
    default:
        return tr("JSON");
    }
}

QString abilitiesShort(const LlmAbilities& abilities)
{
    if (!abilities.probedAt.isValid()) {
        return tr("not tested");
    }
    QStringList parts{structuredWords(abilities.structured)};
    if (abilities.hasLogprobs) {
        parts << tr("log-probabilities");
    }
    if (abilities.hasSeed) {
        parts << tr("seed");
    }
    return parts.join(u", "_s);
}

QList<Fact> abilitiesFacts(const LlmAbilities& abilities, const QString& askedModel)
{
    if (!abilities.probedAt.isValid()) {
        return {{tr("Last tested"), tr("never. Test the connection to learn what the server can do."),
                 Color::Warn}};
    }
    QList<Fact> facts;
    // A dated name of the same model is what paid servers answer with.
    const bool isOther =
        !abilities.answeredModel.startsWith(askedModel) && !abilities.answeredModel.isEmpty();
    facts << Fact{tr("Answers as"),
                  abilities.answeredModel.isEmpty() ? tr("it does not say") : abilities.answeredModel,
                  isOther ? Color::Warn : Color::Text};
    const bool isHeld = abilities.structured != StructuredMode::None &&
                        abilities.structured != StructuredMode::JsonObject &&
                        abilities.structured != StructuredMode::Unknown;
    facts << Fact{tr("JSON of a given shape"), structuredHint(abilities.structured),
                  isHeld ? Color::Ok : Color::Warn};
    facts << Fact{tr("Log-probabilities"),
                  abilities.hasLogprobs ? tr("yes: a verdict tells how sure it is")
                                        : tr("no: a verdict counts as it is said"),
                  abilities.hasLogprobs ? Color::Ok : Color::Text2};
    facts << Fact{tr("Temperature"),
                  abilities.hasTemperature ? tr("taken") : tr("refused: a judge's temperature is left out"),
                  abilities.hasTemperature ? Color::Ok : Color::Text2};
    facts << Fact{tr("Seed"),
                  abilities.hasSeed ? tr("taken") : tr("refused: the same question may get another answer"),
                  abilities.hasSeed ? Color::Ok : Color::Text2};
    facts << Fact{tr("Last tested"),
                  QLocale().toString(abilities.probedAt.toLocalTime(), QLocale::ShortFormat), Color::Text};
    return facts;
}

QList<Fact> probeFacts(const ConnectionReport& report, const QString& askedModel)
{
    if (report.rewards) {
        const RewardProbeReport& rewards = *report.rewards;
        QList<Fact> facts{
            {tr("Gives"), tr("rewards, by %1").arg(rewardApiName(rewards.shape->api)), Color::Ok},
            {tr("For judges"), tr("of the protocol “%1”, with this interface")
                                   .arg(protocolWords(JudgeProtocol::RewardServer))}};
        if (!rewards.model.isEmpty()) {
            facts << Fact{tr("Model"), rewards.model};
        }
        if (rewards.classes > 1) {
            facts << Fact{tr("Numbers for a text"), tr("%1: name the label that counts").arg(rewards.classes),
                          Color::Warn};
        }
        return facts;
    }
    const ProbeReport& chat = report.chat;
    QList<Fact> facts;
    if (chat.abilities) {
        facts = abilitiesFacts(*chat.abilities, askedModel);
        facts.removeLast(); // when: now
    } else if (report.latenciesMs.isEmpty()) {
        return {};
    }
    if (!report.latenciesMs.isEmpty()) {
        QList<qint64> sorted = report.latenciesMs;
        std::sort(sorted.begin(), sorted.end());
        facts << Fact{tr("Time for a short reply"),
                      tr("%1 s").arg(decimalNumber(double(sorted[sorted.size() / 2]) / kThousand, 2)),
                      Color::Text};
    }
    facts << Fact{tr("The test itself"),
                  ConnectionTest::tr("%n request(s), %1", nullptr, chat.requests)
                      .arg(chat.cost > 0 ? dollarsText(chat.cost) : tr("no cost by the prices given")),
                  Color::Text2};
    return facts;
}

QString limitsWords(const LlmLimits& limits)
{
    QStringList parts;
    if (limits.requestsPerMinute > 0) {
        parts << tr("%1 requests a minute").arg(groupedNumber(limits.requestsPerMinute));
    }
    if (limits.tokensPerMinute > 0) {
        parts << tr("%1 tokens a minute").arg(groupedNumber(limits.tokensPerMinute));
    }
    parts << tr("%1 at once").arg(groupedNumber(limits.inFlight));
    return parts.join(u", "_s);
}

QString pricesWords(const LlmPrices& prices)
{
    if (prices.input <= 0 && prices.output <= 0) {
        return tr("nothing");
    }
    return tr("%1 in, %2 out").arg(dollarsText(prices.input), dollarsText(prices.output));
}

QString dollarsText(double dollars)
{
    const double size = std::abs(dollars);
    if (size >= kThousand) {
        return u"$"_s + groupedNumber(std::llround(dollars));
    }
    if (size >= 1 || size < 1e-9) { // NOLINT(readability-magic-numbers): nothing
        const QString text = decimalNumber(dollars, 2);
        return u"$"_s + (text.endsWith(".00"_L1) ? text.chopped(3) : text);
    }
    const int decimals = std::max(2, 1 - static_cast<int>(std::floor(std::log10(size))));
    return u"$"_s + decimalNumber(dollars, std::min(decimals, 6));
}

QString durationWords(qint64 seconds)
{
    if (seconds < kMinute) {
        return tr("%1 s").arg(std::max<qint64>(1, seconds));
    }
    if (seconds < kHour) {
        return tr("%1 min").arg((seconds + kMinute / 2) / kMinute);
    }
    const qint64 hours = seconds / kHour;
    const qint64 minutes = (seconds % kHour) / kMinute;
    return minutes == 0 || hours >= 10 ? tr("%1 h").arg(groupedNumber(hours))
                                       : tr("%1 h %2 min").arg(hours).arg(minutes);
}

QString roundNumber(double value)
{
    if (value >= kMillion) {
        return tr("%1 M").arg(decimalNumber(value / kMillion, value >= 10 * kMillion ? 0 : 1));
    }
    if (value >= 10 * kThousand) {
        return tr("%1 k").arg(groupedNumber(std::llround(value / kThousand)));
    }
    return groupedNumber(std::llround(value));
}

} // namespace plumbline
