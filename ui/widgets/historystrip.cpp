#include "ui/widgets/historystrip.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace plumbline {

namespace {

constexpr double kLeastWidth = 28.0;
constexpr double kPadding = 8.0;
constexpr double kGap = 4.0;
constexpr int kBoxHeight = 20;
constexpr int kStripHeight = metrics::kTouchMin; ///< the pointer's target is taller than the box

double boxWidth(const Theme& theme, const QString& text)
{
    return std::max(kLeastWidth, textWidth(theme.font(Text::Key), text) + 2 * kPadding);
}

} // namespace

HistoryStrip::HistoryStrip(const Theme& theme, QWidget* parent)
    : RadioCells(theme, metrics::kRadiusKey, parent)
{
    setAccessibleName(tr("Last answers"));
}

void HistoryStrip::setEntries(const QList<Entry>& entries)
{
    if (entries == m_entries) {
        return;
    }
    m_entries = entries;
    m_cursor = -1;
    setChosenCell(std::nullopt);
    for (int cell = 0; cell < cellCount(); ++cell) {
        if (m_entries.at(cell).state == State::Current) {
            setChosenCell(cell);
        }
    }
    cellsChanged();
    if (hasFocus()) {
        placeCursor(chosenCell().value_or(cellCount() - 1));
    }
}

int HistoryStrip::cellCount() const
{
    return static_cast<int>(m_entries.size());
}

QRectF HistoryStrip::cellRect(int cell) const
{
    double x = 0;
    for (int index = 0; index < cell; ++index) {
        x += boxWidth(theme(), m_entries.at(index).text) + kGap;
    }
    return QRectF(x, 0, boxWidth(theme(), m_entries.at(cell).text), height());
}

QString HistoryStrip::cellName(int cell) const
{
    const Entry& entry = m_entries.at(cell);
    return entry.name.isEmpty() ? entry.text : entry.name;
}

QSize HistoryStrip::sizeHint() const
{
    const double width = m_entries.isEmpty() ? 0 : cellRect(cellCount() - 1).right();
    return QSize(static_cast<int>(std::ceil(width)), theme().scaled(kStripHeight));
}

void HistoryStrip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const double boxHeight = theme().scaled(kBoxHeight);
    for (int cell = 0; cell < cellCount(); ++cell) {
        const Entry& entry = m_entries.at(cell);
        const bool isCurrent = entry.state == State::Current;
        const bool isSkipped = entry.state == State::Skipped;
        const QRectF whole = cellRect(cell);
        const QRectF box(whole.left(), std::round((height() - boxHeight) / 2), whole.width(), boxHeight);
        const QColor ground = theme().color(isCurrent               ? Color::AccentSoft
                                            : hoveredCell() == cell ? Color::Hover
                                                                    : Color::Surface);
        const Color edge = isCurrent ? Color::Accent : (isSkipped ? Color::Control : Color::BorderStrong);
        drawFrame(painter, box,
                  {isSkipped && hoveredCell() != cell ? QColor() : ground, theme().color(edge),
                   isCurrent ? metrics::kStrokeMark : metrics::kStrokeHair, metrics::kRadiusKey, isSkipped});
        QFont font = theme().font(Text::Key);
        if (isCurrent) {
            font.setWeight(QFont::DemiBold);
        }
        drawLine(painter, box, font, theme().color(isCurrent ? Color::AccentText : Color::Text2), entry.text,
                 Qt::AlignHCenter);
    }
}

void HistoryStrip::placeCursor(int cell)
{
    if (cellCount() == 0) {
        return;
    }
    m_cursor = std::clamp(cell, 0, cellCount() - 1);
    const QRect whole = cellRect(m_cursor).toRect();
    const int boxHeight = theme().scaled(kBoxHeight);
    ring()->setPart(QRect(whole.left(), (height() - boxHeight) / 2, whole.width(), boxHeight));
}

void HistoryStrip::focusInEvent(QFocusEvent* event)
{
    RadioCells::focusInEvent(event);
    placeCursor(m_cursor >= 0 ? m_cursor : chosenCell().value_or(cellCount() - 1));
}

void HistoryStrip::keyPressEvent(QKeyEvent* event)
{
    // Moving along the strip only looks; Enter or Space goes there.
    switch (event->key()) {
    case Qt::Key_Left:
        placeCursor(m_cursor - 1);
        break;
    case Qt::Key_Right:
        placeCursor(m_cursor + 1);
        break;
    case Qt::Key_Home:
        placeCursor(0);
        break;
    case Qt::Key_End:
        placeCursor(cellCount() - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_cursor >= 0) {
            Q_EMIT activated(m_cursor);
        }
        break;
    default:
        QWidget::keyPressEvent(event);
        break;
    }
}

void HistoryStrip::onChosen(int cell)
{
    // The strip shows where the owner is; a click asks to go, it does not move the mark.
    std::optional<int> current;
    for (int index = 0; index < cellCount(); ++index) {
        if (m_entries.at(index).state == State::Current) {
            current = index;
        }
    }
    setChosenCell(current);
    Q_EMIT activated(cell);
}

bool HistoryStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int cell = cellAt(help->pos());
        QToolTip::showText(help->globalPos(), cell >= 0 ? cellName(cell) : QString(), this);
        return true;
    }
    return RadioCells::event(event);
}

} // namespace plumbline
