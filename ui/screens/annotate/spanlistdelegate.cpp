#include "ui/screens/annotate/spanlistdelegate.h"

#include "ui/screens/annotate/spanlistmodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/categorybutton.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRowHeight = 40;
constexpr int kSide = 16;
constexpr int kMark = 22;
constexpr int kBar = 4;
constexpr int kBarGap = 2;

QString oneLine(const QString& text)
{
    constexpr int kShown = 200; // more than any pane shows in one line
    return text.left(kShown).simplified();
}

} // namespace

double severityBarsWidth(int count)
{
    return count <= 0 ? 0 : count * kBar + (count - 1) * kBarGap;
}

void paintSeverityBars(QPainter& painter, const Theme& theme, const QRectF& rect, int rank, int count,
                       int slot)
{
    for (int bar = 0; bar < count; ++bar) {
        const double height = std::round(4.0 + (rect.height() - 4.0) * bar / std::max(1, count - 1));
        const QRectF place(rect.left() + bar * (kBar + kBarGap), rect.bottom() - height, kBar, height);
        painter.fillRect(place, bar < rank ? theme.categoryMark(slot) : theme.color(Color::Track));
    }
}

SpanListDelegate::SpanListDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize SpanListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {100, m_theme.scaled(kRowHeight)};
}

void SpanListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const QRectF row = option.rect;
    const auto place = [&](double left, double top, double width, double height) {
        const double x = isMirrored ? row.right() - left - width : row.left() + left;
        return QRectF(x, row.top() + top, width, height);
    };
    const bool isOpen = index.data(SpanListModel::OpenRole).toBool();
    const QRectF frame = row.adjusted(4, 1, -4, -1);
    if (isOpen) {
        drawFrame(*painter, frame,
                  {.fill = m_theme.color(Color::Surface),
                   .edge = m_theme.color(Color::Focus),
                   .width = 2,
                   .radius = 6});
    } else if (option.state & QStyle::State_MouseOver) {
        drawFrame(*painter, frame, {.fill = m_theme.color(Color::Hover), .edge = {}, .radius = 6});
    }
    const Qt::Alignment side = isMirrored ? Qt::AlignRight : Qt::AlignLeft;
    const Qt::Alignment other = isMirrored ? Qt::AlignLeft : Qt::AlignRight;
    const double mark = m_theme.scaled(kMark);
    const double half = row.height() / 2;
    const int slot = index.data(SpanListModel::SlotRole).toInt();
    paintCategoryMark(*painter, m_theme, place(kSide, std::round(half - mark / 2), mark, mark), slot,
                      index.data(SpanListModel::NumberRole).toString());
    const int count = index.data(SpanListModel::SeverityCountRole).toInt();
    const double bars = severityBarsWidth(count);
    const double barsLeft = row.width() - kSide - bars;
    paintSeverityBars(*painter, m_theme, place(barsLeft, 7, bars, 11),
                      index.data(SpanListModel::SeverityRole).toInt(), count, slot);
    const QFont caption = m_theme.font(Text::Caption);
    const QString range = index.data(SpanListModel::RangeRole).toString();
    const double rangeWidth = digitsWidth(range, caption) + 2;
    const double rangeLeft = barsLeft - (bars > 0 ? metrics::kSpace3 : 0) - rangeWidth;
    painter->setFont(caption);
    painter->setPen(m_theme.color(Color::Text2));
    drawDigits(*painter, place(rangeLeft, 3, rangeWidth, half - 2), other | Qt::AlignVCenter, range);
    const double left = kSide + mark + metrics::kSpace3 + 2;
    drawLine(*painter, place(left, 3, rangeLeft - left - metrics::kSpace3, half - 2),
             m_theme.font(Text::Button), m_theme.color(Color::Text),
             index.data(SpanListModel::CategoryRole).toString(), side);
    const bool hasNote = !index.data(SpanListModel::NoteRole).toString().isEmpty();
    const double noteWidth = hasNote ? metrics::kIconSmall + metrics::kSpace2 : 0;
    const QString quote = u"“%1”"_s.arg(oneLine(index.data(SpanListModel::QuoteRole).toString()));
    drawLine(*painter, place(left, half - 1, row.width() - kSide - left - noteWidth, half - 2), caption,
             m_theme.color(Color::Text2), quote, side);
    if (hasNote) {
        m_theme.drawIcon(
            *painter, place(row.width() - kSide - metrics::kIconSmall, half, metrics::kIconSmall, half - 4),
            u"note"_s, metrics::kIconSmall, m_theme.color(Color::Text2));
    }
    painter->restore();
}

} // namespace plumbline
