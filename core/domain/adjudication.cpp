#include "core/domain/adjudication.h"

namespace plumbline {

namespace {

constexpr QLatin1StringView kPurpose("purpose");
constexpr QLatin1StringView kAdjudication("adjudication");
constexpr QLatin1StringView kAdjudicates("adjudicates");

} // namespace

bool isAdjudication(const Batch& batch)
{
    return batch.meta.value(kPurpose).toString() == kAdjudication;
}

QJsonObject adjudicationMeta()
{
    return {{kPurpose, QString(kAdjudication)}};
}

QString adjudicatedUid(const QJsonObject& itemMeta)
{
    return itemMeta.value(kAdjudicates).toString();
}

void setAdjudicatedUid(QJsonObject& object, const QString& uid)
{
    object.insert(kAdjudicates, uid);
}

} // namespace plumbline
