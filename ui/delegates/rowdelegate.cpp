#include "ui/delegates/rowdelegate.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>

namespace plumbline {

namespace {

constexpr double kBarHeight = 6;
constexpr double kBarText = 52; ///< room of the text right of a bar
constexpr double kIconGap = 8;

} // namespace

RowDelegate::RowDelegate(const Theme& theme, Look look, int rowHeight, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_look(std::move(look))
    , m_rowHeight(rowHeight)
{
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.scaled(m_rowHeight)};
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, m_theme.color(isSelected ? Color::AccentSoft : Color::Hover));
    }
    painter->fillRect(QRectF(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      m_theme.color(Color::Border));
    QRectF cell = QRectF(option.rect).adjusted(metrics::kSpace3, 0, -metrics::kSpace3, 0);
    const CellLook look = m_look(index);
    const QString text = index.data(Qt::DisplayRole).toString();
    if (!look.icon.isEmpty()) {
        const QRectF icon(cell.left(), cell.top(), metrics::kIcon, cell.height());
        m_theme.drawIcon(*painter, icon, look.icon, metrics::kIcon, m_theme.color(look.iconColor));
        cell.setLeft(icon.right() + kIconGap);
    }
    if (!look.keys.isEmpty()) {
        paintKeycaps(*painter, m_theme, QPointF(cell.left(), cell.center().y()), look.keys);
        painter->restore();
        return;
    }
    if (look.share) {
        const double width = std::max(20.0, cell.width() - kBarText);
        const QRectF bar(cell.left(), cell.center().y() - kBarHeight / 2, width, kBarHeight);
        drawFrame(*painter, bar, {m_theme.color(Color::Track), QColor(), 0, kBarHeight / 2, false});
        if (*look.share > 0) {
            const QRectF filled(bar.left(), bar.top(),
                                std::max(kBarHeight, width * std::min(1.0, *look.share)), kBarHeight);
            drawFrame(*painter, filled, {m_theme.color(Color::Accent), QColor(), 0, kBarHeight / 2, false});
        }
        cell.setLeft(bar.right() + kIconGap);
    }
    paintText(*painter, cell, look, text, isSelected);
    painter->restore();
}

void RowDelegate::paintText(QPainter& painter, const QRectF& cell, const CellLook& look, const QString& text,
                            bool isSelected) const
{
    QFont font = m_theme.font(look.style);
    font.setStrikeOut(look.isStruck);
    const QColor color =
        m_theme.color(isSelected && look.color == Color::Text ? Color::AccentText : look.color);
    if (look.isNumber || look.share) {
        painter.setFont(font);
        painter.setPen(color);
        drawDigits(painter, cell, Qt::AlignRight | Qt::AlignVCenter, text);
        return;
    }
    drawLine(painter, cell, font, color, text);
}

} // namespace plumbline
