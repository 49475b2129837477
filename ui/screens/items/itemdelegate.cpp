#include "ui/screens/items/itemdelegate.h"

#include "ui/models/itemlistmodel.h"
#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

namespace plumbline {

namespace {

constexpr double kBox = 15;
constexpr double kBoxGap = 2;
constexpr int kFlagSize = 14;

QColor groundOf(const Theme& theme, VoteMark::Side side)
{
    switch (side) {
    case VoteMark::Side::First:
        return theme.color(Color::DivPos);
    case VoteMark::Side::Second:
        return theme.color(Color::DivNeg);
    case VoteMark::Side::Tie:
        return theme.color(Color::Neutral);
    case VoteMark::Side::Other:
        break;
    }
    return theme.color(Color::AccentSoft);
}

} // namespace

ItemDelegate::ItemDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize ItemDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.scaled(metrics::kRow)};
}

void ItemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (isSelected || isHovered) {
        painter->fillRect(option.rect, m_theme.color(isSelected ? Color::AccentSoft : Color::Hover));
    }
    const QRectF cell = QRectF(option.rect).adjusted(metrics::kSpace3, 0, -metrics::kSpace3, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    switch (index.column()) {
    case ItemListModel::PromptColumn:
        drawLine(*painter, cell, m_theme.font(isSelected ? Text::Strong : Text::Body),
                 m_theme.color(isSelected ? Color::AccentText : Color::Text), text);
        break;
    case ItemListModel::VotesColumn:
        paintVotes(painter, cell, index);
        break;
    default:
        drawLine(*painter, cell, m_theme.font(Text::Caption), m_theme.color(Color::Text2), text);
        break;
    }
    painter->restore();
}

void ItemDelegate::paintVotes(QPainter* painter, const QRectF& cell, const QModelIndex& index) const
{
    const auto item = index.data(ItemListModel::RowRole).value<ItemListModel::ListedItem>();
    const double top = cell.center().y() - kBox / 2;
    double left = cell.left();
    if (item.row.flagCount > 0) {
        m_theme.drawIcon(*painter, QRectF(left, top, kBox, kBox), QStringLiteral("flag"), kFlagSize,
                         m_theme.color(Color::Warn));
        left += kBox + 2 * kBoxGap;
    }
    painter->setFont(m_theme.font(Text::Mark));
    for (const VoteMark& vote : item.votes) {
        const double width = std::max(kBox, textWidth(m_theme.font(Text::Mark), vote.text) + 6);
        if (left + width > cell.right()) {
            painter->setPen(m_theme.color(Color::Text3));
            painter->drawText(QPointF(left, cell.center().y() + 4), QStringLiteral("…"));
            return;
        }
        const QColor ground = groundOf(m_theme, vote.side);
        const QRectF box(left, top, width, kBox);
        drawFrame(*painter, box, {ground, QColor(), 0, metrics::kRadiusMark, false});
        painter->setPen(contrastTextOn(ground));
        painter->drawText(box, Qt::AlignCenter, vote.text);
        left += width + kBoxGap;
    }
}

} // namespace plumbline
