#pragma once

#include "core/jobs/jobrunner.h"
#include "core/settings/settings.h"
#include "tests/core/store/storefixture.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/keyrouter.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

namespace plumbline {

/// A page in a real window, with real keys, over a real project. The window stands in for the main window.
class ScreenHost
{
public:
    ScreenHost()
    {
        theme.setMotionReduced(true);
        theme.apply(*qApp);
        settings = Settings::openTemporary();
        jobs = std::make_unique<JobRunner>(*fixture.store);
        context = std::make_unique<AppContext>(AppContext{theme, actions, *settings, dialogs, fixture.clock});
        context->store = fixture.store.get();
        context->jobs = jobs.get();
        window.resize(1232, 824);
        new QVBoxLayout(&window);
        window.layout()->setContentsMargins(0, 0, 0, 0);
    }
    ~ScreenHost()
    {
        delete page;
        jobs.reset();
    }

    /// Who sits here; before show().
    Annotator sit(const QString& name)
    {
        const AnnotatorId id = fixture.annotator(name);
        context->annotator =
            *fixture.store->read([id](Session& session) { return AnnotatorRepository(session).get(id); });
        return context->annotator;
    }

    template <typename Screen> Screen* show()
    {
        auto* screen = new Screen(*context, &window);
        page = screen;
        window.layout()->addWidget(screen);
        new KeyRouter(actions, &window, [this] { return page->actionContexts(); });
        QObject::connect(
            page, &Page::pageRequested, &window,
            [this](const QString& id, const QString& argument) { requested << id + u' ' + argument; });
        QObject::connect(page, &Page::errorOccurred, &window,
                         [this](const Error& error) { errors << error.toString(); });
        window.show();
        (void)QTest::qWaitForWindowActive(&window);
        page->activate();
        return screen;
    }

    /// Presses a key where the focus is.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget* focus = window.focusWidget();
        QTest::keyClick(focus != nullptr ? focus : &window, key, modifiers);
    }

    template <typename Widget> Widget* find(const char* name)
    {
        return window.findChild<Widget*>(QString::fromLatin1(name));
    }

    StoreFixture fixture;
    Theme theme;
    ActionCollection actions;
    std::unique_ptr<Settings> settings;
    ScriptedDialogs dialogs;
    std::unique_ptr<JobRunner> jobs;
    std::unique_ptr<AppContext> context;
    QWidget window;
    Page* page = nullptr;
    QStringList requested;
    QStringList errors;
};

/// Names of widgets below `root` that the keyboard reaches and that lack an object name or an accessible
/// name.
inline QStringList widgetsWithoutNames(const QWidget& root)
{
    QStringList found;
    const QList<QWidget*> widgets = root.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        const QString type = QString::fromLatin1(widget->metaObject()->className());
        const bool isPart = widget->objectName().startsWith(QStringLiteral("qt_")) ||
                            qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr ||
                            type.contains(QStringLiteral("Viewport")) ||
                            type == QStringLiteral("QScrollArea") ||
                            type.startsWith(QStringLiteral("QHeaderView"));
        const bool isLabel = qobject_cast<const QLabel*>(widget) != nullptr; // its text is its name
        if (widget->focusPolicy() == Qt::NoFocus || isPart || isLabel || !widget->isVisibleTo(&root)) {
            continue;
        }
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool hasName =
            !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        if (widget->objectName().isEmpty() || !hasName) {
            found << type + u' ' + widget->objectName();
        }
    }
    return found;
}

} // namespace plumbline
