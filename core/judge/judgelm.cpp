#include "core/judge/judgelm.h"

#include "core/judge/leadingscores.h"
#include "core/judge/pairorders.h"
#include "core/judge/replytext.h"
#include "core/judge/scorecontent.h"

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFastTokens = 32;

const QString kPair; // the step of two answers
const QString kMulti = QStringLiteral("multi");
const QString kSingle = QStringLiteral("single");

Error wrongOption(const QString& option, const QString& sentence)
{
    return makeError(ErrorCode::InvalidArgument, sentence, u"options."_s + option);
}

QJsonArray arrayOf(const std::vector<double>& scores)
{
    QJsonArray out;
    for (const double score : scores) {
        out.append(score);
    }
    return out;
}

/// Which of the item's two responses a game prefers: 1 the first, −1 the second, 0 neither.
int marginOf(const JudgeReply& game, double threshold)
{
    const QJsonArray scores = game.parsed.value(u"scores"_s).toArray();
    const double difference = scores.at(0).toDouble() - scores.at(1).toDouble();
    const int shown = difference > threshold ? 1 : difference < -threshold ? -1 : 0;
    return marginInItem(shown, game.call.order);
}

} // namespace

bool JudgeLmSession::isSingle() const
{
    return spec().options.value(u"single"_s).toBool() || item().responses.size() == 1;
}

Result<void> JudgeLmSession::checkOptions() const
{
    PLUMBLINE_TRY(checkOptionNames(spec(), {u"threshold"_s, u"fast"_s, u"single"_s}));
    const QJsonValue threshold = spec().options.value(u"threshold"_s);
    if (!threshold.isUndefined() && !(threshold.isDouble() && threshold.toDouble() >= 0)) {
        return wrongOption(u"threshold"_s, u"The threshold must be a number from 0 upwards."_s);
    }
    if (isSingle() && item().item.kind != ItemKind::Rating) {
        return wrongOption(u"single"_s, u"Answers are graded one by one only in items of the kind rating."_s);
    }
    if (isSingle() && item().prompt.references.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument,
                         u"Grading one answer by itself needs a reference answer, and the prompt has none."_s,
                         u"references"_s);
    }
    if (const auto aspect = scoredAspect(schema(), spec().aspects); !aspect) {
        return aspect.error();
    }
    return {};
}

CallPlan JudgeLmSession::callOf(const QString& step, const QList<ResponseIndex>& order) const
{
    CallPlan call;
    call.step = step;
    call.order = order;
    call.fields = itemFields();
    const bool isFast = spec().options.value(u"fast"_s).toBool();
    call.fields.setSwitch(u"fast"_s, isFast);
    if (isFast) {
        call.stop = {u"\n"_s};
        call.maxTokens = kFastTokens;
    }
    QStringList texts;
    for (const ResponseIndex response : order) {
        texts.append(judgedText(item(), response));
    }
    if (step == kSingle) {
        call.fields.setUntrusted(u"reference"_s, {});
        call.fields.setUntrusted(u"answer_1"_s, item().prompt.references.last());
        call.fields.setUntrusted(u"answer_2"_s, texts.first());
    } else if (step == kMulti) {
        call.fields.setUntrustedList(u"answers"_s, u"answer"_s, texts);
        call.fields.setTrusted(u"count"_s, QString::number(texts.size()));
    } else {
        call.fields.setUntrusted(u"answer_1"_s, texts.at(0));
        call.fields.setUntrusted(u"answer_2"_s, texts.at(1));
    }
    return call;
}

Result<void> JudgeLmSession::planCalls()
{
    if (hasPlanned(kPair) || hasPlanned(kMulti) || hasPlanned(kSingle)) {
        return {};
    }
    PLUMBLINE_TRY(checkOptions());
    if (isSingle()) {
        for (int response = 0; response < item().responses.size(); ++response) {
            PLUMBLINE_TRY(plan(callOf(kSingle, {response})));
        }
        return {};
    }
    const QString step = item().responses.size() == 2 ? kPair : kMulti;
    const QList<QList<ResponseIndex>> all = orders();
    for (const QList<ResponseIndex>& order : all) {
        PLUMBLINE_TRY(plan(callOf(step, order)));
    }
    return {};
}

