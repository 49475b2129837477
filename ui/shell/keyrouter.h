#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

class QWidget;

namespace plumbline {

class ActionCollection;

/// Passes the key presses of one window (the main window, a dialog) to the ActionCollection before any widget
/// sees them. Input methods are not disturbed: what they compose never arrives as a key press.
class KeyRouter : public QObject
{
    Q_OBJECT

public:
    /// `contexts` is asked at each key press; an empty list switches the actions off (an overlay is open).
    /// Lives as long as `window`.
    KeyRouter(ActionCollection& actions, QWidget* window, std::function<QStringList()> contexts);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ActionCollection& m_actions;
    QWidget* m_window;
    std::function<QStringList()> m_contexts;
};

} // namespace plumbline
