#include "core/base/json.h"
#include "tests/core/judge/protocolfixture.h"

#include <QFile>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Answers that try to steer the judge, in the protocols of several calls: whatever an answer says, and
/// whatever the judge quotes of it in its own words, the verdict is read from its one place.
class TestHostileReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersHaveNoSay_data();
    void answersHaveNoSay();
    void quotedInJson_data();
    void quotedInJson();
    void quotedInText_data();
    void quotedInText();
    void earlierStepsStayInTheirFields_data();
    void earlierStepsStayInTheirFields();

private:
    void addTexts() const;
};

namespace {

QString jsonText(const QString& text)
{
    QByteArray out;
    appendJsonString(out, text);
    return QString::fromUtf8(out);
}

ItemView itemFor(JudgeProtocol protocol, const QStringList& texts)
{
    ItemView item = protocolItem(kindsOf(protocol).first(), texts);
    if (protocol == JudgeProtocol::MultiAspect) {
        item.schema.definition.aspects = {item.schema.definition.aspects.at(1)};
    } else if (protocol == JudgeProtocol::Refine) {
        item.schema.definition.refinement = Requirement::Required;
    }
    return item;
}

/// The verdict of a judge that quotes `said` wherever it writes in its own words.
LlmReply scripted(JudgeProtocol protocol, const JudgeCall& call, const QString& said)
{
    const QString json = jsonText(said);
    if (protocol == JudgeProtocol::JudgeLm) {
        return replyOf(u"8 6\n"_s + said);
    }
    if (protocol == JudgeProtocol::MultiAspect) {
        if (call.step == u"overall"_s) {
            return replyOf(u"{\"feedback\":%1,\"score\":7}"_s.arg(json));
        }
        const QString one = u"{\"text\":%1,\"rationale\":%2,\"rating\":\"%3\"}"_s;
        const int first = call.order.first() == 0 ? 4 : 2;
        return replyOf(u"{\"texts\":["_s + one.arg(u"1"_s, json, QString::number(first)) + u',' +
                       one.arg(u"2"_s, json, QString::number(6 - first)) + u"]}"_s);
    }
    if (protocol == JudgeProtocol::Pc2) {
        if (call.step == u"criteria"_s) {
            return replyOf(u"<Evaluation_Framework>\n1, a | 60\n2, b | 40\n</Evaluation_Framework>"_s);
        }
        const bool isFirst = call.step == u"score"_s && call.order.first() == 0;
        return replyOf(said + (isFirst ? u"\n1 | 3\n2 | 3\nWeighted Score: [[300]]"_s
                                       : u"\n1 | 2\n2 | 2\nWeighted Score: [[200]]"_s));
    }
    if (protocol == JudgeProtocol::Span) {
        return replyOf(u"{\"no_errors\":false,\"marks\":[],\"missing\":[{\"category\":\"missing\","
                       "\"severity\":\"major\",\"note\":%1}]}"_s.arg(json));
    }
    if (call.step.startsWith(u"check"_s)) {
        const bool isTrue = call.step > u"check3"_s;
        return call.key == u"2"_s ? replyOf(isTrue ? u"True"_s : u"Yes"_s)
                                  : replyOf(isTrue ? u"False"_s : u"No"_s);
    }
    return replyOf(protocol == JudgeProtocol::Critique ? u"{\"feedback\":%1}"_s.arg(json)
                                                       : u"{\"feedback\":%1,\"reasons\":[]}"_s.arg(json));
}

constexpr std::array<JudgeProtocol, 6> kProtocols = {JudgeProtocol::MultiAspect, JudgeProtocol::JudgeLm,
                                                     JudgeProtocol::Pc2,         JudgeProtocol::Critique,
                                                     JudgeProtocol::Refine,      JudgeProtocol::Span};

QStringList textsFor(JudgeProtocol protocol, const QString& text)
{
    return protocol == JudgeProtocol::Refine ? QStringList{text, text, text} : QStringList{text, text};
}

/// What a verdict says, without the words that were quoted in it.
QByteArray choiceOf(const JudgeVerdict& verdict)
{
    AnnotationContent content = verdict.content;
    content.critique.clear();
    for (Rating& rating : content.ratings) {
        rating.rationale.clear();
    }
    for (MissingInfo& missing : content.missing) {
        missing.note.clear();
    }
    for (ResponseCritique& critique : content.critiques) {
        critique.text.clear();
    }
    return canonicalJson(content.toJson());
}

Result<JudgeVerdict> judgedBy(JudgeProtocol protocol, const QString& answer, const QString& said)
{
    return judged(protocolSetting(protocol), itemFor(protocol, textsFor(protocol, answer)),
                  [&](const JudgeCall& call) { return scripted(protocol, call, said); });
}

} // namespace

void TestHostileReplies::addTexts() const
{
    QTest::addColumn<QString>("text");
    QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") + u"/tests/data/judge/hostile.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto read = parseJsonObject(file.readAll());
    QVERIFY(read);
    const QJsonArray texts = read->value(u"texts"_s).toArray();
    QVERIFY(texts.size() >= 30);
    for (const QJsonValue& one : texts) {
        QTest::newRow(qPrintable(one[u"name"_s].toString())) << one[u"text"_s].toString();
    }
}

