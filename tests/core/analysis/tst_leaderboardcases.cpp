#include "core/analysis/leaderboardreport.h"

#include "core/analysis/pairexamples.h"
#include "core/domain/adjudication.h"
#include "tests/core/analysis/labelfixture.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

AnnotationContent preferring(int margin)
{
    AnnotationContent content;
    content.preferences = {{u"overall"_s, 0, 1, margin, false}};
    return content;
}

/// Votes between models, each on a question of its own, in one transaction.
void vote(LabelFixture& project, const QString& one, const QString& other, int wins, int ties, int losses)
{
    static int questions = 0;
    const std::vector<AnnotatorId> people{project.annotator(u"ada"_s), project.annotator(u"grace"_s)};
    checked(project.store->write([&](Session& session) -> Result<int> {
        PLUMBLINE_ASSIGN(const SchemaVersion schema,
                         SchemaRepository(session).save(shortSchema(ItemKind::Pairwise)));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"Batch"_s));
        for (int i = 0; i < wins + ties + losses; ++i) {
            NewItem item;
            item.prompt.messages.append({u"user"_s, u"Question %1?"_s.arg(++questions)});
            for (const QString& model : {one, other}) {
                Response response;
                response.model = model;
                response.turns = {u"Answer of "_s + model};
                item.responses.append(response);
            }
            item.schemaVersionId = schema.id;
            item.batchId = batch.id;
            PLUMBLINE_ASSIGN(const AddedItem added, ItemRepository(session).add(item));
            Annotation row;
            row.itemId = added.id;
            row.annotatorId = people[static_cast<std::size_t>(i % 2)];
            row.schemaVersionId = schema.id;
            row.content = preferring(i < wins ? 1 : i < wins + ties ? 0 : -1);
            PLUMBLINE_TRY(AnnotationRepository(session).append(row));
        }
        return questions;
    }));
}

QStringList namesOf(const LeaderboardReport& report)
{
    QStringList names;
    for (const LeaderboardRow& row : report.rows) {
        names << row.name;
    }
    return names;
}

} // namespace

/// Leaderboards of few votes, each for one thing: what has no score, cycles, turns, other kinds of labels.
class TstLeaderboardCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingToRank();
    void aModelThatNeverLost();
    void cyclesAndLottery();
    void bothTurnsAreOnePrompt();
    void rankingsAndRatings();
    void whatIsSettledIsNoVote();
};

void TstLeaderboardCases::nothingToRank()
{
    LabelFixture project;
    const LeaderboardReport empty = leaderboardReport(project.load(), {});
    QVERIFY(empty.isComplete);
    QVERIFY2(empty.undefined.contains(u"no vote"), qPrintable(empty.undefined));
    QVERIFY(empty.rows.empty() && empty.matrix.empty());
    LeaderboardOptions luce;
    luce.method = ScoreMethod::PlackettLuce;
    QVERIFY(leaderboardReport(project.load(), {}, luce).undefined.contains(u"no ranking"));
    LabelFilter ratings;
    ratings.kind = ItemKind::Rating;
    QVERIFY(leaderboardReport(project.load(), ratings).undefined.contains(u"rated"));
    LabelFixture::ItemParts parts;
    parts.models = {u"alpha"_s, QString()};
    project.append(project.addItem(parts), project.annotator(u"ada"_s), preferring(1));
    const LeaderboardReport nameless = leaderboardReport(project.load(), {});
    QCOMPARE(nameless.passedOver, 1);
    QVERIFY(!nameless.undefined.isEmpty());
}

void TstLeaderboardCases::aModelThatNeverLost()
{
    LabelFixture project;
    vote(project, u"alpha"_s, u"beta"_s, 4, 0, 0);
    vote(project, u"beta"_s, u"gamma"_s, 3, 1, 2);
    const LeaderboardReport report = leaderboardReport(project.load(), {});
    QVERIFY2(report.undefined.contains(u"alpha"), qPrintable(report.undefined));
    QCOMPARE(report.components, (std::vector<QStringList>{{u"alpha"_s}, {u"beta"_s, u"gamma"_s}}));
    QCOMPARE(namesOf(report), (QStringList{u"alpha"_s, u"gamma"_s, u"beta"_s})); // by share won
    for (const LeaderboardRow& row : report.rows) {
        QVERIFY(!row.score && row.score.undefined == report.undefined);
        QCOMPARE(row.rank, 0);
        QVERIFY(row.won);
    }
    QVERIFY(report.notSeparated.empty());
    QVERIFY2(report.cell(0, 1).rate.undefined.contains(u"have not met"), "alpha and gamma");
    LeaderboardOptions penalised;
    penalised.l2 = 0.5;
    penalised.resamples = 50;
    QCOMPARE(leaderboardReport(project.load(), {}, penalised).undefined, QString());
}

void TstLeaderboardCases::cyclesAndLottery()
{
    LabelFixture project;
    vote(project, u"alpha"_s, u"beta"_s, 8, 0, 2);
    vote(project, u"beta"_s, u"gamma"_s, 7, 0, 3);
    vote(project, u"gamma"_s, u"alpha"_s, 6, 0, 4);
    vote(project, u"delta"_s, u"alpha"_s, 1, 0, 9);
    vote(project, u"delta"_s, u"beta"_s, 1, 0, 9);
    vote(project, u"delta"_s, u"gamma"_s, 1, 0, 9);
    LeaderboardOptions options;
    options.resamples = 20;
    const LeaderboardReport report = leaderboardReport(project.load(), {}, options);
    QCOMPARE(report.cycleCount, 1);
    QCOMPARE(report.cycles.size(), std::size_t{1});
    const LeaderboardCycle& cycle = report.cycles.front();
    QCOMPARE(cycle.rows.size(), std::size_t{3});
    QVERIFY(std::abs(cycle.strength - 0.1) < 1e-12);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto row = static_cast<std::size_t>(cycle.rows[i]);
        const auto next = static_cast<std::size_t>(cycle.rows[(i + 1) % 3]);
        QVERIFY(*report.cell(row, next).rate.value > 0.5);
    }
    QCOMPARE(report.noLottery, QString());
    double sum = 0;
    for (const LeaderboardRow& row : report.rows) {
        sum += row.lottery;
        QCOMPARE(row.lottery > 0, row.name != u"delta"_s);
    }
    QVERIFY(std::abs(sum - 1) < 1e-9);
}

