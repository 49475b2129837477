#include "tests/support/annotatehost.h"

#include <QAction>
#include <QApplication>
#include <QTest>
#include <QVBoxLayout>

#include "ui/shell/keyrouter.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWaitMs = 10'000;

} // namespace

AnnotateHost::AnnotateHost(Store& store, const Annotator& annotator, const Clock& clock, const QSize& size)
    : m_settings(Settings::openTemporary())
{
    m_theme.setMotionReduced(true);
    m_theme.apply(*qApp);
    m_context = std::make_unique<AppContext>(AppContext{.theme = m_theme,
                                                        .actions = m_actions,
                                                        .settings = *m_settings,
                                                        .dialogs = m_dialogs,
                                                        .clock = clock,
                                                        .store = &store,
                                                        .jobs = nullptr,
                                                        .annotator = annotator});
    m_screen = new AnnotateScreen(*m_context, &m_window);
    auto* layout = new QVBoxLayout(&m_window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_screen->headerWidget());
    layout->addWidget(m_screen, 1);
    layout->addWidget(m_screen->statusWidget());
    m_screen->headerWidget()->show();
    m_screen->statusWidget()->show();
    m_window.resize(size);
    new KeyRouter(m_actions, &m_window, [this] { return m_screen->actionContexts(); });
    QObject::connect(m_screen, &Page::announcementRequested, &m_window,
                     [this](const QString& text) { m_announced.append(text); });
    QObject::connect(m_screen, &Page::savedStateChanged, &m_window,
                     [this](const QString& text, bool) { m_savedText = text; });
}

AnnotateHost::~AnnotateHost()
{
    delete m_screen;
}

void AnnotateHost::start()
{
    m_window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_window));
    m_window.activateWindow();
    m_screen->activate();
    settle();
}

void AnnotateHost::settle()
{
    QVERIFY(QTest::qWaitFor(
        [this] {
            QCoreApplication::processEvents();
            return !controller().isMoving() && controller().saveState() == SaveState::Durable;
        },
        kWaitMs));
}

void AnnotateHost::press(Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& text)
{
    QWidget* focus = m_window.focusWidget();
    QWidget* target = focus != nullptr ? focus : &m_window;
    QKeyEvent down(QEvent::KeyPress, key, modifiers, text);
    QCoreApplication::sendEvent(target, &down);
    QKeyEvent up(QEvent::KeyRelease, key, modifiers, text);
    QCoreApplication::sendEvent(target, &up);
}

void AnnotateHost::type(const QString& keys)
{
    for (const QChar key : keys) {
        if (key == u'\n') {
            press(Qt::Key_Return, {}, u"\r"_s);
        } else {
            press(static_cast<Qt::Key>(key.toUpper().unicode()), {}, QString(key));
        }
    }
}

} // namespace plumbline
