#include "ui/theme/theme.h"

#include "ui/theme/contrast.h"
#include "ui/theme/themestyle.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFontInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QPainter>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

// Outside the namespace: the macro declares a function of the global one.
static void initThemeResources()
{
    Q_INIT_RESOURCE(plumbline_ui);
}

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

Q_LOGGING_CATEGORY(themeLog, "plumbline.theme")

constexpr std::array kResponseSizes = {13, 15, 17, 20, 24};
constexpr int kBodySize = 13;
constexpr int kSmallestStep = -2;
constexpr int kLargestStep = 13;
constexpr int kCategorySlots = 6;
constexpr double kResponseLine = 24.0 / 15.0;

struct Style
{
    int px;
    QFont::Weight weight;
    bool isMono;
};

constexpr std::array<Style, static_cast<int>(Text::Count)> kStyles = {{
    {24, QFont::DemiBold, false}, // Number
    {20, QFont::DemiBold, false}, // Empty
    {15, QFont::DemiBold, false}, // Title
    {15, QFont::Normal, false},   // Response
    {17, QFont::Normal, false},   // Span
    {13, QFont::Normal, false},   // Body
    {13, QFont::DemiBold, false}, // Strong
    {13, QFont::Medium, false},   // Button
    {12, QFont::Normal, false},   // Caption
    {12, QFont::DemiBold, false}, // Head
    {11, QFont::Medium, false},   // Key
    {10, QFont::Bold, false},     // Mark
    {13, QFont::Normal, true},    // Code
    {12, QFont::Normal, true},    // Mono
}};

QColor parsedColor(const QString& text)
{
    // "#RRGGBBAA" has its alpha last, as in CSS; QColor reads it first.
    if (text.size() == 9) {
        QColor color(text.left(7));
        color.setAlpha(text.mid(7).toInt(nullptr, 16));
        return color;
    }
    return QColor(text);
}

QFont fontOf(int px, QFont::Weight weight, bool isMono)
{
    static const QStringList ui = {u"Inter"_s, u"Noto Sans"_s, u"DejaVu Sans"_s};
    static const QStringList mono = {u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s};
    QFont font;
    font.setFamilies(isMono ? mono : ui);
    font.setStyleHint(isMono ? QFont::Monospace : QFont::SansSerif);
    font.setPixelSize(px);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// Steps of 1 px the desktop's font lies outside the usual range of 9 to 11 points.
int desktopTextStep()
{
    if (QGuiApplication::platformName() == u"offscreen") {
        return 0; // it has no desktop to ask
    }
    constexpr double pixelsPerPoint = 96.0 / 72.0;
    constexpr double smallest = 9.0;
    constexpr double largest = 11.0;
    const double points = QFontInfo(QApplication::font()).pointSizeF();
    const double beyond = points > largest ? points - largest : std::min(points - smallest, 0.0);
    return static_cast<int>(std::lround(beyond * pixelsPerPoint));
}

ThemeKind desktopKind()
{
    // Qt 6.4 does not say which scheme the desktop uses; these are the marks it leaves.
    if (QIcon::themeName().startsWith(u"HighContrast") ||
        qEnvironmentVariable("GTK_THEME").startsWith(u"HighContrast")) {
        return ThemeKind::HighContrast;
    }
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"Fusion"_s));
    const QPalette palette = fusion ? fusion->standardPalette() : QPalette();
    const bool isDark =
        palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
    return isDark ? ThemeKind::Dark : ThemeKind::Light;
}

} // namespace

size_t qHash(const Theme::IconKey& key, size_t seed) noexcept
{
    return qHashMulti(seed, key.name, key.size, key.color, key.dprPercent);
}

Theme::Theme(QObject* parent)
    : QObject(parent)
{
    initThemeResources();
    load();
}

Theme::~Theme() = default;

void Theme::load()
{
    QFile file(u":/plumbline/tokens.json"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "Theme", "tokens.json is compiled into the program");
    if (!isOpen) {
        return;
    }
    const QJsonObject themes = QJsonDocument::fromJson(file.readAll()).object().value(u"themes").toObject();
    const std::array keys = {u"light"_s, u"dark"_s, u"high-contrast"_s};
    for (std::size_t kind = 0; kind < keys.size(); ++kind) {
        const QJsonObject values = themes.value(keys.at(kind)).toObject();
        for (int index = 0; index < kColorCount; ++index) {
            const QColor color = parsedColor(values.value(colorName(static_cast<Color>(index))).toString());
            Q_ASSERT(color.isValid());
            m_colors.at(kind).at(static_cast<std::size_t>(index)) = color;
        }
    }
}

void Theme::setKind(ThemeKind kind)
{
    m_followsDesktop = false;
    switchTo(kind);
}

void Theme::switchTo(ThemeKind kind)
{
    if (m_kind == kind) {
        return;
    }
    m_kind = kind;
    refresh();
}

void Theme::followDesktop()
{
    m_followsDesktop = true;
    switchTo(desktopKind());
}

QColor Theme::color(Color color) const
{
    return m_colors.at(static_cast<std::size_t>(m_kind)).at(static_cast<std::size_t>(color));
}

QColor Theme::dimColor()
{
    return {10, 12, 16}; // tokens.json, elevation: dialog_dim
}

QColor Theme::popupShadow()
{
    return Qt::black; // tokens.json, elevation: popup
}

