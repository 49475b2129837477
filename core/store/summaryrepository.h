#pragma once

#include "core/domain/item.h"
#include "core/store/session.h"

#include <QList>
#include <QMap>

namespace plumbline {

/// What one batch holds.
struct BatchSummary
{
    Batch batch;
    ItemKind kind = ItemKind::Pairwise; ///< of most of its items
    qint64 items = 0;
    qint64 openItems = 0;
    qint64 labels = 0;        ///< current, by people and judges
    qint64 withTwoOrMore = 0; ///< items with two or more labels
};

/// What a project holds, for its home page.
struct ProjectSummary
{
    qint64 items = 0;
    qint64 prompts = 0;
    qint64 responses = 0;
    qint64 labelsByPeople = 0;
    qint64 labelsByOthers = 0;
    qint64 people = 0; ///< human annotators with at least one label
    qint64 judges = 0; ///< other annotators with at least one label
    qint64 spans = 0;  ///< in current labels
    qint64 missing = 0;
    qint64 ratings = 0;
    QList<BatchSummary> batches;    ///< in the order in which they are served
    QMap<int, qint64> pairsByVotes; ///< pairwise items with people's labels, by how many
    qint64 flagged = 0;
};

/// Sums over the whole project, from kept counters and one index. For a background read.
class SummaryRepository
{
public:
    explicit SummaryRepository(Session& session)
        : m_session(session)
    {
    }

    [[nodiscard]] Result<ProjectSummary> summary();

private:
    Session& m_session;
};

} // namespace plumbline
