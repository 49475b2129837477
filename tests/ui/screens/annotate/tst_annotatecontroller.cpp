#include "core/store/draftrepository.h"
#include "tests/support/manualclock.h"
#include "tests/support/projectbuilder.h"
#include "tests/support/timelimit.h"
#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/screens/annotate/marginlogic.h"

#include <QSignalSpy>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

AnnotationContent answered(int margin)
{
    AnnotationContent content;
    content.preferences = {preferenceOf(u"overall"_s, SideChoice{margin, false}, 0)};
    return content;
}

} // namespace

/// One person at one project, driven as the screen drives it.
class TstAnnotateController : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestClock> m_clock;
    std::unique_ptr<ProjectBuilder> m_project;
    std::unique_ptr<AnnotateController> m_controller;
    QList<ItemId> m_items;
    Annotator m_me;

    void settle()
    {
        QTRY_VERIFY(!m_controller->isMoving());
        QTRY_COMPARE(m_controller->saveState(), SaveState::Durable);
    }
    void openNext()
    {
        m_controller->openNext();
        QTRY_VERIFY(!m_controller->isMoving());
    }
    void change(const AnnotationContent& after, const QString& field = {})
    {
        m_controller->edit(m_controller->content(), after, field);
    }
    void submit(int margin)
    {
        change(answered(margin));
        QVERIFY(m_controller->submit());
        QTRY_VERIFY(!m_controller->isMoving());
    }
    void restart()
    {
        m_controller.reset();
        m_project->reopen();
        m_controller = std::make_unique<AnnotateController>(m_project->store(), m_me.id);
    }
    std::optional<Draft> storedDraft(ItemId item)
    {
        const auto found = m_project->store().read(
            [&](Session& session) { return DraftRepository(session).find(item, m_me.id); });
        return found ? found.value() : std::nullopt;
    }

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<TestClock>();
        m_project = std::make_unique<ProjectBuilder>(*m_clock);
        m_items = m_project->addPairs(5);
        m_me = m_project->annotator(u"expert_17"_s);
        m_controller = std::make_unique<AnnotateController>(m_project->store(), m_me.id);
    }
    void cleanup()
    {
        m_controller.reset();
        m_project.reset();
    }

    void opensItemsInOrderAndEnds()
    {
        QSignalSpy ended(m_controller.get(), &AnnotateController::queueEnded);
        openNext();
        for (int index = 0; index < 5; ++index) {
            QVERIFY(m_controller->item());
            QCOMPARE(m_controller->item()->view.item.id, m_items.at(index));
            submit(1);
        }
        QVERIFY(!m_controller->item());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(ended.first().first().value<QueueEnd>(), QueueEnd::AllJudged);
        QTRY_COMPARE(m_controller->overview().progress.done, 5);
    }

    void emptyProjectSaysNothingYet()
    {
        ProjectBuilder empty(*m_clock);
        const Annotator me = empty.annotator(u"expert_17"_s);
        AnnotateController controller(empty.store(), me.id);
        QSignalSpy ended(&controller, &AnnotateController::queueEnded);
        controller.openNext();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(ended.first().first().value<QueueEnd>(), QueueEnd::NothingYet);
    }

    void submittedIsStoredBeforeTheNextItemShows()
    {
        openNext();
        const ItemId first = m_controller->item()->view.item.id;
        bool wasStored = false;
        connect(m_controller.get(), &AnnotateController::itemOpened, this,
                [&] { wasStored = m_project->label(first, m_me.id).has_value(); });
        submit(-2);
        QVERIFY(wasStored);
        const std::optional<Annotation> label = m_project->label(first, m_me.id);
        QCOMPARE(label->content.preferences.first().margin, -2);
        QCOMPARE(label->shownOrder.size(), 2);
        QCOMPARE(label->provenance.value("via"_L1).toString(), u"workbench"_s);
    }

    void incompleteAnswerIsNotSubmitted()
    {
        openNext();
        QVERIFY(m_controller->gap());
        QVERIFY(!m_controller->submit());
        QVERIFY(!m_controller->isMoving());
        change(answered(0));
        QVERIFY(!m_controller->gap());
    }

    void draftIsSavedWithinHalfASecondOfTyping()
    {
        openNext();
        const ItemId item = m_controller->item()->view.item.id;
        QElapsedTimer sinceKey;
        sinceKey.start();
        AnnotationContent content = answered(1);
        content.critique = u"typing"_s;
        change(content, u"critique"_s);
        QVERIFY(!storedDraft(item));
        QTRY_VERIFY_WITH_TIMEOUT(storedDraft(item).has_value(), 5000);
        QVERIFY2(sinceKey.elapsed() <= timeLimit(500), qPrintable(QString::number(sinceKey.elapsed())));
        QCOMPARE(storedDraft(item)->content.critique, u"typing"_s);
    }

    void draftIsSavedWhileTypingGoesOn()
    {
        openNext();
        const ItemId item = m_controller->item()->view.item.id;
        QString typed;
        for (int key = 0; key < 12; ++key) {
            typed += u'x';
            AnnotationContent content;
            content.critique = typed;
            m_clock->advanceMs(100);
            change(content, u"critique"_s);
            QTest::qWait(100);
        }
        const std::optional<Draft> draft = storedDraft(item);
        QVERIFY2(draft, "1.2 s of typing without a pause, and no draft");
        QVERIFY(draft->content.critique.size() >= 7);
    }

    void draftComesBackAfterARestart()
    {
        openNext();
        const ItemId item = m_controller->item()->view.item.id;
        AnnotationContent content = answered(-1);
        content.comment = u"half done"_s;
        change(content);
        settle();
        restart();
        openNext();
        QCOMPARE(m_controller->item()->view.item.id, item);
        QCOMPARE(m_controller->content(), content);
        QVERIFY(m_controller->draftSavedAt());
    }

    void closingSavesTheDraftAtOnce()
    {
        openNext();
        const ItemId item = m_controller->item()->view.item.id;
        change(answered(2));
        QVERIFY(m_controller->flushAndWait());
        QCOMPARE(storedDraft(item)->content, answered(2));
    }

    void undoGoesBackThroughEveryStepOverItemsAndRestarts()
    {
        openNext();
        change(answered(1));
        change(answered(2));
        QVERIFY(m_controller->submit());
        QTRY_VERIFY(!m_controller->isMoving());
        m_controller->skip(u"broken_text"_s);
        QTRY_VERIFY(!m_controller->isMoving());
        change(answered(-1));
        settle();
        restart();
        openNext();
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(2));

        const auto undo = [this] {
            m_controller->undo();
            QTRY_VERIFY(!m_controller->isMoving());
        };
        undo(); // the edit of item 2
        QCOMPARE(m_controller->content(), AnnotationContent());
        undo(); // the skip
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(1));
        undo(); // the submit
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(0));
        QCOMPARE(m_controller->content(), answered(2));
        QVERIFY(!m_project->label(m_items.at(0), m_me.id));
        undo();
        QCOMPARE(m_controller->content(), answered(1));
        undo();
        QCOMPARE(m_controller->content(), AnnotationContent());
        QSignalSpy hinted(m_controller.get(), &AnnotateController::hinted);
        undo();
        QCOMPARE(hinted.count(), 1);

        for (int step = 0; step < 5; ++step) {
            m_controller->redo();
            QTRY_VERIFY(!m_controller->isMoving());
        }
        QCOMPARE(m_project->label(m_items.at(0), m_me.id)->content, answered(2));
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(2));
        QCOMPARE(m_controller->content(), answered(-1));
    }

    void typingInOneFieldIsOneStep()
    {
        openNext();
        for (const QString& text : {u"a"_s, u"ab"_s, u"abc"_s}) {
            AnnotationContent content = m_controller->content();
            content.critique = text;
            change(content, u"critique"_s);
            m_clock->advanceMs(200);
        }
        m_clock->advanceMs(AnnotateController::kMergeWithinMs + 1);
        AnnotationContent content = m_controller->content();
        content.critique = u"abc d"_s;
        change(content, u"critique"_s);
        m_controller->undo();
        QTRY_VERIFY(!m_controller->isMoving());
        QCOMPARE(m_controller->content().critique, u"abc"_s);
        m_controller->undo();
        QTRY_VERIFY(!m_controller->isMoving());
        QCOMPARE(m_controller->content().critique, QString());
    }

    void reopenedItemSupersedes()
    {
        openNext();
        submit(1);
        m_controller->openItem(m_items.at(0));
        QTRY_VERIFY(!m_controller->isMoving());
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(0));
        QVERIFY(m_controller->item()->isSubmitted);
        QCOMPARE(m_controller->content(), answered(1));
        submit(-1);
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(1));
        const QList<Annotation> rows = m_project->history(m_items.at(0));
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(1).supersedes, rows.at(0).id);
        QCOMPARE(m_project->label(m_items.at(0), m_me.id)->content, answered(-1));
    }

    void skippedItemCanBeAnsweredAfterAll()
    {
        openNext();
        m_controller->skip(u"cannot_judge"_s);
        QTRY_VERIFY(!m_controller->isMoving());
        m_controller->openItem(m_items.at(0));
        QTRY_VERIFY(!m_controller->isMoving());
        submit(2);
        const std::optional<Annotation> label = m_project->label(m_items.at(0), m_me.id);
        QVERIFY(label);
        QVERIFY(label->content.skipReason.isEmpty());
    }

    void idleTimeDoesNotCount()
    {
        openNext();
        m_clock->advanceMs(30'000);
        m_controller->touch();
        m_clock->advanceMs(3'600'000); // lunch
        m_controller->touch();
        m_clock->advanceMs(10'000);
        QCOMPARE(m_controller->activeMs(), 30'000 + ActiveTimer::kIdleAfterMs + 10'000);
        m_controller->leave();
        m_clock->advanceMs(50'000);
        m_controller->comeBack();
        QCOMPARE(m_controller->activeMs(), 30'000 + ActiveTimer::kIdleAfterMs + 10'000);
        const ItemId item = m_controller->item()->view.item.id;
        submit(1);
        QCOMPARE(m_project->label(item, m_me.id)->activeMs, 30'000 + ActiveTimer::kIdleAfterMs + 10'000);
    }

    void overviewFollowsTheWork()
    {
        openNext();
        submit(1);
        m_controller->skip(u"broken_text"_s);
        QTRY_VERIFY(!m_controller->isMoving());
        QTRY_COMPARE(m_controller->overview().history.size(), 2);
        QCOMPARE(m_controller->overview().history.at(1).shortText, u"skip"_s);
        QCOMPARE(m_controller->overview().progress.done, 1);
        QVERIFY(m_controller->canUndo());
        QVERIFY(!m_controller->overview().canRedo);
    }

    void itemHeldBySomeoneElseIsRefusedInWords()
    {
        const Annotator other = m_project->annotator(u"expert_3"_s);
        AnnotateController theirs(m_project->store(), other.id);
        theirs.openNext();
        QTRY_VERIFY(theirs.item().has_value());
        openNext();
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(1));
        QSignalSpy noticed(m_controller.get(), &AnnotateController::noticed);
        m_controller->openItem(m_items.at(0));
        QTRY_COMPARE(noticed.count(), 1);
        QVERIFY(noticed.first().first().toString().startsWith(u"Someone else is judging this item until "_s));
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(1));
    }

    void lostItemIsToldAndTheNextOneOpens()
    {
        openNext();
        const Annotator other = m_project->annotator(u"expert_3"_s);
        AnnotateController theirs(m_project->store(), other.id);
        m_clock->advanceMs(qint64(AnnotateController::kLeaseSeconds + 60) * 1000);
        theirs.openNext(); // takes the item whose lease ran out
        QTRY_VERIFY(theirs.item().has_value());
        QCOMPARE(theirs.item()->view.item.id, m_items.at(0));
        QSignalSpy noticed(m_controller.get(), &AnnotateController::noticed);
        change(answered(1));
        QVERIFY(m_controller->submit());
        QTRY_COMPARE(noticed.count(), 1);
        QTRY_VERIFY(m_controller->item().has_value());
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(1));
        QVERIFY(!m_project->label(m_items.at(0), m_me.id));
    }

    void refusedWriteKeepsTheAnswerAndEnterTriesAgain()
    {
        openNext();
        AnnotationContent wrong = answered(1);
        wrong.reasons = {u"no_such_reason"_s}; // the store refuses it
        change(wrong);
        QSignalSpy failed(m_controller.get(), &AnnotateController::failed);
        QSignalSpy recovered(m_controller.get(), &AnnotateController::recovered);
        QVERIFY(m_controller->submit());
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(m_controller->saveState(), SaveState::Failed);
        QVERIFY(failed.first().first().toString().contains(u"still on the screen"_s));
        QCOMPARE(m_controller->item()->view.item.id, m_items.at(0));
        QCOMPARE(m_controller->content(), wrong);
        change(answered(1));
        QVERIFY(m_controller->submit());
        QTRY_COMPARE(recovered.count(), 1);
        QCOMPARE(m_project->label(m_items.at(0), m_me.id)->content, answered(1));
        QCOMPARE(m_project->history(m_items.at(0)).size(), 1);
    }

    void failureWordsNameTheCause_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("disk")
            << ErrorCode::DiskFull
            << u"The answer could not be saved: the disk is full. It is still on the screen. Free "
               u"some space and press Enter."_s;
        QTest::newRow("gone")
            << ErrorCode::FileVanished
            << u"The answer could not be saved: the project file has gone. It is still on the "
               u"screen. Put the file back and press Enter."_s;
    }
    void failureWordsNameTheCause()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QString, words);
        QCOMPARE(saveFailureText(makeError(code, u"driver words"_s)), words);
    }

    void editsDuringASubmitAreRefused()
    {
        openNext();
        change(answered(1));
        QVERIFY(m_controller->submit());
        QVERIFY(m_controller->isMoving());
        change(answered(-2)); // would belong to the item that is leaving
        QVERIFY(!m_controller->submit());
        QTRY_VERIFY(!m_controller->isMoving());
        QCOMPARE(m_project->label(m_items.at(0), m_me.id)->content, answered(1));
        QCOMPARE(m_controller->content(), AnnotationContent());
    }
};

QTEST_MAIN(TstAnnotateController)
#include "tst_annotatecontroller.moc"
