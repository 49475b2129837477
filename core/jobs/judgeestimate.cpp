#include "core/jobs/judgeestimate.h"

#include "core/base/random.h"
#include "core/jobs/judgesetup.h"
#include "core/llm/llmreply.h"
#include "core/store/annotationrepository.h"
#include "core/store/interruption.h"
#include "core/store/itemrepository.h"
#include "core/store/judgerepository.h"
#include "core/store/replyrepository.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 10'000;
constexpr int kPastLabels = 100;       ///< of the judge, that tell of its replies and their time
constexpr qint64 kUsualReply = 120;    ///< tokens, where nothing is known
constexpr double kUsualLatency = 3000; ///< milliseconds, where nothing is known

/// What the judge's latest labels say of one call.
struct Past
{
    qint64 calls = 0;
    qint64 labels = 0;
    double replyTokens = 0;
    double latencyMs = 0;
};

Result<Past> pastOf(Session& session, AnnotatorId judge)
{
    Past past;
    if (!judge.isValid()) {
        return past;
    }
    PLUMBLINE_ASSIGN(const QList<Annotation> rows,
                     AnnotationRepository(session).byAnnotator(judge, 0, kPastLabels));
    for (const Annotation& row : rows) {
        const qsizetype calls = row.provenance.value("calls"_L1).toArray().size();
        if (row.action != AnnotationAction::Submit || calls == 0) {
            continue;
        }
        ++past.labels;
        past.calls += calls;
        past.replyTokens += row.provenance.value("tokens_out"_L1).toDouble();
        past.latencyMs += row.provenance.value("latency_ms"_L1).toDouble();
    }
    return past;
}

/// What the sampled items' first calls are like, in sum.
struct Sums
{
    int items = 0;
    int unfit = 0;
    qint64 calls = 0;
    qint64 known = 0;
    qint64 promptTokens = 0; ///< of the calls that are not known
    qint64 mostReplyTokens = 0;
    std::set<QString> steps;
};

Result<void> addItem(Session& session, const JudgeSetting& setting, ItemId id, Sums& sums)
{
    PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(id));
    ++sums.items;
    const auto work = makeJudgeSession(setting, view);
    if (!work) {
        ++sums.unfit;
        return {};
    }
    const QList<JudgeCall> calls = (*work)->takeCalls();
    for (const JudgeCall& call : calls) {
        sums.steps.insert(call.step);
        PLUMBLINE_ASSIGN(const bool isKnown,
                         ReplyRepository(session).contains(requestHash(setting.endpoint, call.request)));
        if (isKnown) {
            ++sums.known;
            continue;
        }
        ++sums.calls;
        sums.promptTokens += estimatePromptTokens(call.request);
        sums.mostReplyTokens += mostReplyTokens(call.request);
    }
    return {};
}

/// The ids that a run would take up, and of them a seeded sample in order of id.
struct Chosen
{
    qint64 items = 0;
    std::vector<ItemId> sample;
};

Result<Chosen> choose(Session& session, const JudgedItems& which, qint64 limit, int sample)
{
    Chosen out;
    Random random(session.project.seed);
    ItemId after;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<ItemId> page, JudgeRepository(session).itemsAfter(which, after, kPage));
        for (const ItemId id : page) {
            if (limit > 0 && out.items >= limit) {
                break;
            }
            ++out.items;
            if (out.sample.size() < static_cast<size_t>(sample)) {
                out.sample.push_back(id);
            } else if (const auto at = random.below(static_cast<quint64>(out.items));
                       at < out.sample.size()) {
                out.sample[at] = id; // reservoir sampling
            }
        }
        if (page.size() < kPage || (limit > 0 && out.items >= limit)) {
            break;
        }
        after = page.constLast();
    }
    std::sort(out.sample.begin(), out.sample.end());
    return out;
}

