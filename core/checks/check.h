#pragma once

#include "core/base/result.h"
#include "core/checks/finding.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace plumbline {

struct Session;

/// How a check is to run.
struct CheckOptions
{
    int limit = 100;                   ///< findings listed for each check; all are counted
    std::function<bool()> isCancelled; ///< asked often; may be empty
};

/// What a check found.
struct CheckFindings
{
    QList<Finding> findings; ///< the first ones
    qint64 total = 0;        ///< how many there are in all
};

/// One question asked of a project's data. Reads only.
struct Check
{
    QString id; ///< stable: "quotes"
    /// Errors: Cancelled, and whatever the store says.
    std::function<Result<CheckFindings>(Session&, const CheckOptions&)> run;
};

/// What one check of a run gave.
struct CheckOutcome
{
    QString check;
    CheckFindings found;
    [[nodiscard]] bool isClean() const { return found.total == 0; }
};

/// All checks, in the order in which they are shown.
[[nodiscard]] const QList<Check>& allChecks();

/// Runs the checks named (all when none is). A check that fails gives a finding "check.failed" and the others
/// go on. `progress(done, total)` is called after each. Errors: NotFound for an unknown id, Cancelled.
[[nodiscard]] Result<QList<CheckOutcome>> runChecks(Session& session, const CheckOptions& options,
                                                    const QStringList& ids = {},
                                                    const std::function<void(int, int)>& progress = {});

/// The worst of all findings; nothing when there are none.
[[nodiscard]] std::optional<Severity> worstSeverity(const QList<CheckOutcome>& outcomes);

} // namespace plumbline
