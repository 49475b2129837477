#include "core/judge/critiquereply.h"
#include "core/judge/pythonrandom.h"
#include "core/llm/chatreply.h"
#include "core/stats/alpacaeval.h"
#include "tests/core/judge/protocolfixture.h"
#include "tests/support/datasets.h"

#include "core/base/json.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Verdicts that real judges gave and others published, read again by the protocols here.
class TestRecordedVerdicts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mtBenchGamesCombineToTheRecordedWinners();
    void alpacaLogprobsGiveTheStoredPreferences();
    void alpacaRowOfTheLeaderboard();
    void wildBenchJudgements_data();
    void wildBenchJudgements();
    void wildBenchScoreOfTheWholeSet();
};

namespace {

QString sourceFile(const QString& name)
{
    return qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath()) + u"/tests/data/"_s + name;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The two games behind a winner of MT-Bench: what the judge said of (a, b), and of (b, a), in the terms of
/// what stood before it. Of an inconsistent verdict only that the two differ is on record, so that every way
/// in which they can differ has its turn.
std::pair<QString, QString> gamesOf(const QString& winner, int turn)
{
    static const QList<std::pair<QString, QString>> kDiffering = {{u"A"_s, u"A"_s}, {u"B"_s, u"B"_s},
                                                                  {u"A"_s, u"C"_s}, {u"C"_s, u"A"_s},
                                                                  {u"B"_s, u"C"_s}, {u"C"_s, u"B"_s}};
    if (winner == u"model_a"_s) {
        return {u"A"_s, u"B"_s};
    }
    if (winner == u"model_b"_s) {
        return {u"B"_s, u"A"_s};
    }
    return winner == u"tie"_s ? std::pair(u"C"_s, u"C"_s) : kDiffering.at(turn % kDiffering.size());
}

/// The winner of a verdict in MT-Bench's words.
QString winnerOf(const JudgeVerdict& verdict)
{
    const QString special = verdict.content.extra.value(u"winner"_s).toString();
    if (!special.isEmpty()) {
        return special;
    }
    const int margin = verdict.content.preferences.first().margin;
    return margin > 0 ? u"model_a"_s : margin < 0 ? u"model_b"_s : u"tie"_s;
}

} // namespace

void TestRecordedVerdicts::mtBenchGamesCombineToTheRecordedWinners()
{
    const QList<QByteArray> lines = bytesOf(sourceFile(u"judge/mt_bench_gpt4_pair.csv"_s)).split('\n');
    JudgeSetting setting = protocolSetting(JudgeProtocol::Pairwise);
    setting.endpoint.abilities.structured = StructuredMode::None; // the reply form of the paper
    QHash<QString, int> counts;
    int differing = 0;
    for (qsizetype line = 1; line < lines.size(); ++line) {
        const QList<QByteArray> cells = lines.at(line).split(',');
        if (cells.size() != 5) {
            continue;
        }
        const QString winner = QString::fromUtf8(cells.at(4));
        const auto games = gamesOf(winner, differing);
        differing += winner == u"tie (inconsistent)"_s ? 1 : 0;
        const ItemView item = protocolItem(ItemKind::Pairwise,
                                           {QString::fromUtf8(cells.at(2)), QString::fromUtf8(cells.at(3))});
        const auto verdict = judged(setting, item, [&games](const JudgeCall& call) {
            const QString& word = call.order.first() == 0 ? games.first : games.second;
            return replyOf(u"Both answer the question.\n\n[["_s + word + u"]]"_s);
        });
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QCOMPARE(winnerOf(*verdict), winner);
        QCOMPARE(verdict->isInconsistent, winner == u"tie (inconsistent)"_s);
        ++counts[winnerOf(*verdict)];
    }
    QCOMPARE(counts.value(u"tie (inconsistent)"_s), 380);
    QCOMPARE(counts.value(u"model_a"_s), 190);
    QCOMPARE(counts.value(u"model_b"_s), 1610);
    QCOMPARE(counts.value(u"tie"_s), 220);
    QCOMPARE(differing, 380);
}

