#include "core/judge/verdictvote.h"

#include "core/judge/pairorders.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Votes for something, and those that lead.
template <typename Key> class Ballot
{
public:
    void add(const Key& key) { ++m_counts[key]; }
    [[nodiscard]] int total() const
    {
        int sum = 0;
        for (const auto& [key, count] : m_counts) {
            sum += count;
        }
        return sum;
    }
    [[nodiscard]] int most() const
    {
        int out = 0;
        for (const auto& [key, count] : m_counts) {
            out = std::max(out, count);
        }
        return out;
    }
    [[nodiscard]] QList<Key> leaders() const
    {
        QList<Key> out;
        for (const auto& [key, count] : m_counts) {
            if (count == most()) {
                out.append(key);
            }
        }
        return out;
    }
    [[nodiscard]] double share() const { return static_cast<double>(most()) / total(); }
    [[nodiscard]] int count(const Key& key) const
    {
        const auto at = m_counts.find(key);
        return at == m_counts.end() ? 0 : at->second;
    }

private:
    std::map<Key, int> m_counts;
};

Error drawn(const QString& sentence)
{
    return makeError(ErrorCode::InvalidData, sentence, u"draw"_s);
}

constexpr int kBothBad = 9; ///< a side of its own beside −1, 0 and 1

int sideOf(const Preference& preference)
{
    return preference.bothBad ? kBothBad : preference.margin > 0 ? 1 : preference.margin < 0 ? -1 : 0;
}

/// The voters of one aspect.
QList<Preference> votersOf(const QList<JudgeVerdict>& verdicts, const QString& aspect)
{
    QList<Preference> out;
    for (const JudgeVerdict& verdict : verdicts) {
        if (const Preference* preference = verdict.content.findPreference(aspect)) {
            out.append(*preference);
        }
    }
    return out;
}

int strengthOf(const QList<Preference>& voters, int side)
{
    Ballot<int> strengths;
    for (const Preference& voter : voters) {
        if (sideOf(voter) == side) {
            strengths.add(std::abs(voter.margin));
        }
    }
    return strengths.leaders().first(); // in rising order: the weaker of a draw
}

Result<void> voteAspect(JudgeVerdict& out, const QList<JudgeVerdict>& verdicts, const ItemView& item,
                        const QString& aspect, bool isMain)
{
    const QList<Preference> voters = votersOf(verdicts, aspect);
    Ballot<int> sides;
    for (const Preference& voter : voters) {
        sides.add(sideOf(voter));
    }
    const bool isDraw = sides.leaders().size() > 1;
    const int side = isDraw ? 0 : sides.leaders().first();
    Preference preference = voters.first();
    preference.bothBad = side == kBothBad;
    preference.margin = side == 0 || side == kBothBad ? 0 : side * strengthOf(voters, side);
    if (side == 0 && !item.schema.definition.allowsTie) {
        return drawn(u"The samples made a tie, which the schema does not offer."_s);
    }
    out.content.preferences.append(preference);
    if (!isMain) {
        return {};
    }
    out.probability = static_cast<double>(sides.count(side)) / sides.total();
    out.details.insert(u"votes"_s, QJsonObject{{u"first"_s, sides.count(1)},
                                               {u"second"_s, sides.count(-1)},
                                               {u"tie"_s, sides.count(0)},
                                               {u"both_bad"_s, sides.count(kBothBad)}});
    if (isDraw) {
        out.details.insert(u"draw"_s, true);
    }
    // Ties that most of their voters came to by changing with the order.
    const auto inconsistent = std::count_if(verdicts.cbegin(), verdicts.cend(),
                                            [](const JudgeVerdict& one) { return one.isInconsistent; });
    if (side == 0 && !isDraw && inconsistent * 2 > sides.count(0)) {
        out.isInconsistent = true;
        out.content.extra.insert(u"winner"_s, u"tie (inconsistent)"_s);
    }
    return {};
}

Result<void> votePreferences(JudgeVerdict& out, const QList<JudgeVerdict>& verdicts, const ItemView& item)
{
    bool isMain = true;
    for (const Preference& preference : verdicts.first().content.preferences) {
        PLUMBLINE_TRY(voteAspect(out, verdicts, item, preference.aspect, isMain));
        isMain = false;
    }
    return {};
}

/// The point nearest to the mean of values that have as many votes each; the lower of two.
double settled(const QList<double>& values)
{
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    constexpr double kHalf = 0.5;
    return std::ceil(sum / static_cast<double>(values.size()) - kHalf);
}

void voteRatings(JudgeVerdict& out, const QList<JudgeVerdict>& verdicts)
{
    double shares = 0;
    bool hasDraw = false;
    for (const Rating& first : verdicts.first().content.ratings) {
        Ballot<double> values;
        int absent = 0;
        for (const JudgeVerdict& verdict : verdicts) {
            const Rating* own = verdict.content.findRating(first.response, first.aspect);
            if (own == nullptr || !own->value) {
                ++absent;
            } else {
                values.add(*own->value);
            }
        }
        Rating rating{first.response, first.aspect, std::nullopt, {}};
        double share = static_cast<double>(absent) / static_cast<double>(verdicts.size());
        if (values.most() >= absent && values.total() > 0) {
            const QList<double> leaders = values.leaders();
            hasDraw = hasDraw || leaders.size() > 1;
            rating.value = leaders.size() == 1 ? leaders.first() : settled(leaders);
            share = static_cast<double>(values.count(*rating.value)) / static_cast<double>(verdicts.size());
        }
        for (const JudgeVerdict& verdict : verdicts) {
            const Rating* own = verdict.content.findRating(first.response, first.aspect);
            if (rating.rationale.isEmpty() && own != nullptr && own->value == rating.value) {
                rating.rationale = own->rationale;
            }
        }
        shares += share;
        out.content.ratings.append(rating);
    }
    if (!out.content.ratings.isEmpty()) {
        out.probability = shares / static_cast<double>(out.content.ratings.size());
    }
    if (hasDraw) {
        out.details.insert(u"draw"_s, true);
    }
}

