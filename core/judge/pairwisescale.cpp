#include "core/judge/pairwisescale.h"

#include "core/judge/bracketed.h"
#include "core/judge/pairorders.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A line for each thing to choose from: its id, and what it means.
template <typename T> QString lines(const QList<T>& list)
{
    QStringList out;
    for (const T& one : list) {
        QString line = u"- "_s + one.id;
        if (!one.name.isEmpty() && one.name != one.id) {
            line += u": "_s + one.name;
        }
        out.append(one.description.isEmpty() ? line : line + u" ("_s + one.description + u')');
    }
    return out.join(u'\n');
}

QStringList idsOf(const QList<Choice>& choices)
{
    QStringList out;
    for (const Choice& choice : choices) {
        out.append(choice.id);
    }
    return out;
}

QJsonObject oneOf(const QStringList& words)
{
    return {{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray::fromStringList(words)}};
}

QJsonObject objectOf(const QJsonObject& properties)
{
    return {{u"type"_s, u"object"_s},
            {u"properties"_s, properties},
            {u"required"_s, QJsonArray::fromStringList(properties.keys())},
            {u"additionalProperties"_s, false}};
}

/// The one word that a reply gives a key; a fault where it gives none, or several that differ.
struct KeyedWord
{
    QString word;
    std::optional<ParseFault> fault;
};
KeyedWord wordOf(const QList<BracketedWord>& words, const QString& key)
{
    KeyedWord out;
    bool isFound = false;
    for (const BracketedWord& word : words) {
        if (word.key.compare(key, Qt::CaseInsensitive) != 0) {
            continue;
        }
        if (isFound && out.word.compare(word.word, Qt::CaseInsensitive) != 0) {
            out.fault = ParseFault{
                {}, u"two-verdicts"_s, u"The reply gives “%1” two different words in brackets."_s.arg(key)};
            return out;
        }
        out.word = word.word;
        isFound = true;
    }
    if (!isFound) {
        out.fault = ParseFault{{}, u"no-verdict"_s, u"The reply holds no line “%1: [[…]]”."_s.arg(key)};
    }
    return out;
}

ParsedReply failedBy(const ParseFault& fault)
{
    return {{}, fault};
}

} // namespace

QStringList preferencePoints(int marginSteps, bool hasTie)
{
    QStringList out = marginSteps < 2 ? QStringList{u"A-is-better"_s, u"B-is-better"_s}
                                      : QStringList{u"A-is-clearly-better"_s, u"A-is-slightly-better"_s,
                                                    u"B-is-slightly-better"_s, u"B-is-clearly-better"_s};
    if (hasTie) {
        out.insert(out.size() / 2, u"tie"_s);
    }
    return out;
}

std::optional<int> preferenceMargin(const QString& word, int marginSteps, bool hasTie)
{
    const QString plain = word.simplified().replace(u' ', u'-');
    const QStringList points = preferencePoints(marginSteps, true);
    for (int index = 0; index < points.size(); ++index) {
        const int margin = static_cast<int>(points.size() / 2) - index;
        if (points.at(index).compare(plain, Qt::CaseInsensitive) == 0 && (margin != 0 || hasTie)) {
            return margin;
        }
    }
    return std::nullopt;
}

bool PairwiseScaleSession::asksConfidence() const
{
    return spec().options.value("confidence"_L1).toBool() && !schema().confidences.isEmpty();
}

bool PairwiseScaleSession::asksReasons() const
{
    return spec().options.value("reasons"_L1).toBool() && !schema().reasons.isEmpty();
}

QStringList PairwiseScaleSession::points() const
{
    return preferencePoints(schema().marginSteps, schema().allowsTie);
}

LlmJsonWish PairwiseScaleSession::wish() const
{
    QJsonObject each;
    const QList<Aspect> asked = aspects();
    for (const Aspect& aspect : asked) {
        each.insert(aspect.id, objectOf({{u"explanation"_s, QJsonObject{{u"type"_s, u"string"_s}}},
                                         {u"verdict"_s, oneOf(points())}}));
    }
    QJsonObject properties{{u"aspects"_s, objectOf(each)}};
    if (asksConfidence()) {
        properties.insert(u"confidence"_s, oneOf(idsOf(schema().confidences)));
    }
    if (asksReasons()) {
        properties.insert(u"reasons"_s,
                          QJsonObject{{u"type"_s, u"array"_s}, {u"items"_s, oneOf(idsOf(schema().reasons))}});
    }
    LlmJsonWish out;
    out.name = u"verdicts"_s;
    out.schema = objectOf(properties);
    return out;
}

