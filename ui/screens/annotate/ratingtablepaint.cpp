#include "ui/screens/annotate/ratingtable.h"

#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kMarkSize = 22;
constexpr int kRowPadding = 16;

} // namespace

void RatingTable::paintEvent(QPaintEvent*)
{
    measureVisible();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(viewport()->rect());
    QPainterPath card;
    card.addRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadiusCard, metrics::kRadiusCard);
    painter.fillPath(card, m_theme.color(Color::Surface));
    painter.save();
    painter.setClipPath(card);
    const double top = verticalScrollBar()->value();
    for (int row = m_rows.empty() ? 0 : rowAt(top); row < static_cast<int>(m_rows.size()); ++row) {
        if (rowRect(row).top() > viewport()->height()) {
            break;
        }
        paintRow(painter, row);
    }
    paintHeader(painter);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(Color::Border), 1));
    painter.drawPath(card);
}

void RatingTable::paintHeader(QPainter& painter) const
{
    const QRectF header(0, 0, viewport()->width(), headerHeight());
    painter.fillRect(header, m_theme.color(Color::Surface));
    painter.setPen(QPen(m_theme.color(Color::Border), 1));
    painter.drawLine(QPointF(0, header.bottom() - 0.5), QPointF(header.right(), header.bottom() - 0.5));
    const Qt::Alignment side = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    const QFont head = m_theme.font(Text::Head);
    const QFont caption = m_theme.font(Text::Caption);
    drawLine(painter, visual({kRowPadding, 0, m_textLeft + m_textWidth - kRowPadding, header.height()}), head,
             m_theme.color(Color::Text2), tr("Response"), side);
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        const Aspect& aspect = m_grid.aspectAt(column);
        const bool isCurrent = column == m_grid.cursor().column;
        const double left = m_columnLefts[static_cast<std::size_t>(column)];
        const bool isLast = column + 1 == m_grid.columnCount();
        const double right = isLast ? m_whyLeft : m_columnLefts[static_cast<std::size_t>(column) + 1];
        const double room = right - left - metrics::kSpace3;
        const double name = std::min(room, textWidth(head, aspect.name) + 1);
        drawLine(painter, visual({left, 0, name, header.height()}), head,
                 m_theme.color(isCurrent ? Color::AccentText : Color::Text2), aspect.name, side);
        const QString points = tr("%n points", nullptr, static_cast<int>(aspect.points.size()));
        const double rest = room - name - metrics::kSpace3;
        if (rest >= textWidth(caption, points)) {
            drawLine(painter, visual({left + name + metrics::kSpace3, 0, rest, header.height()}), caption,
                     m_theme.color(Color::Text2), points, side);
        }
    }
    drawLine(painter, visual({m_whyLeft, 0, 70, header.height()}), head, m_theme.color(Color::Text2),
             tr("Why"), side);
}

void RatingTable::paintRow(QPainter& painter, int row)
{
    const QRectF rect = rowRect(row);
    const bool isCurrent = row == m_grid.cursor().row;
    if (isCurrent) {
        painter.fillRect(rect, m_theme.color(Color::Inset));
    }
    if (row + 1 < static_cast<int>(m_rows.size())) {
        painter.setPen(QPen(m_theme.color(Color::Border), 1));
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5),
                         QPointF(rect.right(), rect.bottom() - 0.5));
    }
    Row& shown = m_rows[static_cast<std::size_t>(row)];
    if (!shown.layout.isLaidOut()) {
        measure(row);
    }
    const double top = textTop(row);
    shown.layout.paint(painter, {textRect().left(), top}, shown.textHeight, m_theme.color(Color::Text));
    const double size = m_theme.scaled(kMarkSize);
    const double markTop = shown.isLong ? top - 1 : rect.top() + std::min((rect.height() - size) / 2, 20.0);
    paintMark(painter, row, visual({kRowPadding, std::round(markTop), size, size}));
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        const RatingCell cell{row, column};
        RatingScale::State state;
        state.rating = m_grid.ratingAt(m_content, cell);
        state.isCurrent = cell == m_grid.cursor();
        state.hasFocus = state.isCurrent && hasFocus();
        state.isMirrored = isRightToLeft();
        if (m_hovered.what == Hit::What::Choice && m_hovered.cell == cell) {
            state.hovered = m_hovered.choice;
        }
        RatingScale(m_theme, m_grid.aspectAt(column)).paint(painter, scaleRect(cell).topLeft(), state);
    }
    paintWhy(painter, row);
    paintUnfold(painter, row);
}

