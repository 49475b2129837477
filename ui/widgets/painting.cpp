#include "ui/widgets/painting.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPaintDevice>
#include <QPainter>
#include <QPixmap>
#include <QTextLayout>

#include <cmath>
#include <limits>
#include <memory>
#include <unordered_map>

namespace plumbline {

namespace {

constexpr std::size_t kRememberedTexts = 2048;
constexpr std::size_t kRememberedFrames = 512;
/// Larger frames are drawn each time: a picture of them would cost more to lay down than the lines.
constexpr double kMostFrameArea = 20'000;

/// A text in a font, as far as its glyphs depend on them (sizes are pixels, so no screen changes it).
struct MeasuredText
{
    QString text;
    QString family;
    int pixelSize = 0;
    int weight = 0;
    bool isItalic = false;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    bool operator==(const MeasuredText&) const = default;
};

struct MeasuredTextHash
{
    size_t operator()(const MeasuredText& key) const
    {
        return qHashMulti(0, key.text, key.family, key.pixelSize, key.weight, key.isItalic, key.direction);
    }
};

/// One line with its glyphs: controls show the same few words at every paint, and shaping them is the dearest
/// part of it.
struct ShapedLine
{
    std::unique_ptr<QTextLayout> layout;
    double width = 0; ///< whole pixels
    double ascent = 0;
    double height = 0;
};

const ShapedLine& shapedLine(const QFont& font, const QString& text,
                             Qt::LayoutDirection direction = Qt::LeftToRight)
{
    // Never taken down: fonts are gone before what is static goes.
    static auto& s_lines = *new std::unordered_map<MeasuredText, ShapedLine, MeasuredTextHash>;
    const MeasuredText key{text, font.family(), font.pixelSize(), font.weight(), font.italic(), direction};
    const auto known = s_lines.find(key);
    if (known != s_lines.end()) {
        return known->second;
    }
    if (s_lines.size() >= kRememberedTexts) {
        s_lines.clear();
    }
    ShapedLine shaped;
    shaped.width = std::ceil(QFontMetricsF(font).horizontalAdvance(text));
    shaped.layout = std::make_unique<QTextLayout>(text, font);
    shaped.layout->setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(direction);
    shaped.layout->setTextOption(option);
    shaped.layout->beginLayout();
    QTextLine line = shaped.layout->createLine();
    if (line.isValid()) {
        line.setLineWidth(std::numeric_limits<int>::max() / 256.0);
        line.setPosition({0, 0});
        shaped.ascent = line.ascent();
        shaped.height = line.height();
    }
    shaped.layout->endLayout();
    return s_lines.emplace(key, std::move(shaped)).first->second;
}

/// A small frame as it was drawn before.
struct KnownFrame
{
    QSize size;
    QRgb fill = 0;
    QRgb edge = 0;
    int parts = 0; ///< which of fill, edge and dashes there are
    double width = 0;
    double radius = 0;
    bool operator==(const KnownFrame&) const = default;
};

struct KnownFrameHash
{
    size_t operator()(const KnownFrame& key) const
    {
        return qHashMulti(0, key.size.width(), key.size.height(), key.fill, key.edge, key.parts, key.width,
                          key.radius);
    }
};

void paintFrame(QPainter& painter, const QRectF& rect, const FrameStyle& style)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = style.edge.isValid() ? style.width / 2 : 0.0;
    const QRectF inner = rect.adjusted(inset, inset, -inset, -inset);
    const double radius = std::max(0.0, style.radius - inset);
    painter.setBrush(style.fill.isValid() ? QBrush(style.fill) : QBrush(Qt::NoBrush));
    if (style.edge.isValid()) {
        QPen pen(style.edge, style.width);
        if (style.isDashed) {
            pen.setDashPattern({3.0, 2.0});
        }
        painter.setPen(pen);
    } else {
        painter.setPen(Qt::NoPen);
    }
    painter.drawRoundedRect(inner, radius, radius);
}

/// Whether a picture of the frame would fall on whole pixels of what is painted on.
bool isOnPixels(const QPainter& painter, const QRectF& rect)
{
    const auto isWhole = [](double value) { return value == std::floor(value); };
    const QTransform& transform = painter.deviceTransform();
    return transform.type() <= QTransform::TxTranslate && painter.device()->devicePixelRatioF() == 1.0 &&
           isWhole(transform.dx()) && isWhole(transform.dy()) && isWhole(rect.x()) && isWhole(rect.y()) &&
           isWhole(rect.width()) && isWhole(rect.height()) &&
           painter.device()->devType() != QInternal::Printer &&
           painter.device()->devType() != QInternal::Picture;
}

} // namespace

void drawFrame(QPainter& painter, const QRectF& rect, const FrameStyle& style)
{
    const bool isSmall = rect.width() * rect.height() <= kMostFrameArea && !rect.isEmpty();
    if (!isSmall || !isOnPixels(painter, rect)) {
        painter.save();
        paintFrame(painter, rect, style);
        painter.restore();
        return;
    }
    static auto& s_frames = *new std::unordered_map<KnownFrame, QPixmap, KnownFrameHash>;
    const KnownFrame key{rect.size().toSize(),
                         style.fill.isValid() ? style.fill.rgba() : 0,
                         style.edge.isValid() ? style.edge.rgba() : 0,
                         (style.fill.isValid() ? 1 : 0) + (style.edge.isValid() ? 2 : 0) +
                             (style.isDashed ? 4 : 0),
                         style.width,
                         style.radius};
    auto known = s_frames.find(key);
    if (known == s_frames.end()) {
        if (s_frames.size() >= kRememberedFrames) {
            s_frames.clear();
        }
        QPixmap picture(key.size);
        picture.fill(Qt::transparent);
        QPainter inside(&picture);
        paintFrame(inside, QRectF(QPointF(0, 0), rect.size()), style);
        inside.end();
        known = s_frames.emplace(key, picture).first;
    }
    painter.drawPixmap(rect.topLeft(), known->second);
}

double textWidth(const QFont& font, const QString& text)
{
    return shapedLine(font, text).width;
}

void drawShaped(QPainter& painter, const QPointF& topLeft, const QFont& font, const QColor& color,
                const QString& text)
{
    painter.setPen(color);
    shapedLine(font, text, painter.layoutDirection()).layout->draw(&painter, topLeft);
}

double lineHeight(const QFont& font, const QString& text)
{
    return shapedLine(font, text).height;
}

void drawLine(QPainter& painter, const QRectF& rect, const QFont& font, const QColor& color,
              const QString& text, Qt::Alignment horizontal)
{
    // Half a pixel of tolerance: text measured with rounding must not be elided by it.
    const double whole = textWidth(font, text);
    const bool fits = whole <= rect.width() + 0.5;
    const QString shown =
        fits ? text : QFontMetricsF(font).elidedText(text, Qt::ElideRight, rect.width() + 0.5);
    const double width = fits ? whole : textWidth(font, shown);
    double x = rect.left();
    if (horizontal.testFlag(Qt::AlignRight)) {
        x = rect.right() - width;
    } else if (horizontal.testFlag(Qt::AlignHCenter)) {
        x = rect.left() + (rect.width() - width) / 2;
    }
    // The capital letters' middle on the middle of the rectangle looks centred; the line box does not.
    const double baseline = std::round((rect.center().y() + QFontMetricsF(font).capHeight() / 2) * 2) / 2;
    drawShaped(painter, {x, baseline - shapedLine(font, shown).ascent}, font, color, shown);
}

} // namespace plumbline
