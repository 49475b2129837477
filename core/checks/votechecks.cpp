#include "core/checks/votechecks.h"

#include "core/checks/findinglist.h"
#include "core/store/annotatorrepository.h"
#include "core/store/checkrepository.h"

#include <QHash>
#include <QMap>

#include <utility>

namespace plumbline::checks {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 1000;

/// Two responses, the smaller id first.
struct Pair
{
    qint64 low = 0;
    qint64 high = 0;
    bool operator==(const Pair&) const = default;
};

size_t qHash(const Pair& pair, size_t seed = 0)
{
    return qHashMulti(seed, pair.low, pair.high);
}

/// A vote seen from the pair: whatever side, item or order it was given in.
struct Verdict
{
    Pair pair;
    int sign = 0;          ///< +1: `low` is better, −1: `high`, 0: a tie or both bad
    int lowShownFirst = 0; ///< +1 yes, −1 no, 0 not known
};

std::optional<Verdict> verdictOf(const PairAnswer& vote)
{
    const Preference* preference = vote.content.findPreference(u"overall"_s);
    if (preference == nullptr || preference->first < 0 || preference->first >= vote.responses.size() ||
        preference->second < 0 || preference->second >= vote.responses.size() ||
        preference->first == preference->second) {
        return std::nullopt;
    }
    Verdict verdict;
    verdict.pair = {vote.responses.at(preference->first).value, vote.responses.at(preference->second).value};
    verdict.sign = preference->bothBad ? 0 : (preference->margin > 0) - (preference->margin < 0);
    const qsizetype firstPlace = vote.shownOrder.indexOf(preference->first);
    const qsizetype secondPlace = vote.shownOrder.indexOf(preference->second);
    if (firstPlace >= 0 && secondPlace >= 0) {
        verdict.lowShownFirst = firstPlace < secondPlace ? 1 : -1;
    }
    if (verdict.pair.low > verdict.pair.high) {
        std::swap(verdict.pair.low, verdict.pair.high);
        verdict.sign = -verdict.sign;
        verdict.lowShownFirst = -verdict.lowShownFirst;
    }
    return verdict;
}

/// Calls `take(vote, verdict)` for every vote that can be read.
template <typename Take> Result<void> forEachVerdict(Session& session, const FindingList& list, Take take)
{
    CheckRepository repository(session);
    for (AnnotationId last;;) {
        PLUMBLINE_TRY(list.proceed());
        PLUMBLINE_ASSIGN(const QList<PairAnswer> votes, repository.pairVotesAfter(last, kPage));
        if (votes.isEmpty()) {
            return {};
        }
        for (const PairAnswer& vote : votes) {
            if (const std::optional<Verdict> verdict = verdictOf(vote)) {
                take(vote, *verdict);
            }
        }
        last = votes.constLast().annotation;
    }
}

Result<QHash<AnnotatorId, QString>> names(Session& session)
{
    QHash<AnnotatorId, QString> byId;
    PLUMBLINE_ASSIGN(const QList<Annotator> annotators, AnnotatorRepository(session).list());
    for (const Annotator& annotator : annotators) {
        byId.insert(annotator.id, annotator.name);
    }
    return byId;
}

/// Who voted how on one pair.
struct Tally
{
    ItemId item;
    int forLow = 0;
    int forHigh = 0;
};

/// What a judge said of one pair in each of the two orders.
struct BothOrders
{
    std::optional<int> lowFirst;
    std::optional<int> highFirst;
    bool isFlipped = false;
};

} // namespace

Result<CheckFindings> oppositeVotes(Session& session, const CheckOptions& options)
{
    FindingList list(u"opposite_votes"_s, options);
    PLUMBLINE_ASSIGN(const auto nameOf, names(session));
    QHash<Pair, Tally> tallies;
    QList<Pair> order;
    QHash<std::pair<AnnotatorId, Pair>, int> own;
    PLUMBLINE_TRY(forEachVerdict(session, list, [&](const PairAnswer& vote, const Verdict& verdict) {
        if (!vote.isCurrent || vote.annotatorKind != AnnotatorKind::Human || verdict.sign == 0) {
            return;
        }
        const auto key = std::pair(vote.annotator, verdict.pair);
        const int before = own.value(key, 0);
        if (before == -verdict.sign) {
            list.add("same_person"_L1, Severity::Warning,
                     {nameOf.value(vote.annotator), QString::number(vote.item.value)},
                     {.itemId = vote.item, .annotationId = vote.annotation, .annotatorId = vote.annotator},
                     FindingAction::OpenItem);
        } else if (before == 0) {
            own.insert(key, verdict.sign);
            if (!tallies.contains(verdict.pair)) {
                order.append(verdict.pair);
                tallies.insert(verdict.pair, {vote.item, 0, 0});
            }
            Tally& tally = tallies[verdict.pair];
            ++(verdict.sign > 0 ? tally.forLow : tally.forHigh);
        }
    }));
    for (const Pair& pair : std::as_const(order)) {
        const Tally& tally = tallies[pair];
        if (tally.forLow > 0 && tally.forHigh > 0) {
            list.add("people"_L1, Severity::Note,
                     {QString::number(tally.item.value),
                      QString::number(std::max(tally.forLow, tally.forHigh)),
                      QString::number(std::min(tally.forLow, tally.forHigh))},
                     {.itemId = tally.item}, FindingAction::OpenItem);
        }
    }
    return list.take();
}

Result<CheckFindings> judgeFlips(Session& session, const CheckOptions& options)
{
    FindingList list(u"judge_flips"_s, options);
    PLUMBLINE_ASSIGN(const auto nameOf, names(session));
    QMap<AnnotatorId, QHash<Pair, BothOrders>> judges;
    PLUMBLINE_TRY(forEachVerdict(session, list, [&](const PairAnswer& vote, const Verdict& verdict) {
        if (vote.annotatorKind != AnnotatorKind::Llm || verdict.lowShownFirst == 0) {
            return;
        }
        BothOrders& both = judges[vote.annotator][verdict.pair];
        (verdict.lowShownFirst > 0 ? both.lowFirst : both.highFirst) = verdict.sign;
        const bool differs = both.lowFirst && both.highFirst && *both.lowFirst * *both.highFirst < 0;
        if (differs && !both.isFlipped) {
            list.add("found"_L1, Severity::Warning,
                     {nameOf.value(vote.annotator), QString::number(vote.item.value)},
                     {.itemId = vote.item, .annotationId = vote.annotation, .annotatorId = vote.annotator},
                     FindingAction::OpenItem);
        }
        both.isFlipped = both.isFlipped || differs;
    }));
    for (auto judge = judges.constBegin(); judge != judges.constEnd(); ++judge) {
        qint64 compared = 0;
        qint64 flipped = 0;
        for (const BothOrders& both : judge.value()) {
            compared += both.lowFirst && both.highFirst ? 1 : 0;
            flipped += both.isFlipped ? 1 : 0;
        }
        if (flipped > 0) {
            list.addFirst("share"_L1, Severity::Warning,
                          {nameOf.value(judge.key()), QString::number(flipped), QString::number(compared)},
                          {.annotatorId = judge.key()}, FindingAction::OpenAnnotator);
        }
    }
    return list.take();
}

} // namespace plumbline::checks
