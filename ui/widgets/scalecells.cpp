#include "ui/widgets/scalecells.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kCellPadding = 8.0;
constexpr double kGap = 8.0; ///< between the scale and n/a
constexpr double kFillInset = 2.0;
constexpr double kNonePadding = 5.0;
constexpr double kDividerInset = 6.0;

} // namespace

ScaleCells::ScaleCells(const Theme& theme, int least, int most, bool allowsNone, QWidget* parent)
    : RadioCells(theme, metrics::kRadiusControl, parent)
    , m_least(least)
    , m_most(most)
    , m_allowsNone(allowsNone)
    , m_noneText(tr("n/a"))
{
    Q_ASSERT(least < most);
    setAccessibleName(tr("Rating, %1 to %2").arg(least).arg(most));
    ring()->setPart(scaleRect().toRect());
}

std::optional<int> ScaleCells::value() const
{
    const std::optional<int> chosen = chosenCell();
    return chosen && *chosen < pointCount() ? std::optional(m_least + *chosen) : std::nullopt;
}

bool ScaleCells::isNotApplicable() const
{
    return chosenCell() == pointCount();
}

void ScaleCells::setValue(int value)
{
    Q_ASSERT(value >= m_least && value <= m_most);
    setChosenCell(value - m_least);
}

void ScaleCells::setNotApplicable()
{
    setChosenCell(m_allowsNone ? std::optional(pointCount()) : std::nullopt);
}

void ScaleCells::clear()
{
    setChosenCell(std::nullopt);
}

void ScaleCells::setPointNames(const QStringList& names)
{
    m_names = names;
    update();
}

void ScaleCells::setNotApplicableText(const QString& text)
{
    m_noneText = text;
    cellsChanged();
}

int ScaleCells::cellCount() const
{
    return pointCount() + (m_allowsNone ? 1 : 0);
}

double ScaleCells::pointWidth() const
{
    const QFont font = theme().font(Text::Strong);
    const double number =
        std::max(textWidth(font, QString::number(m_least)), textWidth(font, QString::number(m_most)));
    return std::max<double>(theme().scaled(metrics::kScaleCell), number + 2 * kCellPadding);
}

QRectF ScaleCells::scaleRect() const
{
    return QRectF(0, 0, pointCount() * pointWidth() + 2, theme().scaled(metrics::kScaleCell));
}

QSize ScaleCells::sizeHint() const
{
    const QRectF scale = scaleRect();
    const double none =
        m_allowsNone ? kGap + textWidth(theme().font(Text::Strong), m_noneText) + 2 * kNonePadding : 0.0;
    return QSize(static_cast<int>(std::ceil(scale.width() + none)), static_cast<int>(scale.height()));
}

QRectF ScaleCells::cellRect(int cell) const
{
    const QRectF scale = scaleRect();
    if (cell < pointCount()) {
        return QRectF(1 + cell * pointWidth(), 0, pointWidth(), scale.height());
    }
    const double none = textWidth(theme().font(Text::Strong), m_noneText) + 2 * kNonePadding;
    return QRectF(scale.right() + kGap, 0, none, scale.height());
}

QString ScaleCells::cellName(int cell) const
{
    if (cell >= pointCount()) {
        return tr("does not apply");
    }
    const QString number = QString::number(m_least + cell);
    const QString name = m_names.value(cell);
    return name.isEmpty() ? number : tr("%1, %2").arg(number, name);
}

void ScaleCells::resizeEvent(QResizeEvent* event)
{
    RadioCells::resizeEvent(event);
    ring()->setPart(scaleRect().toRect());
}

bool ScaleCells::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int cell = cellAt(help->pos());
        const QString name = cell >= 0 && cell < pointCount() ? m_names.value(cell) : QString();
        QToolTip::showText(help->globalPos(), name, this);
        return true;
    }
    return RadioCells::event(event);
}

void ScaleCells::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    drawFrame(painter, scaleRect(),
              {theme().color(isEnabled() ? Color::Surface : Color::Inset), theme().color(Color::Control),
               metrics::kStrokeHair, metrics::kRadiusControl, false});
    for (int cell = 0; cell < cellCount(); ++cell) {
        const QRectF rect = cellRect(cell);
        const bool isNone = cell == pointCount();
        const bool isChosen = chosenCell() == cell;
        const QRectF fill = rect.adjusted(isNone ? 0 : 1, kFillInset, isNone ? 0 : -1, -kFillInset);
        if (isChosen) {
            drawFrame(painter, fill,
                      {theme().color(Color::AccentFill), QColor(), 0, metrics::kRadiusCell, false});
        } else if (hoveredCell() == cell && isEnabled()) {
            drawFrame(painter, fill, {theme().color(Color::Hover), QColor(), 0, metrics::kRadiusCell, false});
        }
        if (cell > 0 && !isNone && !isChosen && chosenCell() != cell - 1) {
            painter.fillRect(
                QRectF(std::round(rect.left()), kDividerInset, 1, rect.height() - 2 * kDividerInset),
                theme().color(Color::Border));
        }
        const Color ink = !isEnabled() ? Color::Text3
                          : isChosen   ? Color::OnAccent
                          : isNone     ? Color::Text3
                                       : Color::Text;
        drawLine(painter, rect, theme().font(isChosen ? Text::Strong : (isNone ? Text::Caption : Text::Body)),
                 theme().color(ink), isNone ? m_noneText : QString::number(m_least + cell), Qt::AlignHCenter);
    }
}

void ScaleCells::onChosen(int /*cell*/)
{
    const std::optional<int> chosen = value();
    if (chosen) {
        Q_EMIT valueChosen(*chosen);
    } else {
        Q_EMIT notApplicableChosen();
    }
}

} // namespace plumbline
