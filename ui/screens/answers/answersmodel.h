#pragma once

#include "core/base/error.h"
#include "core/domain/item.h"

#include <QAbstractTableModel>
#include <QSet>

namespace plumbline {

class Store;

/// One answer of the annotator as a row shows it.
struct AnswerRow
{
    AnnotationId id;
    ItemId item;
    AnnotationAction action = AnnotationAction::Submit;
    QString words;  ///< what was said
    QString prompt; ///< the beginning of the last user message
    QString batch;
    ItemKind kind = ItemKind::Pairwise;
    std::optional<qint64> activeMs;
    QDateTime createdAt;
    bool isFlagged = false;
    bool isSuperseded = false; ///< a later answer stands in its place
};

/// The answers of one annotator, newest first, read in pages by key.
class AnswersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { WhenColumn, AnswerColumn, PromptColumn, SetColumn, TimeColumn, ColumnCount };
    enum Role { RowRole = Qt::UserRole + 1 /* AnswerRow */ };
    enum class Filter { All, Flagged, Skipped };

    /// One page of rows, and where the next one begins.
    struct Page
    {
        QList<AnswerRow> rows;
        QSet<qint64> superseded; ///< ids that rows read so far stand in place of
        qint64 next = 0;         ///< ids below it are still to be read; 0: none
    };

    /// `store` may be null: then the list stays empty.
    AnswersModel(Store* store, AnnotatorId annotator, QObject* parent = nullptr);

    /// Reads from the newest on.
    void refresh();
    void setFilter(Filter filter);
    [[nodiscard]] Filter filter() const { return m_filter; }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    /// A read has ended; the rows are there.
    void loaded();
    void failed(const plumbline::Error& error);

private:
    void read(qint64 before, bool isNew);

    Store* m_store;
    AnnotatorId m_annotator;
    Filter m_filter = Filter::All;
    QList<AnswerRow> m_rows;
    QSet<qint64> m_superseded;
    qint64 m_next = 0;
    int m_generation = 0;
    bool m_isReading = false;
    bool m_isLoaded = false;
};

/// Time spent, for people: "42 s", "3 min 05 s".
[[nodiscard]] QString spentWords(qint64 milliseconds);

} // namespace plumbline
