#include "ui/widgets/keycaps.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QPainter>
#include <QVariant>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kPadding = 5.0; ///< at each side of a cap's text
constexpr double kCapGap = 2.0;

QString shownName(const QString& name)
{
    static const QHash<QString, QString> names = {{u"Return"_s, u"Enter"_s}, {u"Left"_s, u"←"_s},
                                                  {u"Right"_s, u"→"_s},      {u"Up"_s, u"↑"_s},
                                                  {u"Down"_s, u"↓"_s},       {u"Del"_s, u"Delete"_s},
                                                  {u"PgUp"_s, u"Page Up"_s}, {u"PgDown"_s, u"Page Down"_s},
                                                  {u"-"_s, u"−"_s},          {u"Ins"_s, u"Insert"_s}};
    return names.value(name, name);
}

QStringList capsOfChord(const QString& chord)
{
    // "Ctrl++" is Ctrl and the plus key: only a plus with something after it separates.
    QStringList caps;
    QString current;
    for (const QChar character : chord) {
        if (character == u'+' && !current.isEmpty()) {
            caps.append(shownName(current));
            current.clear();
        } else {
            current.append(character);
        }
    }
    if (!current.isEmpty()) {
        caps.append(shownName(current));
    }
    return caps;
}

double capWidth(const Theme& theme, const QString& text)
{
    const double least = keycapHeight(theme) - 2;
    return std::max(least, textWidth(theme.font(Text::Key), text) + 2 * kPadding);
}

} // namespace

QStringList keysOf(const QKeySequence& sequence)
{
    QStringList caps;
    for (int index = 0; index < sequence.count(); ++index) {
        const QString chord =
            QKeySequence(sequence[static_cast<uint>(index)]).toString(QKeySequence::PortableText);
        QStringList own = capsOfChord(chord);
        if (sequence.count() > 1 && own.size() == 1 && own.front().size() == 1) {
            own.front() = own.front().toLower(); // sequences are written small: g h
        }
        caps += own;
    }
    return caps;
}

QStringList keysOf(const QAction& action)
{
    const QVariant keys = action.property("keys");
    if (keys.isValid()) {
        if (keys.metaType().id() == QMetaType::QStringList) {
            return keys.toStringList();
        }
        return keys.toString().split(u' ', Qt::SkipEmptyParts);
    }
    return keysOf(action.shortcut());
}

QString keysText(const QStringList& keys)
{
    return keys.join(u'+');
}

double keycapHeight(const Theme& theme)
{
    return theme.scaled(metrics::kKey);
}

double keycapsWidth(const Theme& theme, const QStringList& keys)
{
    double width = 0;
    for (const QString& key : keys) {
        width += capWidth(theme, key) + (width > 0 ? kCapGap : 0.0);
    }
    return width;
}

double paintKeycaps(QPainter& painter, const Theme& theme, const QPointF& leftCentre, const QStringList& keys,
                    KeycapStyle style)
{
    const bool isOnAccent = style == KeycapStyle::OnAccent;
    QColor edge = theme.color(isOnAccent ? Color::OnAccent : Color::BorderStrong);
    if (isOnAccent) {
        edge.setAlphaF(0.7F);
    }
    const FrameStyle frame{isOnAccent ? QColor() : theme.color(Color::Surface), edge, metrics::kStrokeHair,
                           metrics::kRadiusKey, false};
    const QColor text = theme.color(isOnAccent ? Color::OnAccent : Color::Text2);
    const double height = keycapHeight(theme);
    double x = std::round(leftCentre.x());
    const double y = std::round(leftCentre.y() - height / 2);
    for (const QString& key : keys) {
        const QRectF cap(x, y, capWidth(theme, key), height);
        drawFrame(painter, cap, frame);
        drawLine(painter, cap, theme.font(Text::Key), text, key, Qt::AlignHCenter);
        x += cap.width() + kCapGap;
    }
    return keys.isEmpty() ? 0.0 : x - kCapGap - std::round(leftCentre.x());
}

} // namespace plumbline
