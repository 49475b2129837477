#pragma once

#include "ui/widgets/focusring.h"

#include <QAbstractButton>
#include <QPointer>

class QAction;

namespace plumbline {

class Theme;

/// What the painted buttons share: an action they mirror and trigger, the focus ring, restyling, and Enter.
class PaintedButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PaintedButton(const Theme& theme, QWidget* parent = nullptr);

    /// Text, enabled, checkable, checked, visible, tooltip and keycaps follow the action from now on; a click
    /// triggers it. Null lets the button stand for itself again.
    void setAction(QAction* action);
    [[nodiscard]] QAction* action() const { return m_action; }

    /// The keycaps shown; taken from the action when there is one.
    void setKeys(const QStringList& keys);
    [[nodiscard]] QStringList keys() const { return m_keys; }

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void nextCheckState() override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
    /// Reads the action again; overriding classes call the base first.
    virtual void syncAction();

    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] FocusRing* ring() const { return m_ring; }
    [[nodiscard]] bool isHovered() const;

private:
    const Theme& m_theme;
    FocusRing* m_ring;
    QPointer<QAction> m_action;
    QStringList m_keys;
};

} // namespace plumbline
