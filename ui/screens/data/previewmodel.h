#pragma once

#include "core/exchange/preview.h"

#include <QAbstractTableModel>

namespace plumbline {

/// The lines of an import's check: the first ones, or every bad line between its neighbours with a row that
/// says how many good lines lie between.
class PreviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Show { FirstLines, ErrorsAndNeighbours };
    enum class RowKind {
        Good,
        Bad,
        Raw, ///< a bad line without cells; its text stands in column 1
        Gap, ///< so many good lines; its text stands in column 0
        File ///< the next file; its name stands in column 0
    };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int, a RowKind
        ErrorColumnRole              ///< int, the model column of the wrong field; −1 for none
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setPreview(const ImportPreview& preview);
    void setShow(Show show);
    [[nodiscard]] Show show() const { return m_show; }
    [[nodiscard]] RowKind kind(int row) const { return m_rows[row].kind; }
    /// The bad line of a row; nothing when the row has none.
    [[nodiscard]] std::optional<BadLine> badLine(int row) const;
    /// The next row after `row` (before it for step −1) that has a bad line, going round; −1 when there is
    /// none.
    [[nodiscard]] int nextBad(int row, int step) const;
    /// Which of the bad lines shown a row is, from 1; 0 when it is none.
    [[nodiscard]] int badNumber(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        RowKind kind = RowKind::Good;
        PreviewRow line;
        QString text;
    };

    void rebuild();
    void addLines(const QList<PreviewRow>& lines);

    ImportPreview m_preview;
    Show m_show = Show::ErrorsAndNeighbours;
    QList<Row> m_rows;
};

} // namespace plumbline
