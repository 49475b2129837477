#pragma once

#include <QPalette>
#include <QString>

namespace plumbline {

class Theme;

/// The palette for the Fusion style: all roles in all groups.
[[nodiscard]] QPalette paletteFor(const Theme& theme);

/// The style sheet for what the palette cannot say: edges of fields, scroll bars, menus, tables. No fonts.
[[nodiscard]] QString styleSheetFor(const Theme& theme);

} // namespace plumbline
