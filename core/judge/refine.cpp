#include "core/judge/refine.h"

#include "core/judge/critiquereply.h"
#include "core/judge/pairorders.h"
#include "core/judge/refinechoice.h"
#include "core/judge/replytext.h"

#include <algorithm>
#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kUsualRefinements = 5;
constexpr int kMostRefinements = 20;
constexpr int kCheckTokens = 16;
constexpr double kRefineTemperature = 1.0;

const QString kCritique = QStringLiteral("critique");
const QString kRefine = QStringLiteral("refine");
const QString kAsk = QStringLiteral("ask");
const QString kYesNo = QStringLiteral("yes-no");
const QString kLexical = QStringLiteral("lexical");

/// One wording of the question whether a refinement follows the critique, and its two answers.
struct Wording
{
    QLatin1StringView step;
    QLatin1StringView yes;
    QLatin1StringView no;
};
constexpr std::array<Wording, 5> kWordings = {{{"check1"_L1, "yes"_L1, "no"_L1},
                                               {"check2"_L1, "yes"_L1, "no"_L1},
                                               {"check3"_L1, "yes"_L1, "no"_L1},
                                               {"check4"_L1, "true"_L1, "false"_L1},
                                               {"check5"_L1, "true"_L1, "false"_L1}}};

const Wording* wordingOf(const QString& step)
{
    const auto at = std::find_if(kWordings.begin(), kWordings.end(),
                                 [&step](const Wording& one) { return one.step == step; });
    return at == kWordings.end() ? nullptr : &*at;
}

Error wrongOption(const QString& option, const QString& sentence)
{
    return makeError(ErrorCode::InvalidArgument, sentence, u"options."_s + option);
}

} // namespace

QString RefineSession::choice() const
{
    return spec().options.value(u"choice"_s).toString(kYesNo);
}

int RefineSession::wordings() const
{
    return spec().options.value(u"wordings"_s).toInt(static_cast<int>(kWordings.size()));
}

int RefineSession::wanted() const
{
    return spec().options.value(u"refinements"_s).toInt(kUsualRefinements);
}

Result<void> RefineSession::checkOptions() const
{
    PLUMBLINE_TRY(
        checkOptionNames(spec(), {u"choice"_s, u"refinements"_s, u"wordings"_s, u"refine_temperature"_s}));
    if (choice() != kYesNo && choice() != kAsk && choice() != kLexical) {
        return wrongOption(u"choice"_s, u"The choice must be “yes-no”, “ask” or “lexical”."_s);
    }
    if (wordings() < 1 || wordings() > static_cast<int>(kWordings.size())) {
        return wrongOption(u"wordings"_s, u"The question can be asked in 1 to 5 wordings."_s);
    }
    if (wanted() < 1 || wanted() > kMostRefinements) {
        return wrongOption(u"refinements"_s, u"A judge writes 1 to 20 refinements."_s);
    }
    if (choosesOnly() && schema().refinement == Requirement::Off) {
        return makeError(ErrorCode::InvalidArgument,
                         u"The schema does not ask for the best refinement: every response is criticised, "
                         "which the protocol “critique” does."_s,
                         u"protocol"_s);
    }
    if (!choosesOnly() && !schema().allowsEdit) {
        return makeError(
            ErrorCode::InvalidArgument,
            u"The item has no refinements to choose from, and its schema does not let a response "
            "be edited."_s,
            u"protocol"_s);
    }
    if (schema().critique == Requirement::Off) {
        return makeError(ErrorCode::InvalidArgument, u"The schema does not ask for a critique."_s,
                         u"protocol"_s);
    }
    return {};
}

QString RefineSession::critiqueText() const
{
    return answers(kCritique).first().parsed.value(u"feedback"_s).toString();
}

QStringList RefineSession::refinements() const
{
    QStringList out;
    if (choosesOnly()) {
        for (int response = 1; response < item().responses.size(); ++response) {
            out.append(judgedText(item(), response));
        }
        return out;
    }
    const QList<JudgeReply> all = answers(kRefine);
    for (const JudgeReply& answer : all) {
        out.append(answer.parsed.value(u"text"_s).toString());
    }
    return out;
}

PromptFields RefineSession::criticisedFields() const
{
    PromptFields fields = itemFields();
    fields.setUntrusted(u"answer"_s, judgedText(item(), 0));
    fields.setUntrusted(u"critique"_s, critiqueText());
    return fields;
}

Result<void> RefineSession::planCalls()
{
    if (!hasPlanned(kCritique)) {
        PLUMBLINE_TRY(checkOptions());
        return planCritique();
    }
    if (!choosesOnly() && !hasPlanned(kRefine)) {
        return planRefinements();
    }
    const bool isChosen = hasPlanned(kAsk) || hasPlanned(kWordings.front().step);
    return isChosen || choice() == kLexical || refinements().size() == 1 ? Result<void>() : planChoice();
}

