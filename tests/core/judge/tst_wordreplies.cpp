#include "core/judge/aspectreply.h"
#include "core/judge/critiquereply.h"
#include "core/judge/refinechoice.h"
#include "tests/core/judge/protocolfixture.h"

#include "core/base/json.h"

#include <cmath>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Replies in words: ratings by aspect with their reasons, critiques, and the choice of a refinement.
class TestWordReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aspectText_data();
    void aspectText();
    void aspectTextSaysWhy();
    void aspectJson_data();
    void aspectJson();
    void cutAspects();
    void critiques_data();
    void critiques();
    void yesByLogprobs();
    void yesByWord_data();
    void yesByWord();
    void numbers_data();
    void numbers();
    void cosine_data();
    void cosine();
};

namespace {

const AspectShape kTwoTexts{2, 1, 5, true, 3};

/// "4/1,3 N/A/": rating and types of each text; the fault's name where there is one.
QString shortOf(const AspectReply& reply)
{
    if (reply.fault) {
        return reply.fault->what;
    }
    QStringList out;
    for (const AspectAnswer& answer : reply.answers) {
        QStringList types;
        for (const int type : answer.types) {
            types.append(QString::number(type));
        }
        out.append((answer.rating ? QString::number(*answer.rating) : u"N/A"_s) + u'/' + types.join(u','));
    }
    return out.join(u' ');
}

} // namespace

void TestWordReplies::aspectText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as asked") << u"Text 1\nType: 1, 3\nRationale: Wrong year.\nRating: 2\n"
                                 "Text 2\nType: None\nRationale: Right.\nRating: 5"_s
                              << u"2/1,3 5/"_s;
    QTest::newRow("as published") << u"#### Output for Text 1\nType: [1]\nRationale: a\nRating: [2]\n"
                                     "Rationale For Rating: b\n\n#### Output for Text 2\nType: N/A\n"
                                     "Rationale: c\nRating: N/A\nRationale: d"_s
                                  << u"2/1 N/A/"_s;
    QTest::newRow("emphasis and order")
        << u"**Text 2:**\n**Rating:** 4\n**Text 1:**\n- Rating: **3/5**"_s << u"3/ 4/"_s;
    QTest::newRow("a reason over lines")
        << u"Text 1\nRationale: one\ntwo: three\nRating: 1\nText 2\nRating: 2."_s << u"1/ 2/"_s;
    QTest::newRow("a type twice") << u"Text 1\nType: 2 and 2\nRating: 1\nText 2\nType: 1;3\nRating: 2"_s
                                  << u"1/2 2/1,3"_s;
    QTest::newRow("one text is missing") << u"Text 1\nRating: 4"_s << u"missing-text"_s;
    QTest::newRow("a text too many") << u"Text 1\nRating: 4\nText 2\nRating: 4\nText 3\nRating: 4"_s
                                     << u"missing-text"_s;
    QTest::newRow("text 0") << u"Text 0\nRating: 4\nText 1\nRating: 4"_s << u"missing-text"_s;
    QTest::newRow("a text twice") << u"Text 1\nRating: 4\nText 1\nRating: 3"_s << u"text-twice"_s;
    QTest::newRow("no rating") << u"Text 1\nRationale: good\nText 2\nRating: 3"_s << u"no-verdict"_s;
    QTest::newRow("a rating in words") << u"Text 1\nRating: good\nText 2\nRating: 3"_s << u"no-verdict"_s;
    QTest::newRow("two ratings") << u"Text 1\nRating: 4\nRating: 2\nText 2\nRating: 3"_s << u"two-verdicts"_s;
    QTest::newRow("the same rating twice")
        << u"Text 1\nRating: 4\nRating: 4\nText 2\nRating: 3"_s << u"4/ 3/"_s;
    QTest::newRow("above the scale") << u"Text 1\nRating: 6\nText 2\nRating: 3"_s << u"out-of-range"_s;
    QTest::newRow("of another scale") << u"Text 1\nRating: 6/10\nText 2\nRating: 3"_s << u"no-verdict"_s;
    QTest::newRow("half a point") << u"Text 1\nRating: 3.5\nText 2\nRating: 3"_s << u"out-of-range"_s;
    QTest::newRow("unknown type") << u"Text 1\nType: 4\nRating: 3\nText 2\nRating: 3"_s << u"out-of-range"_s;
    QTest::newRow("a type in words") << u"Text 1\nType: lies\nRating: 3\nText 2\nRating: 3"_s
                                     << u"out-of-range"_s;
    QTest::newRow("a rating before any text") << u"Rating: 3\nText 1\nRating: 3"_s << u"missing-text"_s;
    QTest::newRow("empty") << QString() << u"missing-text"_s;
    QTest::newRow("reasoning without end") << u"<think>Text 1\nRating: 3"_s << u"truncated"_s;
}

