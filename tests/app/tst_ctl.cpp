#include "core/base/json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What one run of plumblinectl gave.
struct Run
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    /// The one JSON object on stdout.
    [[nodiscard]] QJsonObject object() const
    {
        const Result<QJsonObject> parsed = parseJsonObject(out.trimmed());
        return parsed ? *parsed : QJsonObject{{u"not_json"_s, QString::fromUtf8(out)}};
    }
    [[nodiscard]] QString errorCode() const { return object()["error"_L1]["code"_L1].toString(); }
};

Run ctl(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(qEnvironmentVariable("PLUMBLINE_BIN_DIR") + u"/plumblinectl"_s, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray pair(const QByteArray& prompt, const QByteArray& chosen, const QByteArray& rejected)
{
    return R"({"prompt":[{"role":"user","content":")" + prompt +
           R"("}],"chosen":[{"role":"assistant","content":")" + chosen +
           R"("}],"rejected":[{"role":"assistant","content":")" + rejected + "\"}]}\n";
}

} // namespace

class TstCtl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newProjectSaysWhatItIs();
    void newNeverOverwrites();
    void wrongUsageIsTwo_data();
    void wrongUsageIsTwo();
    void failureIsOneAndSaysWhy_data();
    void failureIsOneAndSaysWhy();
    void helpAndVersionAreDone();
    void claimSubmitExport();
    void submitRefusesWhatTheSchemaForbids();
    void undoAndRedo();
    void skipGivesTheNextItem();
    void importStopsOrSkips();
    void progressIsJsonLines();
    void schemasAndBatches();
    void sampleIsWhole();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const;
    /// A project with `count` open pairs.
    void makePairs(int count) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstCtl::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QVERIFY2(QFile::exists(qEnvironmentVariable("PLUMBLINE_BIN_DIR") + u"/plumblinectl"_s),
             "PLUMBLINE_BIN_DIR holds plumblinectl");
}

void TstCtl::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TstCtl::makePairs(int count) const
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        const QByteArray n = QByteArray::number(i);
        lines += pair("Question " + n, "Good " + n, "Bad " + n);
    }
    write(u"pairs.jsonl"_s, lines);
    QCOMPARE(ctl({u"new"_s, path(u"p.plumb"_s)}).exitCode, 0);
    const Run imported = ctl({u"import"_s, path(u"p.plumb"_s), path(u"pairs.jsonl"_s), u"--format"_s,
                              u"trl-preference"_s, u"--without-labels"_s, u"--json"_s});
    QVERIFY2(imported.exitCode == 0, imported.err.constData());
    QCOMPARE(imported.object()["report"_L1]["items"_L1].toInt(), count);
}

void TstCtl::newProjectSaysWhatItIs()
{
    const Run made =
        ctl({u"--json"_s, u"new"_s, path(u"p.plumb"_s), u"--name"_s, u"My project"_s, u"--seed"_s, u"7"_s});
    QCOMPARE(made.exitCode, 0);
    QCOMPARE(made.object()["name"_L1].toString(), u"My project"_s);
    QCOMPARE(made.object()["seed"_L1].toString(), u"7"_s);
    const Run info = ctl({u"info"_s, path(u"p.plumb"_s), u"--json"_s});
    QCOMPARE(info.object()["uid"_L1], made.object()["uid"_L1]);
    const Run check = ctl({u"check"_s, path(u"p.plumb"_s), u"--json"_s});
    QCOMPARE(check.exitCode, 0);
    QCOMPARE(check.object()["sound"_L1].toBool(), true);
}