void TstLeaderboardCases::bothTurnsAreOnePrompt()
{
    LabelFixture project;
    for (int i = 0; i < 6; ++i) {
        LabelFixture::ItemParts parts;
        parts.question = u"Question %1?"_s.arg(i / 2);
        parts.turns = 1 + i % 2;
        project.append(project.addItem(parts), project.annotator(u"ada"_s), preferring(i % 3 == 0 ? 1 : -1));
    }
    const LeaderboardReport report = leaderboardQuick(project.load(), {});
    QCOMPARE(report.votes, 6);
    QCOMPARE(report.units, 6);
    QCOMPARE(report.prompts, 3);
    QCOMPARE(report.rows.front().prompts, 3);
}

void TstLeaderboardCases::rankingsAndRatings()
{
    LabelFixture project;
    const AnnotatorId ada = project.annotator(u"ada"_s);
    const std::vector<QList<QList<ResponseIndex>>> orders{
        {{0}, {1}, {2}}, {{0}, {2}, {1}}, {{1, 0}, {2}}, {{2}, {0}, {1}}, {{1}, {0}}};
    for (std::size_t i = 0; i < orders.size(); ++i) {
        LabelFixture::ItemParts parts;
        parts.kind = ItemKind::Ranking;
        parts.models = {u"alpha"_s, u"beta"_s, u"gamma"_s};
        parts.question = u"Rank %1?"_s.arg(i);
        AnnotationContent content;
        content.ranking = Ranking{orders[i]};
        project.append(project.addItem(parts), ada, content);
    }
    LeaderboardOptions options;
    options.method = ScoreMethod::PlackettLuce;
    options.resamples = 50;
    const LeaderboardReport luce = leaderboardReport(project.load(), {}, options);
    QCOMPARE(luce.undefined, QString());
    QCOMPARE(luce.source, ItemKind::Ranking);
    QCOMPARE(luce.rows.front().name, u"alpha"_s);
    QCOMPARE(luce.votes, 15); // each ranking says three things
    QCOMPARE(luce.ties, 1);
    LabelFilter rankings;
    rankings.kind = ItemKind::Ranking;
    options.method = ScoreMethod::BradleyTerry;
    QCOMPARE(leaderboardReport(project.load(), rankings, options).votes, 15);
    options.method = ScoreMethod::PlackettLuce;
    LabelFilter pairs;
    pairs.kind = ItemKind::Pairwise;
    vote(project, u"alpha"_s, u"beta"_s, 2, 0, 2);
    QVERIFY(leaderboardReport(project.load(), pairs, options).undefined.contains(u"rankings"));

    for (int i = 0; i < 4; ++i) {
        LabelFixture::ItemParts parts;
        parts.kind = ItemKind::Rating;
        parts.question = u"Rate %1?"_s.arg(i);
        AnnotationContent content;
        content.ratings = {{0, u"helpfulness"_s, i == 0 ? 2.0 : 4.0, {}}, {1, u"helpfulness"_s, 3.0, {}}};
        project.append(project.addItem(parts), ada, content);
    }
    LabelFilter ratings;
    ratings.kind = ItemKind::Rating;
    ratings.aspect = u"helpfulness"_s;
    const LeaderboardReport rated = leaderboardQuick(project.load(), ratings);
    QCOMPARE(rated.undefined, QString());
    QCOMPARE(rated.votes, 4);
    QCOMPARE(rated.rows.front().name, u"alpha"_s);
    QCOMPARE(rated.rows.front().wins, 3.0);
}

/// The verdict of an adjudication is about a pair that was voted on already, and no vote itself.
void TstLeaderboardCases::whatIsSettledIsNoVote()
{
    LabelFixture project;
    vote(project, u"alpha"_s, u"beta"_s, 2, 0, 2);
    checked(project.store->write([](Session& session) {
        return BatchRepository(session).findOrCreate(u"Settle"_s, QueueOrder::Fixed, {}, adjudicationMeta());
    }));
    LabelFixture::ItemParts parts;
    parts.batch = u"Settle"_s;
    parts.models = {u"alpha"_s, u"gamma"_s};
    project.append(project.addItem(parts), project.annotator(u"grace"_s), preferring(1));
    LeaderboardOptions options;
    options.isStyleControlled = true;
    const LeaderboardReport report = leaderboardQuick(project.load(), {}, options);
    QCOMPARE(report.votes, 4);
    QCOMPARE(namesOf(report).size(), 2);
    QCOMPARE(report.rowOf(u"gamma"_s), -1);
    LabelFilter settled;
    settled.batch = u"Settle"_s;
    QCOMPARE(leaderboardQuick(project.load(), settled).votes, 1); // when asked for
    QCOMPARE(pairExamples(project.load(), {}, {u"gamma"_s, {}, 0}).units, 0);
    QCOMPARE(pairExamples(project.load(), settled, {}).units, 1);
}

QTEST_GUILESS_MAIN(TstLeaderboardCases)
#include "tst_leaderboardcases.moc"
