#pragma once

#include "core/checks/check.h"

namespace plumbline {

/// Gathers the findings of one check: keeps the first ones, counts all.
class FindingList
{
public:
    FindingList(const QString& check, const CheckOptions& options);

    /// `reason` without the check's id: "differs".
    void add(QLatin1StringView reason, Severity severity, const QStringList& parts,
             const FindingLocation& location = {}, FindingAction action = FindingAction::None);
    /// The same, before all others.
    void addFirst(QLatin1StringView reason, Severity severity, const QStringList& parts,
                  const FindingLocation& location = {}, FindingAction action = FindingAction::None);
    /// Counts findings that are not listed.
    void countMore(qint64 more) { m_found.total += more; }

    /// Errors: Cancelled when the user asked to stop.
    [[nodiscard]] Result<void> proceed() const;
    [[nodiscard]] CheckFindings take() { return std::move(m_found); }

private:
    QString m_check;
    const CheckOptions& m_options;
    CheckFindings m_found;
};

} // namespace plumbline
