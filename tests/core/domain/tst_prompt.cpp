#include "core/domain/prompt.h"

#include "core/base/json.h"

#include <QJsonArray>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonKeepsEverything();
    void jsonLeavesOutWhatIsNotSet();
    void responseWritesOneTurnAsText();
    void badPrompts_data();
    void badPrompts();
    void badResponses_data();
    void badResponses();
    void hashIsTheContent();
    void hashIsStable();
    void responseHashDependsOnThePrompt();
    void lastUserText();
    void conversation_data();
    void conversation();
    void commonPrefix_data();
    void commonPrefix();
    void messagesNameTheirField();
};

namespace {

/// "u:one a:two" as messages.
QList<Message> messages(const QString& text)
{
    static const QHash<QChar, QString> kRoles{
        {u's', u"system"_s}, {u'u', u"user"_s}, {u'a', u"assistant"_s}, {u't', u"tool"_s}};
    QList<Message> list;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
        list.append({kRoles.value(word.at(0)), word.mid(2)});
    }
    return list;
}

QString written(const QList<Message>& list)
{
    QStringList words;
    for (const Message& message : list) {
        words.append(QString(message.role.at(0)) + u':' + message.content);
    }
    return words.join(u' ');
}

Prompt fullPrompt()
{
    Prompt prompt;
    prompt.messages = messages(u"s:rules u:ask"_s);
    prompt.category = u"writing"_s;
    prompt.references = {u"answer"_s};
    prompt.passages = {{u"Title"_s, {u"One."_s, u"Two."_s}}, {QString(), {}}};
    prompt.meta = {{u"source"_s, u"set"_s}};
    return prompt;
}

QJsonObject parsed(const QString& text)
{
    const Result<QJsonObject> object = parseJsonObject(text.toUtf8());
    return object ? *object : QJsonObject{{u"test data is no JSON"_s, true}};
}

} // namespace

void TestPrompt::jsonKeepsEverything()
{
    const Prompt prompt = fullPrompt();
    const Result<Prompt> read = Prompt::fromJson(prompt.toJson());
    QVERIFY(read);
    QCOMPARE(*read, prompt);

    const Response response{{}, {}, u"gpt"_s, {u"one"_s, u"two"_s}, {{u"id"_s, 7}}};
    const Result<Response> readResponse = Response::fromJson(response.toJson());
    QVERIFY(readResponse);
    QCOMPARE(*readResponse, response);
}

void TestPrompt::jsonLeavesOutWhatIsNotSet()
{
    Prompt prompt;
    prompt.messages = messages(u"u:hi"_s);
    QCOMPARE(canonicalJson(prompt.toJson()), QByteArray(R"({"messages":[{"content":"hi","role":"user"}]})"));
}

void TestPrompt::responseWritesOneTurnAsText()
{
    const Response one{{}, {}, u"m"_s, {u"hi"_s}, {}};
    QCOMPARE(canonicalJson(one.toJson()), QByteArray(R"({"model":"m","text":"hi"})"));
    const Response two{{}, {}, u"m"_s, {u"hi"_s, u"ho"_s}, {}};
    QCOMPARE(canonicalJson(two.toJson()), QByteArray(R"({"model":"m","turns":["hi","ho"]})"));
    const Result<Response> read = Response::fromJson(one.toJson());
    QVERIFY(read);
    QCOMPARE(read->text(), u"hi"_s);
    QCOMPARE(two.text(), u"ho"_s);
    QCOMPARE(Response{}.text(), QString());
}