void TestWordReplies::aspectText()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(shortOf(aspectReply(replyOf(text), kTwoTexts)), expected);
}

void TestWordReplies::aspectTextSaysWhy()
{
    const AspectReply read = aspectReply(
        replyOf(
            u"Text 1\nType: 1\nRationale: The year is wrong.\nIt was 1789.\nRating: 2\nReason for rating: "
            "It misleads."_s),
        {1, 1, 5, true, 3});
    QCOMPARE(read.answers.size(), 1);
    QCOMPARE(read.answers.first().rationale, u"The year is wrong.\nIt was 1789.\nIt misleads."_s);
    const AspectReply always = aspectReply(replyOf(u"Text 1\nRating: N/A"_s), {1, 1, 5, false, 0});
    QCOMPARE(shortOf(always), u"out-of-range"_s);
}

void TestWordReplies::aspectJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    const auto one = [](int text, const char* rating, const char* types = "[]") {
        return R"({"text":)" + QByteArray::number(text) + R"(,"rationale":"r","rating":")" + rating +
               R"(","types":)" + types + "}";
    };
    QTest::newRow("in any order") << "[" + one(2, "N/A") + "," + one(1, "4", "[1,3,1]") + "]"
                                  << u"4/1,3 N/A/"_s;
    QTest::newRow("one is missing") << "[" + one(1, "4") + "]" << u"misfit"_s;
    QTest::newRow("one twice") << "[" + one(1, "4") + "," + one(1, "3") + "]" << u"text-twice"_s;
    QTest::newRow("text 3") << "[" + one(3, "4") + "," + one(1, "3") + "]" << u"misfit"_s;
    QTest::newRow("off the scale") << "[" + one(1, "6") + "," + one(2, "3") + "]" << u"misfit"_s;
    QTest::newRow("unknown type") << "[" + one(1, "5", "[4]") + "," + one(2, "3") + "]" << u"misfit"_s;
    QTest::newRow("no rating") << QByteArray(R"([{"text":1,"rationale":"r","types":[]},)" + one(2, "3") + "]")
                               << u"misfit"_s;
}

void TestWordReplies::aspectJson()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, expected);
    const LlmReply reply = replyOf(QString::fromUtf8(R"({"texts":)" + json + "}"));
    const StructuredReply read = structuredReply(reply, aspectWish(kTwoTexts));
    QCOMPARE(read.fault ? jsonFaultName(*read.fault) : shortOf(aspectReply(read.object, kTwoTexts)),
             expected);
}

void TestWordReplies::cutAspects()
{
    const LlmReply reply = replyOf(u"Text 1\nRating: 4\nText 2\nRationale: It"_s, LlmFinish::Length);
    QCOMPARE(shortOf(aspectReply(reply, kTwoTexts)), u"truncated"_s);
}

