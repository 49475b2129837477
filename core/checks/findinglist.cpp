#include "core/checks/findinglist.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

FindingList::FindingList(const QString& check, const CheckOptions& options)
    : m_check(check)
    , m_options(options)
{
}

void FindingList::add(QLatin1StringView reason, Severity severity, const QStringList& parts,
                      const FindingLocation& location, FindingAction action)
{
    ++m_found.total;
    if (m_found.findings.size() < m_options.limit) {
        m_found.findings.append(
            {m_check, u"%1.%2"_s.arg(m_check, reason), severity, parts, location, action});
    }
}

void FindingList::addFirst(QLatin1StringView reason, Severity severity, const QStringList& parts,
                           const FindingLocation& location, FindingAction action)
{
    ++m_found.total;
    m_found.findings.prepend({m_check, u"%1.%2"_s.arg(m_check, reason), severity, parts, location, action});
    if (m_found.findings.size() > m_options.limit) {
        m_found.findings.removeLast();
    }
}

Result<void> FindingList::proceed() const
{
    if (m_options.isCancelled && m_options.isCancelled()) {
        return makeError(ErrorCode::Cancelled, u"The checks were stopped."_s);
    }
    return {};
}

} // namespace plumbline
