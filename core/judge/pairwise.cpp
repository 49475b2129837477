#include "core/judge/pairwise.h"

#include "core/judge/bracketed.h"
#include "core/judge/jsonplace.h"
#include "core/judge/pairorders.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<PairVerdict, 3> kVerdicts = {PairVerdict::First, PairVerdict::Second, PairVerdict::Tie};

Error wrongOption(const QString& name, const QString& sentence)
{
    return makeError(ErrorCode::InvalidArgument, sentence, u"options."_s + name);
}

TextVerdict fault(const QString& what, const QString& detail)
{
    TextVerdict out;
    out.fault = ParseFault{{}, what, detail};
    return out;
}

QString labelList(const VerdictLabels& labels, const QString& pattern)
{
    QStringList out;
    for (const PairVerdict verdict : kVerdicts) {
        if (!labels.of(verdict).isEmpty()) {
            out.append(pattern.arg(labels.of(verdict)));
        }
    }
    return out.join(u", "_s);
}

int shownMarginOf(PairVerdict verdict)
{
    return verdict == PairVerdict::First ? 1 : verdict == PairVerdict::Second ? -1 : 0;
}

QString nameOf(PairVerdict verdict)
{
    return verdict == PairVerdict::First    ? u"first"_s
           : verdict == PairVerdict::Second ? u"second"_s
                                            : u"tie"_s;
}

PairVerdict verdictOf(const QJsonObject& parsed)
{
    const QString name = parsed.value("winner"_L1).toString();
    return name == u"first" ? PairVerdict::First : name == u"second" ? PairVerdict::Second : PairVerdict::Tie;
}

VerdictProbabilities probabilitiesOf(const QJsonObject& weights)
{
    return {weights.value("first"_L1).toDouble(), weights.value("second"_L1).toDouble(),
            weights.value("tie"_L1).toDouble()};
}

/// In the item's terms: the first of it, not of what was shown.
VerdictProbabilities inItem(VerdictProbabilities shown, const QList<ResponseIndex>& order)
{
    if (order.value(0) != 0) {
        std::swap(shown.first, shown.second);
    }
    return shown;
}

} // namespace

TextVerdict bracketedVerdict(const LlmReply& reply, const VerdictLabels& labels)
{
    if (reply.finish == LlmFinish::Length) {
        return fault(u"truncated"_s,
                     u"The reply was cut at its greatest length. Allow more tokens for the reply."_s);
    }
    std::optional<TextVerdict> found;
    const QList<BracketedWord> words = bracketedWords(reply.text);
    for (const BracketedWord& word : words) {
        const auto verdict = labels.read(word.word);
        if (!verdict) {
            continue;
        }
        if (found && found->verdict != *verdict) {
            return fault(u"two-verdicts"_s,
                         u"The reply names two different verdicts in double brackets, and nothing says which "
                         "one is meant."_s);
        }
        // The last place counts: what stands before it leads up to it.
        found = TextVerdict{*verdict, word.offset, std::nullopt};
    }
    return found
               ? *found
               : fault(u"no-verdict"_s, u"The reply holds none of %1."_s.arg(labelList(labels, u"[[%1]]"_s)));
}

TextVerdict plainVerdict(const LlmReply& reply, const VerdictLabels& labels)
{
    const QStringView text(reply.text);
    const auto isAround = [](QChar c) { return !c.isLetterOrNumber(); };
    const auto begin = std::find_if_not(text.begin() + behindThoughts(text), text.end(), isAround);
    auto end = text.end();
    while (end != begin && isAround(*(end - 1))) {
        --end;
    }
    const qsizetype offset = begin - text.begin();
    const auto verdict = labels.read(text.sliced(offset, end - begin));
    if (!verdict) {
        return fault(u"no-verdict"_s, u"The reply should have been one of %1 and nothing else."_s.arg(
                                          labelList(labels, u"%1"_s)));
    }
    return {*verdict, offset, std::nullopt};
}

double alpacaPreference(const VerdictProbabilities& probabilities)
{
    return 2 - probabilities.firstOfTwo();
}

PairwiseSession::Form PairwiseSession::form() const
{
    const QString wished = spec().options.value("form"_L1).toString();
    if (wished == u"token" || (wished.isEmpty() && isWeighted())) {
        return Form::Token;
    }
    return wished == u"text" || !asksJson() ? Form::Text : Form::Json;
}

bool PairwiseSession::isWeighted() const
{
    return spec().options.value("alpacaeval"_L1).toBool();
}

bool PairwiseSession::offersTie() const
{
    return schema().allowsTie && !isWeighted() && !labels().tie.isEmpty();
}

bool PairwiseSession::explains() const
{
    return form() != Form::Token && spec().options.value("explain"_L1).toBool(true);
}

VerdictLabels PairwiseSession::labels() const
{
    VerdictLabels out;
    const QJsonArray words = spec().options.value("labels"_L1).toArray();
    if (words.size() >= 2) {
        out = {words.at(0).toString(), words.at(1).toString(), words.at(2).toString()};
    }
    return out;
}