Result<void> RefineSession::planCritique()
{
    CallPlan call;
    call.step = kCritique;
    call.order = {0};
    call.fields = itemFields();
    call.fields.setUntrusted(u"answer"_s, judgedText(item(), 0));
    call.json = critiqueWish({});
    return plan(call);
}

Result<void> RefineSession::planRefinements()
{
    CallPlan call;
    call.step = kRefine;
    call.order = {0};
    call.fields = criticisedFields();
    call.temperature = spec().options.value(u"refine_temperature"_s).toDouble(kRefineTemperature);
    for (call.draw = 0; call.draw < wanted(); ++call.draw) {
        call.key = QString::number(call.draw + 1);
        PLUMBLINE_TRY(plan(call));
    }
    return {};
}

Result<void> RefineSession::planChoice()
{
    const QStringList texts = refinements();
    CallPlan call;
    call.fields = criticisedFields();
    if (choice() == kAsk) {
        call.step = kAsk;
        call.fields.setUntrustedList(u"refinements"_s, u"refinement"_s, texts);
        call.fields.setTrusted(u"count"_s, QString::number(texts.size()));
        return plan(call);
    }
    call.wantsLogprobs = true;
    call.maxTokens = std::min(spec().maxTokens, kCheckTokens);
    call.temperature = 0;
    for (int wording = 0; wording < wordings(); ++wording) {
        call.step = kWordings.at(static_cast<size_t>(wording)).step;
        for (qsizetype text = 0; text < texts.size(); ++text) {
            call.key = QString::number(text + 1);
            call.fields.setUntrusted(u"refinement"_s, texts.at(text));
            PLUMBLINE_TRY(plan(call));
        }
    }
    return {};
}

ParsedReply RefineSession::parse(const JudgeCall& call, const LlmReply& reply) const
{
    if (call.step == kCritique) {
        const CritiqueReply read = critiqueReply(reply, {});
        return read.fault ? ParsedReply{{}, read.fault} : ParsedReply::of({{u"feedback"_s, read.feedback}});
    }
    if (call.step == kRefine) {
        const QString body = replyBody(reply.text);
        if (body.isEmpty() || reply.finish == LlmFinish::Length) {
            return {{}, unreadable(reply, u"empty"_s, u"the whole refinement."_s)};
        }
        return ParsedReply::of({{u"text"_s, body}});
    }
    if (call.step == kAsk) {
        const ChosenNumber read = chosenNumber(reply, 1, static_cast<int>(refinements().size()));
        return read.fault ? ParsedReply{{}, read.fault} : ParsedReply::of({{u"best"_s, read.number}});
    }
    const Wording* wording = wordingOf(call.step);
    Q_ASSERT(wording != nullptr);
    const YesShare read = yesShare(reply, wording->yes, wording->no);
    if (read.fault) {
        return {{}, read.fault};
    }
    return ParsedReply::of({{u"share"_s, read.share}, {u"by_logprobs"_s, read.isByLogprobs}});
}

QList<double> RefineSession::scores() const
{
    const QStringList texts = refinements();
    QList<double> out(texts.size(), 0);
    if (choice() == kLexical) {
        for (qsizetype index = 0; index < texts.size(); ++index) {
            out[index] = wordCosine(critiqueText(), texts.at(index));
        }
        return out;
    }
    if (texts.size() == 1) {
        return {1};
    }
    if (choice() == kAsk) {
        out[answers(kAsk).first().parsed.value(u"best"_s).toInt() - 1] = 1;
        return out;
    }
    for (int wording = 0; wording < wordings(); ++wording) {
        const QList<JudgeReply> all = answers(kWordings.at(static_cast<size_t>(wording)).step);
        for (const JudgeReply& answer : all) {
            out[answer.call.key.toInt() - 1] += answer.parsed.value(u"share"_s).toDouble() / wordings();
        }
    }
    return out;
}

Result<JudgeVerdict> RefineSession::combine() const
{
    JudgeVerdict out;
    const QStringList texts = refinements();
    const QList<double> all = scores();
    const int best = firstLargest(all);
    out.content.critique = critiqueText();
    QJsonArray shown;
    for (const double score : all) {
        shown.append(score);
    }
    out.details = {{u"choice"_s, choice()}, {u"scores"_s, shown}, {u"selected"_s, best}};
    if (std::count(all.cbegin(), all.cend(), all.at(best)) > 1) {
        out.details.insert(u"equal_scores"_s, true);
    }
    if (choosesOnly()) {
        out.content.refinement = best + 1;
    } else {
        out.content.edits.append({0, texts.at(best)});
        out.details.insert(u"refinements"_s, QJsonArray::fromStringList(texts));
    }
    return out;
}

} // namespace plumbline
