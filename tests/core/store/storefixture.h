#pragma once

#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/labelling.h"
#include "core/store/schemarepository.h"
#include "core/store/store.h"

#include <QTemporaryDir>

#include <memory>

namespace plumbline {

/// A clock that tests move by hand.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_now.toMSecsSinceEpoch(); }
    void advanceSeconds(qint64 seconds) { m_now = m_now.addSecs(seconds); }

private:
    QDateTime m_now = QDateTime::fromString(QStringLiteral("2026-01-05T10:00:00.000Z"), Qt::ISODateWithMs);
};

/// A new project in a folder of its own, with helpers to fill it.
class StoreFixture
{
public:
    explicit StoreFixture(quint64 seed = 7);

    ManualClock clock;
    QTemporaryDir folder;
    std::unique_ptr<Store> store;

    [[nodiscard]] QString path() const;
    void reopen();
    /// Adds `count` items of a kind to a batch; gives their ids.
    QList<ItemId> addItems(int count, ItemKind kind = ItemKind::Pairwise,
                           const QString& batch = QStringLiteral("batch"),
                           QueueOrder order = QueueOrder::Fixed, int overlap = 1, int responses = 2);
    AnnotatorId annotator(const QString& name, AnnotatorKind kind = AnnotatorKind::Human);
};

/// A complete pairwise answer.
[[nodiscard]] AnnotationContent pairwiseAnswer(int margin, const QStringList& reasons = {});

} // namespace plumbline
