#include "tests/ui/screens/inspect/inspecthost.h"
#include "tests/ui/screens/screenhost.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/screens/leaderboard/leaderboardscreen.h"
#include "ui/screens/leaderboard/leaderboardwords.h"
#include "ui/screens/leaderboard/methoddialog.h"
#include "ui/theme/numbers.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPrompts = 10;
const QStringList kModels = {u"alpha"_s, u"beta"_s, u"gamma"_s, u"delta"_s};

struct Who
{
    QList<AnnotatorId> people;
    AnnotatorId judge;
};

Result<void> addVote(Session& session, ItemId item, SchemaVersionId schema, AnnotatorId annotator, int margin)
{
    Annotation vote;
    vote.itemId = item;
    vote.annotatorId = annotator;
    vote.schemaVersionId = schema;
    vote.content = pairwiseAnswer(margin);
    const Result<Annotation> written = AnnotationRepository(session).append(vote);
    return written ? Result<void>() : Result<void>(written.error());
}

/// One question about two models, with the votes of three people and a judge. alpha wins mostly, beta and
/// gamma are even, delta loses mostly.
Result<void> addPair(Session& session, const Who& who, int prompt, int first, int second)
{
    PLUMBLINE_ASSIGN(const SchemaVersion schema,
                     SchemaRepository(session).save(shortSchema(ItemKind::Pairwise)));
    PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"Batch"_s));
    NewItem item;
    item.kind = ItemKind::Pairwise;
    item.prompt.category = prompt % 2 == 0 ? u"coding"_s : u"writing"_s;
    item.prompt.messages = {{u"user"_s, u"Question %1"_s.arg(prompt)}};
    for (const QString& model : {kModels[first], kModels[second]}) {
        Response response;
        response.model = model;
        response.turns = {u"Answer of %1 to question %2."_s.arg(model).arg(prompt)};
        item.responses << response;
    }
    item.schemaVersionId = schema.id;
    item.batchId = batch.id;
    item.overlap = 9;
    PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(item));
    for (int person = 0; person < who.people.size(); ++person) {
        const bool isEven = first == 1 && second == 2;
        int margin = isEven ? prompt % 3 - 1 : 1;
        margin = !isEven && (prompt + person) % 4 == 0 ? -1 : margin; // everybody loses now and then
        PLUMBLINE_TRY(addVote(session, added.id, schema.id, who.people[person], margin));
    }
    return addVote(session, added.id, schema.id, who.judge, 1);
}

/// Ten prompts and six pairs, in one transaction.
void addVotes(LabelFixture& fixture)
{
    const Who who{{fixture.annotator(u"ann"_s), fixture.annotator(u"ben"_s), fixture.annotator(u"cleo"_s)},
                  fixture.annotator(u"GPT-4"_s, AnnotatorKind::Llm)};
    const Result<void> written = fixture.store->write([&who](Session& session) -> Result<void> {
        for (int prompt = 0; prompt < kPrompts; ++prompt) {
            for (int first = 0; first < kModels.size(); ++first) {
                for (int second = first + 1; second < kModels.size(); ++second) {
                    PLUMBLINE_TRY(addPair(session, who, prompt, first, second));
                }
            }
        }
        return {};
    });
    if (!written) {
        qFatal("%s", qPrintable(written.error().toString()));
    }
}

QString sentence(InspectHost& host)
{
    return host.find<QLabel>(u"inspectSentence"_s)->text();
}

QStringList ranking(InspectHost& host)
{
    QStringList names;
    for (const IntervalRow& row : host.find<IntervalChart>(u"rankingChart"_s)->rows()) {
        names << row.name;
    }
    return names;
}

