#pragma once

#include "core/base/result.h"

#include <QSize>
#include <QString>

#include <functional>

class QWidget;

namespace plumbline {

/// Hands and eyes of the tour: presses real keys in the window that is in front, and takes pictures.
class TourDriver
{
public:
    /// Pictures go to `folder`, which must exist.
    TourDriver(QWidget& window, QString folder);

    /// Presses up to four keys one after the other, as a QKeySequence reads: "1", "Ctrl+K", "G, H", "Return".
    void press(const QString& keys);
    /// Types letters into what has the focus.
    void type(const QString& text);
    void resize(const QSize& size);
    /// Lets the program come to rest: events, and threads that answer.
    void settle(int ms = 150);
    /// Waits until it is so. Errors: Cancelled with `what` after ten seconds.
    [[nodiscard]] Result<void> waitFor(const QString& what, const std::function<bool()>& isSo,
                                       int timeoutMs = 10'000);
    /// Saves what the window (or the dialog over it) looks like as NAME.png. Errors: Io.
    [[nodiscard]] Result<void> shoot(const QString& name);

private:
    [[nodiscard]] QWidget* front() const;

    QWidget& m_window;
    QString m_folder;
};

} // namespace plumbline
