#include "core/judge/judgespec.h"

#include "core/domain/fieldreader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostSamples = 100;
constexpr int kMostRetries = 10;
constexpr int kMostTokens = 1'000'000;

// In the order of the enumerators.
constexpr std::array<QStringView, 12> kProtocolNames = {
    u"pairwise", u"pairwise-scale", u"pointwise", u"multi-aspect",  u"judgelm",   u"pc2",
    u"critique", u"refine",         u"span",      u"reward-server", u"simulated", u"jury"};
constexpr std::array<QStringView, 3> kOrderNames = {u"seeded", u"both", u"as-is"};

template <typename Enum, std::size_t N>
std::optional<Enum> valueOf(const std::array<QStringView, N>& names, QStringView name)
{
    const auto at = std::find(names.begin(), names.end(), name);
    return at == names.end() ? std::nullopt : std::optional(static_cast<Enum>(at - names.begin()));
}

Error wrong(const QString& field, const QString& message)
{
    return makeError(ErrorCode::InvalidArgument, message, field);
}

Result<void> checkCount(int value, int least, int most, const QString& field, const QString& what)
{
    if (value < least || value > most) {
        return wrong(field, u"%1 must lie between %2 and %3."_s.arg(what).arg(least).arg(most));
    }
    return {};
}

Result<void> checkSampling(const JudgeSpec& spec)
{
    if (spec.temperature &&
        (!std::isfinite(*spec.temperature) || *spec.temperature < 0 || *spec.temperature > 2)) {
        return wrong(u"temperature"_s, u"The temperature must lie between 0 and 2."_s);
    }
    if (spec.topP && (!std::isfinite(*spec.topP) || *spec.topP <= 0 || *spec.topP > 1)) {
        return wrong(u"top_p"_s, u"top_p must be above 0 and at most 1."_s);
    }
    PLUMBLINE_TRY(checkCount(spec.maxTokens, 1, kMostTokens, u"max_tokens"_s,
                             u"The greatest length of a reply, in tokens,"_s));
    PLUMBLINE_TRY(checkCount(spec.samples, 1, kMostSamples, u"samples"_s, u"The number of samples"_s));
    if (spec.samples > 1 && spec.temperature == 0.0) {
        return wrong(u"temperature"_s,
                     u"Several samples at temperature 0 would be the same reply several times. Set a "
                     "temperature above 0, or ask for one sample."_s);
    }
    return checkCount(spec.retriesUnparsed, 0, kMostRetries, u"retries_unparsed"_s,
                      u"The number of retries of a reply that cannot be read"_s);
}

/// A number that may be missing, kept apart from 0.
template <typename T> void insertNumber(QJsonObject& out, const QString& key, const std::optional<T>& value)
{
    if (value) {
        out.insert(key, *value);
    }
}

} // namespace

Result<void> JudgeSpec::check() const
{
    if (name.trimmed().isEmpty()) {
        return wrong(u"name"_s, u"A judge needs a name."_s);
    }
    const bool asksServer = protocol != JudgeProtocol::Simulated && protocol != JudgeProtocol::Jury;
    if (asksServer && endpoint.trimmed().isEmpty()) {
        return wrong(u"endpoint"_s, u"Name the endpoint that the judge “%1” asks."_s.arg(name));
    }
    if (protocol == JudgeProtocol::Jury) {
        if (jurors.size() < 2) {
            return wrong(u"jurors"_s, u"A jury needs at least two judges."_s);
        }
        if (QStringList(jurors).removeDuplicates() > 0) {
            return wrong(u"jurors"_s, u"A judge can sit in a jury only once."_s);
        }
        if (jurors.contains(name)) {
            return wrong(u"jurors"_s, u"A jury cannot be one of its own judges."_s);
        }
    }
    if (templateVersion < 0) {
        return wrong(u"template_version"_s, u"The version of a template counts from 1; 0 is the newest."_s);
    }
    return checkSampling(*this);
}

