#include "ui/widgets/segmentedcontrol.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <cmath>

namespace plumbline {

namespace {

constexpr double kCellPadding = 20.0;
constexpr double kPartGap = 8.0;
constexpr double kFillInset = 3.0;

} // namespace

SegmentedControl::SegmentedControl(const Theme& theme, const QStringList& texts, const QStringList& keys,
                                   QWidget* parent)
    : RadioCells(theme, metrics::kRadiusCard, parent)
{
    setSegments(texts, keys);
}

void SegmentedControl::setSegments(const QStringList& texts, const QStringList& keys)
{
    Q_ASSERT(keys.isEmpty() || keys.size() == texts.size());
    m_texts = texts;
    m_keys = keys;
    setChosenCell(chosenCell());
    cellsChanged();
}

int SegmentedControl::cellCount() const
{
    return static_cast<int>(m_texts.size());
}

double SegmentedControl::segmentWidth(int cell) const
{
    const QStringList caps = m_keys.value(cell).split(u' ', Qt::SkipEmptyParts);
    double content = textWidth(theme().font(Text::Strong), m_texts.at(cell));
    if (!caps.isEmpty()) {
        content += kPartGap + keycapsWidth(theme(), caps);
    }
    return std::ceil(content + 2 * kCellPadding);
}

QRectF SegmentedControl::cellRect(int cell) const
{
    double x = kFillInset;
    for (int index = 0; index < cell; ++index) {
        x += segmentWidth(index);
    }
    return QRectF(x, 0, segmentWidth(cell), height());
}

QString SegmentedControl::cellName(int cell) const
{
    return m_texts.at(cell);
}

QSize SegmentedControl::sizeHint() const
{
    double width = 2 * kFillInset;
    for (int cell = 0; cell < cellCount(); ++cell) {
        width += segmentWidth(cell);
    }
    return QSize(static_cast<int>(width), theme().scaled(metrics::kButtonSubmit));
}

void SegmentedControl::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    drawFrame(painter, QRectF(0, 0, sizeHint().width(), height()),
              {theme().color(isEnabled() ? Color::Surface : Color::Inset), theme().color(Color::Control),
               metrics::kStrokeHair, metrics::kRadiusCard, false});
    for (int cell = 0; cell < cellCount(); ++cell) {
        const QRectF rect = cellRect(cell);
        const bool isChosen = chosenCell() == cell;
        const bool isHovered = hoveredCell() == cell && isEnabled();
        if (isChosen || isHovered) {
            drawFrame(painter, rect.adjusted(0, kFillInset, 0, -kFillInset),
                      {theme().color(isChosen ? Color::AccentFill : Color::Hover), QColor(), 0,
                       metrics::kRadiusControl - 1.0, false});
        }
        const QFont font = theme().font(isChosen ? Text::Strong : Text::Button);
        const QStringList caps = m_keys.value(cell).split(u' ', Qt::SkipEmptyParts);
        const double label = textWidth(font, m_texts.at(cell));
        const double capsWidth = caps.isEmpty() ? 0.0 : kPartGap + keycapsWidth(theme(), caps);
        const double x = std::round(rect.center().x() - (label + capsWidth) / 2);
        const Color ink = !isEnabled() ? Color::Text3 : isChosen ? Color::OnAccent : Color::Text;
        drawLine(painter, QRectF(x, 0, label, height()), font, theme().color(ink), m_texts.at(cell));
        if (!caps.isEmpty()) {
            paintKeycaps(painter, theme(), QPointF(x + label + kPartGap, height() / 2.0), caps,
                         isChosen ? KeycapStyle::OnAccent : KeycapStyle::Normal);
        }
    }
}

} // namespace plumbline
