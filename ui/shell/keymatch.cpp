#include "ui/shell/keymatch.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTextEdit>

#include <algorithm>
#include <array>

namespace plumbline {

namespace {

constexpr Qt::KeyboardModifiers kCommandModifiers = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
/// Scan codes of the digit row under X11 and Wayland: 1 to 9, then 0.
constexpr quint32 kFirstDigitScanCode = 10;
constexpr quint32 kLastDigitScanCode = 19;

bool isModifierKey(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_CapsLock || key == Qt::Key_unknown || key == 0;
}

bool isLetter(int key)
{
    return key >= Qt::Key_A && key <= Qt::Key_Z;
}

bool isPrintable(int key)
{
    return key > 0x20 && key < 0x01000000;
}

bool isFunctionKey(int key)
{
    return key >= Qt::Key_F1 && key <= Qt::Key_F35;
}

bool isArrow(int key)
{
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down ||
           key == Qt::Key_Home || key == Qt::Key_End || key == Qt::Key_PageUp || key == Qt::Key_PageDown;
}

QKeySequence sequence(int key, Qt::KeyboardModifiers modifiers)
{
    return QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(key)));
}

/// Keys with a modifier by which text is edited; a field keeps them.
bool isEditingKey(const QKeyEvent& event)
{
    static constexpr std::array kEditing = {
        QKeySequence::Undo,
        QKeySequence::Redo,
        QKeySequence::Cut,
        QKeySequence::Copy,
        QKeySequence::Paste,
        QKeySequence::SelectAll,
        QKeySequence::MoveToNextWord,
        QKeySequence::MoveToPreviousWord,
        QKeySequence::SelectNextWord,
        QKeySequence::SelectPreviousWord,
        QKeySequence::DeleteStartOfWord,
        QKeySequence::DeleteEndOfWord,
        QKeySequence::MoveToStartOfDocument,
        QKeySequence::MoveToEndOfDocument,
        QKeySequence::SelectStartOfDocument,
        QKeySequence::SelectEndOfDocument,
        QKeySequence::SelectStartOfLine,
        QKeySequence::SelectEndOfLine,
    };
    return std::any_of(kEditing.begin(), kEditing.end(),
                       [&](QKeySequence::StandardKey key) { return event.matches(key); });
}

bool fieldNeeds(const QKeyEvent& event)
{
    const int key = event.key();
    if (isFunctionKey(key) || key == Qt::Key_Escape) {
        return false;
    }
    if ((event.modifiers() & kCommandModifiers) == 0) {
        return true;
    }
    // AltGr arrives as Ctrl+Alt on some systems: a printable text is typing.
    const bool types = !event.text().isEmpty() && event.text().at(0).isPrint() &&
                       (event.modifiers() & Qt::ControlModifier) && (event.modifiers() & Qt::AltModifier);
    return types || isEditingKey(event);
}

} // namespace

bool takesText(const QWidget* widget)
{
    if (widget == nullptr) {
        return false;
    }
    if (widget->property("takesText").toBool()) {
        return true;
    }
    if (const auto* line = qobject_cast<const QLineEdit*>(widget)) {
        return !line->isReadOnly();
    }
    if (const auto* text = qobject_cast<const QTextEdit*>(widget)) {
        return !text->isReadOnly();
    }
    if (const auto* plain = qobject_cast<const QPlainTextEdit*>(widget)) {
        return !plain->isReadOnly();
    }
    if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
        return combo->isEditable();
    }
    return qobject_cast<const QAbstractSpinBox*>(widget) != nullptr;
}

QList<QKeySequence> keyCandidates(const QKeyEvent& event)
{
    int key = event.key();
    if (isModifierKey(key)) {
        return {};
    }
    if (key == Qt::Key_Enter) {
        key = Qt::Key_Return;
    }
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    if (key == Qt::Key_Backtab) {
        key = Qt::Key_Tab;
        modifiers |= Qt::ShiftModifier;
    }
    QList<QKeySequence> candidates{sequence(key, modifiers)};
    if (modifiers & Qt::ShiftModifier) {
        if (isPrintable(key) && !isLetter(key)) {
            candidates.append(sequence(key, modifiers & ~Qt::ShiftModifier));
        }
        const quint32 scanCode = event.nativeScanCode();
        const bool isDigit = key >= Qt::Key_0 && key <= Qt::Key_9;
        if (!isDigit && scanCode >= kFirstDigitScanCode && scanCode <= kLastDigitScanCode) {
            const int digit = static_cast<int>(scanCode - kFirstDigitScanCode + 1) % 10;
            candidates.append(sequence(Qt::Key_0 + digit, modifiers));
        }
    }
    return candidates;
}

bool belongsToFocus(const QKeyEvent& event, const QWidget* focus)
{
    if (focus == nullptr) {
        return false;
    }
    if (takesText(focus)) {
        return fieldNeeds(event);
    }
    if ((event.modifiers() & kCommandModifiers) != 0) {
        return false;
    }
    const int key = event.key();
    if (key == Qt::Key_Space) {
        return qobject_cast<const QAbstractButton*>(focus) != nullptr ||
               qobject_cast<const QComboBox*>(focus) != nullptr || focus->property("takesSpace").toBool();
    }
    if (isArrow(key)) {
        return qobject_cast<const QAbstractItemView*>(focus) != nullptr ||
               qobject_cast<const QAbstractSlider*>(focus) != nullptr ||
               qobject_cast<const QComboBox*>(focus) != nullptr ||
               qobject_cast<const QTabBar*>(focus) != nullptr || focus->property("takesArrows").toBool();
    }
    return false;
}

} // namespace plumbline
