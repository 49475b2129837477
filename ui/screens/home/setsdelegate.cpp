#include "ui/screens/home/setsdelegate.h"

#include "ui/screens/home/setsmodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

namespace plumbline {

namespace {
constexpr double kBarHeight = 6;
constexpr double kPercentWidth = 48;
constexpr int kRowHeight = 38;
} // namespace

SetsDelegate::SetsDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize SetsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.scaled(kRowHeight)};
}

void SetsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, m_theme.color(isCurrent ? Color::AccentSoft : Color::Hover));
    }
    painter->fillRect(QRectF(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      m_theme.color(Color::Border));
    const QRectF cell = QRectF(option.rect).adjusted(metrics::kSpace5, 0, -metrics::kSpace5, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    switch (index.column()) {
    case SetsModel::SetColumn:
        drawLine(*painter, cell, m_theme.font(Text::Button), m_theme.color(Color::Text), text);
        break;
    case SetsModel::KindColumn:
        drawLine(*painter, cell, m_theme.font(Text::Body), m_theme.color(Color::Text2), text);
        break;
    case SetsModel::TwoColumn: {
        const double width = std::max(20.0, cell.width() - kPercentWidth);
        const QRectF bar(cell.left(), cell.center().y() - kBarHeight / 2, width, kBarHeight);
        drawFrame(*painter, bar, {m_theme.color(Color::Track), QColor(), 0, kBarHeight / 2, false});
        const double share = index.data(SetsModel::ShareRole).toDouble();
        if (share > 0) {
            const QRectF filled(bar.left(), bar.top(), std::max(kBarHeight, width * share), kBarHeight);
            drawFrame(*painter, filled, {m_theme.color(Color::Accent), QColor(), 0, kBarHeight / 2, false});
        }
        painter->setFont(m_theme.font(Text::Body));
        painter->setPen(m_theme.color(Color::Text2));
        drawDigits(*painter, cell, Qt::AlignRight | Qt::AlignVCenter, text);
        break;
    }
    default:
        painter->setFont(m_theme.font(Text::Body));
        painter->setPen(m_theme.color(Color::Text));
        drawDigits(*painter, cell, Qt::AlignRight | Qt::AlignVCenter, text);
        break;
    }
    painter->restore();
}

} // namespace plumbline
