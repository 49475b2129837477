#include "core/store/annotationrepository.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/screens/answers/answersmodel.h"
#include "ui/screens/answers/answersscreen.h"

#include <QAbstractItemModelTester>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstAnswersScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingAnsweredSaysSo();
    void answersAreListedNewestFirst();
    void replacedAnswerIsStruck();
    void filtersShowFlaggedAndSkipped();
    void enterOpensTheItem();
    void manyAnswersArePaged();
    void spentTime_data();
    void spentTime();
    void everyControlHasItsName();
};

namespace {

/// Judges items through the labelling that annotators use.
class Work
{
public:
    Work(ScreenHost& host, AnnotatorId annotator)
        : m_host(host)
        , m_annotator(annotator)
    {
    }

    void submit(ItemId item, const AnnotationContent& content,
                AnnotationAction action = AnnotationAction::Submit, AnnotationId supersedes = {})
    {
        m_host.fixture.clock.advanceSeconds(60);
        const Result<Annotation> added =
            m_host.fixture.store->write([&](Session& session) -> Result<Annotation> {
                PLUMBLINE_ASSIGN(const Item stored, ItemRepository(session).get(item));
                Annotation annotation;
                annotation.itemId = item;
                annotation.annotatorId = m_annotator;
                annotation.schemaVersionId = stored.schemaVersionId;
                annotation.action = action;
                annotation.content = content;
                annotation.activeMs = 65'000;
                annotation.supersedes = supersedes;
                return AnnotationRepository(session).append(annotation);
            });
        QVERIFY2(added.hasValue(), added.hasValue() ? "" : qPrintable(added.error().toString()));
        last = added->id;
    }

    AnnotationId last;

private:
    ScreenHost& m_host;
    AnnotatorId m_annotator;
};

AnnotationContent flagged(int margin)
{
    AnnotationContent content = pairwiseAnswer(margin);
    content.isFlagged = true;
    return content;
}

} // namespace

void TstAnswersScreen::nothingAnsweredSaysSo()
{
    ScreenHost host;
    host.sit(u"ada"_s);
    host.show<AnswersScreen>();
    QTRY_VERIFY(host.find<QWidget>("answersEmpty")->isVisible());
    host.press(Qt::Key_F);
    QTRY_VERIFY(host.find<QWidget>("answersEmpty")->isVisible());
}

