// The real workbench is killed while a hasty annotator types: no acknowledged answer is lost, a draft is at
// most half a second old, and everything can still be undone. See workbenchdriver.cpp for who types.

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/store/annotationrepository.h"
#include "tests/core/store/storefixture.h"
#include "tests/torture/torture.h"

#include <QCoreApplication>
#include <QHash>
#include <QTest>

#include <cstdio>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kItems = 60;
constexpr qint64 kOldestDraftMs = 500; // design: what a kill may cost of a draft
constexpr qsizetype kShown = 60;       // states told of when one is missing
constexpr qint64 kNormalTickMs = 40;   // longer between two ticks, and the machine was busy elsewhere

QByteArray hashOf(const AnnotationContent& content)
{
    return contentHash({canonicalJson(content.toJson())}).toHex();
}

struct Content
{
    qint64 fromMs = 0;
    QByteArray item;
    QByteArray hash;
    QByteArray json;
};

/// What the workbench told until it was killed.
struct Told
{
    QList<Content> contents;
    QHash<QByteArray, QByteArray> labels; ///< uid → hash
    bool hasItem = false;                 ///< one was on the screen at the end
    bool isMoving = false;                ///< a submit, skip, undo or redo was under way
    qint64 stalledMs = 0; ///< longest time in which the program did not run, of the last second
};

Told readTold(const QByteArray& output, qint64 killedAtMs)
{
    Told told;
    QList<QByteArray> lines = output.split('\n');
    lines.removeLast(); // empty, or cut off by the kill
    qint64 lastTick = 0;
    const auto tick = [&](qint64 at) {
        constexpr qint64 kLookBackMs = 1'500;
        if (lastTick > 0 && at > killedAtMs - kLookBackMs && at - lastTick > kNormalTickMs) {
            told.stalledMs = std::max(told.stalledMs, at - lastTick - kNormalTickMs);
        }
        lastTick = at;
    };
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.split(' ');
        if (words[0] == "tick") {
            tick(words[1].toLongLong());
        } else if (words[0] == "content") {
            told.contents.append({words[1].toLongLong(), words[2], words[3], words.mid(4).join(' ')});
            told.hasItem = true;
        } else if (words[0] == "none") {
            told.hasItem = false;
        } else if (words[0] == "moving" || words[0] == "moved") {
            told.isMoving = words[0] == "moving";
        } else if (words[0] == "label") {
            told.labels.insert(words[1], words[2]);
        }
    }
    tick(killedAtMs);
    return told;
}

/// How long `content` of an item had been replaced on the screen when the kill came; nothing when it was
/// never there.
std::optional<qint64> ageOf(const Told& told, const QByteArray& item, const AnnotationContent& content,
                            qint64 killedAtMs)
{
    const QByteArray hash = hashOf(content);
    qint64 replacedAt = killedAtMs;
    for (auto state = told.contents.crbegin(); state != told.contents.crend(); ++state) {
        if (state->item == item && state->hash == hash) {
            return killedAtMs - replacedAt;
        }
        replacedAt = state->fromMs;
    }
    return std::nullopt;
}

/// The item as the store would open it.
Result<OpenItem> openedAgain(Store& store, AnnotatorId me, const QByteArray& item)
{
    return store.write([&](Session& session) -> Result<OpenItem> {
        PLUMBLINE_ASSIGN(const std::optional<ItemId> id,
                         ItemRepository(session).findByUid(QString::fromUtf8(item)));
        return Labelling(session, me).open(id.value_or(ItemId{}));
    });
}

/// A step that was stored, but not shown any more: taking one step back (or forward again) must lead to what
/// was on the screen. Leaves the project as it was.
Result<std::optional<qint64>> ageOneStepAway(Store& store, AnnotatorId me, const Told& told,
                                             qint64 killedAtMs)
{
    const QByteArray item = told.contents.constLast().item;
    const auto step = [&](bool isUndo) {
        return store.write([&](Session& session) {
            Labelling labelling(session, me);
            return isUndo ? labelling.undo() : labelling.redo({});
        });
    };
    for (const bool isUndo : {true, false}) {
        PLUMBLINE_ASSIGN(const StepResult there, step(isUndo));
        if (!there.didSomething) {
            continue;
        }
        PLUMBLINE_ASSIGN(const OpenItem opened, openedAgain(store, me, item));
        const std::optional<qint64> age = ageOf(told, item, opened.content, killedAtMs);
        PLUMBLINE_TRY(step(!isUndo));
        if (age) {
            return age;
        }
    }
    return std::optional<qint64>();
}

void report(const Told& told, const QByteArray& item, const OpenItem& opened, qint64 killedAtMs)
{
    std::fprintf(stderr, "Stored for %s: %s; %s, and %s\n", item.constData(),
                 canonicalJson(opened.content.toJson()).constData(),
                 told.hasItem ? "an item was on the screen" : "no item was on the screen",
                 told.isMoving ? "a step was under way" : "no step was under way");
    for (const Content& state : told.contents.last(std::min<qsizetype>(kShown, told.contents.size()))) {
        std::fprintf(stderr, "%lld ms before the kill: %s %s\n",
                     static_cast<long long>(killedAtMs - state.fromMs), state.item.constData(),
                     state.json.constData());
    }
}

