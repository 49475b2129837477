#include "tests/core/llm/llmfixture.h"

#include "core/base/json.h"
#include "core/llm/batchclient.h"
#include "core/llm/keyringkeys.h"
#include "core/llm/replayclient.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <vector>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Keys: where they come from, and that they appear nowhere.
class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comeFromTheEnvironment();
    void badKeysAreNotQuoted_data();
    void badKeysAreNotQuoted();
    void chainsAskInOrder();
    void aMissingKeyringSaysWhatToDo();
    void manyThreadsMayAskTheKeyring();
    void printAsHidden();
    void aPlantedKeyAppearsNowhere();
};

void TestSecrets::comeFromTheEnvironment()
{
    QCOMPARE(EnvironmentKeys::variableOf(u"open-ai 2"_s), u"PLUMBLINE_KEY_OPEN_AI_2"_s);
    QCOMPARE(EnvironmentKeys::variableOf(u"ü"_s), u"PLUMBLINE_KEY__"_s);
    const EnvironmentKeys keys;
    qputenv("PLUMBLINE_KEY_TESTED", " sk-abc\n");
    QCOMPARE(keys.key(u"tested"_s)->bytes(), "sk-abc");
    qunsetenv("PLUMBLINE_KEY_TESTED");
    const auto missing = keys.key(u"tested"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(missing.error().message.contains(u"PLUMBLINE_KEY_TESTED"_s));
}

void TestSecrets::badKeysAreNotQuoted_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("line break") << QByteArray("sk-abc\r\nX-Evil: 1");
    QTest::newRow("blank") << QByteArray("sk abc");
    QTest::newRow("no ASCII") << QByteArray("sk-\xC3\xBC");
    QTest::newRow("empty") << QByteArray(" ");
    QTest::newRow("endless") << QByteArray(5000, 'k');
}

void TestSecrets::badKeysAreNotQuoted()
{
    QFETCH(QByteArray, key);
    const auto checked = checkedKey(u"mine"_s, key);
    QVERIFY(!checked);
    QVERIFY(checked.error().message.contains(u"mine"_s));
    QVERIFY(!checked.error().message.contains(u"sk"_s));
}

void TestSecrets::chainsAskInOrder()
{
    const PlantedKeys planted;
    const EnvironmentKeys environment;
    const KeyChain chain({&environment, &planted});
    QCOMPARE(chain.key(u"planted"_s)->bytes(), PlantedKeys::kPlantedKey);
    qputenv("PLUMBLINE_KEY_PLANTED", "sk-first");
    QCOMPARE(chain.key(u"planted"_s)->bytes(), "sk-first");
    qputenv("PLUMBLINE_KEY_PLANTED", "not a key");
    QCOMPARE(chain.key(u"planted"_s).error().code, ErrorCode::InvalidData); // not passed over in silence
    qunsetenv("PLUMBLINE_KEY_PLANTED");
    const auto missing = chain.key(u"other"_s);
    QVERIFY(missing.error().message.contains(u"PLUMBLINE_KEY_OTHER"_s));
    QVERIFY(missing.error().message.contains(u"here"_s));
    QVERIFY(!KeyChain({}).key(u"x"_s).error().message.isEmpty());
}

void TestSecrets::manyThreadsMayAskTheKeyring()
{
    if (!KeyringKeys::isBuiltIn()) {
        QSKIP("This build has no keyring.");
    }
    // There is no such key, whether there is a keyring or not.
    std::vector<std::future<bool>> answers;
    for (int thread = 0; thread < 16; ++thread) {
        answers.push_back(std::async(std::launch::async, [] {
            constexpr int kTimes = 20;
            for (int time = 0; time < kTimes; ++time) {
                if (KeyringKeys().key(u"plumbline-test-absent"_s)) {
                    return false;
                }
            }
            return true;
        }));
    }
    for (std::future<bool>& answer : answers) {
        QVERIFY(answer.get());
    }
}

