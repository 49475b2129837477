#include "ui/widgets/categorybutton.h"

#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <cmath>

namespace plumbline {

namespace {

constexpr double kMark = 16.0;
constexpr double kPadding = 10.0;
constexpr double kEndPadding = 8.0;
constexpr double kGap = 8.0;
constexpr double kKeyGap = 18.0;

} // namespace

CategoryButton::CategoryButton(const Theme& theme, int slot, const QString& name, const QString& key,
                               QWidget* parent)
    : PaintedButton(theme, parent)
    , m_slot(slot)
{
    ring()->setRadius(metrics::kRadiusCard);
    setCheckable(true);
    setText(name);
    setAccessibleName(name);
    setKeys(key.isEmpty() ? QStringList() : QStringList{key});
}

CategoryButton::CategoryButton(const Theme& theme, int slot, QAction* action, QWidget* parent)
    : PaintedButton(theme, parent)
    , m_slot(slot)
{
    ring()->setRadius(metrics::kRadiusCard);
    setAction(action);
}

void CategoryButton::setLetter(const QString& letter)
{
    m_letter = letter;
    update();
}

QString CategoryButton::letter() const
{
    return m_letter.isEmpty() ? text().left(1).toUpper() : m_letter;
}

QSize CategoryButton::sizeHint() const
{
    double width = kPadding + kMark + kGap + textWidth(theme().font(Text::Strong), text());
    width += keys().isEmpty() ? kPadding : kKeyGap + keycapsWidth(theme(), keys()) + kEndPadding;
    return QSize(static_cast<int>(std::ceil(width)), theme().scaled(metrics::kButtonSubmit));
}

void CategoryButton::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const bool isOpen = isChecked();
    const QColor ground =
        isOpen ? theme().categoryTint(m_slot) : theme().color(isHovered() ? Color::Hover : Color::Surface);
    drawFrame(painter, rect(),
              {ground, isOpen ? theme().categoryMark(m_slot) : theme().color(Color::Control),
               isOpen ? metrics::kStrokeFocus : metrics::kStrokeHair, metrics::kRadiusCard, false});
    const double top = std::round((height() - kMark) / 2);
    paintCategoryMark(painter, theme(), QRectF(kPadding, top, kMark, kMark), m_slot, letter());
    const double caps = keys().isEmpty() ? 0.0 : keycapsWidth(theme(), keys());
    const double x = kPadding + kMark + kGap;
    const double end = keys().isEmpty() ? width() - kPadding : width() - kEndPadding - caps - kGap;
    drawLine(painter, QRectF(x, 0, end - x, height()), theme().font(isOpen ? Text::Strong : Text::Button),
             theme().color(isEnabled() ? Color::Text : Color::Text3), text());
    if (!keys().isEmpty()) {
        paintKeycaps(painter, theme(), QPointF(width() - kEndPadding - caps, height() / 2.0), keys());
    }
}

void paintCategoryMark(QPainter& painter, const Theme& theme, const QRectF& rect, int slot,
                       const QString& text)
{
    const QColor mark = theme.categoryMark(slot);
    const bool isDashed = Theme::categoryIsDashed(slot);
    // A colour used before is an outline, so that the two cannot be taken for each other.
    const QColor ink = isDashed ? theme.color(Color::Text) : contrastTextOn(mark);
    drawFrame(painter, rect,
              {isDashed ? theme.categoryTint(slot) : mark, isDashed ? mark : QColor(), metrics::kStrokeMark,
               metrics::kRadiusMark, isDashed});
    drawLine(painter, rect, theme.font(Text::Mark), ink, text, Qt::AlignHCenter);
}

} // namespace plumbline
