// The real workbench, driven by real key events as a hasty annotator would press them, until it is killed:
//   workbenchdriver PROJECT NAME SETTINGS SEED
// It tells on standard output, line by line:
//   ready                        an item is on the screen
//   tick MS                      the time, as often as the program comes to it
//   content MS ITEM HASH JSON    what the answer on the screen is from now on
//   none MS                      no item is on the screen from now on: the queue is done
//   moving                       a submit, skip, undo or redo has been asked for
//   moved                        and its outcome is on the screen
//   label UID HASH               an answer that the window has acknowledged as durable

#include "app/application.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/store/annotationrepository.h"
#include "tests/torture/torture.h"
#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/screens/annotate/annotatescreen.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"

#include <QApplication>
#include <QKeyEvent>
#include <QTimer>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kKeyEveryMs = 12;
constexpr QByteArrayView kNone = "none";

QByteArray hashOf(const AnnotationContent& content)
{
    return contentHash({canonicalJson(content.toJson())}).toHex();
}

struct Key
{
    Qt::Key key;
    Qt::KeyboardModifiers modifiers;
    QString text;
    int weight;
};

/// What a hasty person presses, and how often.
const QList<Key>& keys()
{
    static const QList<Key> list{{Qt::Key_1, {}, u"1"_s, 12},
                                 {Qt::Key_2, {}, u"2"_s, 12},
                                 {Qt::Key_3, {}, u"3"_s, 5},
                                 {Qt::Key_4, {}, u"4"_s, 2},
                                 {Qt::Key_Q, {}, u"q"_s, 4},
                                 {Qt::Key_W, {}, u"w"_s, 4},
                                 {Qt::Key_F, {}, u"f"_s, 2},
                                 {Qt::Key_C, {}, u"c"_s, 3},
                                 {Qt::Key_N, {}, u"n"_s, 1},
                                 {Qt::Key_E, {}, u"e"_s, 2},
                                 {Qt::Key_S, {}, u"s"_s, 1},
                                 {Qt::Key_Escape, {}, {}, 6},
                                 {Qt::Key_Return, {}, u"\r"_s, 8},
                                 {Qt::Key_Return, Qt::ControlModifier, u"\r"_s, 5},
                                 {Qt::Key_Z, Qt::ControlModifier, {}, 7},
                                 {Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier, {}, 3}};
    return list;
}

class Driver : public QObject
{
public:
    Driver(Application& application, quint64 seed)
        : m_application(application)
        , m_random(seed)
    {
        connect(&application.workspace(), &Workspace::opened, this, &Driver::begin, Qt::QueuedConnection);
        connect(&m_timer, &QTimer::timeout, this, &Driver::press);
        for (const Key& key : keys()) {
            m_weights += key.weight;
        }
    }

private:
    void begin()
    {
        m_application.window().showPage(u"annotate"_s);
        auto* screen = m_application.window().findChild<AnnotateScreen*>();
        if (screen == nullptr || screen->controller() == nullptr) {
            qCritical("the annotator's page did not come");
            QCoreApplication::exit(2);
            return;
        }
        m_controller = screen->controller();
        connect(m_controller, &AnnotateController::answered, this, &Driver::tellLabel);
        connect(m_controller, &AnnotateController::itemOpened, this, &Driver::tellContent);
        connect(m_controller, &AnnotateController::contentRestored, this, &Driver::tellContent);
        connect(m_controller, &AnnotateController::movingChanged, this, [this](bool isMoving) {
            // The outcome is on the screen when its item is, which comes a moment later.
            m_hasMoved = !isMoving;
            if (isMoving) {
                torture::tell("moving");
            }
        });
        connect(m_controller, &AnnotateController::failed, this,
                [](const QString& text, const QString& details) {
                    qCritical("%s | %s", qPrintable(text), qPrintable(details));
                    QCoreApplication::exit(3);
                });
        m_timer.start(kKeyEveryMs);
    }

