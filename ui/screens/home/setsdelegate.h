#pragma once

#include <QStyledItemDelegate>

namespace plumbline {

class Theme;

/// Rows of the sets table: names strong, figures in tabular digits, the share as a bar with its percent.
class SetsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SetsDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace plumbline
