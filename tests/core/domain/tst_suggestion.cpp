#include "core/domain/suggestion.h"

#include <QJsonArray>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TestSuggestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheAnswerIsSuggested();
    void aDraftKeepsWhatItBeganWith();
    void droppingKeepsTheNote();
    void changedFields_data();
    void changedFields();
    void provenanceSaysWhatWasMadeOfIt();
    void carriedOn();
    void damagedNotesAreNoNotes();
};

namespace {

AnnotationContent preferring(int margin)
{
    AnnotationContent content;
    content.preferences = {{u"overall"_s, 0, 1, margin, false}};
    return content;
}

Suggestion suggestionOfOne()
{
    return {u"uid-1"_s, u"judge"_s, preferring(1), true};
}

} // namespace

void TestSuggestion::onlyTheAnswerIsSuggested()
{
    AnnotationContent said = preferring(2);
    said.critique = u"The first is right."_s;
    said.comment = u"for the lead"_s;
    said.isFlagged = true;
    said.extra = {{u"raw"_s, u"[[A]]"_s}};
    AnnotationContent expected = preferring(2);
    expected.critique = said.critique;
    QCOMPARE(suggestible(said), expected);
}

void TestSuggestion::aDraftKeepsWhatItBeganWith()
{
    AnnotationContent draft = preferring(1);
    QVERIFY(!suggestionIn(draft));
    draft.extra = {{u"kept"_s, 7}};
    markSuggested(draft, suggestionOfOne());
    draft.preferences.first().margin = -2;
    // It goes into the store and comes back.
    const Result<AnnotationContent> read = AnnotationContent::fromJson(draft.toJson());
    QVERIFY(read);
    QCOMPARE(suggestionIn(*read), std::optional(suggestionOfOne()));
    AnnotationContent expected = preferring(-2);
    expected.extra = {{u"kept"_s, 7}};
    QCOMPARE(withoutSuggestion(*read), expected);
}

void TestSuggestion::droppingKeepsTheNote()
{
    AnnotationContent draft = preferring(1);
    draft.comment = u"hm"_s;
    draft.isFlagged = true;
    draft.reasons = {u"clear"_s};
    markSuggested(draft, suggestionOfOne());
    const AnnotationContent dropped = suggestionDropped(draft);
    QVERIFY(dropped.preferences.isEmpty() && dropped.reasons.isEmpty());
    QCOMPARE(dropped.comment, u"hm"_s);
    QVERIFY(dropped.isFlagged);
    QCOMPARE(suggestionIn(dropped), std::optional(suggestionOfOne()));
}

void TestSuggestion::changedFields_data()
{
    QTest::addColumn<AnnotationContent>("given");
    QTest::addColumn<QStringList>("fields");
    AnnotationContent suggested = preferring(1);
    suggested.reasons = {u"a"_s, u"b"_s};
    suggested.ratings = {{0, u"help"_s, 4.0, {}}};
    QTest::newRow("nothing") << suggested << QStringList();
    AnnotationContent given = suggested;
    given.reasons = {u"b"_s, u"a"_s};
    given.comment = u"x"_s;
    given.isFlagged = true;
    QTest::newRow("order of reasons, comment, flag") << given << QStringList();
    given = suggested;
    given.preferences.first().margin = 2;
    QTest::newRow("stronger") << given << QStringList{u"preferences.overall"_s};
    given = suggested;
    given.preferences.append({u"style"_s, 0, 1, 0, false});
    given.ratings = {{0, u"help"_s, 3.0, {}}, {1, u"help"_s, std::nullopt, {}}};
    given.reasons = {u"a"_s};
    given.critique = u"Because."_s;
    QTest::newRow("several") << given
                             << QStringList{u"preferences.style"_s, u"ratings.0.help"_s, u"ratings.1.help"_s,
                                            u"reasons"_s, u"critique"_s};
    given = {};
    given.spans = {{0, 0, 2, u"An"_s, u"wrong"_s, {}, {}, {}}};
    given.missing = {{0, u"m"_s, {}, {}, {}}};
    given.ranking = Ranking{{{1}, {0}}};
    given.reaction = 1;
    given.critiques = {{1, u"Long."_s}};
    given.refinement = 2;
    given.edits = {{0, u"Better."_s}};
    given.saysNoErrors = true;
    given.confidence = u"sure"_s;
    QTest::newRow("all else") << given << QStringList{u"preferences.overall"_s,
                                                      u"ratings.0.help"_s,
                                                      u"spans"_s,
                                                      u"missing"_s,
                                                      u"ranking"_s,
                                                      u"reaction"_s,
                                                      u"critiques.1"_s,
                                                      u"refinement"_s,
                                                      u"edits.0"_s,
                                                      u"no_errors"_s,
                                                      u"reasons"_s,
                                                      u"confidence"_s};
}