Aspect PairwiseSession::overall() const
{
    const QList<Aspect> asked = aspects();
    if (!asked.isEmpty()) {
        return asked.first();
    }
    Aspect out;
    out.id = u"overall"_s;
    return out;
}

LlmJsonWish PairwiseSession::wish() const
{
    const VerdictLabels names = labels();
    QJsonArray verdicts{names.first, names.second};
    if (offersTie()) {
        verdicts.append(names.tie);
    }
    QJsonObject properties{{u"verdict"_s, QJsonObject{{u"type"_s, u"string"_s}, {u"enum"_s, verdicts}}}};
    QJsonArray required{u"verdict"_s};
    if (explains()) {
        properties.insert(u"explanation"_s, QJsonObject{{u"type"_s, u"string"_s}});
        required.prepend(u"explanation"_s);
    }
    LlmJsonWish out;
    out.name = u"verdict"_s;
    out.schema = {{u"type"_s, u"object"_s},
                  {u"properties"_s, properties},
                  {u"required"_s, required},
                  {u"additionalProperties"_s, false}};
    return out;
}

Result<void> PairwiseSession::checkOptions() const
{
    const QJsonObject& options = spec().options;
    PLUMBLINE_TRY(checkOptionNames(spec(), {u"form"_s, u"explain"_s, u"labels"_s, u"alpacaeval"_s,
                                            u"reply_tokens"_s, u"identical_tie"_s}));
    const QString wished = options.value("form"_L1).toString();
    if (!wished.isEmpty() && wished != u"json" && wished != u"text" && wished != u"token") {
        return wrongOption(u"form"_s, u"The form of the reply is “json”, “text” or “token”."_s);
    }
    if (options.contains("labels"_L1)) {
        const VerdictLabels names = labels();
        const qsizetype count = options.value("labels"_L1).toArray().size();
        const bool isDifferent =
            names.first != names.second && names.first != names.tie && names.second != names.tie;
        if (count < 2 || count > 3 || names.first.trimmed().isEmpty() || names.second.trimmed().isEmpty() ||
            !isDifferent) {
            return wrongOption(u"labels"_s, u"The labels are two or three different words."_s);
        }
    }
    if (isWeighted() && (!spec().wantsLogprobs || !setting().endpoint.abilities.hasLogprobs)) {
        return wrongOption(u"alpacaeval"_s,
                           u"The weighted preference needs logprobs, and the judge does not ask for them or "
                           "the endpoint gives none."_s);
    }
    if (schema().critique == Requirement::Required && !explains()) {
        return wrongOption(
            u"explain"_s,
            u"The schema requires a critique beside the label, so the judge must explain itself."_s);
    }
    return {};
}

PromptFields PairwiseSession::fieldsFor(const QList<ResponseIndex>& order) const
{
    const VerdictLabels names = labels();
    PromptFields fields = itemFields();
    fields.setUntrusted(u"answer_a"_s, judgedText(item(), order.at(0)));
    fields.setUntrusted(u"answer_b"_s, judgedText(item(), order.at(1)));
    fields.setTrusted(u"label_a"_s, names.first);
    fields.setTrusted(u"label_b"_s, names.second);
    fields.setTrusted(u"label_tie"_s, names.tie);
    fields.setSwitch(u"tie"_s, offersTie());
    fields.setSwitch(u"explain"_s, explains());
    fields.setSwitch(u"json"_s, form() == Form::Json);
    fields.setSwitch(u"text"_s, form() == Form::Text);
    fields.setSwitch(u"token"_s, form() == Form::Token);
    return fields;
}

Result<void> PairwiseSession::planCalls()
{
    if (hasPlanned({})) {
        return {};
    }
    PLUMBLINE_TRY(checkPair(item()));
    PLUMBLINE_TRY(checkOptions());
    PLUMBLINE_TRY(checkRequiredAspects(schema(), {overall()}));
    if (isTieUnasked(spec(), item())) {
        return {};
    }
    const QList<QList<ResponseIndex>> all = orders();
    for (const QList<ResponseIndex>& order : all) {
        CallPlan call;
        call.order = order;
        call.fields = fieldsFor(order);
        call.wantsLogprobs = true;
        if (form() == Form::Json) {
            call.json = wish();
        } else if (form() == Form::Token) {
            call.maxTokens = std::max(1, spec().options.value("reply_tokens"_L1).toInt(1));
        }
        PLUMBLINE_TRY(plan(call));
    }
    return {};
}

