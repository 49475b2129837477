#pragma once

#include "ui/delegates/celllook.h"

#include <QStyledItemDelegate>

#include <functional>

namespace plumbline {

/// Paints the rows of a table: ground of the selected and the hovered row, a line under each, and each cell
/// as its look says.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using Look = std::function<CellLook(const QModelIndex&)>;

    RowDelegate(const Theme& theme, Look look, int rowHeight, QObject* parent = nullptr);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintText(QPainter& painter, const QRectF& cell, const CellLook& look, const QString& text,
                   bool isSelected) const;

    const Theme& m_theme;
    Look m_look;
    int m_rowHeight;
};

} // namespace plumbline