/// How long the stored answer of the item on the screen had been replaced when the kill came; an error when
/// it was never on the screen, nor one step away from it while a step was under way.
Result<qint64> draftAge(Store& store, AnnotatorId me, const Told& told, qint64 killedAtMs)
{
    const QByteArray item = told.contents.constLast().item;
    PLUMBLINE_ASSIGN(const OpenItem opened, openedAgain(store, me, item));
    std::optional<qint64> age = ageOf(told, item, opened.content, killedAtMs);
    if (!age && told.isMoving) {
        PLUMBLINE_ASSIGN(age, ageOneStepAway(store, me, told, killedAtMs));
    }
    if (!age) {
        report(told, item, opened, killedAtMs);
        return makeError(ErrorCode::Unknown, u"The stored answer was never on the screen."_s);
    }
    return *age;
}

/// Lets the driver work on a project and kills it; gives what it told and when it was killed.
Result<QByteArray> workUntilKilled(const QStringList& arguments, int workMs, qint64& killedAtMs)
{
    constexpr int kPatienceMs = 30'000;
    QProcess victim;
    victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    victim.start(QCoreApplication::applicationDirPath() + u"/workbenchdriver"_s, arguments);
    QByteArray output;
    while (!output.contains("ready\n")) {
        if (!victim.waitForReadyRead(kPatienceMs)) {
            return makeError(ErrorCode::Unknown, u"No item came on the screen."_s);
        }
        output += victim.readAllStandardOutput();
    }
    QTest::qWait(workMs);
    if (victim.state() != QProcess::Running) {
        return makeError(ErrorCode::Unknown, u"The workbench ended by itself."_s);
    }
    killedAtMs = QDateTime::currentMSecsSinceEpoch();
    victim.kill();
    victim.waitForFinished();
    return output + victim.readAllStandardOutput();
}

/// Errors: Unknown when an acknowledged answer is not there as it was.
Result<void> checkLabels(Store& store, AnnotatorId me, const Told& told)
{
    PLUMBLINE_ASSIGN(const QList<Annotation> rows, store.read([&](Session& session) {
        return AnnotationRepository(session).byAnnotator(me, 0, 1'000'000);
    }));
    QHash<QByteArray, QByteArray> stored;
    for (const Annotation& row : rows) {
        stored.insert(row.uid.toUtf8(), hashOf(row.content));
    }
    for (auto label = told.labels.cbegin(); label != told.labels.cend(); ++label) {
        if (stored.value(label.key()) != label.value()) {
            return makeError(ErrorCode::Unknown, u"The answer %1 is not what was acknowledged."_s.arg(
                                                     QString::fromUtf8(label.key())));
        }
    }
    return {};
}

} // namespace

class TstKillWorkbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledWindowLosesNothing()
    {
        StoreFixture fixture;
        fixture.addItems(kItems);
        m_me = fixture.annotator(u"hasty"_s);
        const QString path = fixture.path();
        fixture.store.reset();
        Random random(5);
        const int kills = torture::times(6, 200);
        for (int kill = 0; kill < kills; ++kill) {
            qint64 killedAt = 0;
            const auto output = workUntilKilled({path, u"hasty"_s, fixture.folder.filePath(u"settings.ini"_s),
                                                 QString::number(random() >> 1U)},
                                                static_cast<int>(200 + random.below(1'000)), killedAt);
            QVERIFY2(output, output ? "" : qPrintable(output.error().toString()));
            const Told told = readTold(*output, killedAt);
            QVERIFY(!told.contents.isEmpty());
            m_contents += told.contents.size();
            m_labels += told.labels.size();
            check(path, told, killedAt, kill);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        qInfo("%d kills, %lld answers acknowledged, %lld states of an answer, oldest draft %lld ms, %d steps "
              "undone, %d kills with an empty queue",
              kills, static_cast<long long>(m_labels), static_cast<long long>(m_contents),
              static_cast<long long>(m_oldestMs), m_undone, m_atTheEnd);
        QVERIFY(m_labels > kills); // it was killed at work
        QVERIFY(m_undone > kills);
        QVERIFY(m_atTheEnd < kills / 4 + 1);
    }

private:
    /// The project after a kill.
    void check(const QString& path, const Told& told, qint64 killedAt, int kill)
    {
        const SystemClock clock;
        const auto opened = Store::open(path, clock);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().toString()));
        Store& store = **opened;
        QCOMPARE(torture::unsound(store), QString());
        const auto labels = checkLabels(store, m_me, told);
        QVERIFY2(labels, labels ? "" : qPrintable(labels.error().toString()));
        if (told.hasItem) {
            checkDraft(store, told, killedAt, kill);
        } else {
            ++m_atTheEnd;
        }
        if (QTest::currentTestFailed()) {
            return;
        }
        const auto all = torture::undoAll(store, m_me, kill % 3 == 1);
        QVERIFY2(all, all ? "" : qPrintable(all.error().toString()));
        m_undone += *all;
    }

    void checkDraft(Store& store, const Told& told, qint64 killedAt, int kill)
    {
        const auto age = draftAge(store, m_me, told, killedAt);
        QVERIFY2(age, age ? "" : qPrintable(age.error().toString()));
        m_oldestMs = std::max(m_oldestMs, *age);
        QVERIFY2(*age <= kOldestDraftMs + told.stalledMs,
                 qPrintable(u"kill %1: the draft is %2 ms old; the program stood still for %3 ms"_s.arg(kill)
                                .arg(*age)
                                .arg(told.stalledMs)));
    }

    AnnotatorId m_me;
    int m_atTheEnd = 0; ///< kills with the queue done, so that there was no draft
    qsizetype m_labels = 0;
    qsizetype m_contents = 0;
    qint64 m_oldestMs = 0;
    int m_undone = 0;
};

QTEST_GUILESS_MAIN(TstKillWorkbench)

#include "tst_killworkbench.moc"
