#pragma once

#include "core/base/clock.h"
#include "core/settings/settings.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include <memory>

namespace plumbline {

/// A page with a field, a button and one action of its own; remembers what was asked of it.
class BenchPage : public Page
{
public:
    BenchPage(AppContext& context, QString id, QWidget* parent)
        : Page(parent)
        , m_id(std::move(id))
    {
        auto* row = new QHBoxLayout(this);
        field = new QLineEdit(this);
        field->setObjectName(m_id + QStringLiteral("Field"));
        button = new QPushButton(QStringLiteral("Button"), this);
        button->setObjectName(m_id + QStringLiteral("Button"));
        row->addWidget(field);
        row->addWidget(button);
        ActionSpec spec;
        spec.id = m_id + QStringLiteral(".act");
        spec.context = m_id;
        spec.group = QStringLiteral("Here");
        spec.text = QStringLiteral("Act on ") + m_id;
        spec.keys = {QKeySequence(QStringLiteral("Z"))};
        action = context.actions.add(spec);
        connect(action, &QAction::triggered, this, [this] { ++acted; });
    }

    [[nodiscard]] QString pageId() const override { return m_id; }
    [[nodiscard]] QString title() const override { return words; }
    [[nodiscard]] QList<QAction*> headerActions() const override { return {action}; }
    [[nodiscard]] QList<QWidget*> panes() const override { return {field, button}; }
    void activate() override { button->setFocus(); }
    void deactivate() override { ++deactivated; }
    void open(const QString& argument) override { opened = argument; }

    QString words = QStringLiteral("A page");
    QString opened;
    int acted = 0;
    int deactivated = 0;
    QLineEdit* field;
    QPushButton* button;
    QAction* action;

private:
    QString m_id;
};

/// One window with what it needs, over a folder of its own.
struct WindowBench
{
    explicit WindowBench(const QString& existingFolder = {})
        : settings(Settings::openTemporary())
        , context{theme, actions, *settings, dialogs, clock}
        , workspace(*settings, clock)
        , window(std::make_unique<MainWindow>(context, workspace))
        , folder(existingFolder.isEmpty() ? own.path() : existingFolder)
    {
        const auto factory = [](const QString& id, const QString& name, const QString& letter,
                                bool needsProject) {
            return PageFactory{
                id,
                QString(),
                QStringLiteral("home"),
                name,
                letter,
                QString(),
                needsProject,
                [id](AppContext& c, QWidget* parent) -> Page* { return new BenchPage(c, id, parent); }};
        };
        window->setPages(
            {factory(QStringLiteral("home"), QStringLiteral("Project home"), QStringLiteral("h"), true),
             factory(QStringLiteral("annotate"), QStringLiteral("My queue"), QStringLiteral("a"), true),
             factory(QStringLiteral("data"), QStringLiteral("Data"), QStringLiteral("d"), true),
             factory(QStringLiteral("jobs"), QStringLiteral("Jobs"), QStringLiteral("q"), true),
             factory(QStringLiteral("settings"), QStringLiteral("Settings"), QStringLiteral(","), false)});
        window->show();
    }

    [[nodiscard]] QString path(const QString& name) const { return folder + u'/' + name; }
    [[nodiscard]] BenchPage* page() const { return dynamic_cast<BenchPage*>(window->currentPage()); }
    template <typename T> [[nodiscard]] T* find(const QString& name) const
    {
        return window->findChild<T*>(name);
    }

    QTemporaryDir own;
    SystemClock clock;
    std::unique_ptr<Settings> settings;
    Theme theme;
    ActionCollection actions;
    ScriptedDialogs dialogs;
    AppContext context;
    Workspace workspace;
    std::unique_ptr<MainWindow> window;
    QString folder;
};

} // namespace plumbline