ParsedReply PairwiseSession::parse(const JudgeCall& /*call*/, const LlmReply& reply) const
{
    const VerdictLabels names = labels();
    TextVerdict said;
    QJsonObject out;
    if (form() == Form::Json) {
        const ParsedReply json = parsedJson(reply, wish());
        if (json.fault) {
            return json;
        }
        const auto verdict = names.read(json.parsed.value("verdict"_L1).toString());
        if (!verdict) {
            return ParsedReply::failed(u"misfit"_s, u"The verdict is none of those that were asked for."_s);
        }
        said = {*verdict, jsonValueAt(reply.text, u"verdict"_s), std::nullopt};
        out.insert(u"explanation"_s, json.parsed.value("explanation"_L1));
    } else {
        said = form() == Form::Token ? plainVerdict(reply, names) : bracketedVerdict(reply, names);
        if (said.fault) {
            return {{}, said.fault};
        }
        if (form() == Form::Text) {
            // What leads up to the brackets.
            const qsizetype begin = behindThoughts(reply.text);
            const qsizetype brackets = reply.text.lastIndexOf(u"[["_s, said.offset);
            out.insert(u"explanation"_s, reply.text.sliced(begin, brackets - begin).trimmed());
        }
    }
    if (said.verdict == PairVerdict::Tie && !offersTie()) {
        return ParsedReply::failed(u"misfit"_s, u"The judge called a tie, which was not offered."_s);
    }
    out.insert(u"verdict"_s, names.of(said.verdict));
    out.insert(u"winner"_s, nameOf(said.verdict));
    const LlmTokenPlace* place = tokenPlaceAt(reply, said.offset);
    const TokenSpelling spelling = isWeighted() ? TokenSpelling::Plain : TokenSpelling::Any;
    const auto weights = place == nullptr ? std::nullopt : verdictProbabilities(*place, names, spelling);
    if (weights && weights->of(said.verdict) > 0) {
        QJsonObject logprobs;
        for (const PairVerdict verdict : kVerdicts) {
            if (weights->of(verdict) > 0) {
                logprobs.insert(names.of(verdict), std::log(weights->of(verdict)));
            }
        }
        out.insert(u"logprobs"_s, logprobs);
        out.insert(u"weights"_s, QJsonObject{{u"first"_s, weights->first},
                                             {u"second"_s, weights->second},
                                             {u"tie"_s, weights->tie}});
    } else if (isWeighted()) {
        return ParsedReply::failed(u"no-logprobs"_s,
                                   u"The server gave no logprobs for the verdict's token, which the weighted "
                                   "preference needs."_s);
    }
    return ParsedReply::of(out);
}

Result<JudgeVerdict> PairwiseSession::combine() const
{
    const QList<JudgeReply> said = answers({});
    if (said.isEmpty()) {
        PLUMBLINE_ASSIGN(JudgeVerdict tie, unaskedTie(item(), {overall()}));
        if (isWeighted()) {
            tie.details.insert(u"preference"_s, 1.5);
        }
        return tie;
    }
    QList<OrderedMargin> margins;
    QJsonArray details;
    for (const JudgeReply& reply : said) {
        const int margin = marginInItem(shownMarginOf(verdictOf(reply.parsed)), reply.call.order);
        margins.append({reply.call.order, margin});
        QJsonObject one = reply.parsed;
        one.insert(u"order"_s, QJsonArray{reply.call.order.at(0), reply.call.order.at(1)});
        one.insert(u"margin"_s, margin);
        details.append(one);
    }
    const AgreedMargin agreed = agreedMargin(margins);
    JudgeVerdict verdict;
    verdict.shownOrder = shownOrderOfVerdict();
    verdict.isInconsistent = agreed.isInconsistent;
    verdict.details.insert(u"orders"_s, details);
    PLUMBLINE_TRY(addPreference(verdict.content, schema(), overall().id, agreed));
    addWeights(verdict, said);
    return verdict;
}

/// What the logprobs of all orders say together; nothing where one of them has none.
void PairwiseSession::addWeights(JudgeVerdict& verdict, const QList<JudgeReply>& answers) const
{
    VerdictProbabilities mean;
    double preference = 0;
    const auto count = static_cast<double>(answers.size());
    for (const JudgeReply& reply : answers) {
        const QJsonObject weights = reply.parsed.value("weights"_L1).toObject();
        if (weights.isEmpty()) {
            return;
        }
        const VerdictProbabilities own = inItem(probabilitiesOf(weights), reply.call.order);
        mean.first += own.share(PairVerdict::First) / count;
        mean.second += own.share(PairVerdict::Second) / count;
        mean.tie += own.share(PairVerdict::Tie) / count;
        if (isWeighted()) {
            preference += alpacaPreference(own) / count;
        }
    }
    verdict.details.insert(
        u"shares"_s, QJsonObject{{u"first"_s, mean.first}, {u"second"_s, mean.second}, {u"tie"_s, mean.tie}});
    if (isWeighted()) {
        verdict.details.insert(u"preference"_s, preference);
    }
    if (verdict.isInconsistent) {
        return;
    }
    const int margin = verdict.content.preferences.first().margin;
    const double first = isWeighted() ? 2 - preference : mean.first;
    const double second = isWeighted() ? preference - 1 : mean.second;
    verdict.probability = std::clamp(margin > 0 ? first : margin < 0 ? second : mean.tie, 0.0, 1.0);
}

} // namespace plumbline