JudgedItems itemsOf(const JudgeSetup& setup, const JudgeSelection& selection)
{
    JudgedItems which;
    which.batches = selection.batches;
    which.items = selection.items;
    which.judge = setup.annotator.id;
    which.onlyWithout = selection.onlyUnjudged && setup.annotator.id.isValid();
    for (const ItemKind kind : kindsOf(setup.setting.spec.protocol)) {
        if (selection.kind.value_or(kind) == kind) {
            which.kinds.append(kind);
        }
    }
    return which;
}

qint64 scaled(qint64 sum, double factor)
{
    return static_cast<qint64>(std::llround(static_cast<double>(sum) * factor));
}

/// Steps that depend on replies are taken to have as many calls, of the same length, as the first.
double stepFactor(const JudgeSetting& setting, const Sums& sums, QStringList& notes)
{
    const auto all = static_cast<double>(templateSteps(setting.spec.protocol).size());
    const auto seen = static_cast<double>(sums.steps.size());
    if (seen < 1 || all <= seen) {
        return 1;
    }
    notes.append(u"Later calls rest on earlier replies: they are taken to be as many and as long as the "
                 "first ones."_s);
    return all / seen;
}

void addTime(JudgeEstimate& out, const LlmLimits& limits, int inFlight, const Past& past)
{
    if (out.calls == 0) {
        return;
    }
    constexpr double kMinuteMs = 60'000;
    const auto calls = static_cast<double>(out.calls);
    const double latency = past.calls > 0 && past.latencyMs > 0
                               ? past.latencyMs / static_cast<double>(past.calls)
                               : kUsualLatency;
    double most = calls * latency / std::max(1, inFlight);
    out.boundBy = u"latency"_s;
    if (limits.requestsPerMinute > 0 && calls / limits.requestsPerMinute * kMinuteMs > most) {
        most = calls / limits.requestsPerMinute * kMinuteMs;
        out.boundBy = u"requests"_s;
    }
    const auto tokens = static_cast<double>(out.promptTokens + out.replyTokensLow);
    if (limits.tokensPerMinute > 0 &&
        tokens / static_cast<double>(limits.tokensPerMinute) * kMinuteMs > most) {
        most = tokens / static_cast<double>(limits.tokensPerMinute) * kMinuteMs;
        out.boundBy = u"tokens"_s;
    }
    out.milliseconds = static_cast<qint64>(most);
    if (past.calls == 0) {
        out.notes.append(u"The time is a guess, at 3 s for a reply: this judge has not asked before."_s);
    }
}

void addCosts(JudgeEstimate& out, const LlmPrices& prices, const Past& past)
{
    out.hasPrices = prices.input > 0 || prices.output > 0;
    LlmUsage usage;
    usage.promptTokens = out.promptTokens;
    usage.replyTokens = out.replyTokensLow;
    out.dollarsLow = costOf(usage, prices);
    usage.replyTokens = out.replyTokensHigh;
    out.dollarsHigh = costOf(usage, prices);
    if (out.calls > 0 && !out.hasPrices) {
        out.notes.append(u"The endpoint names no prices: the cost is not known."_s);
    }
    if (out.calls > 0 && past.calls == 0) {
        out.notes.append(u"The least is for replies of 120 tokens, the most for the longest allowed ones."_s);
    }
}