/// The screen with its report complete and the focus on the ranking.
LeaderboardScreen* showReady(InspectHost& host)
{
    auto* screen = host.show<LeaderboardScreen>();
    const bool isReady = QTest::qWaitFor(
        [&] { return screen->report() != nullptr && screen->report()->isComplete && !screen->isStale(); },
        20'000);
    return isReady ? screen : nullptr;
}

bool settle(LeaderboardScreen& screen)
{
    return QTest::qWaitFor([&] { return !screen.isStale(); }, 20'000);
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TstLeaderboardScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_host = std::make_unique<InspectHost>();
        addVotes(m_host->fixture);
    }
    void cleanup() { m_host.reset(); }

    void projectWithoutVotesSaysWhatCounts();
    void resultIsSaidInWords();
    void cellIsSelectedByTheMouse();
    void modelAndCellAreSelectedByKeys();
    void exampleIsOpenedInTheExplorer();
    void modelIsHiddenBySearch();
    void methodIsChanged();
    void styleIsControlled();
    void allAreComparedWithOne();
    void numbersAndChartsAreSaved();
    void newVoteIsCountedWhileShown();
    void disconnectedModelsHaveNoScores();
    void matrixIsShownAsATable();
    void openPairsAreListedAndTheQueueOrdered();
    void categoriesLeadToTheirExamples();
    void examplesBecomeABatch();
    void judgesAloneAreCountedFromTheStart();
    void everyControlHasItsName();
    void sentencesOfTheMethod();

private:
    std::unique_ptr<InspectHost> m_host;
};

void TstLeaderboardScreen::projectWithoutVotesSaysWhatCounts()
{
    InspectHost host;
    const ItemId item = host.fixture.addItem({.kind = ItemKind::Critique, .models = {u"alpha"_s}});
    AnnotationContent critique;
    critique.critiques.append(ResponseCritique());
    critique.critiques.first().text = u"Too long."_s;
    host.fixture.append(item, host.fixture.annotator(u"ann"_s), critique);
    host.show<LeaderboardScreen>();
    auto* empty = host.find<QWidget>(u"inspectEmpty"_s);
    QTRY_COMPARE(empty->accessibleName(), u"No preferences yet."_s);
    QVERIFY(empty->isVisible());
}

void TstLeaderboardScreen::resultIsSaidInWords()
{
    QVERIFY(showReady(*m_host) != nullptr);
    QVERIFY2(sentence(*m_host).startsWith(u"alpha leads. "), qPrintable(sentence(*m_host)));
    QVERIFY2(sentence(*m_host).contains(u"cannot be told apart (both rank 2–3)"),
             qPrintable(sentence(*m_host)));
    QVERIFY(sentence(*m_host).contains(
        u"A tie counts as half a win; intervals from 500 resamples of prompts, seed 7."));
    QVERIFY2(sentence(*m_host).contains(u"Looking after every vote, "), qPrintable(sentence(*m_host)));
    QCOMPARE(m_host->find<ElidedLabel>(u"inspectCount"_s)->text(),
             u"180 votes, 3 people, 4 models, 10 prompts"_s);
    QCOMPARE(ranking(*m_host).first(), u"alpha"_s);
    QCOMPARE(ranking(*m_host).last(), u"delta"_s);
    QCOMPARE(m_host->page->subtitle(), u"people’s votes"_s);
    const auto* chart = m_host->find<IntervalChart>(u"rankingChart"_s);
    QCOMPARE(chart->rows().at(0).before.at(0).text, u"1"_s);
    QCOMPARE(chart->rows().at(1).before.at(0).text, u"2–3"_s);
    QCOMPARE(chart->rows().at(0).after.at(2).text, u"90"_s);
}

void TstLeaderboardScreen::cellIsSelectedByTheMouse()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    auto* list = m_host->find<ExamplesList>(u"examplesList"_s);
    QTRY_COMPARE(list->examples().size(), 60); // all pairs until something is selected
    auto* matrix = m_host->find<HeatMap>(u"matrixChart"_s);
    const QRectF cell = matrix->markRect({0, 3});
    QTest::mouseClick(matrix, Qt::LeftButton, {}, cell.center().toPoint());
    auto* chip = m_host->find<Chip>(u"selection_pair"_s);
    QVERIFY(chip != nullptr);
    QCOMPARE(chip->accessibleName(), u"selected alpha, delta"_s);
    QTRY_COMPARE(list->examples().size(), kPrompts);
    QCOMPARE(list->examples().at(0).votes.size(), 3);
    QVERIFY(m_host->find<IntervalChart>(u"rankingChart"_s)->isSelected({3, 0}));
    QVERIFY(matrix->isSelected({0, 3}));
    QCOMPARE(list->model().headerData(5, Qt::Horizontal, Qt::DisplayRole).toString(), u"GPT-4"_s);
    QCOMPARE(list->model().index(0, 4).data().toString(), u"a a d"_s); // the most contested first
    chip->setFocus();
    m_host->press(Qt::Key_Delete);
    QTRY_COMPARE(list->examples().size(), 60);
    QVERIFY(matrix->selection().isEmpty());
}

