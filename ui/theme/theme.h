#pragma once

#include "ui/theme/color.h"

#include <QColor>
#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPixmap>

#include <array>

class QApplication;
class QPainter;
class QRectF;

namespace plumbline {

enum class ThemeKind { Light, Dark, HighContrast };

/// The styles of type. Pixel sizes at the normal text step: 24 20 15 15 17 13 13 13 12 12 11 10 13 12.
enum class Text {
    Number,   ///< 24 semibold, the figure of a card
    Empty,    ///< 20 semibold, the title of an empty page
    Title,    ///< 15 semibold
    Response, ///< 15, on lines of 24; its size is the reader's choice
    Span,     ///< 17, on lines of 44
    Body,     ///< 13
    Strong,   ///< 13 semibold
    Button,   ///< 13 medium
    Caption,  ///< 12
    Head,     ///< 12 semibold
    Key,      ///< 11 medium
    Mark,     ///< 10 bold, only where it repeats what stands in full elsewhere
    Code,     ///< 13 monospaced, on lines of 20
    Mono,     ///< 12 monospaced
    Count     ///< number of styles, not a style
};

/// Colours, type and icons of the program, from resources/tokens.json. The application makes one and hands
/// it to every screen and painted control by reference; it must outlive them. GUI thread only.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    /// Shows this theme from now on and stops following the desktop.
    void setKind(ThemeKind kind);
    [[nodiscard]] ThemeKind kind() const { return m_kind; }

    /// Takes light, dark or high contrast from the desktop now, and again whenever the desktop changes it.
    void followDesktop();
    [[nodiscard]] bool followsDesktop() const { return m_followsDesktop; }

    [[nodiscard]] QColor color(Color color) const;

    /// Ground over the window behind an overlay (opaque; metrics::kDimOpacity), and the shadow of an overlay.
    [[nodiscard]] static QColor dimColor();
    [[nodiscard]] static QColor popupShadow();

    /// Mark and tint of a schema category by its slot, counted from 0; slots repeat after six.
    [[nodiscard]] QColor categoryMark(int slot) const;
    [[nodiscard]] QColor categoryTint(int slot) const;
    /// True from the seventh category on: its tag is drawn dashed, since its colour has been used before.
    [[nodiscard]] static bool categoryIsDashed(int slot);

    /// The ramp for won and lost, `share` in [0, 1] with 0.5 in the middle.
    [[nodiscard]] QColor diverging(double share) const;
    /// The ramp for rank or count, `share` in [0, 1].
    [[nodiscard]] QColor sequential(double share) const;

    [[nodiscard]] QFont font(Text style) const;
    /// The font of response text in the reader's size.
    [[nodiscard]] QFont responseFont() const;
    /// Line height that belongs to responseFont(), in pixels.
    [[nodiscard]] int responseLineHeight() const;
    /// Pixel size of response text; taken to the nearest of 13 15 17 20 24.
    void setResponseSize(int px);
    [[nodiscard]] int responseSize() const { return m_responseSize; }
    /// The next size up (steps > 0) or down (steps < 0) that exists.
    void stepResponseSize(int steps);

    /// Makes the interface text larger or smaller than 13 pixels, in pixels; -2 to 13 (200 %).
    void setTextStep(int px);
    [[nodiscard]] int textStep() const { return m_textStep; }
    /// A length that grows with the interface text, rounded to whole pixels.
    [[nodiscard]] int scaled(int px) const;

    /// An icon of resources/icons in a colour of the theme. Unknown names give a null icon and a warning.
    [[nodiscard]] QIcon icon(const QString& name, int size = 16, Color color = Color::Text2) const;
    /// The same as a pixmap of `size` logical pixels at a device pixel ratio, cached.
    [[nodiscard]] QPixmap pixmap(const QString& name, int size, const QColor& color, qreal dpr) const;
    /// Paints an icon centred in `rect` at the painter's device pixel ratio.
    void drawIcon(QPainter& painter, const QRectF& rect, const QString& name, int size,
                  const QColor& color) const;
    /// The names of all icons compiled in.
    [[nodiscard]] static QStringList iconNames();

    /// Sets style, palette, font and style sheet of the application now and on every change.
    void apply(QApplication& application);

    /// True when movement is to be skipped (the desktop asks for no animation).
    [[nodiscard]] bool isMotionReduced() const { return m_isMotionReduced; }
    void setMotionReduced(bool reduced);

Q_SIGNALS:
    /// Colours, fonts or sizes are different now: lay out and paint again.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void load();
    void refresh();
    void switchTo(ThemeKind kind);

    struct IconKey
    {
        QString name;
        int size;
        QRgb color;
        int dprPercent;
        bool operator==(const IconKey&) const = default;
    };
    friend size_t qHash(const IconKey& key, size_t seed) noexcept;

    using Colors = std::array<QColor, kColorCount>;
    std::array<Colors, 3> m_colors;
    ThemeKind m_kind = ThemeKind::Light;
    bool m_followsDesktop = false;
    bool m_isMotionReduced = false;
    bool m_isApplying = false;
    int m_responseSize = 15;
    int m_textStep = 0;
    QApplication* m_application = nullptr;
    mutable QHash<IconKey, QPixmap> m_icons;
};

} // namespace plumbline