void TestSecrets::aMissingKeyringSaysWhatToDo()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    qputenv("XDG_CURRENT_DESKTOP", "none");
    const auto found = KeyringKeys().key(u"plumbline-test-absent"_s);
    QVERIFY(!found);
    QVERIFY(!found.error().message.isEmpty());
    QCOMPARE(found.error().field, u"key_name"_s);
}

void TestSecrets::printAsHidden()
{
    QString text;
    QDebug(&text) << Secret("sk-abc") << Secret();
    QVERIFY(!text.contains(u"sk-abc"_s));
    QVERIFY(text.contains(u"(hidden)"_s));
    const Secret secret("sk-abc");
    QCOMPARE(secret.hiddenIn(u"a sk-abc b"_s), u"a (key) b"_s);
    QCOMPARE(Secret().hiddenIn(u"abc"_s), u"abc"_s);
    Secret moved = secret;
    const Secret other = std::move(moved);
    QCOMPARE(other.bytes(), "sk-abc");
    QVERIFY(moved.isEmpty());
}

namespace {

QString* g_log = nullptr;

void intoLog(QtMsgType, const QMessageLogContext&, const QString& message)
{
    *g_log += message + u'\n';
}

QString allOf(const LlmOutcome& outcome)
{
    QString out = outcome.error.error.toString() + outcome.error.error.details + outcome.error.serverMessage +
                  outcome.error.serverCode + outcome.error.partialText;
    if (outcome.reply) {
        out += QString::fromUtf8(canonicalJson(outcome.reply->toJson()));
    }
    return out;
}

} // namespace

void TestSecrets::aPlantedKeyAppearsNowhere()
{
    const QTemporaryDir dir;
    QString said;
    g_log = &said;
    const QtMessageHandler before = qInstallMessageHandler(intoLog);
    const QByteArray key = PlantedKeys::kPlantedKey;
    {
        FileReplyCache cache(dir.filePath(u"replies"_s));
        LlmFixture fixture;
        fixture.services.cache = &cache;
        fixture.services.retry.maxRetries = 0;
        RecordingClient recorder(fixture.client(), dir.filePath(u"recording.jsonl"_s));
        QVERIFY(recorder.open());
        // A server that says the key back, in every place that it can.
        const QByteArray error =
            R"({"error":{"message":"Incorrect API key provided: )" + key + R"(","code":")" + key + R"("}})";
        const QByteArray twice = "{\"" + key + "\":1,\"" + key + "\":2}";
        QByteArray everywhere = chatCompletion(key);
        everywhere.replace("\"m\"", '"' + key + '"').replace("chatcmpl-1", key);
        ScriptedReply cut =
            streamReply("data: {\"choices\":[{\"delta\":{\"content\":\"" + key + "\"}}]}\n\n");
        fixture.server.script({jsonReply(chatCompletion("Your key is " + key)), httpReply(401, {}, error),
                               httpReply(500, "x-request-id: " + key + "\r\n", "<html>" + key + "</html>"),
                               httpReply(307, "Location: http://other.example/" + key + "\r\n", {}), cut,
                               jsonReply("<html>" + key + "</html>"), jsonReply(error), jsonReply(twice),
                               jsonReply(everywhere)});
        for (int number = 0; number < 9; ++number) {
            LlmRequest request = LlmFixture::request(QString::number(number));
            request.isStreamed = number == 4;
            said += allOf(LlmFixture::outcome(recorder.ask(request)));
        }
        QCOMPARE(fixture.server.requests.size(), 9);
        said += QString::fromUtf8(canonicalJson(fixture.endpoint.toJson()));
        said += QString::fromUtf8(canonicalJson(canonicalRequest(fixture.endpoint, LlmFixture::request())));
        QDebug(&said) << fixture.keys.key(u"planted"_s).value();
    }
    qInstallMessageHandler(before);
    QVERIFY(said.contains(u"(key)"_s)); // it was looked for and taken out
    QVERIFY2(!said.contains(QString::fromLatin1(key)),
             qPrintable(said.mid(said.indexOf(QString::fromLatin1(key)) - 300, 400)));
    int files = 0;
    for (QDirIterator it(dir.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(key), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files >= 2);
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