QJsonObject JudgeSpec::toJson() const
{
    const JudgeSpec usual;
    QJsonObject out{{u"name"_s, name},
                    {u"protocol"_s, toName(protocol)},
                    {u"orders"_s, toName(orders)},
                    {u"max_tokens"_s, maxTokens},
                    {u"logprobs"_s, wantsLogprobs},
                    {u"structured"_s, wantsStructured},
                    {u"reference"_s, usesReference},
                    {u"samples"_s, samples},
                    {u"retries_unparsed"_s, retriesUnparsed}};
    const auto insertText = [&out](const QString& key, const QString& text) {
        if (!text.isEmpty()) {
            out.insert(key, text);
        }
    };
    insertText(u"endpoint"_s, endpoint);
    insertText(u"template"_s, promptTemplate);
    if (templateVersion != usual.templateVersion) {
        out.insert(u"template_version"_s, templateVersion);
    }
    // Without a temperature the server's own counts, which is something else than the usual 0.
    out.insert(u"temperature"_s, temperature ? QJsonValue(*temperature) : QJsonValue());
    insertNumber(out, u"top_p"_s, topP);
    insertNumber(out, u"seed"_s, seed);
    if (!aspects.isEmpty()) {
        out.insert(u"aspects"_s, QJsonArray::fromStringList(aspects));
    }
    if (!jurors.isEmpty()) {
        out.insert(u"jurors"_s, QJsonArray::fromStringList(jurors));
    }
    if (!options.isEmpty()) {
        out.insert(u"options"_s, options);
    }
    return out;
}

Result<JudgeSpec> JudgeSpec::fromJson(const QJsonObject& object)
{
    JudgeSpec spec;
    QString protocolName;
    QString orderName = toName(spec.orders);
    FieldReader reader(object);
    reader.require("name"_L1);
    reader.read("name"_L1, spec.name);
    reader.require("protocol"_L1);
    reader.read("protocol"_L1, protocolName);
    reader.read("endpoint"_L1, spec.endpoint);
    reader.read("template"_L1, spec.promptTemplate);
    reader.read("template_version"_L1, spec.templateVersion);
    reader.read("orders"_L1, orderName);
    reader.read("temperature"_L1, spec.temperature);
    reader.read("top_p"_L1, spec.topP);
    if (reader.has("seed"_L1)) {
        qint64 seed = 0;
        reader.read("seed"_L1, seed);
        spec.seed = seed;
    }
    reader.read("max_tokens"_L1, spec.maxTokens);
    reader.read("logprobs"_L1, spec.wantsLogprobs);
    reader.read("structured"_L1, spec.wantsStructured);
    reader.read("reference"_L1, spec.usesReference);
    reader.read("samples"_L1, spec.samples);
    reader.read("retries_unparsed"_L1, spec.retriesUnparsed);
    reader.read("aspects"_L1, spec.aspects);
    reader.read("jurors"_L1, spec.jurors);
    reader.read("options"_L1, spec.options);
    if (const auto protocol = judgeProtocolFromName(protocolName)) {
        spec.protocol = *protocol;
    } else {
        reader.fail(u"protocol"_s, u"“%1” is no protocol of a judge."_s.arg(protocolName.left(80)));
    }
    if (const auto orders = orderPolicyFromName(orderName)) {
        spec.orders = *orders;
    } else {
        reader.fail(u"orders"_s, u"The orders must be “seeded”, “both” or “as-is”."_s);
    }
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(spec.check());
    return spec;
}

QString toName(JudgeProtocol protocol)
{
    return kProtocolNames.at(static_cast<std::size_t>(protocol)).toString();
}

std::optional<JudgeProtocol> judgeProtocolFromName(QStringView name)
{
    return valueOf<JudgeProtocol>(kProtocolNames, name);
}

QString toName(OrderPolicy policy)
{
    return kOrderNames.at(static_cast<std::size_t>(policy)).toString();
}

std::optional<OrderPolicy> orderPolicyFromName(QStringView name)
{
    return valueOf<OrderPolicy>(kOrderNames, name);
}

QList<ItemKind> kindsOf(JudgeProtocol protocol)
{
    switch (protocol) {
    case JudgeProtocol::Pairwise:
    case JudgeProtocol::PairwiseScale:
        return {ItemKind::Pairwise};
    case JudgeProtocol::MultiAspect:
        return {ItemKind::Rating};
    case JudgeProtocol::Critique:
    case JudgeProtocol::Refine:
        return {ItemKind::Critique};
    case JudgeProtocol::Span:
        return {ItemKind::Span};
    case JudgeProtocol::Pointwise:
    case JudgeProtocol::JudgeLm:
    case JudgeProtocol::Pc2:
    case JudgeProtocol::RewardServer:
        return {ItemKind::Pairwise, ItemKind::Rating, ItemKind::Ranking};
    case JudgeProtocol::Simulated:
        return {ItemKind::Pairwise, ItemKind::Rating, ItemKind::Ranking, ItemKind::Span};
    case JudgeProtocol::Jury:
        return {ItemKind::Pairwise, ItemKind::Rating,   ItemKind::Ranking,
                ItemKind::Span,     ItemKind::Critique, ItemKind::Reaction};
    }
    return {};
}

} // namespace plumbline
