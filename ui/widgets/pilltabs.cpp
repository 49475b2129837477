#include "ui/widgets/pilltabs.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <cmath>

namespace plumbline {

namespace {

constexpr double kGap = 18.0;
constexpr double kLine = 2.0;
constexpr int kHeight = 40;

} // namespace

PillTabs::PillTabs(const Theme& theme, const QStringList& texts, QWidget* parent)
    : RadioCells(theme, metrics::kRadiusKey, parent)
{
    setTexts(texts);
}

void PillTabs::setTexts(const QStringList& texts)
{
    const int kept = current();
    m_texts = texts;
    setChosenCell(std::nullopt);
    if (!texts.isEmpty()) {
        setChosenCell(std::min(kept, cellCount() - 1));
    }
    cellsChanged();
}

void PillTabs::setText(int index, const QString& text)
{
    m_texts.replace(index, text);
    cellsChanged();
}

int PillTabs::cellCount() const
{
    return static_cast<int>(m_texts.size());
}

QRectF PillTabs::cellRect(int cell) const
{
    const QFont font = theme().font(Text::Strong);
    double x = 0;
    for (int index = 0; index < cell; ++index) {
        x += textWidth(font, m_texts.at(index)) + kGap;
    }
    return QRectF(x, 0, textWidth(font, m_texts.at(cell)), height());
}

QString PillTabs::cellName(int cell) const
{
    return m_texts.at(cell);
}

QSize PillTabs::sizeHint() const
{
    const double width = m_texts.isEmpty() ? 0 : cellRect(cellCount() - 1).right();
    return QSize(static_cast<int>(std::ceil(width)), theme().scaled(kHeight));
}

void PillTabs::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    for (int cell = 0; cell < cellCount(); ++cell) {
        const bool isCurrent = chosenCell() == cell;
        const QRectF rect = cellRect(cell);
        const Color ink = isCurrent || hoveredCell() == cell ? Color::Text : Color::Text2;
        drawLine(painter, rect, theme().font(isCurrent ? Text::Strong : Text::Body), theme().color(ink),
                 m_texts.at(cell));
        if (isCurrent) {
            painter.fillRect(QRectF(rect.left() - 3, height() - kLine, rect.width() + 6, kLine),
                             theme().color(Color::Accent));
        }
    }
}

} // namespace plumbline
