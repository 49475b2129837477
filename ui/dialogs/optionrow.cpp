#include "ui/dialogs/optionrow.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kOneLine = 28;
constexpr int kTwoLines = 44;
constexpr double kMark = 16;
constexpr double kSide = 8;
constexpr double kTextLeft = kSide + kMark + 10;
constexpr double kDot = 8;
constexpr int kLeastText = 60;

} // namespace

OptionRow::OptionRow(const Theme& theme, Kind kind, const QString& text, const QString& description,
                     QWidget* parent)
    : PaintedButton(theme, parent)
    , m_kind(kind)
{
    setCheckable(true);
    setAutoExclusive(kind == Kind::Radio);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setContent(text, description);
}

void OptionRow::setContent(const QString& text, const QString& description)
{
    setText(text);
    m_description = description;
    setAccessibleName(description.isEmpty() ? text : tr("%1, %2").arg(text, description));
    updateGeometry();
    update();
}

void OptionRow::setFramed(bool framed)
{
    m_isFramed = framed;
    update();
}

QSize OptionRow::sizeHint() const
{
    const double words = std::max(textWidth(theme().font(Text::Button), text()),
                                  textWidth(theme().font(Text::Caption), m_description));
    const double caps = keys().isEmpty() ? 0 : keycapsWidth(theme(), keys()) + 2 * kSide;
    return {static_cast<int>(std::ceil(kTextLeft + words + caps + kSide)),
            theme().scaled(m_description.isEmpty() ? kOneLine : kTwoLines)};
}

QSize OptionRow::minimumSizeHint() const
{
    return {static_cast<int>(kTextLeft) + kLeastText, sizeHint().height()};
}

void OptionRow::paintMark(QPainter& painter, const QPointF& centre) const
{
    const auto color = [this](Color name) { return theme().color(name); };
    const QRectF mark(centre.x() - kMark / 2, centre.y() - kMark / 2, kMark, kMark);
    const double radius = m_kind == Kind::Radio ? kMark / 2 : metrics::kRadiusCell;
    const QColor edge = color(!isEnabled()  ? Color::BorderStrong
                              : isChecked() ? Color::AccentFill
                                            : Color::Control);
    const bool isFilled = m_kind == Kind::Check && isChecked();
    drawFrame(painter, mark,
              {isFilled ? edge : color(isHovered() ? Color::Hover : Color::Surface), edge,
               metrics::kStrokeMark, radius, false});
    if (!isChecked()) {
        return;
    }
    if (isFilled) {
        theme().drawIcon(painter, mark, u"check"_s, metrics::kIconTiny, color(Color::OnAccent));
        return;
    }
    const QRectF dot(centre.x() - kDot / 2, centre.y() - kDot / 2, kDot, kDot);
    drawFrame(painter, dot, {edge, QColor(), 0, kDot / 2, false});
}

void OptionRow::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto color = [this](Color name) { return theme().color(name); };
    if (m_isFramed && isChecked()) {
        drawFrame(painter, rect(),
                  {color(Color::Surface), color(Color::Accent), metrics::kStrokeFocus,
                   metrics::kRadiusControl, false});
    } else if (isHovered()) {
        drawFrame(painter, rect(), {color(Color::Hover), QColor(), 0, metrics::kRadiusControl, false});
    }
    paintMark(painter, QPointF(kSide + kMark / 2, height() / 2.0));
    const double caps = keys().isEmpty() ? 0 : keycapsWidth(theme(), keys());
    const double right = width() - kSide - (caps > 0 ? caps + kSide : 0);
    const QColor ink = color(isEnabled() ? Color::Text : Color::Text3);
    const QRectF words(kTextLeft, 0, right - kTextLeft, height());
    if (m_description.isEmpty()) {
        drawLine(painter, words, theme().font(Text::Body), ink, text());
    } else {
        const double half = height() / 2.0;
        drawLine(painter, QRectF(words.left(), 3, words.width(), half - 2), theme().font(Text::Button), ink,
                 text());
        drawLine(painter, QRectF(words.left(), half, words.width(), half - 4), theme().font(Text::Caption),
                 color(isEnabled() ? Color::Text2 : Color::Text3), m_description);
    }
    if (caps > 0) {
        paintKeycaps(painter, theme(), QPointF(width() - kSide - caps, height() / 2.0), keys());
    }
}

} // namespace plumbline
