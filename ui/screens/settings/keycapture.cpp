#include "ui/screens/settings/keycapture.h"

#include "ui/shell/keymatch.h"

#include <QApplication>
#include <QKeyEvent>

namespace plumbline {

namespace {

constexpr int kSecondKeyMs = 1000;

} // namespace

KeyCapture::KeyCapture(QObject* parent)
    : QObject(parent)
{
    m_wait.setSingleShot(true);
    m_wait.setInterval(kSecondKeyMs);
    connect(&m_wait, &QTimer::timeout, this, [this] { take(m_first); });
}

KeyCapture::~KeyCapture()
{
    stop();
}

void KeyCapture::start()
{
    if (!m_isActive) {
        m_isActive = true;
        m_first = {};
        // The filter installed last is asked first: before the window's own keys.
        qApp->installEventFilter(this);
    }
}

void KeyCapture::stop()
{
    m_wait.stop();
    if (m_isActive) {
        m_isActive = false;
        qApp->removeEventFilter(this);
    }
}

bool KeyCapture::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_isActive || !watched->isWidgetType() ||
        (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)) {
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    const auto& press = *static_cast<QKeyEvent*>(event);
    const QList<QKeySequence> candidates = keyCandidates(press);
    if (candidates.isEmpty() || press.isAutoRepeat()) {
        return true; // a modifier alone
    }
    const QKeySequence key = candidates.constFirst();
    if (key == QKeySequence(Qt::Key_Escape)) {
        stop();
        Q_EMIT cancelled();
    } else if (!m_first.isEmpty()) {
        take(QKeySequence(m_first[0], key[0]));
    } else if (key == QKeySequence(Qt::Key_G)) {
        m_first = key;
        m_wait.start();
    } else {
        // A sign that needs Shift on this keyboard is remembered as the sign.
        take(candidates.constLast());
    }
    return true;
}

void KeyCapture::take(const QKeySequence& key)
{
    stop();
    Q_EMIT captured(key);
}

} // namespace plumbline