ParsedReply JudgeLmSession::parse(const JudgeCall& call, const LlmReply& reply) const
{
    const int count = call.step == kMulti ? static_cast<int>(call.order.size()) : 2;
    const LeadingScores read = leadingScores(reply, count);
    if (read.fault) {
        return {{}, read.fault};
    }
    QJsonObject parsed{{u"scores"_s, arrayOf(read.scores)}};
    if (call.step == kSingle) {
        // The reference is what a full mark looks like, whatever was said of it.
        parsed.insert(u"said_of_reference"_s, read.scores.front());
        parsed.insert(u"scores"_s, QJsonArray{kJudgeLmHighest, read.scores.back()});
    }
    if (!read.explanation.isEmpty()) {
        parsed.insert(u"explanation"_s, read.explanation);
    }
    return ParsedReply::of(parsed);
}

Result<JudgeVerdict> JudgeLmSession::combine() const
{
    return item().item.kind == ItemKind::Pairwise ? combinePair() : combineScores();
}

Result<JudgeVerdict> JudgeLmSession::combinePair() const
{
    PLUMBLINE_ASSIGN(const Aspect aspect, scoredAspect(schema(), spec().aspects));
    const double threshold = spec().options.value(u"threshold"_s).toDouble(0);
    const QList<JudgeReply> games = answers(kPair);
    QJsonArray shown;
    QList<OrderedMargin> margins;
    for (const JudgeReply& game : games) {
        const int here = marginOf(game, threshold);
        margins.append({game.call.order, here});
        shown.append(QJsonObject{{u"order"_s, QJsonArray{game.call.order.at(0), game.call.order.at(1)}},
                                 {u"scores"_s, game.parsed.value(u"scores"_s)},
                                 {u"winner"_s, here > 0   ? 0
                                               : here < 0 ? 1
                                                          : -1}});
    }
    const AgreedMargin agreed = agreedMargin(margins);
    JudgeVerdict out;
    out.shownOrder = shownOrderOfVerdict();
    out.isInconsistent = agreed.isInconsistent;
    out.details.insert(u"games"_s, shown);
    PLUMBLINE_TRY(addPreference(out.content, schema(), aspect.id, agreed));
    return out;
}

Result<JudgeVerdict> JudgeLmSession::combineScores() const
{
    PLUMBLINE_ASSIGN(const Aspect aspect, scoredAspect(schema(), spec().aspects));
    QList<double> sums(item().responses.size(), 0);
    QList<int> counts(item().responses.size(), 0);
    QJsonArray shown;
    const auto add = [&](const JudgeReply& game, const QJsonArray& scores) {
        QJsonArray order;
        for (qsizetype place = 0; place < game.call.order.size(); ++place) {
            const ResponseIndex response = game.call.order.at(place);
            order.append(response);
            sums[response] += scores.at(place).toDouble();
            ++counts[response];
        }
        QJsonObject one{{u"order"_s, order}, {u"scores"_s, scores}};
        if (game.parsed.contains(u"said_of_reference"_s)) {
            one.insert(u"said_of_reference"_s, game.parsed.value(u"said_of_reference"_s));
        }
        shown.append(one);
    };
    const QList<JudgeReply> singles = answers(kSingle);
    for (const JudgeReply& game : singles) {
        add(game, {game.parsed.value(u"scores"_s).toArray().at(1)});
    }
    const QList<JudgeReply> games = answers(kMulti) + answers(kPair);
    for (const JudgeReply& game : games) {
        add(game, game.parsed.value(u"scores"_s).toArray());
    }
    JudgeVerdict out;
    out.shownOrder = isSingle() ? QList<ResponseIndex>() : shownOrderOfVerdict();
    QJsonArray means;
    for (qsizetype index = 0; index < sums.size(); ++index) {
        sums[index] /= counts.at(index);
        means.append(sums.at(index));
    }
    PLUMBLINE_ASSIGN(out.content, contentOfScores(item(), aspect, sums, {kJudgeLmLowest, kJudgeLmHighest}));
    out.details.insert(u"games"_s, shown);
    out.details.insert(u"scores"_s, means);
    return out;
}

} // namespace plumbline
