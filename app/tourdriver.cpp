#include "app/tourdriver.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QKeySequence>
#include <QWidget>

#include <cstdio>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSliceMs = 10;

void spin(int ms)
{
    QElapsedTimer timer;
    timer.start();
    do {
        QCoreApplication::processEvents(QEventLoop::AllEvents, kSliceMs);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    } while (timer.elapsed() < ms);
}

/// What a key types on a plain keyboard.
QString textOf(QKeyCombination combination)
{
    const int key = combination.key();
    if (combination.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier)) {
        return {};
    }
    if (key == Qt::Key_Return) {
        return u"\r"_s;
    }
    if (key == Qt::Key_Space) {
        return u" "_s;
    }
    if (key <= Qt::Key_Space || key > 0xFFFF) {
        return {};
    }
    const QString letter(QChar(static_cast<char16_t>(key)));
    return combination.keyboardModifiers() & Qt::ShiftModifier ? letter : letter.toLower();
}

void send(QWidget* target, QKeyCombination combination)
{
    const QString text = textOf(combination);
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, combination.key(), combination.keyboardModifiers(), text);
        QApplication::sendEvent(target, &event);
    }
}

} // namespace

TourDriver::TourDriver(QWidget& window, QString folder)
    : m_window(window)
    , m_folder(std::move(folder))
{
}

QWidget* TourDriver::front() const
{
    QWidget* popup = QApplication::activePopupWidget();
    if (popup != nullptr) {
        return popup;
    }
    QWidget* modal = QApplication::activeModalWidget();
    return modal != nullptr ? modal : &m_window;
}

void TourDriver::press(const QString& keys)
{
    const QKeySequence sequence(keys, QKeySequence::PortableText);
    for (int i = 0; i < sequence.count(); ++i) {
        QWidget* window = front();
        QWidget* focus = window->focusWidget();
        send(focus != nullptr ? focus : window, sequence[static_cast<uint>(i)]);
        spin(kSliceMs);
    }
}

void TourDriver::type(const QString& text)
{
    for (const QChar letter : text) {
        QWidget* focus = front()->focusWidget();
        QKeyEvent event(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
        QApplication::sendEvent(focus != nullptr ? focus : front(), &event);
    }
    spin(kSliceMs);
}

void TourDriver::resize(const QSize& size)
{
    m_window.resize(size);
    settle();
}

void TourDriver::settle(int ms)
{
    spin(ms);
}

Result<void> TourDriver::waitFor(const QString& what, const std::function<bool()>& isSo, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    while (!isSo()) {
        if (timer.elapsed() > timeoutMs) {
            return makeError(ErrorCode::Cancelled, u"The tour waited in vain: %1."_s.arg(what));
        }
        spin(kSliceMs);
    }
    return {};
}

Result<void> TourDriver::shoot(const QString& name)
{
    settle();
    const QString path = u"%1/%2.png"_s.arg(m_folder, name);
    if (!front()->grab().save(path)) {
        return makeError(ErrorCode::Io, u"The picture could not be written."_s).inFile(path);
    }
    std::fputs(qPrintable(path + u'\n'), stdout);
    return {};
}

} // namespace plumbline
