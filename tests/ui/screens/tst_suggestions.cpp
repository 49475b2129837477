#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/draftrepository.h"
#include "core/store/suggestions.h"
#include "tests/support/annotatehost.h"
#include "tests/support/manualclock.h"
#include "tests/support/projectbuilder.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/suggestionline.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QJsonArray>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// A person answers items that a judge has answered before.
class TstSuggestions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestClock> m_clock;
    std::unique_ptr<ProjectBuilder> m_project;
    std::unique_ptr<AnnotateHost> m_host;
    QList<ItemId> m_items;
    Annotator m_me;
    AnnotatorId m_judge;

    void build(bool showsFirst, int margin = 1)
    {
        SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
        schema.suggestionsFrom = u"referee"_s;
        schema.showsSuggestionFirst = showsFirst;
        m_items = m_project->addPairs(3, u"Pairs"_s, schema);
        const auto judge = m_project->store().write([](Session& session) {
            return AnnotatorRepository(session).findOrCreate(u"referee"_s, AnnotatorKind::Llm);
        });
        QVERIFY(judge);
        m_judge = judge->id;
        for (const ItemId item : m_items) {
            judges(item, margin);
        }
    }
    void judges(ItemId item, int margin, const QJsonObject& extra = {})
    {
        const auto done = m_project->store().write([&](Session& session) -> Result<Annotation> {
            PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(item));
            Annotation row;
            row.itemId = item;
            row.annotatorId = m_judge;
            row.schemaVersionId = view.schema.id;
            row.content.preferences = {{u"overall"_s, 0, 1, margin, false}};
            row.content.comment = u"not for people"_s;
            row.content.extra = extra;
            PLUMBLINE_ASSIGN(const std::optional<Annotation> before,
                             AnnotationRepository(session).newest(item, m_judge));
            if (before) {
                row.supersedes = before->id;
            }
            return AnnotationRepository(session).append(row);
        });
        QVERIFY(done);
    }
    void start()
    {
        m_host = std::make_unique<AnnotateHost>(m_project->store(), m_me, *m_clock, QSize(1280, 800));
        m_host->start();
    }
    SuggestionLine* line() { return m_host->window().findChild<SuggestionLine*>(); }
    const AnnotationContent& shown() { return m_host->screen().panel()->content(); }
    ItemId openItem() { return m_host->controller().item()->view.item.id; }
    int shownMargin() { return shown().preferences.isEmpty() ? 99 : shown().preferences.first().margin; }
    /// The key of the side on which a response stands.
    QString keyOf(ResponseIndex response)
    {
        return m_host->controller().item()->shownOrder.first() == response ? u"1"_s : u"2"_s;
    }
    QJsonObject provenanceOf(ItemId item)
    {
        const std::optional<Annotation> label = m_project->label(item, m_me.id);
        return label ? label->provenance : QJsonObject();
    }
    std::optional<Draft> draft(ItemId item)
    {
        const auto found = m_project->store().read(
            [&](Session& session) { return DraftRepository(session).find(item, m_me.id); });
        return found ? *found : std::nullopt;
    }
    void shoot(const QString& name)
    {
        const QString folder = qEnvironmentVariable("PLUMBLINE_SHOTS");
        if (!folder.isEmpty()) {
            QTest::qWait(50);
            m_host->window().grab().save(folder + u'/' + name + u".png"_s);
        }
    }

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<TestClock>();
        m_project = std::make_unique<ProjectBuilder>(*m_clock);
        m_me = m_project->annotator(u"expert_17"_s);
    }
    void cleanup()
    {
        m_host.reset();
        m_project.reset();
    }

    void withoutASwitchNothingIsSuggested()
    {
        m_items = m_project->addPairs(2);
        start();
        QVERIFY(line()->isHidden());
        QVERIFY(shown().isEmpty());
        QVERIFY(!m_host->actions().action(u"annotate.dropSuggestion"_s)->isEnabled());
    }

    void hiddenUntilSubmitted()
    {
        build(false, -2);
        start();
        QVERIFY(line()->isHidden());
        QVERIFY(shown().isEmpty());
        const ItemId first = openItem();
        m_host->type(keyOf(0) + u'\n');
        m_host->settle();
        // The next item is open; a quiet line compares what was said of the one before.
        QVERIFY(openItem() != first);
        QVERIFY(shown().isEmpty());
        QVERIFY(!line()->isHidden());
        QVERIFY2(line()->text().contains(u"referee"_s), qPrintable(line()->text()));
        shoot(u"suggestion-compared"_s);
        QVERIFY(!isSuggested(provenanceOf(first)));
        // Back at it, the judge's answer stands beside one's own; who changes theirs now has seen it.
        QTRY_VERIFY(!m_host->controller().overview().history.isEmpty()); // read after the move
        m_host->press(Qt::Key_Left, Qt::AltModifier);
        m_host->settle();
        QCOMPARE(openItem(), first);
        QVERIFY2(line()->text().contains(u"after your own answer"_s), qPrintable(line()->text()));
        QVERIFY(!line()->isPrefilled());
        m_host->type(keyOf(1) + u'\n');
        m_host->settle();
        QVERIFY(isSuggested(provenanceOf(first)));
        QCOMPARE(provenanceOf(first).value("suggestion"_L1).toObject().value("shown"_L1).toString(),
                 u"after"_s);
    }

    void takingAnAnswerBackDoesNotForgetWhatWasSeen()
    {
        build(false, 1);
        start();
        const ItemId first = openItem();
        m_host->type(keyOf(1) + u'\n');
        m_host->settle();
        m_host->press(Qt::Key_Z, Qt::ControlModifier);
        m_host->settle();
        QCOMPARE(openItem(), first);
        m_host->type(u"\n"_s);
        m_host->settle();
        QVERIFY(isSuggested(provenanceOf(first)));
    }

    void answerBeginsWithTheSuggestion()
    {
        build(true, 1);
        start();
        QVERIFY(!line()->isHidden());
        QVERIFY(line()->isPrefilled());
        QCOMPARE(line()->text(), u"Suggested by referee; change what is wrong"_s);
        QCOMPARE(shownMargin(), 1);
        QVERIFY(shown().comment.isEmpty());
        QVERIFY(m_host->announced().last().contains(u"Suggested by referee"_s));
        shoot(u"suggestion-first"_s);
        const ItemId first = openItem();
        QVERIFY(!m_project->label(first, m_me.id)); // nothing is accepted by looking at it
        QVERIFY(!draft(first));
        m_host->type(u"\n"_s);
        m_host->settle();
        const QJsonObject provenance = provenanceOf(first);
        QVERIFY(isSuggested(provenance));
        const QJsonObject noted = provenance.value("suggestion"_L1).toObject();
        QCOMPARE(noted.value("by"_L1).toString(), u"referee"_s);
        QCOMPARE(noted.value("unchanged"_L1), QJsonValue(true));
        QCOMPARE(noted.value("shown"_L1).toString(), u"first"_s);
        const std::optional<Annotation> label = m_project->label(first, m_me.id);
        QVERIFY(label->content.extra.isEmpty()); // the mark is no part of the label
        QCOMPARE(label->content.preferences.first().margin, 1);
    }

    void whatThePersonChangesIsRecorded()
    {
        build(true, 1);
        start();
        const ItemId first = openItem();
        m_host->type(keyOf(1));
        QVERIFY2(line()->text().contains(u"changed so far: 1"_s), qPrintable(line()->text()));
        QCOMPARE(shownMargin(), -1);
        m_host->type(u"\n"_s);
        m_host->settle();
        const QJsonObject noted = provenanceOf(first).value("suggestion"_L1).toObject();
        QCOMPARE(noted.value("changed"_L1).toArray(), QJsonArray{u"preferences.overall"_s});
        QCOMPARE(noted.value("unchanged"_L1), QJsonValue(false));
        const Result<AnnotationContent> said =
            AnnotationContent::fromJson(noted.value("content"_L1).toObject());
        QVERIFY(said);
        QCOMPARE(said->preferences.first().margin, 1);
    }

    void undoGoesAcrossASuggestion()
    {
        build(true, 1);
        start();
        const ItemId first = openItem();
        m_host->type(u"\n"_s); // as suggested
        m_host->settle();
        const ItemId second = openItem();
        m_host->type(keyOf(1));
        m_host->type(u"\n"_s);
        m_host->settle();
        m_host->press(Qt::Key_Z, Qt::ControlModifier); // the submit of the second
        m_host->settle();
        QCOMPARE(openItem(), second);
        QCOMPARE(shownMargin(), -1);
        QVERIFY(line()->isPrefilled());
        m_host->press(Qt::Key_Z, Qt::ControlModifier); // its change
        m_host->settle();
        QCOMPARE(shownMargin(), 1);
        QVERIFY(line()->isPrefilled());
        m_host->press(Qt::Key_Z, Qt::ControlModifier); // the submit of the first
        m_host->settle();
        QCOMPARE(openItem(), first);
        QCOMPARE(shownMargin(), 1);
        QVERIFY(line()->isPrefilled());
        m_host->press(Qt::Key_Y, Qt::ControlModifier); // and forth again
        m_host->settle();
        QVERIFY(isSuggested(provenanceOf(first)));
        QCOMPARE(openItem(), second);
    }

    void theSuggestionCanBeTakenAwayAndComesBackWithUndo()
    {
        build(true, 1);
        start();
        const ItemId first = openItem();
        QTest::mouseClick(m_host->window().findChild<KeyButton*>(u"dropSuggestion"_s), Qt::LeftButton);
        QVERIFY(shown().preferences.isEmpty());
        QVERIFY(line()->isPrefilled());
        m_host->press(Qt::Key_Z, Qt::ControlModifier);
        m_host->settle();
        QCOMPARE(shownMargin(), 1);
        m_host->press(Qt::Key_Backspace, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(shown().preferences.isEmpty());
        m_host->type(keyOf(1) + u'\n');
        m_host->settle();
        QVERIFY(isSuggested(provenanceOf(first))); // it was on the screen all the same
    }

    void aDraftIsNeverOverwritten()
    {
        build(true, 1);
        start();
        const ItemId first = openItem();
        m_host->type(keyOf(1));
        m_host->settle();
        QTRY_VERIFY(draft(first));
        judges(first, -2); // the judge thinks again
        m_host.reset();
        start();
        QCOMPARE(openItem(), first);
        QCOMPARE(shownMargin(), -1);
        QVERIFY(line()->isPrefilled()); // as it began
        QVERIFY2(line()->text().contains(u"changed so far: 1"_s), qPrintable(line()->text()));
    }

    void draftBegunBeforeTheJudgeAnsweredStays()
    {
        SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
        schema.suggestionsFrom = u"referee"_s;
        schema.showsSuggestionFirst = true;
        m_items = m_project->addPairs(1, u"Pairs"_s, schema);
        start();
        m_host->type(keyOf(1));
        m_host->settle();
        QTRY_VERIFY(draft(m_items.first()));
        const auto judge = m_project->store().write([](Session& session) {
            return AnnotatorRepository(session).findOrCreate(u"referee"_s, AnnotatorKind::Llm);
        });
        m_judge = judge->id;
        judges(m_items.first(), 2);
        m_host.reset();
        start();
        QCOMPARE(shownMargin(), -1);
        QVERIFY(line()->isHidden());
        m_host->type(u"\n"_s);
        m_host->settle();
        QVERIFY(!isSuggested(provenanceOf(m_items.first())));
    }

    void whatDoesNotFitIsNotSuggested_data()
    {
        QTest::addColumn<int>("margin");
        QTest::addColumn<QJsonObject>("extra");
        QTest::newRow("a margin that the schema lacks") << 3 << QJsonObject();
        QTest::newRow("contradicted itself") << 0 << QJsonObject{{u"winner"_s, u"tie (inconsistent)"_s}};
    }

    void whatDoesNotFitIsNotSuggested()
    {
        QFETCH(int, margin);
        QFETCH(QJsonObject, extra);
        build(true, 1);
        judges(m_items.first(), margin, extra);
        start();
        QCOMPARE(openItem(), m_items.first());
        QVERIFY(shown().isEmpty());
        QVERIFY(line()->isHidden());
    }

    void darkPicture()
    {
        build(true, 1);
        start();
        m_host->theme().setKind(ThemeKind::Dark);
        m_host->type(keyOf(1));
        shoot(u"suggestion-first-dark"_s);
        QVERIFY(line()->isPrefilled());
    }
};

QTEST_MAIN(TstSuggestions)
#include "tst_suggestions.moc"
