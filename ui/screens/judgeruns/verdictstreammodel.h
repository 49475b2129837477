#pragma once

#include "core/jobs/judgerunfeed.h"

#include <QAbstractTableModel>
#include <QList>

namespace plumbline {

/// The last verdicts of a run, newest first. Memory does not grow: what is older than the newest kMost goes,
/// except the one that somebody reads.
class VerdictStreamModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int kMost = JudgeRunFeed::kKept;

    enum Column {
        ItemColumn,
        ModelsColumn,
        VerdictColumn,
        SureColumn,
        NoteColumn,
        CostColumn,
        TimeColumn,
        ColumnCount
    };
    enum Role {
        ItemIdRole = Qt::UserRole + 1, ///< qint64
        IsFaultRole,                   ///< the item has no verdict
        IsInconsistentRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// Adds entries, oldest first. Those that are there already are left out.
    void append(const QList<JudgeRunEntry>& entries);
    /// Keeps the entry of this number whatever comes; 0: none.
    void setRead(qint64 number);
    /// Number of the newest entry; 0: there is none.
    [[nodiscard]] qint64 newest() const;
    /// Newest first.
    [[nodiscard]] const QList<JudgeRunEntry>& entries() const { return m_entries; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void trim();
    void remove(int first, int last);
    [[nodiscard]] static QString text(const JudgeRunEntry& entry, int column);

    QList<JudgeRunEntry> m_entries;
    qint64 m_read = 0;
};

} // namespace plumbline
