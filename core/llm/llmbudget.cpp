#include "core/llm/llmbudget.h"

#include <algorithm>

namespace plumbline {

namespace {

constexpr double kSlack = 1e-9; // of a dollar: what adding up fractions loses

} // namespace

LlmBudget::LlmBudget(std::optional<double> dollars, double spent, QObject* parent)
    : QObject(parent)
    , m_limit(dollars)
    , m_spent(spent)
{
}

LlmBudget::Answer LlmBudget::reserve(double dollars)
{
    const QMutexLocker lock(&m_mutex);
    if (m_limit && dollars > 0) {
        if (m_spent + dollars > *m_limit + kSlack) {
            return Answer::Spent;
        }
        if (m_spent + m_reserved + dollars > *m_limit + kSlack) {
            return Answer::Wait;
        }
    }
    if (dollars > 0) {
        m_reserved += dollars;
        ++m_open;
    }
    return Answer::Granted;
}

void LlmBudget::settle(double reserved, double cost)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (reserved > 0) {
            m_open = std::max(0, m_open - 1);
            m_reserved = m_open == 0 ? 0.0 : std::max(0.0, m_reserved - reserved);
        }
        m_spent += cost;
    }
    Q_EMIT freed();
}

std::optional<double> LlmBudget::limit() const
{
    const QMutexLocker lock(&m_mutex);
    return m_limit;
}

double LlmBudget::spent() const
{
    const QMutexLocker lock(&m_mutex);
    return m_spent;
}

double LlmBudget::reserved() const
{
    const QMutexLocker lock(&m_mutex);
    return m_reserved;
}

void LlmBudget::setLimit(std::optional<double> dollars)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_limit = dollars;
    }
    Q_EMIT freed();
}

} // namespace plumbline
