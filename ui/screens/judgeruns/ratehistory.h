#pragma once

#include <QList>
#include <QPair>
#include <QtGlobal>

namespace plumbline {

/// The rate of a run over its time, in fixed memory: when it is full, every second sample goes, and samples
/// are taken half as often from then on.
class RateHistory
{
public:
    /// How many samples are kept at most.
    static constexpr int kMost = 240;

    /// How fast the run is now, in items a second, `ms` milliseconds after it was first seen. Calls that come
    /// sooner than the samples lie apart are left out.
    void add(qint64 ms, double perSecond);
    /// Milliseconds and items a second, in order.
    [[nodiscard]] const QList<QPair<qint64, double>>& samples() const { return m_samples; }

private:
    QList<QPair<qint64, double>> m_samples;
    qint64 m_stepMs = 250;
};

} // namespace plumbline