void TstCtl::newNeverOverwrites()
{
    write(u"p.plumb"_s, "precious");
    const Run again = ctl({u"new"_s, path(u"p.plumb"_s), u"--json"_s});
    QCOMPARE(again.exitCode, 1);
    QCOMPARE(again.errorCode(), u"already_exists"_s);
    QFile file(path(u"p.plumb"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious"));
}

void TstCtl::wrongUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("no such command") << QStringList{u"frobnicate"_s};
    QTest::newRow("no project") << QStringList{u"info"_s};
    QTest::newRow("no such option") << QStringList{u"info"_s, u"p.plumb"_s, u"--nonsense"_s};
    QTest::newRow("no such way") << QStringList{u"import"_s, u"p.plumb"_s, u"f"_s, u"--on-error"_s,
                                                u"pray"_s};
    QTest::newRow("no format") << QStringList{u"export"_s, u"p.plumb"_s, u"--output"_s, u"o"_s};
    QTest::newRow("two ways at once")
        << QStringList{u"export"_s,   u"p.plumb"_s, u"--format"_s, u"plumbline"_s,
                       u"--output"_s, u"o"_s,       u"--each"_s,   u"--majority"_s};
    QTest::newRow("nothing to import") << QStringList{u"import"_s, u"p.plumb"_s};
    QTest::newRow("jobs of nothing") << QStringList{u"jobs"_s};
}

void TstCtl::wrongUsageIsTwo()
{
    QFETCH(QStringList, arguments);
    const Run plain = ctl(arguments);
    QCOMPARE(plain.exitCode, 2);
    QVERIFY(!plain.err.isEmpty());
    QVERIFY(plain.out.isEmpty());
    const Run json = ctl(arguments + QStringList{u"--json"_s});
    QCOMPARE(json.exitCode, 2);
    QCOMPARE(json.errorCode(), u"wrong_usage"_s);
}

void TstCtl::failureIsOneAndSaysWhy_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("code");
    const auto in = [](const QString& command, const QStringList& rest = {}) {
        return QStringList{command, u"p.plumb"_s} + rest;
    };
    QTest::newRow("not there") << QStringList{u"info"_s, u"gone.plumb"_s} << u"not_found"_s;
    QTest::newRow("not a project") << QStringList{u"info"_s, u"letter.plumb"_s} << u"not_a_project"_s;
    QTest::newRow("unknown format") << in(u"export"_s, {u"--format"_s, u"xml"_s, u"--output"_s, u"o"_s})
                                    << u"not_found"_s;
    QTest::newRow("unknown item") << in(u"history"_s, {u"999"_s}) << u"not_found"_s;
    QTest::newRow("unknown batch") << in(u"batch"_s) << u""_s;
    QTest::newRow("unknown schema") << in(u"schema"_s) << u""_s;
}

void TstCtl::failureIsOneAndSaysWhy()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, code);
    QCOMPARE(ctl({u"new"_s, path(u"p.plumb"_s)}).exitCode, 0);
    write(u"letter.plumb"_s, QByteArray("Dear project,\n").repeated(80));
    if (arguments.first() == u"batch") {
        arguments = {u"batch"_s, u"close"_s, u"p.plumb"_s, u"No such"_s};
        code = u"not_found"_s;
    } else if (arguments.first() == u"schema") {
        arguments = {u"schema"_s, u"show"_s, u"p.plumb"_s, u"No such"_s};
        code = u"not_found"_s;
    }
    for (QString& argument : arguments) {
        if (argument.endsWith(u".plumb"_s)) {
            argument = path(argument);
        }
    }
    const Run run = ctl(arguments + QStringList{u"--json"_s});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.errorCode(), code);
    QVERIFY(!run.object()["error"_L1]["message"_L1].toString().isEmpty());
    QVERIFY2(!run.err.isEmpty(), "a sentence on stderr too");
}

void TstCtl::helpAndVersionAreDone()
{
    QCOMPARE(ctl({u"--help"_s}).exitCode, 0);
    QCOMPARE(ctl({u"import"_s, u"--help"_s}).exitCode, 0);
    const Run version = ctl({u"--version"_s});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.trimmed().contains('.'));
}