void TestPrompt::badPrompts_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("field");
    QTest::newRow("nothing") << u"{}"_s << u"messages"_s;
    QTest::newRow("no message") << u"{\"messages\":[]}"_s << u"messages"_s;
    QTest::newRow("no list") << u"{\"messages\":\"hi\"}"_s << u"messages"_s;
    QTest::newRow("no object") << u"{\"messages\":[\"hi\"]}"_s << u"messages[0]"_s;
    QTest::newRow("no content") << u"{\"messages\":[{\"role\":\"user\"}]}"_s << u"messages[0].content"_s;
    QTest::newRow("null content") << u"{\"messages\":[{\"role\":\"user\",\"content\":null}]}"_s
                                  << u"messages[0].content"_s;
    QTest::newRow("role") << u"{\"messages\":[{\"role\":\"human\",\"content\":\"\"}]}"_s
                          << u"messages[0].role"_s;
    QTest::newRow("message key") << u"{\"messages\":[{\"role\":\"user\",\"content\":\"\",\"nmae\":1}]}"_s
                                 << u"messages[0].nmae"_s;
    const QString rest = u"{\"messages\":[{\"role\":\"user\",\"content\":\"\"}],%1}"_s;
    QTest::newRow("key") << rest.arg(u"\"catgory\":\"x\""_s) << u"catgory"_s;
    QTest::newRow("category") << rest.arg(u"\"category\":1"_s) << u"category"_s;
    QTest::newRow("reference") << rest.arg(u"\"references\":[\"a\",2]"_s) << u"references[1]"_s;
    QTest::newRow("passage") << rest.arg(u"\"passages\":[{\"title\":\"t\"}]"_s) << u"passages[0].sentences"_s;
    QTest::newRow("sentence") << rest.arg(u"\"passages\":[{\"sentences\":[[]]}]"_s)
                              << u"passages[0].sentences[0]"_s;
    QTest::newRow("meta") << rest.arg(u"\"meta\":[]"_s) << u"meta"_s;
}

void TestPrompt::badPrompts()
{
    QFETCH(QString, json);
    QFETCH(QString, field);
    const Result<Prompt> read = Prompt::fromJson(parsed(json));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidData);
    QCOMPARE(read.error().field, field);
    QVERIFY(!read.error().message.isEmpty());
}

void TestPrompt::badResponses_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("field");
    QTest::newRow("nothing") << u"{}"_s << u"text"_s;
    QTest::newRow("no turn") << u"{\"turns\":[]}"_s << u"turns"_s;
    QTest::newRow("both") << u"{\"turns\":[\"a\"],\"text\":\"a\"}"_s << u"text"_s;
    QTest::newRow("type") << u"{\"text\":1}"_s << u"text"_s;
    QTest::newRow("model") << u"{\"text\":\"\",\"model\":1}"_s << u"model"_s;
    QTest::newRow("key") << u"{\"text\":\"\",\"modle\":\"m\"}"_s << u"modle"_s;
}

void TestPrompt::badResponses()
{
    QFETCH(QString, json);
    QFETCH(QString, field);
    const Result<Response> read = Response::fromJson(parsed(json));
    QVERIFY(!read);
    QCOMPARE(read.error().field, field);
}

void TestPrompt::hashIsTheContent()
{
    const Prompt prompt = fullPrompt();
    Prompt same = prompt;
    same.id = {7};
    QCOMPARE(same.hash(), prompt.hash());
    QCOMPARE(prompt.hash().size(), qsizetype(16));

    QList<Prompt> others(5, prompt);
    others[0].messages[1].content = u"ask "_s;
    others[1].category.clear();
    others[2].references.append(QString());
    others[3].passages[0].sentences = {u"One.Two."_s};
    others[4].meta = {};
    for (const Prompt& other : others) {
        QVERIFY(other.hash() != prompt.hash());
    }
}

void TestPrompt::hashIsStable()
{
    // Identities in stores depend on these.
    Prompt prompt;
    prompt.messages = messages(u"u:hi"_s);
    QCOMPARE(prompt.hash().toHex(), QByteArray("39b4468c8a53c0dfc28fd0f416d89798"));
    const Response response{{}, {}, u"m"_s, {u"ho"_s}, {}};
    QCOMPARE(response.hash(prompt.hash()).toHex(), QByteArray("25e332775295fc0933256946947c27bf"));
}

void TestPrompt::responseHashDependsOnThePrompt()
{
    const Response response{{}, {}, u"m"_s, {u"hi"_s}, {}};
    Response same = response;
    same.id = {3};
    same.promptId = {4};
    QCOMPARE(same.hash("p"), response.hash("p"));
    QVERIFY(response.hash("p") != response.hash("q"));
    Response other = response;
    other.model = u"n"_s;
    QVERIFY(other.hash("p") != response.hash("p"));
}

void TestPrompt::lastUserText()
{
    Prompt prompt;
    QCOMPARE(prompt.lastUserText(), QString());
    prompt.messages = messages(u"s:only"_s);
    QCOMPARE(prompt.lastUserText(), u"only"_s);
    prompt.messages = messages(u"u:one a:two u:three t:four"_s);
    QCOMPARE(prompt.lastUserText(), u"three"_s);
}