void TestWordReplies::critiques_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("asksScore");
    QTest::addColumn<QString>("expected"); // feedback|strengths|weaknesses|score, or the fault
    QTest::newRow("words") << u"Name the source."_s << false << u"Name the source.|||"_s;
    QTest::newRow("JSON") << u"{\"feedback\":\"Name it.\"}"_s << false << u"Name it.|||"_s;
    QTest::newRow("fenced JSON") << u"```json\n{\"feedback\":\"Name it.\"}\n```"_s << false
                                 << u"Name it.|||"_s;
    QTest::newRow("words with an object in them")
        << u"The answer {\"a\":1} is no JSON."_s << false << u"The answer {\"a\":1} is no JSON.|||"_s;
    QTest::newRow("cut JSON") << u"{\"feedback\":\"Name"_s << false << u"truncated"_s;
    QTest::newRow("JSON without words") << u"{\"feedback\":\" \"}"_s << false << u"empty"_s;
    QTest::newRow("blanks") << u" \n "_s << false << u"empty"_s;
    QTest::newRow("score as a number") << u"{\"feedback\":\"f\",\"score\":7}"_s << true << u"f|||7"_s;
    QTest::newRow("score as a text") << u"{\"strengths\":\"s\",\"weaknesses\":\"w\",\"score\":\"7\"}"_s
                                     << true << u"|s|w|7"_s;
    QTest::newRow("lists of points")
        << u"{\"strengths\":[\"s\",\"t\"],\"weaknesses\":[],\"score\":\"7/10\"}"_s << true << u"|s\nt||7"_s;
    QTest::newRow("text around JSON") << u"Here: {\"feedback\":\"f\",\"score\":7}"_s << true << u"f|||7"_s;
    QTest::newRow("lines") << u"Feedback: good\nbut long\nScore: 8"_s << true << u"good\nbut long|||8"_s;
    QTest::newRow("other lines") << u"Strengths: s\nWeaknesses: w\n**Overall score:** [9]"_s << true
                                 << u"|s|w|9"_s;
    QTest::newRow("no score") << u"Feedback: good"_s << true << u"no-verdict"_s;
    QTest::newRow("no score in JSON") << u"{\"feedback\":\"f\"}"_s << true << u"no-verdict"_s;
    QTest::newRow("score in words") << u"{\"feedback\":\"f\",\"score\":\"high\"}"_s << true
                                    << u"no-verdict"_s;
    QTest::newRow("score 0") << u"{\"feedback\":\"f\",\"score\":0}"_s << true << u"out-of-range"_s;
    QTest::newRow("score 11") << u"Feedback: f\nScore: 11"_s << true << u"out-of-range"_s;
    QTest::newRow("score 7.5") << u"{\"feedback\":\"f\",\"score\":7.5}"_s << true << u"out-of-range"_s;
    QTest::newRow("two scores") << u"Feedback: f\nScore: 7\nScore: 8"_s << true << u"two-verdicts"_s;
    QTest::newRow("a score without words") << u"Score: 7"_s << true << u"empty"_s;
}

void TestWordReplies::critiques()
{
    QFETCH(const QString, text);
    QFETCH(const bool, asksScore);
    QFETCH(const QString, expected);
    CritiqueShape shape;
    shape.asksScore = asksScore;
    const CritiqueReply read = critiqueReply(replyOf(text), shape);
    const QString score = read.score ? QString::number(*read.score) : QString();
    const QStringList parts = {read.feedback, read.strengths, read.weaknesses, score};
    QCOMPARE(read.fault ? read.fault->what : parts.join(u'|'), expected);
    shape.reasons = {u"unclear"_s};
    const QString odd = u"{\"feedback\":\"f\",\"score\":7,\"reasons\":[\"ugly\"]}"_s;
    QCOMPARE(critiqueReply(replyOf(odd), shape).fault->what, u"misfit"_s);
}