PromptFields PairwiseScaleSession::fieldsFor(const QList<ResponseIndex>& order) const
{
    PromptFields fields = itemFields();
    fields.setUntrusted(u"answer_a"_s, judgedText(item(), order.at(0)));
    fields.setUntrusted(u"answer_b"_s, judgedText(item(), order.at(1)));
    const QList<Aspect> asked = aspects();
    QStringList example;
    for (const Aspect& aspect : asked) {
        example.append(aspect.id + u": [[word]]"_s);
    }
    fields.setTrusted(u"aspects"_s, lines(asked));
    fields.setTrusted(u"points"_s, points().join(u", "_s));
    fields.setTrusted(u"example"_s, example.join(u'\n'));
    fields.setSwitch(u"tie"_s, schema().allowsTie);
    fields.setTrusted(u"confidences"_s, asksConfidence() ? lines(schema().confidences) : QString());
    fields.setTrusted(u"reasons"_s, asksReasons() ? lines(schema().reasons) : QString());
    return fields;
}

Result<void> PairwiseScaleSession::planCalls()
{
    if (hasPlanned({})) {
        return {};
    }
    PLUMBLINE_TRY(checkPair(item()));
    PLUMBLINE_TRY(checkOptionNames(spec(), {u"confidence"_s, u"reasons"_s, u"identical_tie"_s}));
    if (aspects().isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"The schema asks for no aspect that could be judged."_s,
                         u"aspects"_s);
    }
    PLUMBLINE_TRY(checkRequiredAspects(schema(), aspects()));
    if (isTieUnasked(spec(), item())) {
        return {};
    }
    const QList<QList<ResponseIndex>> all = orders();
    for (const QList<ResponseIndex>& order : all) {
        CallPlan call;
        call.order = order;
        call.fields = fieldsFor(order);
        call.json = wish();
        PLUMBLINE_TRY(plan(call));
    }
    return {};
}

ParsedReply PairwiseScaleSession::parseJsonReply(const LlmReply& reply) const
{
    const ParsedReply json = parsedJson(reply, wish());
    if (json.fault) {
        return json;
    }
    QJsonObject margins;
    QJsonObject explanations;
    QStringList all;
    const QJsonObject said = json.parsed.value("aspects"_L1).toObject();
    for (auto it = said.begin(); it != said.end(); ++it) {
        const QJsonObject one = it->toObject();
        const auto margin =
            preferenceMargin(one.value("verdict"_L1).toString(), schema().marginSteps, schema().allowsTie);
        if (!margin) {
            return ParsedReply::failed(u"misfit"_s,
                                       u"“%1” has a verdict that was not offered."_s.arg(it.key()));
        }
        margins.insert(it.key(), *margin);
        explanations.insert(it.key(), one.value("explanation"_L1));
        all.append(it.key() + u": "_s + one.value("explanation"_L1).toString());
    }
    QJsonObject out{
        {u"margins"_s, margins}, {u"explanations"_s, explanations}, {u"explanation"_s, all.join(u'\n')}};
    for (const QString& key : {u"confidence"_s, u"reasons"_s}) {
        if (json.parsed.contains(key)) {
            out.insert(key, json.parsed.value(key));
        }
    }
    return ParsedReply::of(out);
}