void RatingTable::paintMark(QPainter& painter, int row, const QRectF& rect) const
{
    const bool isCurrent = row == m_grid.cursor().row;
    const FrameStyle style{.fill = m_theme.color(isCurrent ? Color::AccentFill : Color::Surface),
                           .edge = isCurrent ? QColor() : m_theme.color(Color::Control),
                           .radius = metrics::kRadiusKey};
    plumbline::drawFrame(painter, rect, style);
    drawLine(painter, rect, m_theme.font(Text::Head),
             m_theme.color(isCurrent ? Color::OnAccent : Color::Text), RatingGrid::mark(row),
             Qt::AlignHCenter);
    if (m_rows[static_cast<std::size_t>(row)].isEdited) {
        m_theme.drawIcon(painter, rect.translated(0, rect.height() + 2), QStringLiteral("pen"),
                         metrics::kIconSmall, m_theme.color(Color::Accent));
    }
}

void RatingTable::paintWhy(QPainter& painter, int row) const
{
    const QRectF rect = whyRect(row);
    const int count = m_grid.rationaleCount(m_content, row);
    const bool isHovered = m_hovered.what == Hit::What::Why && m_hovered.cell.row == row;
    if (isHovered) {
        plumbline::drawFrame(
            painter, rect, {.fill = m_theme.color(Color::Hover), .edge = {}, .radius = metrics::kRadiusKey});
    }
    const QColor color = m_theme.color(count > 0 ? Color::Accent : Color::Text2);
    const double side = metrics::kIconSmall;
    const QRectF icon(isRightToLeft() ? rect.right() - 6 - side : rect.left() + 6,
                      rect.center().y() - side / 2, side, side);
    m_theme.drawIcon(painter, icon, QStringLiteral("note"), metrics::kIconSmall, color);
    if (count > 0) {
        const QRectF number =
            isRightToLeft() ? QRectF(rect.left(), rect.top(), icon.left() - 6 - rect.left(), rect.height())
                            : QRectF(icon.right() + 6, rect.top(), 30, rect.height());
        drawLine(painter, number, m_theme.font(Text::Body), color, QString::number(count),
                 isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    }
}

void RatingTable::paintUnfold(QPainter& painter, int row) const
{
    const QRectF rect = unfoldRect(row);
    if (rect.isEmpty()) {
        return;
    }
    const Row& shown = m_rows[static_cast<std::size_t>(row)];
    const QString text = shown.isUnfolded ? tr("Fold") : tr("Unfold");
    const QFont font = m_theme.font(Text::Button);
    const bool isHovered = m_hovered.what == Hit::What::Unfold && m_hovered.cell.row == row;
    const double wide = textWidth(font, text);
    const double left = isRightToLeft() ? rect.right() - 2 - wide : rect.left() + 2;
    drawLine(painter, {left, rect.top(), wide + 2, rect.height()}, font,
             m_theme.color(isHovered ? Color::Accent : Color::Text2), text);
    const double keys = keycapsWidth(m_theme, m_unfoldKeys);
    const double keysLeft = isRightToLeft() ? left - metrics::kSpace3 - keys : left + wide + metrics::kSpace3;
    // The key acts on the row of the cursor; the other rows are unfolded by a click.
    if (row == m_grid.cursor().row && !m_unfoldKeys.isEmpty()) {
        paintKeycaps(painter, m_theme, {keysLeft, rect.center().y()}, m_unfoldKeys);
    }
}

} // namespace plumbline
