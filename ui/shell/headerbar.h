#pragma once

#include "ui/widgets/barframe.h"

#include <QList>
#include <QPointer>

class QAction;
class QHBoxLayout;

namespace plumbline {

class ElidedLabel;
class KeyButton;

/// The head of a page: title, what it is about, a widget of the page, and the page's actions at the right.
/// Below 1280 pixels the actions that have an icon show icon and key alone.
class HeaderBar : public BarFrame
{
    Q_OBJECT

public:
    explicit HeaderBar(const Theme& theme, QWidget* parent = nullptr);

    void setTitles(const QString& title, const QString& subtitle);
    /// The last action stands outermost; a property "isPrimary" that is true fills its button.
    void setActions(const QList<QAction*>& actions);
    /// Takes a widget of the page between subtitle and actions; the one before goes back to its page.
    void setPageWidget(QWidget* widget, QWidget* owner);
    /// True: icon and key alone where there is an icon.
    void setCompact(bool isCompact);

private:
    void applyCompact();

    const Theme& m_theme;
    QHBoxLayout* m_row;
    ElidedLabel* m_title;
    ElidedLabel* m_subtitle;
    QHBoxLayout* m_buttonRow;
    QList<KeyButton*> m_buttons;
    QPointer<QWidget> m_pageWidget;
    QPointer<QWidget> m_pageWidgetOwner;
    bool m_isCompact = false;
};

} // namespace plumbline
