#pragma once

#include "core/analysis/liveanalysis.h"
#include "core/jobs/jobrunner.h"
#include "core/settings/settings.h"
#include "tests/core/analysis/labelfixture.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/appcontext.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/keyrouter.h"
#include "ui/shell/page.h"
#include "ui/shell/translations.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

namespace plumbline {

/// A page of Inspect in a real window, with real keys, over a real project whose labels are kept up. The
/// window stands in for the main window.
class InspectHost
{
public:
    InspectHost()
    {
        installTranslations(*qApp); // "1 vote", not "1 vote(s)"
        theme.setMotionReduced(true);
        theme.apply(*qApp);
        settings = Settings::openTemporary();
        jobs = std::make_unique<JobRunner>(*fixture.store);
        live = std::make_unique<LiveAnalysis>(*fixture.store);
        live->setPollInterval(20);
        context = std::make_unique<AppContext>(AppContext{theme, actions, *settings, dialogs, fixture.clock});
        context->store = fixture.store.get();
        context->jobs = jobs.get();
        context->analysis = live.get();
        window.resize(1232, 824);
        new QVBoxLayout(&window);
        window.layout()->setContentsMargins(0, 0, 0, 0);
    }
    ~InspectHost()
    {
        delete page;
        live.reset();
        jobs.reset();
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
        QObject::connect(page, &Page::messageRequested, &window,
                         [this](MessageKind, const QString& text) { messages << text; });
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
    void type(const QString& text) { QTest::keyClicks(window.focusWidget(), text); }

    template <typename Widget> Widget* find(const QString& name) { return window.findChild<Widget*>(name); }

    LabelFixture fixture;
    Theme theme;
    ActionCollection actions;
    std::unique_ptr<Settings> settings;
    ScriptedDialogs dialogs;
    std::unique_ptr<JobRunner> jobs;
    std::unique_ptr<LiveAnalysis> live;
    std::unique_ptr<AppContext> context;
    QWidget window;
    Page* page = nullptr;
    QStringList requested;
    QStringList errors;
    QStringList messages;
};

} // namespace plumbline
