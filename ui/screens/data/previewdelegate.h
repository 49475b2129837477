#pragma once

#include <QStyledItemDelegate>

namespace plumbline {

class Theme;

/// Paints the lines of an import's check: bad ones on a red ground with the wrong field underlined, the
/// current one framed, gaps as a dashed rule with their words.
class PreviewDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit PreviewDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintRule(QPainter& painter, const QRect& rect, const QString& text, bool isFile) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                     bool isBad) const;
    void paintText(QPainter& painter, const QRectF& cell, const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace plumbline
