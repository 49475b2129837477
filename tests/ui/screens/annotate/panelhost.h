#pragma once

#include "ui/screens/annotate/annotateactions.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/keyrouter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QTest>
#include <QVBoxLayout>

#include <functional>
#include <memory>

namespace plumbline::test {

/// What outlives the widgets of a PanelHost.
struct HostParts
{
    Theme m_theme;
    ActionCollection m_actions;
};

/// A window with one panel in it, its rows and panes around it as the Annotate page has them, keys routed as
/// in the program. Keeps every step for undo().
class PanelHost : private HostParts, public QWidget
{
public:
    using Maker = std::function<AnswerPanel*(const PanelServices&, QWidget*)>;

    explicit PanelHost(const Maker& make, QSize size = {1388, 820})
    {
        m_theme.apply(*qApp);
        addAnnotateActions(m_actions);
        auto* columns = new QHBoxLayout(this);
        columns->setContentsMargins(0, 0, 0, 0);
        columns->setSpacing(0);
        auto* left = new QVBoxLayout;
        left->setSpacing(0);
        auto* content = new QVBoxLayout;
        content->setContentsMargins(24, 16, 24, 16);
        m_panel = make({m_theme, m_actions}, this);
        content->addWidget(m_panel, 1);
        left->addLayout(content, 1);
        if (QWidget* field = m_panel->unfoldingField()) {
            left->addWidget(field);
        }
        auto* bar = new BarFrame(m_theme, Color::Chrome, Qt::TopEdge, this);
        auto* rows = new QVBoxLayout(bar);
        rows->setContentsMargins(24, 12, 24, 12);
        rows->addWidget(m_panel->answerRow());
        m_panel->answerRow()->show();
        if (QWidget* row = m_panel->explanationRow()) {
            rows->addWidget(row);
            row->show();
        }
        left->addWidget(bar);
        columns->addLayout(left, 1);
        if (QWidget* pane = m_panel->sidePane()) {
            pane->setFixedWidth(m_panel->sidePaneWidth());
            columns->addWidget(pane);
        }
        new KeyRouter(m_actions, this,
                      [this] { return m_panel->actionContexts() + QStringList{QStringLiteral("annotate")}; });
        for (const ActionSpec& spec : m_actions.specs(QStringLiteral("annotate"))) {
            connect(m_actions.action(spec.id), &QAction::triggered, this, [this, id = spec.id] { act(id); });
            const QString text = m_panel->actionText(spec.id);
            if (!text.isEmpty()) {
                m_actions.action(spec.id)->setText(text);
            }
        }
        connect(m_panel, &AnswerPanel::contentChanged, this,
                [this](const AnnotationContent& before, const AnnotationContent&, bool, const QString&) {
                    m_before.append(before);
                });
        resize(size);
        show();
        activateWindow();
        (void)QTest::qWaitForWindowActive(this);
    }

    void open(const OpenItem& item)
    {
        m_before.clear();
        m_panel->setItem(item);
        m_panel->focusAnswer();
        QCoreApplication::processEvents();
    }
    /// Presses keys as a person does: they go to whatever has the focus.
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* target = QApplication::focusWidget();
        QTest::keyClick(target != nullptr ? target : this, static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    /// Takes back the last step, as the page does.
    bool undo()
    {
        if (m_before.isEmpty()) {
            return false;
        }
        m_panel->setContent(m_before.takeLast());
        return true;
    }

    [[nodiscard]] const AnnotationContent& content() const { return m_panel->content(); }
    [[nodiscard]] int stepCount() const { return static_cast<int>(m_before.size()); }
    [[nodiscard]] AnswerPanel* panel() const { return m_panel; }
    [[nodiscard]] ActionCollection& actions() { return m_actions; }
    [[nodiscard]] Theme& theme() { return m_theme; }

    /// Controls, hidden ones too, that a screen reader or a test could not name.
    [[nodiscard]] QStringList nameless() const
    {
        QStringList found;
        const QList<QWidget*> widgets = findChildren<QWidget*>();
        for (QWidget* widget : widgets) {
            if ((widget->focusPolicy() & Qt::TabFocus) == 0 ||
                widget->objectName().startsWith(QLatin1String("qt_"))) {
                continue;
            }
            QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
            if (widget->objectName().isEmpty() || spoken == nullptr ||
                spoken->text(QAccessible::Name).trimmed().isEmpty()) {
                found.append(widget->objectName() + QLatin1Char(' ') +
                             QString::fromLatin1(widget->metaObject()->className()));
            }
        }
        return found;
    }

    /// Saves a picture when PLUMBLINE_SHOTS names a folder.
    void shoot(const QString& name)
    {
        const QString folder = qEnvironmentVariable("PLUMBLINE_SHOTS");
        if (!folder.isEmpty()) {
            QCoreApplication::processEvents();
            grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
        }
    }

private:
    void act(const QString& id)
    {
        if (id == QLatin1String("annotate.undo")) {
            undo();
        } else {
            m_panel->takeAction(id);
        }
    }

    AnswerPanel* m_panel = nullptr;
    QList<AnnotationContent> m_before;
};

} // namespace plumbline::test