ParsedReply PairwiseScaleSession::parseTextReply(const LlmReply& reply) const
{
    if (reply.finish == LlmFinish::Length) {
        return ParsedReply::failed(
            u"truncated"_s, u"The reply was cut at its greatest length. Allow more tokens for the reply."_s);
    }
    const QList<BracketedWord> words = bracketedWords(reply.text);
    QJsonObject margins;
    const QList<Aspect> asked = aspects();
    for (const Aspect& aspect : asked) {
        const KeyedWord said = wordOf(words, aspect.id);
        if (said.fault) {
            return failedBy(*said.fault);
        }
        const auto margin = preferenceMargin(said.word, schema().marginSteps, schema().allowsTie);
        if (!margin) {
            return ParsedReply::failed(
                u"misfit"_s,
                u"“%1” has the verdict “%2”, which was not offered."_s.arg(aspect.id, said.word));
        }
        margins.insert(aspect.id, *margin);
    }
    const qsizetype begin = behindThoughts(reply.text);
    const qsizetype lines = reply.text.lastIndexOf(u'\n', words.first().offset) + 1;
    QJsonObject out{
        {u"margins"_s, margins},
        {u"explanation"_s, reply.text.sliced(begin, std::max<qsizetype>(0, lines - begin)).trimmed()}};
    if (asksConfidence()) {
        const KeyedWord said = wordOf(words, u"confidence"_s);
        if (said.fault) {
            return failedBy(*said.fault);
        }
        if (!idsOf(schema().confidences).contains(said.word)) {
            return ParsedReply::failed(u"misfit"_s, u"“%1” is no confidence of the schema."_s.arg(said.word));
        }
        out.insert(u"confidence"_s, said.word);
    }
    if (asksReasons()) {
        const KeyedWord said = wordOf(words, u"reasons"_s);
        if (said.fault) {
            return failedBy(*said.fault);
        }
        QJsonArray reasons;
        const QStringList parts = said.word.split(u',', Qt::SkipEmptyParts);
        for (const QString& part : parts) {
            if (!idsOf(schema().reasons).contains(part.trimmed())) {
                return ParsedReply::failed(u"misfit"_s,
                                           u"“%1” is no reason of the schema."_s.arg(part.trimmed()));
            }
            reasons.append(part.trimmed());
        }
        out.insert(u"reasons"_s, reasons);
    }
    return ParsedReply::of(out);
}

ParsedReply PairwiseScaleSession::parse(const JudgeCall& call, const LlmReply& reply) const
{
    return call.request.json ? parseJsonReply(reply) : parseTextReply(reply);
}

Result<JudgeVerdict> PairwiseScaleSession::combine() const
{
    const QList<Aspect> asked = aspects();
    const QList<JudgeReply> said = answers({});
    if (said.isEmpty()) {
        return unaskedTie(item(), asked);
    }
    JudgeVerdict verdict;
    verdict.shownOrder = shownOrderOfVerdict();
    QJsonObject inconsistent;
    for (const Aspect& aspect : asked) {
        QList<OrderedMargin> margins;
        for (const JudgeReply& reply : said) {
            const int shown = reply.parsed.value("margins"_L1).toObject().value(aspect.id).toInt();
            margins.append({reply.call.order, marginInItem(shown, reply.call.order)});
        }
        const AgreedMargin agreed = agreedMargin(margins);
        PLUMBLINE_TRY(addPreference(verdict.content, schema(), aspect.id, agreed));
        if (agreed.isInconsistent) {
            inconsistent.insert(aspect.id, true);
        }
    }
    verdict.isInconsistent = inconsistent.contains(asked.first().id);
    QJsonArray details;
    QStringList reasons;
    QString confidence;
    for (const JudgeReply& reply : said) {
        QJsonObject one = reply.parsed;
        one.insert(u"order"_s, QJsonArray{reply.call.order.at(0), reply.call.order.at(1)});
        details.append(one);
        const QString own = reply.parsed.value("confidence"_L1).toString();
        const QStringList ids = idsOf(schema().confidences);
        // The least sure of the orders.
        if (!own.isEmpty() && (confidence.isEmpty() || ids.indexOf(own) < ids.indexOf(confidence))) {
            confidence = own;
        }
        const QJsonArray ownReasons = reply.parsed.value("reasons"_L1).toArray();
        for (const QJsonValue& reason : ownReasons) {
            if (!reasons.contains(reason.toString())) {
                reasons.append(reason.toString());
            }
        }
    }
    verdict.content.confidence = confidence;
    // Reasons say why the better one is better; of a tie they would say nothing.
    if (verdict.content.preferences.first().margin != 0) {
        verdict.content.reasons = reasons;
    }
    verdict.details.insert(u"orders"_s, details);
    if (!inconsistent.isEmpty()) {
        verdict.details.insert(u"inconsistent"_s, inconsistent);
    }
    return verdict;
}

} // namespace plumbline