QColor Theme::categoryMark(int slot) const
{
    Q_ASSERT(slot >= 0);
    return color(static_cast<Color>(static_cast<int>(Color::CatI) + slot % kCategorySlots));
}

QColor Theme::categoryTint(int slot) const
{
    Q_ASSERT(slot >= 0);
    return color(static_cast<Color>(static_cast<int>(Color::TintI) + slot % kCategorySlots));
}

bool Theme::categoryIsDashed(int slot)
{
    return slot >= kCategorySlots;
}

QColor Theme::diverging(double share) const
{
    const double t = std::clamp(share, 0.0, 1.0);
    return t < 0.5 ? mixed(color(Color::DivNeg), color(Color::DivMid), t * 2)
                   : mixed(color(Color::DivMid), color(Color::DivPos), t * 2 - 1);
}

QColor Theme::sequential(double share) const
{
    return mixed(color(Color::SeqLo), color(Color::SeqHi), share);
}

QFont Theme::font(Text style) const
{
    const Style& entry = kStyles.at(static_cast<std::size_t>(style));
    return fontOf(scaled(entry.px), entry.weight, entry.isMono);
}

QFont Theme::responseFont() const
{
    return fontOf(m_responseSize, QFont::Normal, false);
}

int Theme::responseLineHeight() const
{
    return static_cast<int>(std::lround(m_responseSize * kResponseLine));
}

void Theme::setResponseSize(int px)
{
    const int nearest = *std::min_element(kResponseSizes.begin(), kResponseSizes.end(),
                                          [px](int a, int b) { return std::abs(a - px) < std::abs(b - px); });
    if (nearest == m_responseSize) {
        return;
    }
    m_responseSize = nearest;
    Q_EMIT changed();
}

void Theme::stepResponseSize(int steps)
{
    const auto found = std::find(kResponseSizes.begin(), kResponseSizes.end(), m_responseSize);
    const auto index = static_cast<int>(std::distance(kResponseSizes.begin(), found));
    const int last = static_cast<int>(kResponseSizes.size()) - 1;
    setResponseSize(kResponseSizes.at(static_cast<std::size_t>(std::clamp(index + steps, 0, last))));
}

void Theme::setTextStep(int px)
{
    const int step = std::clamp(px, kSmallestStep, kLargestStep);
    if (step == m_textStep) {
        return;
    }
    m_textStep = step;
    refresh();
}

int Theme::scaled(int px) const
{
    return static_cast<int>(std::lround(px * static_cast<double>(kBodySize + m_textStep) / kBodySize));
}

QIcon Theme::icon(const QString& name, int size, Color color) const
{
    QIcon result;
    for (const qreal dpr : {1.0, 1.5, 2.0, 3.0}) {
        const QPixmap normal = pixmap(name, size, this->color(color), dpr);
        if (normal.isNull()) {
            return {};
        }
        result.addPixmap(normal, QIcon::Normal);
        result.addPixmap(pixmap(name, size, this->color(Color::Text3), dpr), QIcon::Disabled);
    }
    return result;
}

QPixmap Theme::pixmap(const QString& name, int size, const QColor& color, qreal dpr) const
{
    const IconKey key{name, size, color.rgba(), static_cast<int>(std::lround(dpr * 100))};
    const auto cached = m_icons.constFind(key);
    if (cached != m_icons.constEnd()) {
        return *cached;
    }
    QFile file(u":/plumbline/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(themeLog) << "there is no icon named" << name;
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    const int pixels = static_cast<int>(std::ceil(size * dpr));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(dpr);
    m_icons.insert(key, pixmap);
    return pixmap;
}

void Theme::drawIcon(QPainter& painter, const QRectF& rect, const QString& name, int size,
                     const QColor& color) const
{
    const qreal dpr = painter.device()->devicePixelRatioF();
    const QPixmap image = pixmap(name, size, color, dpr);
    // On whole device pixels, or the lines blur.
    const double x = std::round((rect.center().x() - size / 2.0) * dpr) / dpr;
    const double y = std::round((rect.center().y() - size / 2.0) * dpr) / dpr;
    painter.drawPixmap(QPointF(x, y), image);
}

QStringList Theme::iconNames()
{
    initThemeResources();
    QStringList names;
    const QStringList files = QDir(u":/plumbline/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        names.append(file.chopped(4));
    }
    return names;
}

void Theme::apply(QApplication& application)
{
    if (m_application == nullptr) {
        m_textStep = std::clamp(desktopTextStep(), kSmallestStep, kLargestStep);
        application.installEventFilter(this);
    }
    m_application = &application;
    QApplication::setStyle(u"Fusion"_s);
    refresh();
}

void Theme::setMotionReduced(bool reduced)
{
    m_isMotionReduced = reduced;
}

void Theme::refresh()
{
    m_icons.clear();
    if (m_application != nullptr) {
        // Order matters: palette, then style sheet, then the signal for painted widgets.
        m_isApplying = true;
        QApplication::setPalette(paletteFor(*this));
        QApplication::setFont(font(Text::Body));
        m_application->setStyleSheet(styleSheetFor(*this));
        m_isApplying = false;
    }
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::ApplicationPaletteChange || type == QEvent::ThemeChange) {
        if (m_followsDesktop && !m_isApplying) {
            switchTo(desktopKind());
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace plumbline