namespace {

/// alpaca-7b against gpt4_1106_preview, 805 rows by weighted_alpaca_eval_gpt4_turbo. Not shipped: CC BY-NC.
QJsonArray alpacaAnnotations()
{
    const QByteArray bytes =
        bytesOf(dataSet(u"alpaca_eval/alpaca-7b__weighted_gpt4_turbo_annotations.json"_s));
    return bytes.isEmpty() ? QJsonArray() : QJsonDocument::fromJson(bytes).array();
}

/// Which output the judge saw first, as AlpacaEval draws it: by the instruction, with the seed 0.
bool isSwitched(const QString& instruction)
{
    return PythonRandom(u"is_switched_outputs"_s + instruction + u'0').choice(2) == 1;
}

/// The recorded completion as the server's reply.
LlmReply recordedReply(const LlmEndpoint& endpoint, const QJsonValue& completion)
{
    const LlmOutcome outcome = readChatReply(
        endpoint, QJsonObject{{u"choices"_s, QJsonArray{completion}}, {u"model"_s, u"gpt-4"_s}});
    return outcome.reply.value_or(LlmReply());
}

/// The preference of one recorded row by the protocol here: 1 … 2, in the row's own order.
Result<double> replayed(const QJsonValue& row)
{
    JudgeSetting setting = protocolSetting(
        JudgeProtocol::Pairwise,
        {{u"alpacaeval"_s, true}, {u"labels"_s, QJsonArray{u"m"_s, u"M"_s}}, {u"identical_tie"_s, true}});
    setting.spec.orders = OrderPolicy::AsIs;
    const bool switched = isSwitched(row[u"instruction"_s].toString());
    QStringList outputs = {row[u"output_1"_s].toString(), row[u"output_2"_s].toString()};
    if (switched) {
        std::reverse(outputs.begin(), outputs.end());
    }
    PLUMBLINE_ASSIGN(const JudgeVerdict verdict,
                     judged(setting, protocolItem(ItemKind::Pairwise, outputs), [&](const JudgeCall&) {
                         return recordedReply(setting.endpoint, row[u"raw_completion"_s]);
                     }));
    const double shown = verdict.details.value(u"preference"_s).toDouble();
    return switched ? 3 - shown : shown;
}

} // namespace

void TestRecordedVerdicts::alpacaLogprobsGiveTheStoredPreferences()
{
    const QJsonArray rows = alpacaAnnotations();
    if (rows.isEmpty()) {
        QSKIP("AlpacaEval's annotations may not be shipped, and PLUMBLINE_DATA_SETS names no folder that "
              "holds them.");
    }
    int switched = 0;
    int unasked = 0;
    for (const QJsonValue& row : rows) {
        const auto preference = replayed(row);
        QVERIFY2(preference, preference ? "" : qPrintable(preference.error().message));
        // The file holds ten decimals.
        QCOMPARE(QString::number(*preference, 'f', 10),
                 QString::number(row[u"preference"_s].toDouble(), 'f', 10));
        switched += isSwitched(row[u"instruction"_s].toString()) ? 1 : 0;
        unasked += row[u"raw_completion"_s].isNull() ? 1 : 0;
    }
    QCOMPARE(rows.size(), 805);
    QCOMPARE(unasked, 3); // equal texts, which nobody was asked about
    QVERIFY(switched > 350 && switched < 450);
}

