#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/labeltable.h"
#include "core/stats/sequential.h"

#include <QHash>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace plumbline {

/// Which pairs of models the next votes should compare so that places are decided soonest.
class DecidingPlan
{
public:
    /// The votes that count, as a leaderboard counts them, between the models that have some and those of
    /// `further`.
    DecidingPlan(const LabelTable& table, const LabelFilter& filter, const QStringList& further,
                 double confidence = stats::kDefaultConfidence);

    [[nodiscard]] const stats::SequentialRanking& ranking() const { return m_ranking; }
    [[nodiscard]] const QStringList& models() const { return m_models; }
    /// Open pairs in the order in which votes on them decide soonest: indexes into ranking().pairs.
    [[nodiscard]] const std::vector<std::int32_t>& order() const { return m_order; }
    /// The place of two models in order(); −1 when nothing is open between them, or one is not known.
    [[nodiscard]] int placeOf(const QString& one, const QString& other) const;
    /// Votes that the pair at this place still needs, at least 1; pairs without an outlook a few, so that
    /// they get one.
    [[nodiscard]] double needOf(int place) const;
    /// Models whose place is decided.
    [[nodiscard]] int decidedRanks() const;

private:
    stats::SequentialRanking m_ranking;
    QStringList m_models;
    QHash<QString, std::int32_t> m_indexes;
    std::vector<std::int32_t> m_order;
    std::vector<int> m_places; ///< of each pair, in the order of ranking().pairs
};

/// Deals out priorities to open items, which have to come in the order in which they are to be asked within
/// their pair of models: those that the pairs still need first, pair after pair; then what goes beyond that
/// in the same order; what is decided last. Equal plans give equal priorities, so that little changes from
/// one time to the next.
class DecidingQueue
{
public:
    explicit DecidingQueue(const DecidingPlan& plan);

    /// The priority of an item whose responses are by these models and that wants so many labels; 0: it
    /// decides nothing.
    [[nodiscard]] double priorityOf(const QStringList& models, int wanted);
    /// Labels wanted so far on the pair at this place.
    [[nodiscard]] double dealt(int place) const { return m_dealt[static_cast<std::size_t>(place)]; }

private:
    const DecidingPlan& m_plan;
    std::vector<double> m_dealt;
};

} // namespace plumbline
