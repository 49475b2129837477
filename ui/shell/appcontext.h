#pragma once

#include "core/domain/item.h"

#include <functional>
#include <memory>

namespace plumbline {

class ActionCollection;
class Clock;
class Dialogs;
class JobRunner;
class LiveAnalysis;
class Settings;
class Store;
class Theme;

/// What pages work with, passed by reference. Made once by the application; the part about the project
/// changes when another one is opened, and then all pages are made anew.
struct AppContext
{
    Theme& theme;
    ActionCollection& actions;
    Settings& settings;
    Dialogs& dialogs;
    const Clock& clock;
    Store* store = nullptr;           ///< nullptr: no project is open
    JobRunner* jobs = nullptr;        ///< nullptr when `store` is
    Annotator annotator{};            ///< who sits here; invalid id until the name is known
    bool canAnnotate = true;          ///< false: another window judges in this project under the same name
    LiveAnalysis* analysis = nullptr; ///< the labels for statistics; nullptr when `store` is
};

} // namespace plumbline