void TestRecordedVerdicts::alpacaRowOfTheLeaderboard()
{
    const QJsonArray rows = alpacaAnnotations();
    const QByteArray board =
        bytesOf(dataSet(u"alpaca_eval/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv"_s));
    if (rows.isEmpty() || board.isEmpty()) {
        QSKIP("AlpacaEval's files may not be shipped, and PLUMBLINE_DATA_SETS names no folder that holds "
              "them.");
    }
    std::vector<stats::AlpacaRow> replay;
    qint64 characters = 0;
    for (const QJsonValue& row : rows) {
        const auto preference = replayed(row);
        QVERIFY(preference);
        stats::AlpacaRow one;
        one.preference = QString::number(*preference, 'f', 10).toDouble();
        replay.push_back(one);
        characters += row[u"output_2"_s].toString().toUcs4().size();
    }
    QByteArrayList published;
    for (const QByteArray& line : board.split('\n')) {
        if (line.startsWith("Alpaca 7B,")) {
            published = line.split(',');
        }
    }
    QVERIFY(published.size() > 3);
    const stats::AlpacaWinRate rate = stats::alpacaWinRate(replay);
    QCOMPARE(QByteArray::number(*rate.winRate.value, 'g', 16), published.at(2));
    QCOMPARE(QByteArray::number(characters / rows.size()), published.at(3));
    QCOMPARE(rate.total, 805);
}

void TestRecordedVerdicts::wildBenchJudgements_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    const QList<QByteArray> lines = bytesOf(sourceFile(u"wildbench/judgements.jsonl"_s)).split('\n');
    for (const QByteArray& line : lines) {
        const auto object = parseJsonObject(line);
        if (object) {
            QTest::newRow(object->value(u"session_id"_s).toString().toUtf8().constData()) << *object;
        }
    }
}

namespace {

/// What the judge wrote, read again; a sentence where it reads otherwise than recorded.
QString misread(const QJsonObject& recorded, const QString& before, const QString& after)
{
    CritiqueShape shape;
    shape.asksScore = true;
    const QJsonObject said = recorded.value(u"parsed_result"_s).toObject();
    const QString text = before + QString::fromUtf8(canonicalJson(said)) + after;
    const CritiqueReply read = critiqueReply(replyOf(text), shape);
    if (read.fault) {
        return read.fault->detail;
    }
    const bool isSame = read.strengths == said.value(u"strengths"_s).toString().trimmed() &&
                        read.weaknesses == said.value(u"weaknesses"_s).toString().trimmed() &&
                        QString::number(*read.score) == recorded.value(u"score"_s).toString();
    return isSame ? QString() : u"the parts differ: "_s + text;
}

} // namespace

void TestRecordedVerdicts::wildBenchJudgements()
{
    QFETCH(const QJsonObject, recorded);
    QCOMPARE(misread(recorded, {}, {}), QString());
    QCOMPARE(misread(recorded, u"```json\n"_s, u"\n```"_s), QString());
    QCOMPARE(misread(recorded, u"Here is my evaluation.\n"_s, u"\nThat is all."_s), QString());
}

void TestRecordedVerdicts::wildBenchScoreOfTheWholeSet()
{
    const QByteArray bytes = bytesOf(dataSet(u"wildbench/gpt-3.5-turbo-0125.json"_s));
    const QByteArray table = bytesOf(dataSet(u"wildbench/all_stat_wildbench.1500.json"_s));
    if (bytes.isEmpty() || table.isEmpty()) {
        QSKIP("The whole of WildBench's judgements is not at hand; PLUMBLINE_DATA_SETS names no folder "
              "with it.");
    }
    const QJsonArray all = QJsonDocument::fromJson(bytes).array();
    double sum = 0;
    for (const QJsonValue& one : all) {
        const QJsonObject recorded = one.toObject();
        QCOMPARE(misread(recorded, {}, {}), QString());
        sum += recorded.value(u"score"_s).toString().toInt();
    }
    QCOMPARE(all.size(), 1023);
    // WildBench's score: the mean with 5 as 0 and 10 as 100.
    const double score = (sum / static_cast<double>(all.size()) - 5) * 20;
    const QJsonValue published =
        QJsonDocument::fromJson(table).object().value(u"gpt-3.5-turbo-0125"_s)[u"WB_score"_s];
    QCOMPARE(score, published.toDouble());
    QCOMPARE(QString::number(score, 'f', 6), u"32.277615"_s);
}

QTEST_GUILESS_MAIN(TestRecordedVerdicts)
#include "tst_recordedverdicts.moc"
