#pragma once

#include "core/domain/item.h"
#include "core/store/store.h"
#include "tests/bench/realtexts.h"

#include <QIODevice>

#include <functional>

namespace plumbline {

/// How a made-up project looks.
struct WorkloadShape
{
    qint64 items = 1'000'000;
    qint64 firstItem = 0;   ///< number of the first item; a multiple of Workload::kItemsPerPrompt
    int labelledOneIn = 10; ///< one in so many items has a label
    /// Every second labelled item has labels by one more person and by a judge.
    bool isShared = false;
    quint64 seed = 20'260'105;
};

/// A project of any size made from real texts: every prompt is a real question with a numbered variation, has
/// five responses and five items: four comparisons of two neighbours and one rating. The same shape and texts
/// give the same project.
class Workload
{
public:
    static constexpr int kItemsPerPrompt = 5;
    static constexpr int kBatches = 4;
    static constexpr int kAnnotators = 20;

    Workload(const RealTexts& texts, const WorkloadShape& shape);

    [[nodiscard]] qint64 items() const { return m_shape.items; }
    [[nodiscard]] qint64 first() const { return m_shape.firstItem; }
    [[nodiscard]] qint64 end() const { return m_shape.firstItem + m_shape.items; }
    [[nodiscard]] static QString batchName(qint64 item);
    static constexpr int kJudges = 2;

    [[nodiscard]] static QString annotatorName(qint64 item, int round = 0);
    [[nodiscard]] bool isLabelled(qint64 item) const { return item % m_shape.labelledOneIn == 0; }
    [[nodiscard]] QString uid(qint64 item) const;
    /// Item number `item`, from 0, without ids.
    [[nodiscard]] ItemView view(qint64 item) const;
    /// The label of an item that is labelled, without the ids of item and annotator. Further rounds: where
    /// items are shared, the labels of others, which are the same as the first more often than not.
    [[nodiscard]] Annotation label(qint64 item, int round = 0) const;

    using Progress = std::function<void(qint64 done)>;
    /// Writes the whole project as Plumbline JSONL. Errors: DiskFull, Io.
    [[nodiscard]] Result<void> writeJsonl(QIODevice& device) const;
    /// Puts the whole project into an empty store, several thousand items in one transaction.
    [[nodiscard]] Result<void> fill(Store& store, const Progress& progress = {}) const;

private:
    [[nodiscard]] Prompt prompt(qint64 number) const;
    [[nodiscard]] Response response(qint64 promptNumber, int index) const;
    [[nodiscard]] Result<void> addItems(Session& session, qint64 from, qint64 to) const;
    [[nodiscard]] Result<void> addLabels(Session& session, qint64 item, ItemId id,
                                         SchemaVersionId schema) const;

    const RealTexts& m_texts;
    WorkloadShape m_shape;
    SchemaVersion m_pairwise;
    SchemaVersion m_rating;
};

/// A new store with a workload's seed and nothing in it.
[[nodiscard]] Result<std::unique_ptr<Store>> createBenchStore(const QString& path, const Clock& clock,
                                                              quint64 seed);

} // namespace plumbline