void TstLeaderboardScreen::modelAndCellAreSelectedByKeys()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    auto* chart = m_host->find<IntervalChart>(u"rankingChart"_s);
    QCOMPARE(m_host->window.focusWidget(), chart);
    while (chart->currentMark().row < 3) {
        m_host->press(Qt::Key_Down);
    }
    m_host->press(Qt::Key_Return);
    QCOMPARE(screen->selection().first, u"delta"_s);
    auto* list = m_host->find<ExamplesList>(u"examplesList"_s);
    QTRY_COMPARE(list->examples().size(), 3 * kPrompts);
    auto* matrix = m_host->find<HeatMap>(u"matrixChart"_s);
    matrix->setFocus();
    matrix->setCurrentMark({0, 1});
    m_host->press(Qt::Key_Right);
    m_host->press(Qt::Key_Return);
    QCOMPARE(screen->selection().first, ranking(*m_host).at(0));
    QCOMPARE(screen->selection().second, ranking(*m_host).at(2));
    QTRY_COMPARE(list->examples().size(), kPrompts);
    m_host->press(Qt::Key_X);
    QCOMPARE(m_host->window.focusWidget(), list->view());
}

void TstLeaderboardScreen::exampleIsOpenedInTheExplorer()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    auto* list = m_host->find<ExamplesList>(u"examplesList"_s);
    QTRY_VERIFY(list->currentItem().isValid());
    m_host->press(Qt::Key_X);
    m_host->press(Qt::Key_Down);
    const ItemId item = list->currentItem();
    m_host->press(Qt::Key_Return);
    QCOMPARE(m_host->requested, QStringList{u"items item:%1"_s.arg(item.value)});
}

void TstLeaderboardScreen::modelIsHiddenBySearch()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    screen->select({u"alpha"_s, u"delta"_s, {}});
    m_host->press(Qt::Key_H);
    m_host->type(u"delta"_s);
    m_host->press(Qt::Key_Return);
    QCOMPARE(screen->filter().hiddenModels, QStringList{u"delta"_s});
    QTRY_COMPARE(ranking(*m_host).size(), 3);
    QVERIFY(screen->selection().isEmpty()); // it is gone
    m_host->press(Qt::Key_Return);          // again: shown
    m_host->press(Qt::Key_Escape);
    QTRY_COMPARE(ranking(*m_host).size(), 4);
}

void TstLeaderboardScreen::methodIsChanged()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_M, Qt::ControlModifier);
    auto* dialog = m_host->find<MethodDialog>(u"methodDialog"_s);
    QVERIFY(dialog != nullptr);
    auto* ties = dialog->findChild<QComboBox*>(u"methodTies"_s);
    ties->setFocus();
    QTest::keyClick(ties, Qt::Key_Down);
    QVERIFY(dialog->findChild<QLabel*>(u"methodWords"_s)->text().startsWith(u"Ties by Davidson’s model"));
    QVERIFY(widgetsWithoutNames(*dialog).isEmpty());
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(screen->options().ties, stats::TieModel::Davidson);
    QTRY_VERIFY(sentence(*m_host).contains(u"Ties by Davidson’s model"));
    QVERIFY(screen->report()->tieParameter.has_value());
}

void TstLeaderboardScreen::styleIsControlled()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    LeaderboardOptions options = screen->options();
    options.isStyleControlled = true;
    screen->setOptions(options);
    QTRY_VERIFY(sentence(*m_host).contains(u"equal length") || !screen->report()->undefined.isEmpty());
    QVERIFY(settle(*screen));
    m_host->press(Qt::Key_Y);
    auto* table = m_host->find<QTableView>(u"structureTable"_s);
    QVERIFY(table->isVisible());
    QStringList said;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        said << table->model()->index(row, 1).data().toString();
    }
    QVERIFY2(said.join(u'|').contains(u"Left out, the same for all votes") ||
                 said.join(u'|').contains(u"Longer answers"),
             qPrintable(said.join(u'|')));
}

void TstLeaderboardScreen::allAreComparedWithOne()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    QMenu menu;
    screen->fillBaselineMenu(menu);
    menu.findChild<QAction*>(u"baseline.beta"_s)->trigger();
    QTRY_COMPARE(screen->report()->options.baseline, u"beta"_s);
    QVERIFY(settle(*screen));
    const int beta = screen->report()->rowOf(u"beta"_s);
    const LeaderboardRow& row = screen->report()->rows[static_cast<std::size_t>(beta)];
    QCOMPARE(scoreText(*row.score.value, screen->report()->options), u"0"_s);
    const auto* chart = m_host->find<IntervalChart>(u"rankingChart"_s);
    QVERIFY(chart->rows().at(0).after.at(0).text.startsWith(u'+'));
    auto* chip = m_host->find<Chip>(u"selection_baseline"_s);
    QCOMPARE(chip->accessibleName(), u"against beta"_s);
    chip->setFocus();
    m_host->press(Qt::Key_Delete);
    QTRY_COMPARE(screen->report()->options.baseline, QString());
}