void TstCtl::claimSubmitExport()
{
    makePairs(2);
    const QString project = path(u"p.plumb"_s);
    const Run claimed = ctl({u"claim"_s, project, u"--annotator"_s, u"ann"_s, u"--json"_s});
    QCOMPARE(claimed.exitCode, 0);
    const QJsonObject item = claimed.object()["item"_L1].toObject();
    QCOMPARE(item["kind"_L1].toString(), u"pairwise"_s);
    QCOMPARE(item["prompt"_L1]["messages"_L1][0]["content"_L1].toString(), u"Question 0"_s);
    const QJsonArray responses = item["responses"_L1].toArray();
    QCOMPARE(responses.size(), 2);
    QVERIFY2(!responses[0].toObject().contains(u"model"_s), "who judges does not see the author");
    const QString loser = responses[0]["text"_L1].toString();
    const QString winner = responses[1]["text"_L1].toString();

    const Run submitted = ctl({u"submit"_s, project, u"--annotator"_s, u"ann"_s, u"--item"_s,
                               item["uid"_L1].toString(), u"--json"_s},
                              R"({"preferences":[{"aspect":"overall","first":0,"second":1,"margin":-2}]})");
    QVERIFY2(submitted.exitCode == 0, submitted.err.constData());
    QCOMPARE(submitted.object()["annotation"_L1]["annotator"_L1].toString(), u"ann"_s);

    const Run exported = ctl({u"export"_s, project, u"--format"_s, u"trl-preference"_s, u"--output"_s,
                              path(u"out.jsonl"_s), u"--json"_s});
    QVERIFY2(exported.exitCode == 0, exported.err.constData());
    QCOMPARE(exported.object()["report"_L1]["records"_L1].toInt(), 1);
    QFile file(path(u"out.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Result<QJsonObject> record = parseJsonObject(file.readAll().trimmed());
    QVERIFY(record);
    QCOMPARE((*record)["chosen"_L1][0]["content"_L1].toString(), winner);
    QCOMPARE((*record)["rejected"_L1][0]["content"_L1].toString(), loser);

    const Run history = ctl({u"history"_s, project, item["uid"_L1].toString(), u"--json"_s});
    QCOMPARE(history.object()["history"_L1].toArray().size(), 1);
}

void TstCtl::submitRefusesWhatTheSchemaForbids()
{
    makePairs(1);
    const QString project = path(u"p.plumb"_s);
    const QStringList submit{u"submit"_s, project, u"--annotator"_s, u"ann"_s,
                             u"--item"_s, u"1"_s,  u"--json"_s};
    for (const QByteArray& content :
         {QByteArray("{"), QByteArray("{}"), QByteArray("[1]"),
          QByteArray(R"({"preferences":[{"aspect":"nonsense","first":0,"second":1,"margin":1}]})"),
          QByteArray(R"({"preferences":[{"aspect":"overall","first":0,"second":1,"margin":9}]})")}) {
        const Run refused = ctl(submit, content);
        QVERIFY2(refused.exitCode == 1, content.constData());
        QCOMPARE(refused.errorCode(), u"invalid_data"_s);
    }
    const Run history = ctl({u"history"_s, project, u"1"_s, u"--json"_s});
    QVERIFY(history.object()["history"_L1].toArray().isEmpty());
}

void TstCtl::undoAndRedo()
{
    makePairs(1);
    const QString project = path(u"p.plumb"_s);
    const QStringList who{project, u"--annotator"_s, u"ann"_s, u"--json"_s};
    QCOMPARE(ctl(QStringList{u"submit"_s} + who + QStringList{u"--item"_s, u"1"_s},
                 R"({"preferences":[{"aspect":"overall","first":0,"second":1,"margin":1}]})")
                 .exitCode,
             0);
    const auto labels = [&] {
        return ctl({u"items"_s, project, u"--json"_s}).object()["items"_L1][0]["labels"_L1].toInt();
    };
    QCOMPARE(labels(), 1);
    QCOMPARE(ctl(QStringList{u"undo"_s} + who).object()["kind"_L1].toString(), u"submit"_s);
    QCOMPARE(labels(), 0);
    QCOMPARE(ctl(QStringList{u"redo"_s} + who).object()["did_something"_L1].toBool(), true);
    QCOMPARE(labels(), 1);
    const Run history = ctl({u"history"_s, project, u"1"_s, u"--json"_s});
    QVERIFY2(history.object()["history"_L1].toArray().size() >= 2,
             "nothing is ever taken out of the history");
}

void TstCtl::skipGivesTheNextItem()
{
    makePairs(2);
    const QString project = path(u"p.plumb"_s);
    const QStringList who{project, u"--annotator"_s, u"ann"_s, u"--json"_s};
    const auto next = [&] {
        return ctl(QStringList{u"claim"_s} + who).object()["item"_L1]["id"_L1].toInteger();
    };
    const qint64 first = next();
    QCOMPARE(next(), first); // still held
    const Run skipped =
        ctl(QStringList{u"skip"_s} + who +
            QStringList{u"--item"_s, QString::number(first), u"--reason"_s, u"cannot_judge"_s});
    QVERIFY2(skipped.exitCode == 0, skipped.err.constData());
    QVERIFY(next() != first);
}

void TstCtl::importStopsOrSkips()
{
    write(u"mixed.jsonl"_s, pair("One", "a", "b") + "{\"prompt\": \n" + pair("Two", "c", "d"));
    const QString project = path(u"p.plumb"_s);
    QCOMPARE(ctl({u"new"_s, project}).exitCode, 0);
    const QStringList import{u"import"_s, project, path(u"mixed.jsonl"_s), u"--format"_s,
                             u"trl-preference"_s};
    const auto items = [&] {
        return ctl({u"items"_s, project, u"--count"_s, u"--json"_s}).object()["count"_L1].toInt();
    };
    const Run stopped = ctl(import + QStringList{u"--on-error"_s, u"stop"_s, u"--json"_s});
    QCOMPARE(stopped.exitCode, 1);
    QVERIFY(!stopped.object()["error"_L1]["message"_L1].toString().isEmpty());
    QCOMPARE(stopped.errorCode(), u"invalid_data"_s);
    QCOMPARE(stopped.object()["error"_L1]["line"_L1].toInt(), 2);
    QCOMPARE(stopped.object()["error"_L1]["file"_L1].toString(), path(u"mixed.jsonl"_s));
    QCOMPARE(items(), 0);
    write(u"empty.jsonl"_s, {});
    const Run empty = ctl({u"import"_s, project, path(u"empty.jsonl"_s), u"--json"_s});
    QCOMPARE(empty.exitCode, 1);
    QCOMPARE(empty.errorCode(), u"invalid_data"_s);
    QVERIFY2(empty.err.contains("is empty"), empty.err.constData());
    const Run skipped = ctl(import + QStringList{u"--on-error"_s, u"skip"_s});
    QCOMPARE(skipped.exitCode, 0);
    QVERIFY2(skipped.err.contains("line 2"), skipped.err.constData());
    QCOMPARE(items(), 2);
    const Run again = ctl(import + QStringList{u"--json"_s});
    QCOMPARE(again.object()["report"_L1]["items"_L1].toInt(), 0);
    QCOMPARE(items(), 2);
    const Run jobs = ctl({u"jobs"_s, u"list"_s, project, u"--json"_s});
    QCOMPARE(jobs.object()["jobs"_L1].toArray().size(), 4);
}

void TstCtl::progressIsJsonLines()
{
    QByteArray lines;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray n = QByteArray::number(i);
        lines += pair("Question " + n, "Good " + n, "Bad " + n);
    }
    write(u"many.jsonl"_s, lines);
    const QString project = path(u"p.plumb"_s);
    QCOMPARE(ctl({u"new"_s, project}).exitCode, 0);
    const Run run =
        ctl({u"import"_s, project, path(u"many.jsonl"_s), u"--format"_s, u"trl-preference"_s, u"--json"_s});
    QCOMPARE(run.exitCode, 0);
    const QList<QByteArray> progress = run.err.trimmed().split('\n');
    QVERIFY(!progress.first().isEmpty());
    for (const QByteArray& line : progress) {
        const Result<QJsonObject> object = parseJsonObject(line);
        QVERIFY2(object, line.constData());
        QVERIFY(object->contains(u"done"_s) && object->contains(u"total"_s));
    }
}

void TstCtl::schemasAndBatches()
{
    const QString project = path(u"p.plumb"_s);
    QCOMPARE(ctl({u"new"_s, project}).exitCode, 0);
    const Run builtIn = ctl({u"schema"_s, u"builtin"_s, u"span"_s});
    QCOMPARE(builtIn.exitCode, 0);
    write(u"span.json"_s, builtIn.out);
    const Run added = ctl({u"schema"_s, u"add"_s, project, path(u"span.json"_s), u"--json"_s});
    QCOMPARE(added.exitCode, 0);
    QCOMPARE(added.object()["version"_L1].toInt(), 1);
    const Run shown = ctl({u"schema"_s, u"show"_s, project, added.object()["name"_L1].toString()});
    QCOMPARE(shown.out, builtIn.out);

    QCOMPARE(ctl({u"batch"_s, u"create"_s, project, u"Second look"_s, u"--order"_s, u"random"_s}).exitCode,
             0);
    QCOMPARE(ctl({u"batch"_s, u"close"_s, project, u"Second look"_s}).exitCode, 0);
    const Run list = ctl({u"batch"_s, u"list"_s, project, u"--json"_s});
    QCOMPARE(list.object()["batches"_L1][0]["open"_L1].toBool(), false);
    QCOMPARE(list.object()["batches"_L1][0]["order"_L1].toString(), u"random"_s);
    QCOMPARE(ctl({u"batch"_s, u"order"_s, project, u"Second look"_s, u"fewest_labels"_s}).exitCode, 0);
    write(u"pair.jsonl"_s, pair("One", "a", "b"));
    QCOMPARE(ctl({u"import"_s, project, path(u"pair.jsonl"_s)}).exitCode, 0);
    const Run filled = ctl({u"batch"_s, u"fill"_s, project, u"Second look"_s, u"--kind"_s, u"pairwise"_s,
                            u"--overlap"_s, u"2"_s, u"--json"_s});
    QCOMPARE(filled.exitCode, 0);
    QVERIFY(filled.object()["result"_L1]["items"_L1].toInt() == 1);
    QCOMPARE(ctl({u"batch"_s, u"fill"_s, project, u"x"_s, u"--from"_s, u"nowhere"_s}).exitCode, 1);
    const Run ordered = ctl({u"batch"_s, u"list"_s, project, u"--json"_s});
    QCOMPARE(ordered.object()["batches"_L1][0]["order"_L1].toString(), u"fewest_labels"_s);
}

void TstCtl::sampleIsWhole()
{
    const QString project = path(u"s.plumb"_s);
    const Run made = ctl({u"sample"_s, project, u"--json"_s});
    QVERIFY2(made.exitCode == 0, made.err.constData());
    const QJsonObject info = ctl({u"info"_s, project, u"--json"_s}).object();
    QCOMPARE(info["counters"_L1]["open_items"_L1].toInt(), 200);
    QCOMPARE(info["models"_L1].toArray().size(), 6);
    const Run votes =
        ctl({u"items"_s, project, u"--batch"_s, u"MT-Bench pairs, people"_s, u"--count"_s, u"--json"_s});
    QCOMPARE(votes.object()["count"_L1].toInt(), 1814);
    QCOMPARE(ctl({u"check"_s, project}).exitCode, 0);
    for (const QString& kind : {u"pairwise"_s, u"rating"_s, u"span"_s}) {
        const Run claimed =
            ctl({u"claim"_s, project, u"--annotator"_s, u"ann"_s, u"--kind"_s, kind, u"--json"_s});
        QCOMPARE(claimed.object()["item"_L1]["kind"_L1].toString(), kind);
    }
}

QTEST_GUILESS_MAIN(TstCtl)
#include "tst_ctl.moc"
