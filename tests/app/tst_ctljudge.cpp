// plumblinectl endpoint and judge, against a server over real sockets; and no key in anything that is
// written.

#include "core/store/jobrepository.h"
#include "tests/app/ctlrun.h"
#include "tests/support/projectbuilder.h"
#include "tests/support/scriptedserver.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kKey = "sk-planted-7d2f90ab31";

/// Whichever answer says "left" is better.
ScriptedReply judged(const ScriptedRequest& request)
{
    const bool isFirst = request.body.indexOf("left ") < request.body.indexOf("right ");
    return jsonReply(chatCompletion(isFirst ? "[[A]]" : "[[B]]"));
}

} // namespace

class TstCtlJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_project = std::make_unique<ProjectBuilder>(m_clock);
        m_project->addPairs(8);
        m_server = std::make_unique<ScriptedServer>();
        m_server->setHandler(judged);
        m_output.clear();
        m_key = kKey;
    }

    void endpointsAreAddedListedAndRemoved()
    {
        const CtlRun added =
            ctl({u"endpoint"_s, u"add"_s, path(), u"local"_s, u"--url"_s,
                 u"https://api.example.org/v1/chat/completions"_s, u"--model"_s, u"m"_s, u"--key"_s,
                 u"planted"_s, u"--price-in"_s, u"2.5"_s, u"--in-flight"_s, u"8"_s});
        QVERIFY2(added.exitCode == 0, added.err.constData());
        QCOMPARE(added.object().value(u"base_url"_s).toString(), u"https://api.example.org/v1"_s);
        const CtlRun again = ctl({u"endpoint"_s, u"add"_s, path(), u"local"_s, u"--url"_s,
                                  u"https://x.org/v1"_s, u"--model"_s, u"m"_s});
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.error(u"code"_s).toString(), u"already_exists"_s);
        QCOMPARE(ctl({u"endpoint"_s, u"add"_s, path(), u"local"_s, u"--url"_s, u"https://x.org/v1"_s,
                      u"--model"_s, u"other"_s, u"--replace"_s})
                     .exitCode,
                 0);
        const QJsonArray all =
            ctl({u"endpoint"_s, u"list"_s, path()}).object().value(u"endpoints"_s).toArray();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.at(0).toObject().value(u"model"_s).toString(), u"other"_s);
        QCOMPARE(ctl({u"endpoint"_s, u"remove"_s, path(), u"local"_s}).exitCode, 0);
        QCOMPARE(ctl({u"endpoint"_s, u"remove"_s, path(), u"local"_s}).exitCode, 1);
    }

    void wrongUsageIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        const QStringList add{u"endpoint"_s, u"add"_s, u"PROJECT"_s, u"local"_s, u"--model"_s, u"m"_s};
        QTest::newRow("no address") << add << 2;
        QTest::newRow("an address with a password")
            << add + QStringList{u"--url"_s, u"https://u:p@x.org/v1"_s} << 1;
        QTest::newRow("a key in place of its name")
            << add + QStringList{u"--url"_s, u"https://x.org/v1"_s, u"--key"_s, QString::fromLatin1(kKey)}
            << 2;
        QTest::newRow("odd proxy") << add + QStringList{u"--url"_s, u"https://x.org/v1"_s, u"--proxy"_s,
                                                        u"fast"_s}
                                   << 1;
        QTest::newRow("no such judge") << QStringList{u"judge"_s, u"run"_s, u"PROJECT"_s, u"nobody"_s} << 1;
        QTest::newRow("a judge without an endpoint")
            << QStringList{u"judge"_s, u"add"_s, u"PROJECT"_s, u"j"_s} << 1;
        QTest::newRow("an endpoint that is not there")
            << QStringList{u"judge"_s, u"add"_s, u"PROJECT"_s, u"j"_s, u"--endpoint"_s, u"gone"_s} << 1;
        QTest::newRow("odd protocol")
            << QStringList{u"judge"_s, u"add"_s, u"PROJECT"_s, u"j"_s, u"--protocol"_s, u"odd"_s} << 2;
        QTest::newRow("no verb") << QStringList{u"judge"_s} << 2;
    }

    void wrongUsageIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(const int, exitCode);
        arguments.replaceInStrings(u"PROJECT"_s, path());
        const CtlRun run = ctl(arguments);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY(!run.error(u"message"_s).toString().isEmpty());
        QVERIFY(!(run.out + run.err).contains(kKey));
    }

    void aJudgeIsTestedEstimatedRunAndMeasured()
    {
        addJudge();
        const CtlRun dry = ctl({u"judge"_s, u"run"_s, path(), u"j"_s, u"--dry-run"_s});
        QVERIFY2(dry.exitCode == 0, dry.err.constData());
        QCOMPARE(dry.object().value(u"items"_s), 8);
        QCOMPARE(dry.object().value(u"calls"_s), 16);
        QVERIFY(dry.object().value(u"prompt_tokens"_s).toInt() > 16 * 50);
        const QJsonArray dollars = dry.object().value(u"dollars"_s).toArray();
        QVERIFY(dollars.at(0).toDouble() > 0 && dollars.at(0).toDouble() < dollars.at(1).toDouble());
        QCOMPARE(m_server->requests.size(), 0); // a dry run asks nobody

        const CtlRun some = ctl({u"judge"_s, u"run"_s, path(), u"j"_s, u"--limit"_s, u"3"_s});
        QVERIFY2(some.exitCode == 0, some.err.constData());
        QCOMPARE(some.object().value(u"judged"_s), 3);
        const CtlRun run = ctl({u"judge"_s, u"run"_s, path(), u"j"_s});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(run.object().value(u"judged"_s), 5);
        QCOMPARE(run.object().value(u"state"_s).toString(), u"done"_s);
        QCOMPARE(m_server->requests.size(), 16);
        QVERIFY(m_server->requests.constFirst().headers.value("authorization") == "Bearer " + kKey);
        const CtlRun known = ctl({u"judge"_s, u"run"_s, path(), u"j"_s, u"--again"_s, u"--dry-run"_s});
        QCOMPARE(known.object().value(u"known_replies"_s), 16);
        QCOMPARE(known.object().value(u"calls"_s), 0);

        const QJsonObject list = ctl({u"judge"_s, u"list"_s, path()}).object();
        QCOMPARE(list.value(u"judges"_s).toArray().size(), 1);
        const CtlRun report = ctl({u"judge"_s, u"report"_s, path()});
        QVERIFY2(report.exitCode == 0, report.err.constData());
        QCOMPARE(report.object().value(u"judges"_s), 1);
        bool isThere = false;
        for (const QJsonValue& row : report.object().value(u"rows"_s).toArray()) {
            if (row.toObject().value(u"name"_s).toString() == u"j"_s) {
                isThere = true;
                QCOMPARE(row.toObject().value(u"verdicts"_s), 8);
                QVERIFY(!row.toObject().value(u"price"_s).toObject().value(u"value"_s).isNull());
            }
        }
        QVERIFY(isThere);
    }

    void aRunWithoutMoneyGoesOnWithMore()
    {
        addJudge();
        const CtlRun stopped =
            ctl({u"judge"_s, u"run"_s, path(), u"j"_s, u"--budget"_s, u"0.0"_s, u"--in-flight"_s, u"1"_s});
        QCOMPARE(stopped.exitCode, 1);
        QVERIFY(stopped.error(u"message"_s).toString().contains(u"budget"_s, Qt::CaseInsensitive));
        QCOMPARE(m_server->requests.size(), 0);
        const QString job = QString::number(stopped.object().value(u"job"_s).toInteger());
        const CtlRun done = ctl({u"judge"_s, u"resume"_s, path(), job, u"--budget"_s, u"50"_s});
        QVERIFY2(done.exitCode == 0, done.err.constData());
        QCOMPARE(done.object().value(u"judged"_s), 8);
    }

    void aPlantedKeyAppearsNowhere()
    {
        // A server that tells whatever it was sent.
        bool isRevoked = false;
        m_server->setHandler([&](const ScriptedRequest& request) {
            const QByteArray sent = request.headers.value("authorization");
            if (isRevoked) {
                return httpReply(401, "X-Request-Id: " + sent + "\r\n",
                                 R"({"error":{"message":"Incorrect API key provided: )" + sent +
                                     R"(","type":"invalid_request_error","code":"invalid_api_key"}})");
            }
            return jsonReply(chatCompletion("You sent " + sent + ". [[A]]"));
        });
        addJudge();
        QCOMPARE(ctl({u"endpoint"_s, u"test"_s, path(), u"server"_s}).exitCode, 0);
        QCOMPARE(ctl({u"judge"_s, u"run"_s, path(), u"j"_s, u"--limit"_s, u"4"_s}).exitCode, 0);
        isRevoked = true;
        const CtlRun revoked = ctl({u"judge"_s, u"run"_s, path(), u"j"_s});
        QCOMPARE(revoked.exitCode, 1);
        QVERIFY(revoked.error(u"message"_s).toString().contains(u"planted"_s)); // named, not shown
        QCOMPARE(ctl({u"endpoint"_s, u"test"_s, path(), u"server"_s}).exitCode, 1);
        m_key.clear();
        const CtlRun missing = ctl({u"judge"_s, u"run"_s, path(), u"j"_s});
        QCOMPARE(missing.exitCode, 1);
        QVERIFY(missing.error(u"message"_s).toString().contains(u"PLUMBLINE_KEY_PLANTED"_s));
        m_key = kKey;
        QCOMPARE(ctl({u"jobs"_s, u"list"_s, path()}).exitCode, 0);
        const QString exported = m_project->path() + u".export.jsonl"_s;
        QCOMPARE(ctl({u"export"_s, path(), u"--output"_s, exported, u"--format"_s, u"plumbline"_s}).exitCode,
                 0);
        QVERIFY(QFile::exists(exported));
        QVERIFY(m_server->requests.size() > 10);

        QVERIFY(!m_output.contains(kKey));
        int files = 0;
        for (const QString& folder : {QFileInfo(path()).path(), m_home.path()}) {
            QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                QVERIFY2(!file.readAll().contains(kKey), qPrintable(file.fileName()));
                ++files;
            }
        }
        QVERIFY(files >= 2); // the project (with what stands beside it) and the export
        // Replies are compressed in the project: they are looked at as they are read.
        const auto replies = m_project->store().read([](Session& session) -> Result<int> {
            PLUMBLINE_ASSIGN(Rows rows, session.db.query(u"SELECT reply FROM llm_reply"_s));
            int count = 0;
            while (rows.next()) {
                const QByteArray reply = qUncompress(rows.blob(0));
                if (reply.contains(kKey) || !reply.contains("You sent")) {
                    return makeError(ErrorCode::InvalidData, QString::fromUtf8(reply));
                }
                ++count;
            }
            return count;
        });
        QVERIFY2(replies, replies ? "" : qPrintable(replies.error().message));
        QVERIFY(*replies >= 8);
    }

