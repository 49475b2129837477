#include "tests/ui/screens/judgesetuphost.h"
#include "ui/screens/judgesetup/endpointdialog.h"
#include "ui/screens/judgesetup/endpointsmodel.h"
#include "ui/screens/judgesetup/factsview.h"
#include "ui/screens/judgesetup/judgesetupscreen.h"
#include "ui/screens/judgesetup/setuppane.h"
#include "ui/shell/translations.h"
#include "ui/widgets/messagebar.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstJudgeEndpoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void endpointIsAddedByTyping();
    void presetFillsTheAddress();
    void testSaysWhatTheServerCan();
    void testSaysWhatIsWrong();
    void testFindsAServerOfRewards();
    void testCanBeStopped();
    void testFromTheListIsKept();
    void keyIsFoundAndNeverShown();
    void endpointIsRemovedOnlyAfterAQuestion();
};

void TstJudgeEndpoints::initTestCase()
{
    installTranslations(*qApp);
    qputenv("PLUMBLINE_KEY_PLANTED", "sk-planted-4f1c9a7e");
}

void TstJudgeEndpoints::cleanup()
{
    QVERIFY(QApplication::activeModalWidget() == nullptr);
}

void TstJudgeEndpoints::endpointIsAddedByTyping()
{
    ScreenHost host;
    host.show<JudgeSetupScreen>();
    host.press(Qt::Key_2);
    host.press(Qt::Key_N);
    OPEN(EndpointDialog, dialog);
    type(dialog, "endpointName", u"mine"_s);
    type(dialog, "endpointUrl", u"https://llm.example.org/v1/chat/completions"_s);
    type(dialog, "endpointModel", u"judge-7b"_s);
    type(dialog, "endpointKeyName", u"no such key"_s);
    in<QDoubleSpinBox>(dialog, "endpointPriceIn")->setValue(2.5);
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    commit(dialog);
    QTRY_COMPARE(endpoints(host).size(), 1);
    const LlmEndpoint saved = endpoints(host).first();
    QCOMPARE(saved.name, u"mine"_s);
    QCOMPARE(saved.baseUrl.toString(), u"https://llm.example.org/v1"_s);
    QCOMPARE(saved.model, u"judge-7b"_s);
    QCOMPARE(saved.prices.input, 2.5);
    auto* table = host.find<QTableView>("endpointTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    // A second one of the same name is refused before it is sent.
    host.press(Qt::Key_N);
    OPEN(EndpointDialog, second);
    type(second, "endpointName", u"mine"_s);
    type(second, "endpointModel", u"x"_s);
    QVERIFY(!host.actions.action(u"endpointedit.save"_s)->isEnabled());
    QVERIFY(in<QLabel>(second, "endpointWords")->text().contains(u"already"_s));
    second->reject();
}

void TstJudgeEndpoints::presetFillsTheAddress()
{
    ScreenHost host;
    const auto keys = std::make_shared<KeyFinder>();
    EndpointDialog dialog(*host.context, keys, {});
    dialog.show();
    auto* presets = in<QComboBox>(&dialog, "endpointPreset");
    QCOMPARE(in<QLineEdit>(&dialog, "endpointUrl")->text(), u"https://api.openai.com/v1"_s);
    QCOMPARE(in<QLineEdit>(&dialog, "endpointKeyName")->text(), u"openai"_s);
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_Down); // vLLM
    QCOMPARE(in<QLineEdit>(&dialog, "endpointUrl")->text(), u"http://localhost:8000/v1"_s);
    QCOMPARE(in<QLineEdit>(&dialog, "endpointKeyName")->text(), QString());
    QCOMPARE(in<QLineEdit>(&dialog, "endpointName")->text(), u"vLLM"_s);
    QVERIFY(!host.actions.action(u"endpointedit.save"_s)->isEnabled()); // no model yet
    type(&dialog, "endpointName", u"own name"_s);
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_Down); // llama.cpp
    QCOMPARE(in<QLineEdit>(&dialog, "endpointName")->text(), u"own name"_s);
}

