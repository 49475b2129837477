#include "ui/shell/headerbar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QHBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

HeaderBar::HeaderBar(const Theme& theme, QWidget* parent)
    : BarFrame(theme, Color::Surface, Qt::BottomEdge, parent)
    , m_theme(theme)
{
    setObjectName(u"headerBar"_s);
    setMinimumHeight(metrics::kHeader);
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(metrics::kPageMargin, 0, metrics::kSpace5, 0);
    m_row->setSpacing(metrics::kSpace4);
    m_title = new ElidedLabel(theme, {}, Text::Title, Color::Text, this);
    m_subtitle = new ElidedLabel(theme, {}, Text::Body, Color::Text2, this);
    for (ElidedLabel* label : {m_title, m_subtitle}) {
        label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
        m_row->addWidget(label);
    }
    m_row->addStretch(1);
    m_buttonRow = new QHBoxLayout;
    m_buttonRow->setSpacing(metrics::kSpace3);
    m_row->addLayout(m_buttonRow);
}

void HeaderBar::setTitles(const QString& title, const QString& subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void HeaderBar::setActions(const QList<QAction*>& actions)
{
    // Asked for with every new title, and mostly the same ones.
    const auto has = [](const KeyButton* button, const QAction* action) {
        return button->action() == action;
    };
    if (std::equal(m_buttons.begin(), m_buttons.end(), actions.begin(), actions.end(), has)) {
        return;
    }
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (QAction* action : actions) {
        const bool isPrimary = action->property("isPrimary").toBool();
        auto* button = new KeyButton(m_theme, action,
                                     isPrimary ? KeyButton::Kind::Primary : KeyButton::Kind::Secondary, this);
        button->setObjectName(u"header."_s + action->objectName());
        m_buttonRow->addWidget(button);
        m_buttons.append(button);
    }
    applyCompact();
}

void HeaderBar::setPageWidget(QWidget* widget, QWidget* owner)
{
    if (m_pageWidget == widget) {
        return;
    }
    if (m_pageWidget != nullptr) {
        m_row->removeWidget(m_pageWidget);
        m_pageWidget->hide();
        m_pageWidget->setParent(m_pageWidgetOwner);
    }
    m_pageWidget = widget;
    m_pageWidgetOwner = owner;
    if (widget != nullptr) {
        m_row->insertWidget(m_row->count() - 1, widget);
        widget->show();
    }
}

void HeaderBar::setCompact(bool isCompact)
{
    if (m_isCompact != isCompact) {
        m_isCompact = isCompact;
        applyCompact();
    }
}

void HeaderBar::applyCompact()
{
    for (KeyButton* button : m_buttons) {
        const QAction* action = button->action();
        const bool hasIcon = action != nullptr && !action->property("iconName").toString().isEmpty();
        button->setIconOnly(m_isCompact && hasIcon);
    }
}

} // namespace plumbline