void TestPrompt::conversation_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("turns");
    QTest::addColumn<QString>("whole");
    QTest::newRow("one turn") << u"u:1"_s << u"A"_s << u"u:1 a:A"_s;
    QTest::newRow("system") << u"s:0 u:1"_s << u"A"_s << u"s:0 u:1 a:A"_s;
    QTest::newRow("two turns") << u"u:1 u:2"_s << u"A B"_s << u"u:1 a:A u:2 a:B"_s;
    QTest::newRow("history and one turn") << u"u:1 a:x u:2"_s << u"A"_s << u"u:1 a:x u:2 a:A"_s;
    QTest::newRow("history and two turns")
        << u"u:1 a:x u:2 u:3"_s << u"A B"_s << u"u:1 a:x u:2 a:A u:3 a:B"_s;
    QTest::newRow("fewer turns than questions") << u"u:1 u:2"_s << u"B"_s << u"u:1 u:2 a:B"_s;
    QTest::newRow("turn replaces the prompt's answer")
        << u"u:1 a:x u:2"_s << u"A B"_s << u"u:1 a:A u:2 a:B"_s;
    QTest::newRow("tool result before the answer")
        << u"u:1 a:call t:r"_s << u"A"_s << u"u:1 a:call t:r a:A"_s;
    QTest::newRow("no question") << u"s:0"_s << u"A"_s << u"s:0 a:A"_s;
    QTest::newRow("more turns than questions") << u"u:1"_s << u"A B"_s << u"u:1 a:A a:B"_s;
    QTest::newRow("three turns, two questions") << u"u:1 u:2"_s << u"A B C"_s << u"u:1 a:A a:B u:2 a:C"_s;
    QTest::newRow("no turn") << u"u:1 a:x u:2"_s << QString() << u"u:1 a:x u:2"_s;
}

void TestPrompt::conversation()
{
    QFETCH(QString, prompt);
    QFETCH(QString, turns);
    QFETCH(QString, whole);
    Prompt asked;
    asked.messages = messages(prompt);
    Response response;
    response.turns = turns.split(u' ', Qt::SkipEmptyParts);
    QCOMPARE(written(plumbline::conversation(asked, response)), whole);
}

void TestPrompt::commonPrefix_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("common");
    QTest::newRow("one turn") << u"u:1"_s << u"A"_s << u"B"_s << u"u:1"_s;
    QTest::newRow("same answer stays out") << u"u:1"_s << u"A"_s << u"A"_s << u"u:1"_s;
    QTest::newRow("first turn differs") << u"u:1 u:2"_s << u"A B"_s << u"C D"_s << u"u:1"_s;
    QTest::newRow("first turn is the same") << u"u:1 u:2"_s << u"A B"_s << u"A D"_s << u"u:1 a:A u:2"_s;
    QTest::newRow("history") << u"u:1 a:x u:2"_s << u"A"_s << u"B"_s << u"u:1 a:x u:2"_s;
    QTest::newRow("different lengths") << u"u:1 u:2"_s << u"A B"_s << u"B"_s << u"u:1"_s;
}

void TestPrompt::commonPrefix()
{
    QFETCH(QString, prompt);
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(QString, common);
    Prompt asked;
    asked.messages = messages(prompt);
    Response left;
    left.turns = first.split(u' ');
    Response right;
    right.turns = second.split(u' ');
    QCOMPARE(written(plumbline::commonPrefix(asked, left, right)), common);
    QCOMPARE(written(plumbline::commonPrefix(asked, right, left)), common);
}

void TestPrompt::messagesNameTheirField()
{
    const QList<Message> list = messages(u"s:a u:b a:c t:d"_s);
    const Result<QList<Message>> read = messagesFromJson(messagesToJson(list), u"chosen"_s);
    QVERIFY(read);
    QCOMPARE(*read, list);

    const Result<QList<Message>> wrong = messagesFromJson(QJsonArray{1}, u"chosen"_s);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().field, u"chosen[0]"_s);
    const Result<QList<Message>> text = messagesFromJson(u"hi"_s, u"chosen"_s);
    QVERIFY(!text);
    QCOMPARE(text.error().field, u"chosen"_s);
}

QTEST_GUILESS_MAIN(TestPrompt)
#include "tst_prompt.moc"