    void press()
    {
        torture::tell("tick " + now());
        tellContent();
        if (!m_isReady && m_controller->item()) {
            m_isReady = true;
            torture::tell("ready");
        }
        const Key key = nextKey();
        QWidget* front = QApplication::activePopupWidget();
        QWidget* focus = front != nullptr ? front->focusWidget() : QApplication::focusWidget();
        QWidget* target = focus != nullptr ? focus : (front != nullptr ? front : &m_application.window());
        QKeyEvent down(QEvent::KeyPress, key.key, key.modifiers, key.text);
        QCoreApplication::sendEvent(target, &down);
        QKeyEvent up(QEvent::KeyRelease, key.key, key.modifiers, key.text);
        QCoreApplication::sendEvent(target, &up);
        tellContent();
    }

    /// Hasty keys, and now and then a critique written letter by letter.
    Key nextKey()
    {
        constexpr std::uint64_t kWritesOneIn = 40;
        constexpr int kLongest = 90;
        if (m_lettersLeft == 0 && m_random.below(kWritesOneIn) == 0) {
            m_lettersLeft = 10 + static_cast<int>(m_random.below(kLongest));
            m_keysToField = 2;
        }
        if (m_keysToField > 0) {
            --m_keysToField;
            return m_keysToField == 1 ? Key{Qt::Key_Escape, {}, {}, 0} : Key{Qt::Key_C, {}, u"c"_s, 0};
        }
        if (m_lettersLeft > 0) {
            constexpr std::uint64_t kLetters = 26;
            const auto letter = static_cast<int>(m_random.below(kLetters));
            if (--m_lettersLeft == 0) {
                return {Qt::Key_Escape, {}, {}, 0};
            }
            return {static_cast<Qt::Key>(Qt::Key_A + letter), {}, QString(QChar(u'a' + letter)), 0};
        }
        auto place = static_cast<int>(m_random.below(static_cast<quint64>(m_weights)));
        qsizetype index = 0;
        while (place >= keys()[index].weight) {
            place -= keys()[index].weight;
            ++index;
        }
        return keys()[index];
    }

    void tellContent()
    {
        tellAnswer();
        if (m_hasMoved) {
            m_hasMoved = false;
            torture::tell("moved");
        }
    }

    void tellAnswer()
    {
        if (!m_controller->item()) {
            if (m_told != kNone && m_isReady) {
                m_told = kNone.toByteArray();
                torture::tell(m_told + ' ' + now());
            }
            return;
        }
        const QByteArray line =
            m_controller->item()->view.item.uid.toUtf8() + ' ' + hashOf(m_controller->content());
        if (line != m_told) {
            m_told = line;
            torture::tell("content " + now() + ' ' + line + ' ' +
                          canonicalJson(m_controller->content().toJson()));
        }
    }

    void tellLabel()
    {
        Store& store = *m_application.workspace().store();
        const AnnotatorId me = m_application.workspace().annotator().id;
        const auto rows =
            store.read([&](Session& session) { return AnnotationRepository(session).byAnnotator(me, 0, 1); });
        if (rows && !rows->isEmpty()) {
            const Annotation& row = rows->constFirst();
            torture::tell("label " + row.uid.toUtf8() + ' ' + hashOf(row.content));
        }
    }

    static QByteArray now() { return QByteArray::number(QDateTime::currentMSecsSinceEpoch()); }

    Application& m_application;
    Random m_random;
    QTimer m_timer;
    AnnotateController* m_controller = nullptr;
    int m_weights = 0;
    int m_lettersLeft = 0;
    int m_keysToField = 0;
    bool m_isReady = false;
    bool m_hasMoved = false; ///< not told yet
    QByteArray m_told;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication qtApplication(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 5) {
        return 1;
    }
    StartOptions options;
    options.project = arguments[1];
    options.annotator = arguments[2];
    options.settingsFile = arguments[3];
    const SystemClock clock;
    ScriptedDialogs dialogs;
    Application application(qtApplication, options, clock, dialogs);
    const Driver driver(application, arguments[4].toULongLong());
    application.start();
    return QApplication::exec();
}
