#pragma once

#include <QStyledItemDelegate>

class QPainter;

namespace plumbline {

class Theme;

/// Paints a span of the list: mark with number, category, code points, severity bars, and the quote in one
/// line.
class SpanListDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SpanListDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

/// Bars that rise with the severity: `rank` of `count` filled in the colour of a category slot.
void paintSeverityBars(QPainter& painter, const Theme& theme, const QRectF& rect, int rank, int count,
                       int slot);
/// Width of paintSeverityBars().
[[nodiscard]] double severityBarsWidth(int count);

} // namespace plumbline
