#include "core/store/newproject.h"

#include <QRandomGenerator>
#include <QUuid>

namespace plumbline {

ProjectInfo newProjectInfo(const QString& name, const Clock& clock, std::optional<quint64> seed)
{
    ProjectInfo info;
    info.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    info.name = name.trimmed();
    info.createdAt = clock.now();
    // 53 bits: files carry the seed as a JSON number.
    constexpr quint64 kSeedMask = (quint64{1} << 53) - 1;
    info.seed = seed.value_or(QRandomGenerator::system()->generate64() & kSeedMask);
    return info;
}

} // namespace plumbline
