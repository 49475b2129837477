#include "ui/plots/valuebox.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kSide = 10;
constexpr int kGapToMark = 6;
constexpr int kMostWidth = 360;

QFont fontOf(const Theme& theme, qsizetype line)
{
    return theme.font(line == 0 ? Text::Head : Text::Caption);
}

double lineStep(const Theme& theme)
{
    return std::ceil(QFontMetricsF(theme.font(Text::Caption)).height()) + 2;
}

} // namespace

ValueBox::ValueBox(const Theme& theme, QWidget* window)
    : QWidget(window)
    , m_theme(theme)
{
    setObjectName(u"valueBox"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void ValueBox::setLines(const QStringList& lines)
{
    m_lines = lines;
    resize(sizeHint());
    update();
}

QSize ValueBox::sizeHint() const
{
    double width = 0;
    for (qsizetype line = 0; line < m_lines.size(); ++line) {
        width = std::max(width, std::ceil(digitsWidth(m_lines.at(line), fontOf(m_theme, line))));
    }
    const double most = m_theme.scaled(kMostWidth);
    return QSizeF(std::min(width, most) + 2 * kSide + 1,
                  static_cast<double>(m_lines.size()) * lineStep(m_theme) + 2 * metrics::kSpace3 - 2)
        .toSize();
}

void ValueBox::placeBeside(const QRect& mark, const QRect& chart)
{
    const QRect room = parentWidget()->rect().adjusted(2, 2, -2, -2);
    QPoint corner(mark.center().x() - width() / 2, mark.top() - height() - kGapToMark);
    // What stands over a chart is its title and its tabs; under it the next card begins.
    const bool isOutside = corner.y() < chart.top() - kGapToMark;
    const int below = mark.bottom() + kGapToMark;
    if (corner.y() < room.top() || (isOutside && below + height() <= room.bottom())) {
        corner.setY(below);
    }
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    if (pos() != corner) {
        move(corner);
    }
}

void ValueBox::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    drawFrame(painter, rect(),
              {m_theme.color(Color::Surface), m_theme.color(Color::BorderStrong), metrics::kStrokeHair,
               metrics::kRadiusControl, false});
    const double step = lineStep(m_theme);
    for (qsizetype line = 0; line < m_lines.size(); ++line) {
        const QFont font = fontOf(m_theme, line);
        painter.setFont(font);
        painter.setPen(m_theme.color(line == 0 ? Color::Text : Color::Text2));
        const QRectF place(kSide, metrics::kSpace3 - 1 + static_cast<double>(line) * step,
                           width() - 2 * kSide, step);
        const QString& text = m_lines.at(line);
        if (digitsWidth(text, font) <= place.width() + 1) {
            drawDigits(painter, place, Qt::AlignLeft | Qt::AlignVCenter, text);
        } else {
            drawLine(painter, place, font, painter.pen().color(), text);
        }
    }
}

} // namespace plumbline
