#pragma once

#include "ui/models/annotationwords.h"

#include <QStyledItemDelegate>

class QTableView;

namespace plumbline {

class ReportTable;
class Theme;

/// Paints the rows of a ReportTable: the selected row as a rounded ground with a mark at its start, numbers
/// with their intervals, bars, vote boxes, and reasons in the place of numbers that are not known.
class ReportDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ReportDelegate(const Theme& theme, int rowHeight, QObject* parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    int m_rowHeight;
};

/// Paints votes as small boxes from the left of `cell`; those that do not fit become "…".
void paintVoteBoxes(QPainter& painter, const Theme& theme, const QRectF& cell, const QList<VoteMark>& votes);

/// A table as every Inspect page has it, with the widths of its columns, sorted by a click on a column's head
/// where `isSortable`. Its delegate paints rows of `rowHeight` pixels.
/// In a card it stands kReportInset pixels from the edges (Card::body()), so that rows end before them.
inline constexpr int kReportInset = 6;
[[nodiscard]] QTableView* makeReportView(const Theme& theme, ReportTable* model, const QString& objectName,
                                         const QString& accessibleName, int rowHeight = 32,
                                         bool isSortable = false);

} // namespace plumbline