/// By the mean place over all rankings, a group's members each at its middle.
Ranking byMeanPlace(const QList<JudgeVerdict>& verdicts)
{
    std::map<ResponseIndex, double> places;
    for (const JudgeVerdict& verdict : verdicts) {
        double begin = 0;
        for (const QList<ResponseIndex>& group : verdict.content.ranking->groups) {
            for (const ResponseIndex response : group) {
                places[response] += begin + static_cast<double>(group.size() - 1) / 2;
            }
            begin += static_cast<double>(group.size());
        }
    }
    std::map<double, QList<ResponseIndex>> byPlace;
    for (const auto& [response, place] : places) {
        byPlace[place].append(response);
    }
    Ranking out;
    for (const auto& [place, group] : byPlace) {
        out.groups.append(group);
    }
    return out;
}

Result<void> voteRanking(JudgeVerdict& out, const QList<JudgeVerdict>& verdicts, const ItemView& item)
{
    Ballot<QList<QList<ResponseIndex>>> rankings;
    for (const JudgeVerdict& verdict : verdicts) {
        rankings.add(verdict.content.ranking.value_or(Ranking()).groups);
    }
    const bool isDraw = rankings.leaders().size() > 1;
    const Ranking ranking = isDraw ? byMeanPlace(verdicts) : Ranking{rankings.leaders().first()};
    const bool hasTie = std::any_of(ranking.groups.cbegin(), ranking.groups.cend(),
                                    [](const QList<ResponseIndex>& group) { return group.size() > 1; });
    if (isDraw && hasTie && !item.schema.definition.allowsTie) {
        return drawn(u"The samples' rankings make a tie, which the schema does not offer."_s);
    }
    out.content.ranking = ranking;
    out.probability = static_cast<double>(rankings.count(ranking.groups)) / rankings.total();
    if (isDraw) {
        out.details.insert(u"draw"_s, true);
    }
    return {};
}

Result<void> voteReaction(JudgeVerdict& out, const QList<JudgeVerdict>& verdicts)
{
    Ballot<int> reactions;
    for (const JudgeVerdict& verdict : verdicts) {
        reactions.add(verdict.content.reaction.value_or(0));
    }
    if (reactions.leaders().size() > 1) {
        return drawn(u"As many samples said one thing as another."_s);
    }
    out.content.reaction = reactions.leaders().first();
    out.probability = reactions.share();
    return {};
}

/// What stands beside the label: from the first sample that says the same; a critique else from the first
/// that has one.
void takeTheRest(AnnotationContent& content, const QList<JudgeVerdict>& verdicts)
{
    const AnnotationContent* from = nullptr;
    for (const JudgeVerdict& verdict : verdicts) {
        const AnnotationContent& own = verdict.content;
        const bool isSame = own.preferences == content.preferences && own.ratings == content.ratings &&
                            own.ranking == content.ranking && own.reaction == content.reaction;
        if (isSame) {
            content.confidence = own.confidence;
            content.reasons = own.reasons;
            from = &own;
            break;
        }
        if (from == nullptr && !own.critique.isEmpty()) {
            from = &own;
        }
    }
    if (from != nullptr) {
        content.critique = from->critique;
    }
}

} // namespace

bool canVote(ItemKind kind)
{
    return kind == ItemKind::Pairwise || kind == ItemKind::Rating || kind == ItemKind::Ranking ||
           kind == ItemKind::Reaction;
}

Result<JudgeVerdict> voteOf(const QList<JudgeVerdict>& verdicts, const ItemView& item)
{
    if (verdicts.isEmpty() || !canVote(item.item.kind)) {
        return makeError(ErrorCode::InvalidArgument,
                         u"Verdicts on items of the kind %1 cannot be counted against each other."_s.arg(
                             toName(item.item.kind)));
    }
    JudgeVerdict out;
    out.shownOrder = verdicts.first().shownOrder;
    QJsonArray samples;
    for (const JudgeVerdict& verdict : verdicts) {
        samples.append(verdict.content.toJson());
    }
    out.details.insert(u"samples"_s, samples);
    switch (item.item.kind) {
    case ItemKind::Pairwise:
        PLUMBLINE_TRY(votePreferences(out, verdicts, item));
        break;
    case ItemKind::Rating:
        voteRatings(out, verdicts);
        break;
    case ItemKind::Ranking:
        PLUMBLINE_TRY(voteRanking(out, verdicts, item));
        break;
    case ItemKind::Reaction:
        PLUMBLINE_TRY(voteReaction(out, verdicts));
        break;
    case ItemKind::Span:
    case ItemKind::Critique:
        break;
    }
    takeTheRest(out.content, verdicts);
    return out;
}

} // namespace plumbline
