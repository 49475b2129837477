#pragma once

#include "core/analysis/homereport.h"
#include "core/checks/check.h"
#include "core/store/summaryrepository.h"

#include <QList>
#include <QString>

namespace plumbline {

/// One thing worth doing next, made from what the project holds: the number that caused it, and where it
/// leads.
struct NextStep
{
    QString icon;
    QString title;
    QString body;
    QString verb;     ///< label of its button
    QString pageId;   ///< where the button leads
    QString argument; ///< for the page
    bool operator==(const NextStep&) const = default;
};

/// At most three steps, the most pressing first. Without findings or a report (they take longer) only what
/// the summary says.
[[nodiscard]] QList<NextStep> nextSteps(const ProjectSummary& summary, const QList<CheckOutcome>& findings,
                                        const HomeReport* report = nullptr);

} // namespace plumbline
