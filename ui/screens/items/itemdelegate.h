#pragma once

#include <QStyledItemDelegate>

namespace plumbline {

class Theme;

/// Paints a row of the list of items: the prompt strong when selected, votes as small boxes, a flag where one
/// is set.
class ItemDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ItemDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintVotes(QPainter* painter, const QRectF& cell, const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace plumbline
