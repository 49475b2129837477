#include "app/tourclock.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

TourClock::TourClock()
    : m_start(fromIsoUtc(u"2026-11-25T12:00:00.000Z"_s))
{
}

QDateTime TourClock::now() const
{
    return m_start.addMSecs(m_passedMs);
}

} // namespace plumbline