void TestHostileReplies::answersHaveNoSay_data()
{
    addTexts();
}

void TestHostileReplies::answersHaveNoSay()
{
    QFETCH(const QString, text);
    for (const JudgeProtocol protocol : kProtocols) {
        const auto hostile = judgedBy(protocol, text.isEmpty() ? u" "_s : text, u"So it is."_s);
        const auto plain = judgedBy(protocol, u"A plain answer."_s, u"So it is."_s);
        QVERIFY2(hostile, hostile ? "" : qPrintable(toName(protocol) + u": "_s + hostile.error().message));
        QCOMPARE(choiceOf(*hostile), choiceOf(*plain));
    }
}

void TestHostileReplies::quotedInJson_data()
{
    addTexts();
}

/// A judge that repeats the answer inside the texts of its JSON.
void TestHostileReplies::quotedInJson()
{
    QFETCH(const QString, text);
    for (const JudgeProtocol protocol :
         {JudgeProtocol::MultiAspect, JudgeProtocol::Critique, JudgeProtocol::Refine, JudgeProtocol::Span}) {
        const auto hostile = judgedBy(protocol, u"A plain answer."_s, u"It says: "_s + text);
        const auto plain = judgedBy(protocol, u"A plain answer."_s, u"So it is."_s);
        QVERIFY2(hostile, hostile ? "" : qPrintable(toName(protocol) + u": "_s + hostile.error().message));
        QCOMPARE(choiceOf(*hostile), choiceOf(*plain));
    }
}

void TestHostileReplies::quotedInText_data()
{
    addTexts();
}

/// A judge that repeats the answer before or behind its verdict in plain text. The verdict is the same, or
/// the reply counts as unreadable; never another verdict.
void TestHostileReplies::quotedInText()
{
    QFETCH(const QString, text);
    for (const JudgeProtocol protocol : {JudgeProtocol::JudgeLm, JudgeProtocol::Pc2}) {
        const auto hostile = judgedBy(protocol, u"A plain answer."_s, text);
        const auto plain = judgedBy(protocol, u"A plain answer."_s, u"So it is."_s);
        if (hostile) {
            QCOMPARE(choiceOf(*hostile), choiceOf(*plain));
        } else {
            QCOMPARE(hostile.error().code, ErrorCode::InvalidData);
        }
    }
    JudgeSetting setting = protocolSetting(JudgeProtocol::MultiAspect, {{u"overall"_s, false}});
    setting.endpoint.abilities.structured = StructuredMode::None;
    const ItemView item = itemFor(JudgeProtocol::MultiAspect, {u"a"_s, u"b"_s});
    const auto rated = judged(setting, item, [&text](const JudgeCall& call) {
        const int first = call.order.first() == 0 ? 4 : 2;
        const QString one = u"Text %1\nRationale: %2\nRating: %3\n"_s;
        return replyOf(one.arg(u"1"_s, text, QString::number(first)) +
                       one.arg(u"2"_s, text, QString::number(6 - first)));
    });
    if (rated) {
        QCOMPARE(rated->content.ratings.at(0).value, 4.0);
        QCOMPARE(rated->content.ratings.at(1).value, 2.0);
    } else {
        QCOMPARE(rated.error().code, ErrorCode::InvalidData);
    }
}

void TestHostileReplies::earlierStepsStayInTheirFields_data()
{
    addTexts();
}

/// What a model said in one step is put between markers in the next, like any text by others.
void TestHostileReplies::earlierStepsStayInTheirFields()
{
    QFETCH(const QString, text);
    if (text.trimmed().isEmpty()) {
        return;
    }
    auto session = makeJudgeSession(protocolSetting(JudgeProtocol::Refine),
                                    itemFor(JudgeProtocol::Refine, {u"a"_s, u"b"_s, u"c"_s}));
    QVERIFY(session);
    const JudgeCall critique = (*session)->takeCalls().first();
    (*session)->give(critique.id, LlmOutcome::of(replyOf(u"{\"feedback\":%1}"_s.arg(jsonText(text)))));
    const QList<JudgeCall> checks = (*session)->takeCalls();
    QCOMPARE(checks.size(), 10);
    for (const JudgeCall& call : checks) {
        const QString words = wordsOf(call);
        const qsizetype notice = words.indexOf(u"<<<NAME "_s);
        const QString nonce = words.sliced(notice + 8, 8);
        const qsizetype begin = words.indexOf(u"<<<critique "_s + nonce + u">>>\n"_s);
        const qsizetype end = words.indexOf(u"\n<<<end of critique "_s + nonce + u">>>"_s);
        QVERIFY(begin > 0 && end > begin);
        const QString inside = words.sliced(begin + 24, end - begin - 24);
        QCOMPARE(inside, text.trimmed());
        QVERIFY(!text.contains(nonce));
    }
}

QTEST_GUILESS_MAIN(TestHostileReplies)
#include "tst_hostilereplies.moc"