void TstJudgeEndpoints::testSaysWhatTheServerCan()
{
    ScreenHost host;
    ScriptedServer server;
    server.setHandler(able);
    host.show<JudgeSetupScreen>();
    host.press(Qt::Key_2);
    host.press(Qt::Key_N);
    OPEN(EndpointDialog, dialog);
    type(dialog, "endpointName", u"tested"_s);
    type(dialog, "endpointUrl", server.baseUrl().toString());
    type(dialog, "endpointModel", u"m"_s);
    type(dialog, "endpointKeyName", u" "_s);
    QTest::keyClick(in<QLineEdit>(dialog, "endpointModel"), Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(in<QLabel>(dialog, "endpointTestWords")->text(), u"It works."_s);
    const FactsView& facts = dialog->result();
    QCOMPARE(facts.value(u"Answers as"_s), u"m-2026"_s);
    QVERIFY(facts.value(u"JSON of a given shape"_s).startsWith(u"yes, by json_schema"_s));
    QVERIFY(facts.value(u"Log-probabilities"_s).startsWith(u"yes"_s));
    QCOMPARE(facts.value(u"Temperature"_s), u"taken"_s);
    QCOMPARE(facts.value(u"Seed"_s), u"taken"_s);
    QVERIFY(facts.value(u"Time for a short reply"_s).endsWith(u" s"_s));
    commit(dialog);
    QTRY_COMPARE(endpoints(host).size(), 1);
    QCOMPARE(endpoints(host).first().abilities.structured, StructuredMode::JsonSchema);
    QVERIFY(endpoints(host).first().abilities.probedAt.isValid());
}

void TstJudgeEndpoints::testSaysWhatIsWrong()
{
    ScreenHost host;
    ScriptedServer server;
    server.setHandler([](const ScriptedRequest&) {
        return httpReply(401, {},
                         R"({"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}})");
    });
    const auto keys = std::make_shared<KeyFinder>();
    EndpointDialog dialog(*host.context, keys, {});
    LlmEndpoint endpoint = endpointAt(server.baseUrl());
    endpoint.keyName = u"planted"_s;
    dialog.beginWith(endpoint);
    dialog.show();
    click(&dialog, u"endpointTest"_s);
    QTRY_COMPARE(in<QLabel>(&dialog, "endpointTestWords")->text(), u"It does not work yet."_s);
    const QString hint = in<QLabel>(&dialog, "endpointTestHint")->text();
    QVERIFY2(hint.contains(u"key"_s), qPrintable(hint));
    QVERIFY(!hint.contains(u"sk-planted"_s));
    QVERIFY(dialog.message()->isVisible());
    // Nobody listens there.
    const QUrl gone = server.baseUrl();
    server.close();
    dialog.beginWith(endpointAt(QUrl(u"http://127.0.0.1:1/v1"_s)));
    click(&dialog, u"endpointTest"_s);
    QTRY_VERIFY(in<QLabel>(&dialog, "endpointTestHint")->text().contains(u"127.0.0.1"_s));
}

void TstJudgeEndpoints::testFindsAServerOfRewards()
{
    ScreenHost host;
    ScriptedServer server;
    server.setHandler([](const ScriptedRequest& request) {
        if (request.path.endsWith("/predict")) { // text-embeddings-inference: a list for each text
            return jsonReply(R"([[{"score":0.75,"label":"LABEL_0"}],[{"score":-1.5,"label":"LABEL_0"}]])");
        }
        return httpReply(404, {}, R"({"error":"Not Found"})");
    });
    const auto keys = std::make_shared<KeyFinder>();
    EndpointDialog dialog(*host.context, keys, {});
    dialog.beginWith(endpointAt(server.baseUrl()));
    dialog.show();
    click(&dialog, u"endpointTest"_s);
    QTRY_COMPARE(in<QLabel>(&dialog, "endpointTestWords")->text(), u"It works."_s);
    QCOMPARE(dialog.result().value(u"Gives"_s), u"rewards, by tei-predict"_s);
    QVERIFY(!dialog.message()->isVisible());
}