void TestSuggestion::changedFields()
{
    QFETCH(AnnotationContent, given);
    AnnotationContent suggested = preferring(1);
    suggested.reasons = {u"a"_s, u"b"_s};
    suggested.ratings = {{0, u"help"_s, 4.0, {}}};
    QTEST(plumbline::changedFields(suggested, given), "fields");
}

void TestSuggestion::provenanceSaysWhatWasMadeOfIt()
{
    QJsonObject provenance{{u"via"_s, u"workbench"_s}};
    QVERIFY(!isSuggested(provenance));
    addSuggestion(provenance, suggestionOfOne(), preferring(1));
    QVERIFY(isSuggested(provenance));
    QCOMPARE(provenance.value("via"_L1).toString(), u"workbench"_s);
    QJsonObject noted = provenance.value("suggestion"_L1).toObject();
    QCOMPARE(noted.value("annotation"_L1).toString(), u"uid-1"_s);
    QCOMPARE(noted.value("by"_L1).toString(), u"judge"_s);
    QCOMPARE(noted.value("shown"_L1).toString(), u"first"_s);
    QCOMPARE(noted.value("unchanged"_L1), QJsonValue(true));
    QCOMPARE(suggestionOf(provenance), std::optional(suggestionOfOne()));

    addSuggestion(provenance, suggestionOfOne(), preferring(-1));
    noted = provenance.value("suggestion"_L1).toObject();
    QCOMPARE(noted.value("unchanged"_L1), QJsonValue(false));
    QCOMPARE(noted.value("changed"_L1).toArray(), QJsonArray{u"preferences.overall"_s});
}

void TestSuggestion::carriedOn()
{
    QJsonObject from{{u"via"_s, u"workbench"_s}};
    QJsonObject to{{u"redo_of"_s, u"x"_s}};
    carrySuggestion(from, to);
    QCOMPARE(to, (QJsonObject{{u"redo_of"_s, u"x"_s}}));
    addSuggestion(from, suggestionOfOne(), preferring(2));
    carrySuggestion(from, to);
    QVERIFY(isSuggested(to));
    QCOMPARE(to.value("suggestion"_L1), from.value("suggestion"_L1));
    QVERIFY(!to.contains("via"_L1));
}

void TestSuggestion::damagedNotesAreNoNotes()
{
    AnnotationContent draft = preferring(1);
    draft.extra = {{u"plumbline_suggestion"_s, u"a text"_s}};
    QVERIFY(!suggestionIn(draft));
    draft.extra = {{u"plumbline_suggestion"_s,
                    QJsonObject{{u"annotation"_s, u"u"_s}, {u"content"_s, QJsonObject{{u"spans"_s, 3}}}}}};
    QVERIFY(!suggestionIn(draft));
    QVERIFY(!suggestionOf({{u"suggestion"_s, QJsonObject{}}}));
}

QTEST_GUILESS_MAIN(TestSuggestion)
#include "tst_suggestion.moc"