void TestWordReplies::yesByLogprobs()
{
    LlmReply reply = replyOf(u" Yes"_s);
    LlmTokenPlace blank;
    blank.chosen = {u"\n"_s, -0.1, {}};
    LlmTokenPlace place;
    place.chosen = {u" Yes"_s, std::log(0.5), {}};
    place.likeliest = {place.chosen,
                       {u"yes"_s, std::log(0.1), {}},
                       {u"No"_s, std::log(0.2), {}},
                       {u"Maybe"_s, std::log(0.2), {}}};
    reply.tokens = {blank, place};
    const YesShare read = yesShare(reply, u"yes"_s, u"no"_s);
    QVERIFY(!read.fault);
    QVERIFY(read.isByLogprobs);
    QCOMPARE(read.share, 0.75); // (0.5 + 0.1) / (0.5 + 0.1 + 0.2)
    // Alternatives that say neither: the word counts.
    const YesShare other = yesShare(reply, u"true"_s, u"false"_s);
    QCOMPARE(other.fault->what, u"no-verdict"_s);
}

void TestWordReplies::yesByWord_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("share"); // -1: none
    QTest::newRow("yes") << u"Yes."_s << 1.0;
    QTest::newRow("no, with more") << u"no, it does not"_s << 0.0;
    QTest::newRow("emphasis") << u"**YES**"_s << 1.0;
    QTest::newRow("neither") << u"Perhaps, yes."_s << -1.0;
    QTest::newRow("inside a word") << u"Yesterday"_s << -1.0;
    QTest::newRow("empty") << u" "_s << -1.0;
}

void TestWordReplies::yesByWord()
{
    QFETCH(const QString, text);
    QFETCH(const double, share);
    const YesShare read = yesShare(replyOf(text), u"yes"_s, u"no"_s);
    QCOMPARE(read.fault ? -1.0 : read.share, share);
    QVERIFY(!read.isByLogprobs);
}

void TestWordReplies::numbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as asked") << u"The second is closer.\n[[2]]"_s << u"2"_s;
    QTest::newRow("blanks") << u"[[ 3 ]]"_s << u"3"_s;
    QTest::newRow("the same twice") << u"[[2]] so [[2]]"_s << u"2"_s;
    QTest::newRow("two") << u"[[2]] or [[3]]"_s << u"two-verdicts"_s;
    QTest::newRow("none") << u"The second."_s << u"no-verdict"_s;
    QTest::newRow("a word") << u"[[second]]"_s << u"no-verdict"_s;
    QTest::newRow("part of a number") << u"[[1.5]]"_s << u"no-verdict"_s;
    QTest::newRow("zero") << u"[[0]]"_s << u"out-of-range"_s;
    QTest::newRow("four of three") << u"[[4]]"_s << u"out-of-range"_s;
}

void TestWordReplies::numbers()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    const ChosenNumber read = chosenNumber(replyOf(text), 1, 3);
    QCOMPARE(read.fault ? read.fault->what : QString::number(read.number), expected);
}

void TestWordReplies::cosine_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<double>("expected");
    QTest::newRow("the same words") << u"Name the source"_s << u"the SOURCE, name!"_s << 1.0;
    QTest::newRow("no common word") << u"Name it"_s << u"Blue light"_s << 0.0;
    QTest::newRow("one of two each") << u"name it"_s << u"name them"_s << 0.5;
    QTest::newRow("counts") << u"a a b"_s << u"a b b"_s << 0.8; // (2 + 2) / 5
    QTest::newRow("no word") << u"!"_s << u"a"_s << 0.0;
}

void TestWordReplies::cosine()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const double, expected);
    QCOMPARE(wordCosine(left, right) + 1, expected + 1);
    QCOMPARE(wordCosine(right, left) + 1, expected + 1);
    QCOMPARE(firstLargest({}), -1);
    QCOMPARE(firstLargest({0.5, 0.7, 0.7}), 1);
}

QTEST_GUILESS_MAIN(TestWordReplies)
#include "tst_wordreplies.moc"