void TstJudgeEndpoints::testCanBeStopped()
{
    ScreenHost host;
    ScriptedServer server;
    server.setHandler([](const ScriptedRequest&) { return noReply(); });
    const auto keys = std::make_shared<KeyFinder>();
    EndpointDialog dialog(*host.context, keys, {});
    dialog.beginWith(endpointAt(server.baseUrl()));
    dialog.show();
    click(&dialog, u"endpointTest"_s);
    QTRY_COMPARE(server.requests.size(), 1);
    QAction* test = host.actions.action(u"endpointedit.test"_s);
    QCOMPARE(test->text(), u"Stop the test"_s);
    QElapsedTimer timer;
    timer.start();
    click(&dialog, u"endpointTest"_s);
    QVERIFY(timer.elapsed() < 500);
    QCOMPARE(test->text(), u"Test the connection"_s);
    QVERIFY(test->isEnabled());
    // Other settings end a test too: its answer would be about the old ones.
    click(&dialog, u"endpointTest"_s);
    QTRY_COMPARE(server.requests.size(), 2);
    type(&dialog, "endpointModel", u"other"_s);
    QCOMPARE(test->text(), u"Test the connection"_s);
    QTRY_COMPARE(server.open, 0);
}

void TstJudgeEndpoints::testFromTheListIsKept()
{
    ScreenHost host;
    ScriptedServer server;
    server.setHandler(able);
    store(host, endpointAt(server.baseUrl()));
    host.show<JudgeSetupScreen>();
    host.press(Qt::Key_2);
    auto* table = host.find<QTableView>("endpointTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, EndpointsModel::TestedColumn).data().toString(), u"never"_s);
    host.press(Qt::Key_T);
    QTRY_COMPARE(endpoints(host).first().abilities.answeredModel, u"m-2026"_s);
    QTRY_VERIFY(host.find<MessageBar>("judgesetupMessage")->title().contains(u"works"_s));
    QTRY_VERIFY(table->model()->index(0, EndpointsModel::TestedColumn).data().toString() != u"never"_s);
    server.setHandler([](const ScriptedRequest&) { return httpReply(503, {}, R"({"error":"loading"})"); });
    host.press(Qt::Key_T);
    QTRY_COMPARE(host.find<MessageBar>("judgesetupMessage")->severity(), MessageBar::Severity::Error);
    QVERIFY(endpoints(host).first().abilities.probedAt.isValid()); // as it was
}

void TstJudgeEndpoints::keyIsFoundAndNeverShown()
{
    ScreenHost host;
    LlmEndpoint endpoint = endpointAt(QUrl(u"https://llm.example.org/v1"_s));
    endpoint.keyName = u"planted"_s;
    store(host, endpoint);
    host.show<JudgeSetupScreen>();
    host.press(Qt::Key_2);
    QTRY_COMPARE(host.find<QTableView>("endpointTable")->model()->rowCount(), 1);
    const QString words = host.find<SetupPane>("endpointPane")->facts().value(u"Key"_s);
    QVERIFY2(words.contains(u"PLUMBLINE_KEY_PLANTED"_s), qPrintable(words));
    host.press(Qt::Key_E);
    OPEN(EndpointDialog, dialog);
    QCOMPARE(in<QLineEdit>(dialog, "endpointKey")->text(), QString());
    QCOMPARE(in<QLineEdit>(dialog, "endpointKey")->echoMode(), QLineEdit::Password);
    for (const QWidget* widget : QApplication::allWidgets()) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* line = qobject_cast<const QLineEdit*>(widget);
        const QString text = label != nullptr ? label->text() : line != nullptr ? line->text() : QString();
        QVERIFY2(!text.contains(u"4f1c9a7e"_s), qPrintable(widget->objectName()));
        QVERIFY(!widget->toolTip().contains(u"4f1c9a7e"_s));
        QVERIFY(!widget->accessibleName().contains(u"4f1c9a7e"_s));
    }
    dialog->reject();
}

void TstJudgeEndpoints::endpointIsRemovedOnlyAfterAQuestion()
{
    ScreenHost host;
    store(host, endpointAt(QUrl(u"https://llm.example.org/v1"_s)));
    host.show<JudgeSetupScreen>();
    host.press(Qt::Key_2);
    QTRY_COMPARE(host.find<QTableView>("endpointTable")->model()->rowCount(), 1);
    host.press(Qt::Key_Backspace, Qt::ControlModifier); // no answer
    QCOMPARE(host.dialogs.asked().size(), 1);
    QCOMPARE(endpoints(host).size(), 1);
    host.dialogs.answer(u"yes"_s);
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QTRY_COMPARE(endpoints(host).size(), 0);
    QTRY_VERIFY(host.find<QWidget>("endpointsEmpty")->isVisible());
}

QTEST_MAIN(TstJudgeEndpoints)
#include "tst_judgeendpoints.moc"
