#pragma once

#include <QString>

namespace plumbline {

class ActionCollection;

/// Ids of the window's own actions.
namespace shellids {
inline constexpr QStringView kPalette = u"global.palette";
inline constexpr QStringView kKeys = u"global.keys";
inline constexpr QStringView kFold = u"global.fold";
inline constexpr QStringView kNextPane = u"global.nextPane";
inline constexpr QStringView kLastPane = u"global.lastPane";
inline constexpr QStringView kFullScreen = u"global.fullScreen";
inline constexpr QStringView kChangeKeys = u"global.changeKeys";
inline constexpr QStringView kNewProject = u"global.newProject";
inline constexpr QStringView kOpenProject = u"global.openProject";
inline constexpr QStringView kOpenSample = u"global.openSample";
inline constexpr QStringView kCloseProject = u"global.closeProject";
inline constexpr QStringView kQuit = u"global.quit";
inline constexpr QStringView kThemeSystem = u"global.themeSystem";
inline constexpr QStringView kThemeLight = u"global.themeLight";
inline constexpr QStringView kThemeDark = u"global.themeDark";
inline constexpr QStringView kThemeContrast = u"global.themeContrast";
} // namespace shellids

/// Adds the actions that every page has.
void addShellActions(ActionCollection& actions);

/// Adds the action "global.go.PAGE" that goes to a page with g and a letter.
void addGoAction(ActionCollection& actions, const QString& pageId, const QString& name, const QString& icon,
                 const QString& letter);
[[nodiscard]] QString goActionId(const QString& pageId);

} // namespace plumbline
