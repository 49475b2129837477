#include "core/store/assignmentrepository.h"
#include "core/store/schemarepository.h"
#include "tests/support/annotatehost.h"
#include "tests/support/manualclock.h"
#include "tests/support/projectbuilder.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/promptcard.h"
#include "ui/textviews/markdowntext.h"
#include "ui/textviews/responseview.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QTextBlock>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Counts what the windows are asked to lay out and draw.
class WorkCounter : public QObject
{
public:
    WorkCounter() { qApp->installEventFilter(this); }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool isWork = event->type() == QEvent::LayoutRequest || event->type() == QEvent::Paint;
        m_count += isWork && watched->isWidgetType() ? 1 : 0;
        return false;
    }
    int take() { return std::exchange(m_count, 0); }

private:
    int m_count = 0;
};

} // namespace

/// The item that is read and laid out ahead: shown when it is the next one, thrown away when it is not.
class TstComingItem : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestClock> m_clock;
    std::unique_ptr<ProjectBuilder> m_project;
    std::unique_ptr<AnnotateHost> m_host;
    QList<ItemId> m_items;
    Annotator m_me;

    AnnotateController& controller() { return m_host->controller(); }
    ItemId openItem() { return controller().item()->view.item.id; }
    ResponseView* view(const QString& letter)
    {
        return m_host->window().findChild<ResponseView*>(u"text"_s + letter);
    }
    PromptCard* prompt() { return m_host->window().findChild<PromptCard*>(); }
    /// What the open item's response says that stands at this place.
    QString textAt(int place)
    {
        const OpenItem& item = *controller().item();
        return item.view.responses.at(item.shownOrder.at(place)).text();
    }
    static QString textAt(const OpenItem& item, int place)
    {
        return item.view.responses.at(item.shownOrder.at(place)).text();
    }
    bool isReady()
    {
        const std::optional<OpenItem>& coming = controller().comingItem();
        return coming && view(u"A"_s)->isPrepared(textAt(*coming, 0)) &&
               view(u"B"_s)->isPrepared(textAt(*coming, 1)) && prompt()->isPrepared(coming->view.prompt);
    }
    void submit()
    {
        m_host->type(u"2\n"_s);
        m_host->settle();
    }
    /// What stands on the screen is the open item, in the type of the theme.
    void checkShown()
    {
        for (int place = 0; place < 2; ++place) {
            ResponseView* shown = view(place == 0 ? u"A"_s : u"B"_s);
            QCOMPARE(shown->text(), textAt(place));
            const auto* markdown = qobject_cast<MarkdownText*>(shown->area());
            QCOMPARE(markdown != nullptr, shown->mode() == ResponseView::Mode::Markdown);
            if (markdown != nullptr) {
                QVERIFY(markdown->isVisible());
                QCOMPARE(markdown->markdownText(), textAt(place));
                QVERIFY(markdown->toPlainText().startsWith(textAt(place).left(20)));
                QCOMPARE(markdown->document()->begin().begin().fragment().charFormat().font().pixelSize(),
                         m_host->theme().responseFont().pixelSize());
                QCOMPARE(markdown->palette().color(QPalette::Text), m_host->theme().color(Color::Text));
            }
        }
        QStringList said;
        for (const QLabel* label : prompt()->findChildren<QLabel*>(u"promptMessage"_s)) {
            if (label->isVisible()) {
                said.append(label->text());
            }
        }
        QCOMPARE(said.size(), 2);
        QCOMPARE(said.first(), controller().item()->view.prompt.messages.first().content);
    }

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<TestClock>();
        m_project = std::make_unique<ProjectBuilder>(*m_clock);
        m_items = m_project->addPairs(5);
        m_me = m_project->annotator(u"expert_17"_s);
        m_host = std::make_unique<AnnotateHost>(m_project->store(), m_me, *m_clock);
        m_host->start();
    }
    void cleanup()
    {
        m_host.reset();
        m_project.reset();
    }

    void isKnownAndClaimedByNobody()
    {
        QTRY_VERIFY(controller().comingItem());
        QCOMPARE(controller().comingItem()->view.item.id, m_items.at(1));
        const auto held = m_project->store().read(
            [&](Session& session) { return AssignmentRepository(session).held(m_me.id, {}); });
        QCOMPARE(held->size(), 1);
        QCOMPARE(held->constFirst().itemId, m_items.at(0));
    }

    void isShownWhenItIsNext()
    {
        QTRY_VERIFY(isReady());
        for (int index = 1; index < 4; ++index) {
            const QAbstractScrollArea* before = view(u"A"_s)->area();
            submit();
            QCOMPARE(openItem(), m_items.at(index));
            QVERIFY(view(u"A"_s)->area() != before); // the views were exchanged
            checkShown();
            QTRY_VERIFY(isReady());
        }
    }

    void isShownAfterASkipToo()
    {
        QTRY_VERIFY(isReady());
        controller().skip(u"broken_text"_s);
        m_host->settle();
        QCOMPARE(openItem(), m_items.at(1));
        checkShown();
    }

    void isForgottenWhenNothingComes()
    {
        for (int index = 0; index < 4; ++index) {
            submit();
        }
        QCOMPARE(openItem(), m_items.at(4));
        QTest::qWait(3 * AnnotateController::kAheadDelayMs);
        QVERIFY(!controller().comingItem());
    }

    void isThrownAwayWhenSomeoneElseTakesIt()
    {
        QTRY_VERIFY(isReady());
        const Annotator other = m_project->annotator(u"expert_3"_s);
        AnnotateController theirs(m_project->store(), other.id);
        theirs.openNext();
        QTRY_VERIFY(theirs.item().has_value());
        QCOMPARE(theirs.item()->view.item.id, m_items.at(1)); // reading ahead does not keep it from them
        submit();
        QCOMPARE(openItem(), m_items.at(2));
        checkShown();
    }

    void isThrownAwayByUndo()
    {
        submit();
        QTRY_VERIFY(isReady());
        controller().undo();
        m_host->settle();
        QTRY_COMPARE(openItem(), m_items.at(0));
        controller().undo(); // the choice, too
        m_host->settle();
        checkShown();
        QTRY_VERIFY(isReady());
        QCOMPARE(controller().comingItem()->view.item.id, m_items.at(1));
    }

    void isReadAgainUnderAnotherSchema()
    {
        QTRY_VERIFY(isReady());
        SchemaDefinition changed = SchemaDefinition::builtIn(ItemKind::Pairwise);
        changed.guidelines = u"Quite other guidelines"_s;
        const auto saved = m_project->store().write([&](Session& session) -> Result<void> {
            PLUMBLINE_ASSIGN(const SchemaVersion version, SchemaRepository(session).save(changed));
            return session.db.exec(u"UPDATE item SET schema_version_id = ? WHERE id = ?"_s,
                                   {version.id.value, m_items.at(1).value});
        });
        QVERIFY(saved);
        submit();
        QCOMPARE(openItem(), m_items.at(1));
        QCOMPARE(controller().item()->view.schema.definition.guidelines, changed.guidelines);
        checkShown();
    }

    void fitsWhatChanged_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"text size", "theme", "markdown", "window", "interface text"}) {
            QTest::newRow(what) << QString::fromLatin1(what);
        }
    }
    void fitsWhatChanged()
    {
        QFETCH(QString, what);
        QTRY_VERIFY(isReady());
        if (what == u"text size"_s) {
            m_host->theme().stepResponseSize(1);
        } else if (what == u"theme"_s) {
            m_host->theme().setKind(ThemeKind::Dark);
        } else if (what == u"markdown"_s) {
            m_host->actions().action(u"annotate.markdown"_s)->trigger();
        } else if (what == u"window"_s) {
            m_host->window().resize(1300, 824);
        } else {
            m_host->theme().setTextStep(3);
        }
        submit();
        QCOMPARE(openItem(), m_items.at(1));
        checkShown();
        if (what != u"markdown"_s) {
            QTRY_VERIFY(isReady()); // and what comes then is prepared for what is now
        }
        submit();
        checkShown();
    }

    void anotherKindIsTakenInWhileItIsHidden()
    {
        const QList<ItemId> ratings = m_project->addRatings(2, 1);
        for (int index = 0; index < 5; ++index) {
            submit();
        }
        QCOMPARE(openItem(), ratings.at(0));
        AnswerPanel* rating = m_host->screen().panel();
        controller().openItem(m_items.at(0)); // the rating stays held, and comes after it
        m_host->settle();
        QVERIFY(m_host->screen().panel() != rating);
        QTRY_VERIFY(controller().comingItem() && rating->isAhead(*controller().comingItem()));
        QVERIFY(!rating->isVisible());
        QVERIFY(rating->unfoldingField()->isHidden());
        m_host->type(u"1\n"_s);
        m_host->settle();
        QCOMPARE(openItem(), ratings.at(0));
        QCOMPARE(m_host->screen().panel(), rating);
        QVERIFY(!rating->isAhead(*controller().item()));
        auto* reader = m_host->window().findChild<ResponseView*>(u"ratingResponse"_s);
        QVERIFY(reader->isVisible());
        QCOMPARE(reader->text(), controller().item()->view.responses.first().text());
        m_host->type(u"3"_s);
        QCOMPARE(controller().content().ratings.size(), 1);
    }

    void restsWhenNothingHappens()
    {
        QTRY_VERIFY(isReady());
        submit();
        QTRY_VERIFY(isReady());
        QTest::qWait(400); // the line of progress moves
        WorkCounter work;
        QTest::qWait(200);
        QCOMPARE(work.take(), 0);
    }
};

QTEST_MAIN(TstComingItem)
#include "tst_comingitem.moc"