private:
    [[nodiscard]] QString path() const { return m_project->path(); }

    /// Runs the program, with the key in its environment, while this thread's server answers it.
    CtlRun ctl(QStringList arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PLUMBLINE_KEY_PLANTED"_s, QString::fromLatin1(m_key));
        for (const QString& name : {u"HOME"_s, u"XDG_STATE_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_CONFIG_HOME"_s,
                                    u"XDG_DATA_HOME"_s}) {
            environment.insert(name, m_home.path());
        }
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("PLUMBLINE_BIN_DIR") + u"/plumblinectl"_s,
                      arguments << u"--json"_s);
        process.closeWriteChannel();
        QElapsedTimer timer;
        timer.start();
        while (process.state() != QProcess::NotRunning && timer.elapsed() < 60'000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
        }
        CtlRun run{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
        m_output += run.out + run.err;
        return run;
    }

    void addJudge()
    {
        const CtlRun endpoint =
            ctl({u"endpoint"_s, u"add"_s, path(), u"server"_s, u"--url"_s, m_server->baseUrl().toString(),
                 u"--model"_s, u"m"_s, u"--key"_s, u"planted"_s, u"--proxy"_s, u"none"_s, u"--price-in"_s,
                 u"1"_s, u"--price-out"_s, u"2"_s});
        QVERIFY2(endpoint.exitCode == 0, endpoint.err.constData());
        const CtlRun judge = ctl({u"judge"_s, u"add"_s, path(), u"j"_s, u"--endpoint"_s, u"server"_s,
                                  u"--no-structured"_s, u"--no-logprobs"_s, u"--retries"_s, u"0"_s});
        QVERIFY2(judge.exitCode == 0, judge.err.constData());
    }

    const SystemClock m_clock;
    const QTemporaryDir m_home;
    std::unique_ptr<ProjectBuilder> m_project;
    std::unique_ptr<ScriptedServer> m_server;
    QByteArray m_output;
    QByteArray m_key;
};

QTEST_GUILESS_MAIN(TstCtlJudge)

#include "tst_ctljudge.moc"
