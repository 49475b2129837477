#pragma once

#include <QPointF>
#include <QStringList>

class QAction;
class QKeySequence;
class QPainter;

namespace plumbline {

class Theme;

enum class KeycapStyle {
    Normal,  ///< white cap on any ground
    OnAccent ///< outline in the text colour of a filled button
};

/// The caps of a key sequence, for example {"Ctrl", "Z"}; two chords {"g", "h"} follow each other.
[[nodiscard]] QStringList keysOf(const QKeySequence& sequence);

/// The caps of an action: its property "keys" (string list, or one string with spaces between the caps) when
/// set, else its first shortcut. Keys of one letter carried by a page have no shortcut and use the property.
[[nodiscard]] QStringList keysOf(const QAction& action);

/// Keys as read out or put into a tooltip: "Ctrl+Z".
[[nodiscard]] QString keysText(const QStringList& keys);

[[nodiscard]] double keycapsWidth(const Theme& theme, const QStringList& keys);
[[nodiscard]] double keycapHeight(const Theme& theme);

/// Paints caps from `leftCentre` rightwards and returns the width used.
double paintKeycaps(QPainter& painter, const Theme& theme, const QPointF& leftCentre, const QStringList& keys,
                    KeycapStyle style = KeycapStyle::Normal);

} // namespace plumbline