Result<JudgeEstimate> estimate(Session& session, const JudgeSetup& setup, const JudgeRunRequest& request,
                               int sample, const std::function<bool()>& isCancelled)
{
    const Interruption interruption(session.db, isCancelled);
    JudgeEstimate out;
    const JudgedItems which = itemsOf(setup, request.selection);
    if (which.kinds.isEmpty()) {
        out.notes.append(u"This judge cannot judge items of the chosen kind."_s);
        return out;
    }
    PLUMBLINE_ASSIGN(const Chosen chosen,
                     choose(session, which, request.selection.limit, std::max(1, sample)));
    out.items = chosen.items;
    const JudgeProtocol protocol = setup.setting.spec.protocol;
    if (protocol == JudgeProtocol::Simulated || protocol == JudgeProtocol::Jury) {
        out.notes.append(u"This judge asks no model: it costs nothing."_s);
        return out;
    }
    Sums sums;
    for (const ItemId id : chosen.sample) {
        if (isCancelled && isCancelled()) {
            return makeError(ErrorCode::Cancelled, u"The estimate was stopped."_s);
        }
        PLUMBLINE_TRY(addItem(session, setup.setting, id, sums));
    }
    out.sampled = sums.items;
    PLUMBLINE_ASSIGN(const Past past, pastOf(session, setup.annotator.id));
    const double scale = sums.items > 0 ? static_cast<double>(out.items) / sums.items : 0;
    const double factor = scale * stepFactor(setup.setting, sums, out.notes);
    out.calls = scaled(sums.calls, factor);
    out.knownReplies = scaled(sums.known, scale);
    out.promptTokens = scaled(sums.promptTokens, factor);
    out.replyTokensHigh = scaled(sums.mostReplyTokens, factor);
    const double usual = past.calls > 0 ? past.replyTokens / static_cast<double>(past.calls)
                                        : static_cast<double>(kUsualReply);
    out.replyTokensLow = std::min(out.replyTokensHigh,
                                  static_cast<qint64>(std::llround(static_cast<double>(out.calls) * usual)));
    if (protocol == JudgeProtocol::RewardServer) {
        out.replyTokensLow = 0;
        out.replyTokensHigh = 0;
    }
    if (out.sampled < out.items) {
        out.notes.append(u"Counted on %1 of %2 items and scaled up."_s.arg(out.sampled).arg(out.items));
    }
    if (sums.unfit > 0) {
        out.notes.append(
            u"About %1 of the items cannot be judged by this judge."_s.arg(scaled(sums.unfit, scale)));
    }
    addCosts(out, setup.setting.endpoint.prices, past);
    const int inFlight = request.inFlight > 0 ? request.inFlight : setup.setting.endpoint.limits.inFlight;
    addTime(out, setup.setting.endpoint.limits, inFlight, past);
    return out;
}

} // namespace

Result<JudgeEstimate> estimateJudgeRun(Session& session, const JudgeRunRequest& request, int sample,
                                       const std::function<bool()>& isCancelled)
{
    PLUMBLINE_ASSIGN(const JudgeSetup setup, loadJudge(session, request.judge));
    return estimate(session, setup, request, sample, isCancelled);
}

Result<JudgeEstimate> estimateJudgeRun(Session& session, const JudgeSpec& spec,
                                       const JudgeRunRequest& request, int sample,
                                       const std::function<bool()>& isCancelled)
{
    PLUMBLINE_ASSIGN(const JudgeSetup setup, setUpJudge(session, spec));
    return estimate(session, setup, request, sample, isCancelled);
}

QJsonObject toJson(const JudgeEstimate& estimate)
{
    QJsonObject out{{u"items"_s, estimate.items},
                    {u"sampled"_s, estimate.sampled},
                    {u"calls"_s, estimate.calls},
                    {u"known_replies"_s, estimate.knownReplies},
                    {u"prompt_tokens"_s, estimate.promptTokens},
                    {u"reply_tokens"_s, QJsonArray{estimate.replyTokensLow, estimate.replyTokensHigh}},
                    {u"notes"_s, QJsonArray::fromStringList(estimate.notes)}};
    out.insert(u"dollars"_s, estimate.hasPrices || estimate.calls == 0
                                 ? QJsonValue(QJsonArray{estimate.dollarsLow, estimate.dollarsHigh})
                                 : QJsonValue());
    out.insert(u"seconds"_s, estimate.milliseconds
                                 ? QJsonValue(static_cast<double>(*estimate.milliseconds) / 1000.0)
                                 : QJsonValue());
    if (!estimate.boundBy.isEmpty()) {
        out.insert(u"bound_by"_s, estimate.boundBy);
    }
    return out;
}

} // namespace plumbline