void TstLeaderboardScreen::numbersAndChartsAreSaved()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    const QString csv = m_host->fixture.folder.filePath(u"ranking.csv"_s);
    m_host->dialogs.answer(csv);
    m_host->press(Qt::Key_S, Qt::ControlModifier);
    const QList<QByteArray> lines = contentsOf(csv).split('\n');
    QVERIFY(lines.value(0).startsWith("rank,rank_low,rank_high,model,score,score_low,score_high,won"));
    QVERIFY(lines.value(1).startsWith("1,1,1,alpha,"));
    QCOMPARE(lines.size(), kModels.size() + 2);
    const QString png = m_host->fixture.folder.filePath(u"ranking.png"_s);
    m_host->dialogs.answer(png);
    m_host->press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(QImage(png).width() > 400);
    const QString matrix = m_host->fixture.folder.filePath(u"matrix.csv"_s);
    m_host->dialogs.answer(matrix);
    m_host->find<HeatMap>(u"matrixChart"_s)->setFocus();
    m_host->press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(contentsOf(matrix).startsWith("Model,Against,Won,Votes"));
    QVERIFY(m_host->errors.isEmpty());
}

void TstLeaderboardScreen::newVoteIsCountedWhileShown()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    LabelFixture::ItemParts parts;
    parts.question = u"Another one"_s;
    parts.models = {u"alpha"_s, u"delta"_s};
    const ItemId item = m_host->fixture.addItem(parts);
    m_host->fixture.append(item, m_host->fixture.annotator(u"dora"_s), pairwiseAnswer(1));
    QTRY_COMPARE(m_host->find<ElidedLabel>(u"inspectCount"_s)->text(),
                 u"181 votes, 4 people, 4 models, 11 prompts"_s);
    const auto* chart = m_host->find<IntervalChart>(u"rankingChart"_s);
    QCOMPARE(chart->rows().at(0).after.at(2).text, u"91"_s);
    QVERIFY(settle(*screen));
    QVERIFY(screen->report()->isComplete);
}

void TstLeaderboardScreen::disconnectedModelsHaveNoScores()
{
    InspectHost host;
    const AnnotatorId ann = host.fixture.annotator(u"ann"_s);
    for (int index = 0; index < 4; ++index) {
        for (const QStringList& models :
             {QStringList{u"alpha"_s, u"beta"_s}, QStringList{u"gamma"_s, u"delta"_s}}) {
            LabelFixture::ItemParts parts;
            parts.question = u"Question %1"_s.arg(index);
            parts.models = models;
            host.fixture.append(host.fixture.addItem(parts), ann, pairwiseAnswer(index % 2 == 0 ? 1 : -1));
        }
    }
    auto* screen = showReady(host);
    QVERIFY(screen != nullptr);
    QVERIFY(!screen->report()->undefined.isEmpty());
    QVERIFY(sentence(host).startsWith(screen->report()->undefined));
    const auto* chart = host.find<IntervalChart>(u"rankingChart"_s);
    QCOMPARE(chart->rows().size(), 4);
    QCOMPARE(chart->rows().at(0).before.at(0).text, u"–"_s);
    QCOMPARE(chart->rows().at(0).after.at(0).text, u"–"_s);
    QVERIFY(!chart->rows().at(0).estimate);
    QCOMPARE(componentsText(*screen->report()).count(u'·'), 1);
}

void TstLeaderboardScreen::matrixIsShownAsATable()
{
    QVERIFY(showReady(*m_host) != nullptr);
    auto* card = m_host->find<ChartCard>(u"matrixCard"_s);
    m_host->press(Qt::Key_M);
    QVERIFY(card->isTableShown());
    QCOMPARE(card->tableView()->model()->rowCount(), 12);
    m_host->press(Qt::Key_M);
    QVERIFY(!card->isTableShown());
}

void TstLeaderboardScreen::openPairsAreListedAndTheQueueOrdered()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_D);
    auto* table = m_host->find<QTableView>(u"decidedTable"_s);
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), static_cast<int>(screen->report()->sequential.open.size()));
    QVERIFY(table->model()->rowCount() > 0);
    m_host->press(Qt::Key_O);
    QTRY_COMPARE(m_host->messages, QStringList{u"“Batch” now asks first for what decides ranks soonest."_s});
    QVERIFY(m_host->errors.isEmpty());
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    m_host->press(Qt::Key_Return);
    QVERIFY(screen->selection().isPair());
    QVERIFY(m_host->find<ExamplesList>(u"examplesList"_s)->isVisible());
}

