#pragma once

#include <QKeySequence>
#include <QObject>
#include <QTimer>

class QKeyEvent;

namespace plumbline {

/// Takes the next key press of the program, whatever has the focus, and keeps it from everyone else. After a
/// lone G it waits a second for the letter that goes with it.
class KeyCapture : public QObject
{
    Q_OBJECT

public:
    explicit KeyCapture(QObject* parent = nullptr);
    ~KeyCapture() override;

    void start();
    void stop();
    [[nodiscard]] bool isActive() const { return m_isActive; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void captured(const QKeySequence& key);
    /// Esc was pressed: nothing is changed.
    void cancelled();

private:
    void take(const QKeySequence& key);

    QKeySequence m_first;
    QTimer m_wait;
    bool m_isActive = false;
};

} // namespace plumbline