void TstAnswersScreen::answersAreListedNewestFirst()
{
    ScreenHost host;
    const Annotator ada = host.sit(u"ada"_s);
    const QList<ItemId> items = host.fixture.addItems(3);
    Work work(host, ada.id);
    work.submit(items[0], pairwiseAnswer(2));
    work.submit(items[1], pairwiseAnswer(0));
    Work other(host, host.fixture.annotator(u"ben"_s));
    other.submit(items[2], pairwiseAnswer(1));
    host.show<AnswersScreen>();
    auto* table = host.find<QTableView>("answersTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, AnswersModel::AnswerColumn).data().toString(), u"a tie"_s);
    QCOMPARE(table->model()->index(1, AnswersModel::AnswerColumn).data().toString(),
             u"model-0 is much better"_s);
    QCOMPARE(table->model()->index(1, AnswersModel::PromptColumn).data().toString(),
             u"Question 0 of batch"_s);
    QCOMPARE(table->model()->index(1, AnswersModel::TimeColumn).data().toString(), u"1 min 05 s"_s);
}

void TstAnswersScreen::replacedAnswerIsStruck()
{
    ScreenHost host;
    const Annotator ada = host.sit(u"ada"_s);
    const QList<ItemId> items = host.fixture.addItems(1);
    Work work(host, ada.id);
    work.submit(items[0], pairwiseAnswer(2));
    work.submit(items[0], pairwiseAnswer(-1), AnnotationAction::Submit, work.last);
    host.show<AnswersScreen>();
    auto* table = host.find<QTableView>("answersTable");
    QTRY_COMPARE(table->model()->rowCount(), 2);
    const auto row = [table](int index) {
        return table->model()->index(index, 0).data(AnswersModel::RowRole).value<AnswerRow>();
    };
    QVERIFY(!row(0).isSuperseded);
    QVERIFY(row(1).isSuperseded);
}

void TstAnswersScreen::filtersShowFlaggedAndSkipped()
{
    ScreenHost host;
    const Annotator ada = host.sit(u"ada"_s);
    const QList<ItemId> items = host.fixture.addItems(3);
    Work work(host, ada.id);
    work.submit(items[0], flagged(1));
    work.submit(items[1], pairwiseAnswer(1));
    AnnotationContent skip;
    skip.skipReason = u"cannot_judge"_s;
    work.submit(items[2], skip, AnnotationAction::Skip);
    host.show<AnswersScreen>();
    auto* table = host.find<QTableView>("answersTable");
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    host.press(Qt::Key_F);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(table->model()->index(0, 0).data(AnswersModel::RowRole).value<AnswerRow>().isFlagged);
    host.press(Qt::Key_S);
    QTRY_COMPARE(table->model()->index(0, 0).data(AnswersModel::RowRole).value<AnswerRow>().action,
                 AnnotationAction::Skip);
    QCOMPARE(table->model()->rowCount(), 1);
    host.press(Qt::Key_A);
    QTRY_COMPARE(table->model()->rowCount(), 3);
}

void TstAnswersScreen::enterOpensTheItem()
{
    ScreenHost host;
    const Annotator ada = host.sit(u"ada"_s);
    const QList<ItemId> items = host.fixture.addItems(2);
    Work work(host, ada.id);
    work.submit(items[0], pairwiseAnswer(1));
    work.submit(items[1], pairwiseAnswer(1));
    host.show<AnswersScreen>();
    QTRY_VERIFY(host.find<QTableView>("answersTable")->currentIndex().isValid());
    host.press(Qt::Key_Down);
    host.press(Qt::Key_Return);
    QTRY_COMPARE(host.requested, QStringList{u"annotate item:%1"_s.arg(items[0].value)});
    host.press(Qt::Key_X);
    QTRY_COMPARE(host.requested.last(), u"items item:%1"_s.arg(items[0].value));
}

void TstAnswersScreen::manyAnswersArePaged()
{
    ScreenHost host;
    const Annotator ada = host.sit(u"ada"_s);
    const QList<ItemId> items = host.fixture.addItems(75);
    Work work(host, ada.id);
    for (const ItemId item : items) {
        work.submit(item, pairwiseAnswer(1));
    }
    AnswersModel model(host.fixture.store.get(), ada.id);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 60);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 75);
    QVERIFY(!model.canFetchMore({}));
    // The tester fetches all there is by itself.
    AnswersModel tested(host.fixture.store.get(), ada.id);
    const QAbstractItemModelTester tester(&tested, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tested.refresh();
    QTRY_COMPARE(tested.rowCount(), 75);
}

void TstAnswersScreen::spentTime_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("under a second") << qint64(300) << u"0 s"_s;
    QTest::newRow("seconds") << qint64(42'400) << u"42 s"_s;
    QTest::newRow("minutes") << qint64(185'000) << u"3 min 05 s"_s;
}

void TstAnswersScreen::spentTime()
{
    QFETCH(qint64, milliseconds);
    QTEST(spentWords(milliseconds), "words");
}

void TstAnswersScreen::everyControlHasItsName()
{
    ScreenHost host;
    host.sit(u"ada"_s);
    host.show<AnswersScreen>();
    QCOMPARE(widgetsWithoutNames(host.window).join(u", "_s), QString());
    QVERIFY(host.actions.clashes().isEmpty());
}

QTEST_MAIN(TstAnswersScreen)
#include "tst_answersscreen.moc"