void TstLeaderboardScreen::categoriesLeadToTheirExamples()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    m_host->press(Qt::Key_C);
    auto* map = m_host->find<HeatMap>(u"categoriesChart"_s);
    QTRY_COMPARE(map->columnCount(), 2);
    QCOMPARE(map->rowCount(), 4);
    map->setFocus();
    map->setCurrentMark({3, 1});
    m_host->press(Qt::Key_Return);
    QCOMPARE(screen->selection().first, u"delta"_s);
    QCOMPARE(screen->selection().category, u"writing"_s);
    auto* list = m_host->find<ExamplesList>(u"examplesList"_s);
    QVERIFY(list->isVisible());
    QTRY_COMPARE(list->examples().size(), 3 * kPrompts / 2);
    QCOMPARE(list->examples().at(0).category, u"writing"_s);
}

void TstLeaderboardScreen::examplesBecomeABatch()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    screen->select({u"alpha"_s, u"delta"_s, {}});
    auto* list = m_host->find<ExamplesList>(u"examplesList"_s);
    QTRY_COMPARE(list->examples().size(), kPrompts);
    m_host->dialogs.answer(u"Second look"_s);
    m_host->press(Qt::Key_B);
    QTRY_COMPARE(m_host->messages, QStringList{u"Added 10 items to the batch “Second look”."_s});
    const auto batch = m_host->fixture.store->read(
        [](Session& session) { return BatchRepository(session).findByName(u"Second look"_s); });
    QVERIFY(batch && *batch);
}

void TstLeaderboardScreen::judgesAloneAreCountedFromTheStart()
{
    InspectHost host;
    const AnnotatorId judge = host.fixture.annotator(u"judge"_s, AnnotatorKind::Llm);
    for (int index = 0; index < 4; ++index) {
        LabelFixture::ItemParts parts;
        parts.question = u"Question %1"_s.arg(index);
        host.fixture.append(host.fixture.addItem(parts), judge, pairwiseAnswer(index % 2 == 0 ? 1 : -1));
    }
    host.live->acquire(); // another page has them already
    QTRY_VERIFY(host.live->table() != nullptr);
    auto* screen = host.show<LeaderboardScreen>();
    QTRY_COMPARE(ranking(host).size(), 2);
    QVERIFY(screen->filter().by.isEmpty());
    QCOMPARE(screen->subtitle(), u"all votes"_s);
}

void TstLeaderboardScreen::everyControlHasItsName()
{
    auto* screen = showReady(*m_host);
    QVERIFY(screen != nullptr);
    for (const auto view : {LeaderboardScreen::View::Examples, LeaderboardScreen::View::Decided,
                            LeaderboardScreen::View::Categories, LeaderboardScreen::View::Structure}) {
        screen->showView(view);
        const QStringList nameless = widgetsWithoutNames(m_host->window);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }
}

void TstLeaderboardScreen::sentencesOfTheMethod()
{
    LeaderboardOptions options;
    QCOMPARE(methodSentence(options),
             u"A tie counts as half a win; intervals from 500 resamples of prompts, seed 7."_s);
    options.method = ScoreMethod::WinRate;
    options.interval = stats::IntervalMethod::None;
    QCOMPARE(methodSentence(options), u"The score is the share won, a tie as half a win; no intervals."_s);
    options = {};
    options.ties = stats::TieModel::RaoKupper;
    options.interval = stats::IntervalMethod::Sandwich;
    options.cluster = stats::ClusterBy::Both;
    options.l2 = 0.5;
    QCOMPARE(methodSentence(options),
             u"Ties by Rao and Kupper’s model; penalty 0.5; intervals by the sandwich "
             "estimate over prompts and people."_s);
    QCOMPARE(namesInWords({u"a"_s, u"b"_s, u"c"_s}), u"a, b and c"_s);
    QCOMPARE(namesInWords({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s}), u"a, b, c, d and 2 more"_s);
    LeaderboardRow row;
    QCOMPARE(rankText(row), u"–"_s);
    row.score = stats::Estimate::of(1000);
    row.rank = 2;
    row.bestRank = 2;
    row.worstRank = 3;
    QCOMPARE(rankText(row), u"2–3"_s);
}

QTEST_MAIN(TstLeaderboardScreen)
#include "tst_leaderboardscreen.moc"
