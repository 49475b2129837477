#include "ui/screens/judgeruns/ratehistory.h"

namespace plumbline {

void RateHistory::add(qint64 ms, double perSecond)
{
    if (!m_samples.isEmpty() && ms - m_samples.constLast().first < m_stepMs) {
        return;
    }
    if (m_samples.size() >= kMost) {
        QList<QPair<qint64, double>> half;
        for (qsizetype index = 0; index < m_samples.size(); index += 2) {
            half.append(m_samples[index]);
        }
        m_samples = half;
        m_stepMs *= 2;
    }
    m_samples.append({ms, perSecond});
}

} // namespace plumbline
