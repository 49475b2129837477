#include "ui/widgets/paintedbutton.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

/// Mnemonics are for menus; "&&" is a real ampersand.
QString withoutMnemonic(QString text)
{
    text.replace(u"&&"_s, u"\u0001"_s);
    text.remove(u'&');
    text.replace(u'\u0001', u'&');
    return text;
}

} // namespace

PaintedButton::PaintedButton(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_ring(FocusRing::attach(this, theme, metrics::kRadiusControl))
{
    setAttribute(Qt::WA_Hover);
    // A click must not take the focus out of the text somebody writes.
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void PaintedButton::setAction(QAction* action)
{
    if (m_action != nullptr) {
        m_action->disconnect(this);
    }
    m_action = action;
    if (action != nullptr) {
        connect(action, &QAction::changed, this, &PaintedButton::syncAction);
        connect(action, &QAction::toggled, this, &PaintedButton::syncAction);
        syncAction();
    }
}

void PaintedButton::syncAction()
{
    if (m_action == nullptr) {
        return;
    }
    setText(withoutMnemonic(m_action->text()));
    setEnabled(m_action->isEnabled());
    setCheckable(m_action->isCheckable());
    setChecked(m_action->isChecked());
    if (isHidden() == m_action->isVisible() && testAttribute(Qt::WA_WState_ExplicitShowHide)) {
        setVisible(m_action->isVisible());
    } else if (!m_action->isVisible()) {
        hide();
    }
    // QAction makes a tooltip of its text when it has none of its own; that would only repeat the label.
    const QString tip = m_action->toolTip();
    setToolTip(tip == text() ? QString() : tip);
    setAccessibleName(text());
    setKeys(keysOf(*m_action));
}

void PaintedButton::setKeys(const QStringList& keys)
{
    if (m_keys == keys) {
        return; // a new layout for nothing would go through the whole window
    }
    m_keys = keys;
    setAccessibleDescription(keys.isEmpty() ? QString() : tr("Key %1").arg(keysText(keys)));
    updateGeometry();
    update();
}

QSize PaintedButton::minimumSizeHint() const
{
    return sizeHint();
}

void PaintedButton::nextCheckState()
{
    if (m_action != nullptr) {
        m_action->trigger();
    } else {
        QAbstractButton::nextCheckState();
    }
}

void PaintedButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier) {
            click();
            return;
        }
    }
    QAbstractButton::keyPressEvent(event);
}

bool PaintedButton::event(QEvent* event)
{
    if (event->type() == QEvent::EnabledChange || event->type() == QEvent::LayoutDirectionChange) {
        update();
    }
    return QAbstractButton::event(event);
}

bool PaintedButton::isHovered() const
{
    return isEnabled() && underMouse();
}

} // namespace plumbline
