#include "ui/screens/data/previewdelegate.h"

#include "ui/screens/data/previewmodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace plumbline {

namespace {

constexpr double kUnderlineGap = 3;
constexpr double kRuleGap = 10;

PreviewModel::RowKind kindOf(const QModelIndex& index)
{
    return static_cast<PreviewModel::RowKind>(index.data(PreviewModel::KindRole).toInt());
}

} // namespace

PreviewDelegate::PreviewDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void PreviewDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const PreviewModel::RowKind kind = kindOf(index);
    if (kind == PreviewModel::RowKind::Gap || kind == PreviewModel::RowKind::File) {
        paintRule(*painter, option.rect, index.data().toString(), kind == PreviewModel::RowKind::File);
        painter->restore();
        return;
    }
    const bool isBad = kind != PreviewModel::RowKind::Good;
    paintGround(*painter, option, index, isBad);
    paintText(*painter, QRectF(option.rect).adjusted(metrics::kSpace3, 0, -metrics::kSpace3, 0), index);
    painter->restore();
}

void PreviewDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index, bool isBad) const
{
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    if (!isBad && !isCurrent && !option.state.testFlag(QStyle::State_MouseOver)) {
        return;
    }
    // One frame over the whole row: each cell paints its part of it.
    const bool isRaw = kindOf(index) == PreviewModel::RowKind::Raw;
    const bool isFirst = index.column() == 0;
    const bool isLast = index.column() == index.model()->columnCount() - 1 || (isRaw && index.column() == 1);
    QRectF row = QRectF(option.rect)
                     .adjusted(isFirst ? 0 : -metrics::kRadiusCard, 1, isLast ? 0 : metrics::kRadiusCard, -1);
    painter.save();
    painter.setClipRect(option.rect);
    const Color ground = isBad ? Color::BadSoft : isCurrent ? Color::AccentSoft : Color::Hover;
    drawFrame(painter, row,
              {m_theme.color(ground), isCurrent && isBad ? m_theme.color(Color::Bad) : QColor(),
               metrics::kStrokeMark, metrics::kRadiusKey, false});
    painter.restore();
}

void PreviewDelegate::paintText(QPainter& painter, const QRectF& cell, const QModelIndex& index) const
{
    const PreviewModel::RowKind kind = kindOf(index);
    const bool isBad = kind != PreviewModel::RowKind::Good;
    const QString text = index.data().toString();
    if (index.column() == 0) {
        painter.setFont(m_theme.font(Text::Caption));
        painter.setPen(m_theme.color(isBad ? Color::Bad : Color::Text2));
        drawDigits(painter, cell, Qt::AlignRight | Qt::AlignVCenter, text);
        return;
    }
    if (kind == PreviewModel::RowKind::Raw) {
        drawLine(painter, cell, m_theme.font(Text::Mono), m_theme.color(Color::Text2), text);
        return;
    }
    const bool isWrong = isBad && index.data(PreviewModel::ErrorColumnRole).toInt() == index.column();
    if (!isWrong) {
        drawLine(painter, cell, m_theme.font(Text::Body), m_theme.color(Color::Text), text);
        return;
    }
    const QFont font = m_theme.font(Text::Strong);
    const QString shown = text.isEmpty() ? tr("(nothing)") : text;
    drawLine(painter, cell, font, m_theme.color(Color::Bad), shown);
    const double baseline = cell.center().y() + QFontMetricsF(font).capHeight() / 2 + kUnderlineGap;
    QPen pen(m_theme.color(Color::Bad), metrics::kStrokeMark);
    pen.setDashPattern({3, 2});
    painter.setPen(pen);
    const double width = std::min(cell.width(), textWidth(font, shown));
    painter.drawLine(QPointF(cell.left(), baseline), QPointF(cell.left() + width, baseline));
}

void PreviewDelegate::paintRule(QPainter& painter, const QRect& rect, const QString& text, bool isFile) const
{
    const QFont font = m_theme.font(isFile ? Text::Strong : Text::Caption);
    const double width = textWidth(font, text);
    const QRectF row(rect);
    if (isFile) {
        drawLine(painter, row.adjusted(metrics::kSpace5, 0, 0, 0), font, m_theme.color(Color::Text), text);
        return;
    }
    const double left = row.center().x() - width / 2;
    QPen pen(m_theme.color(Color::BorderStrong), 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    const double y = row.center().y() + 0.5;
    painter.drawLine(QPointF(row.left() + metrics::kSpace5, y), QPointF(left - kRuleGap, y));
    painter.drawLine(QPointF(left + width + kRuleGap, y), QPointF(row.right() - metrics::kSpace5, y));
    drawLine(painter, QRectF(left, row.top(), width + 1, row.height()), font, m_theme.color(Color::Text2),
             text);
}

} // namespace plumbline
