#include "ui/screens/judgesetup/judgefacts.h"

#include "ui/models/annotationwords.h"
#include "ui/screens/judgesetup/endpointsmodel.h"
#include "ui/screens/judgesetup/judgeoptionspecs.h"
#include "ui/screens/judgesetup/judgesmodel.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JudgeFacts", text);
}

QString samplingWords(const JudgeSpec& spec)
{
    QStringList parts;
    parts << (spec.temperature ? tr("temperature %1").arg(decimalNumber(*spec.temperature, 1))
                               : tr("temperature as the server has it"));
    if (spec.topP) {
        parts << tr("top-p %1").arg(decimalNumber(*spec.topP, 2));
    }
    if (spec.seed) {
        parts << tr("seed %1").arg(*spec.seed);
    }
    parts << JudgesModel::tr("%n sample(s)", nullptr, spec.samples);
    parts << tr("at most %1 tokens").arg(groupedNumber(spec.maxTokens));
    return parts.join(u", "_s);
}

QString optionWords(const JudgeOptionSpec& option, const QJsonValue& value)
{
    for (const auto& [name, words] : option.choices) {
        const QString now = option.isNumberChoice ? QString::number(value.toInt()) : value.toString();
        if (now == name) {
            return words;
        }
    }
    if (value.isArray()) {
        QStringList names;
        for (const QJsonValue& one : value.toArray()) {
            names << (one.isObject() ? one.toObject().value("name"_L1).toString() : one.toString());
        }
        return names.join(u", "_s);
    }
    if (value.isBool()) {
        return value.toBool() ? tr("yes") : tr("no");
    }
    return value.isDouble() ? decimalNumber(value.toDouble(), option.decimals) : value.toString();
}

} // namespace

QString judgeCaption(const JudgeListRow& row)
{
    if (row.labels == 0) {
        return row.runs == 0 ? tr("No run and no label yet.") : tr("No label yet.");
    }
    QString words = JudgesModel::tr("%n label(s)", nullptr, static_cast<int>(row.labels));
    if (row.runs > 0) {
        words = tr("%1 in %2").arg(words, JudgesModel::tr("%n run(s)", nullptr, row.runs));
    }
    return tr("%1. It keeps its settings: editing makes a copy.").arg(words);
}

QList<Fact> judgeFacts(const JudgeListRow& row, const JudgeSetupData& data)
{
    const JudgeSpec& spec = row.judge.spec;
    QList<Fact> facts{
        {tr("Protocol"), tr("%1: %2.").arg(protocolWords(spec.protocol), protocolHint(spec.protocol))}};
    QStringList kinds;
    for (const ItemKind kind : kindsOf(spec.protocol)) {
        kinds << kindWord(kind);
    }
    facts << Fact{tr("Judges"), kinds.join(u", "_s)};
    if (asksServer(spec.protocol)) {
        const auto found =
            std::find_if(data.endpoints.begin(), data.endpoints.end(),
                         [&](const EndpointRow& each) { return each.endpoint.name == spec.endpoint; });
        facts << (found == data.endpoints.end()
                      ? Fact{tr("Endpoint"),
                             tr("“%1” is not there. Add it, or copy the judge.").arg(spec.endpoint),
                             Color::Bad}
                      : Fact{tr("Endpoint"), tr("%1, %2").arg(spec.endpoint, found->endpoint.model)});
    }
    if (asksServer(spec.protocol) && spec.protocol != JudgeProtocol::RewardServer) {
        facts << Fact{tr("Template"), judgeTemplateWords(spec)} << Fact{tr("Sampling"), samplingWords(spec)};
        QStringList asks;
        if (spec.wantsStructured) {
            asks << tr("JSON of a given shape");
        }
        if (spec.wantsLogprobs) {
            asks << tr("log-probabilities");
        }
        if (spec.usesReference) {
            asks << tr("with the reference answer");
        }
        facts << Fact{tr("Asks for"), asks.isEmpty() ? tr("words alone") : asks.join(u", "_s)};
        facts << Fact{tr("Aspects"), spec.aspects.isEmpty() ? tr("all") : spec.aspects.join(u", "_s)};
    }
    if (kindsOf(spec.protocol).contains(ItemKind::Pairwise) && spec.protocol != JudgeProtocol::Jury) {
        facts << Fact{tr("Orders"), orderPolicyWords(spec.orders)};
    }
    if (!spec.jurors.isEmpty()) {
        facts << Fact{tr("Jury"), spec.jurors.join(u", "_s)};
    }
    for (const JudgeOptionSpec& option : judgeOptionSpecs(spec.protocol)) {
        if (spec.options.contains(option.key)) {
            facts << Fact{option.name, optionWords(option, spec.options.value(option.key))};
        }
    }
    facts << Fact{tr("Spent"), dollarsText(row.spent)};
    return facts;
}

QList<Fact> endpointFacts(const EndpointRow& row, KeyPlace place)
{
    const LlmEndpoint& endpoint = row.endpoint;
    QList<Fact> facts{{tr("Model"), endpoint.model}};
    facts << Fact{tr("Key"),
                  endpoint.keyName.isEmpty()
                      ? tr("none is sent")
                      : tr("“%1”. %2").arg(endpoint.keyName, keyPlaceWords(endpoint.keyName, place)),
                  place == KeyPlace::Missing ? Color::Warn : Color::Text};
    facts << Fact{tr("Limits"), limitsWords(endpoint.limits)};
    facts << Fact{tr("Prices"), endpoint.prices.input > 0 || endpoint.prices.output > 0
                                    ? tr("%1 for a million tokens").arg(pricesWords(endpoint.prices))
                                    : tr("none: runs count as free")};
    facts << Fact{tr("Judges"), row.judges.isEmpty() ? tr("none asks there yet") : row.judges.join(u", "_s)};
    return facts + abilitiesFacts(endpoint.abilities, endpoint.model);
}

QList<Fact> templateFacts(const TemplateRow& row)
{
    const PromptTemplate& one = row.newest;
    QList<Fact> facts{
        {tr("Id"), one.id},
        {tr("Asks for"), one.step.isEmpty() ? protocolWords(one.protocol)
                                            : tr("%1, step “%2”").arg(protocolWords(one.protocol), one.step)},
        {tr("Version"), row.versions > 1 ? tr("%1, the newest of %2").arg(one.version).arg(row.versions)
                                         : QString::number(one.version)},
        {tr("From"), one.isBuiltIn ? tr("built in; a copy can be changed") : tr("this project")},
        {tr("Messages"), QString::number(one.messages.size())}};
    QStringList fields;
    for (const QString& field : one.fields()) {
        fields << u"{{%1}}"_s.arg(field);
    }
    facts << Fact{tr("Fields"), fields.join(u' ')};
    facts << Fact{tr("Judges"), row.judges.isEmpty() ? tr("none asks with it") : row.judges.join(u", "_s)};
    return facts;
}

} // namespace plumbline
