#include "core/domain/content.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

using Fill = std::function<void(AnnotationContent&)>;
using Change = std::function<void(SchemaDefinition&)>;

const QStringList& judgedTexts()
{
    // A man and a woman joined (three code points, five units), a combining accent, a line break of two.
    static const QStringList kTexts{u"a\U0001F468\u200D\U0001F469b"_s, u"e\u0301\r\nz"_s};
    return kTexts;
}

Span span(int response, int start, int end, const QString& quote, const QString& category = u"irrelevant"_s)
{
    return {response, start, end, quote, category, {}, {}, {}};
}

} // namespace

class TestContentCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodContents_data();
    void goodContents();
    void badContents_data();
    void badContents();
    void gaps_data();
    void gaps();
    void correctionGaps_data();
    void correctionGaps();
    void correctionNeedsTheTexts();

private:
    static void good(const char* name, ItemKind kind, const Fill& fill, const Change& change = {});
    static void bad(const char* name, ItemKind kind, const QString& field, const Fill& fill,
                    const Change& change = {});
    static void gap(const char* name, ItemKind kind, const QString& expected, const Fill& fill,
                    const Change& change = {});
};

void TestContentCheck::good(const char* name, ItemKind kind, const Fill& fill, const Change& change)
{
    bad(name, kind, QString(), fill, change);
}

void TestContentCheck::bad(const char* name, ItemKind kind, const QString& field, const Fill& fill,
                           const Change& change)
{
    AnnotationContent content;
    fill(content);
    SchemaDefinition schema = SchemaDefinition::builtIn(kind);
    if (change) {
        change(schema);
    }
    QTest::newRow(name) << content << schema << field;
}

void TestContentCheck::gap(const char* name, ItemKind kind, const QString& expected, const Fill& fill,
                           const Change& change)
{
    bad(name, kind, expected, fill, change);
}

void TestContentCheck::goodContents_data()
{
    QTest::addColumn<AnnotationContent>("content");
    QTest::addColumn<SchemaDefinition>("schema");
    QTest::addColumn<QString>("field");
    good("empty", ItemKind::Pairwise, [](auto&) {});
    good("preference", ItemKind::Pairwise, [](auto& it) {
        it.preferences = {{u"overall"_s, 1, 0, 2, false}};
        it.reasons = {u"safer"_s, u"clearer"_s};
        it.confidence = u"certain"_s;
        it.critique = u"c"_s;
        it.edits = {{1, u"new"_s}};
    });
    good("both bad", ItemKind::Pairwise, [](auto& it) { it.preferences = {{u"overall"_s, 0, 1, 0, true}}; });
    good("skip", ItemKind::Pairwise, [](auto& it) { it.skipReason = u"same_text"_s; });
    good("ratings", ItemKind::Rating, [](auto& it) {
        it.ratings = {
            {0, u"overall"_s, 7.0, {}}, {1, u"overall"_s, 1.5, {}}, {0, u"fluency"_s, std::nullopt, {}}};
    });
    good("overlapping spans", ItemKind::Span, [](auto& it) {
        it.spans = {span(0, 1, 4, u"\U0001F468\u200D\U0001F469"_s), span(0, 0, 5, judgedTexts().at(0)),
                    span(1, 1, 4, u"\u0301\r\n"_s)};
        it.spans[0].severity = u"critical"_s;
        it.missing = {{1, u"missing"_s, u"minor"_s, {}, {7, {99}, {}}}};
    });
    const auto noOverlap = [](SchemaDefinition& schema) { schema.allowsOverlap = false; };
    good(
        "touching spans", ItemKind::Span,
        [](auto& it) {
            it.spans = {span(0, 1, 4, u"\U0001F468\u200D\U0001F469"_s), span(0, 0, 1, u"a"_s),
                        span(1, 0, 1, u"e"_s)};
        },
        noOverlap);
    good("no errors", ItemKind::Span, [](auto& it) { it.saysNoErrors = true; });
    good("ranking", ItemKind::Ranking, [](auto& it) { it.ranking = Ranking{{{1}, {0}}}; });
    good("tied ranking", ItemKind::Ranking, [](auto& it) { it.ranking = Ranking{{{1, 0}}}; });
    good("partial ranking", ItemKind::Ranking, [](auto& it) { it.ranking = Ranking{{{1}}}; });
    good("reaction", ItemKind::Reaction, [](auto& it) { it.reaction = -1; });
    good(
        "love", ItemKind::Reaction, [](auto& it) { it.reaction = 2; },
        [](auto& it) { it.offersLove = true; });
    good("critiques", ItemKind::Critique, [](auto& it) { it.critiques = {{1, u"c"_s}, {0, u"d"_s}}; });
    good(
        "refinement", ItemKind::Critique,
        [](auto& it) {
            it.critiques = {{0, u"c"_s}};
            it.refinement = 1;
        },
        [](auto& it) { it.refinement = Requirement::Optional; });
}

void TestContentCheck::goodContents()
{
    QFETCH(AnnotationContent, content);
    QFETCH(SchemaDefinition, schema);
    const Result<void> result = checkContent(content, schema, judgedTexts());
    QVERIFY2(result, result ? "" : qPrintable(result.error().toString()));
}

void TestContentCheck::badContents_data()
{
    QTest::addColumn<AnnotationContent>("content");
    QTest::addColumn<SchemaDefinition>("schema");
    QTest::addColumn<QString>("field");
    const auto pairwise = [](const char* name, const QString& field, const Preference& preference,
                             const Change& change = {}) {
        bad(
            name, ItemKind::Pairwise, field, [&](auto& it) { it.preferences = {preference}; }, change);
    };
    pairwise("aspect", u"preferences[0].aspect"_s, {u"style"_s, 0, 1, 1, false});
    pairwise("first", u"preferences[0].first"_s, {u"overall"_s, 2, 1, 1, false});
    pairwise("second", u"preferences[0].second"_s, {u"overall"_s, 0, -1, 1, false});
    pairwise("itself", u"preferences[0].second"_s, {u"overall"_s, 1, 1, 1, false});
    pairwise("margin", u"preferences[0].margin"_s, {u"overall"_s, 0, 1, 3, false});
    pairwise("margin of one step", u"preferences[0].margin"_s, {u"overall"_s, 0, 1, -2, false},
             [](auto& it) { it.marginSteps = 1; });
    pairwise("no tie", u"preferences[0].margin"_s, {u"overall"_s, 0, 1, 0, false},
             [](auto& it) { it.allowsTie = false; });
    pairwise("no both bad", u"preferences[0].both_bad"_s, {u"overall"_s, 0, 1, 0, true},
             [](auto& it) { it.allowsBothBad = false; });
    pairwise("both bad with a margin", u"preferences[0].margin"_s, {u"overall"_s, 0, 1, 1, true});
    bad("pair twice", ItemKind::Pairwise, u"preferences[1]"_s, [](auto& it) {
        it.preferences = {{u"overall"_s, 0, 1, 1, false}, {u"overall"_s, 1, 0, -1, false}};
    });

    bad("rated response", ItemKind::Rating, u"ratings[0].response"_s, [](auto& it) {
        it.ratings = {{2, u"overall"_s, 1.0, {}}};
    });
    bad("rated aspect", ItemKind::Rating, u"ratings[0].aspect"_s, [](auto& it) {
        it.ratings = {{0, u"depth"_s, 1.0, {}}};
    });
    bad("above the scale", ItemKind::Rating, u"ratings[0].value"_s, [](auto& it) {
        it.ratings = {{0, u"fluency"_s, 5.5, {}}};
    });
    bad("below the scale", ItemKind::Rating, u"ratings[0].value"_s, [](auto& it) {
        it.ratings = {{0, u"overall"_s, 0.0, {}}};
    });
    bad("no number", ItemKind::Rating, u"ratings[0].value"_s, [](auto& it) {
        it.ratings = {{0, u"overall"_s, std::numeric_limits<double>::quiet_NaN(), {}}};
    });
    bad(
        "must apply", ItemKind::Rating, u"ratings[0].value"_s,
        [](auto& it) {
            it.ratings = {{0, u"overall"_s, std::nullopt, {}}};
        },
        [](auto& it) { it.aspects[0].allowsNotApplicable = false; });
    bad("rated twice", ItemKind::Rating, u"ratings[1]"_s, [](auto& it) {
        it.ratings = {{0, u"overall"_s, 1.0, {}}, {0, u"overall"_s, 1.0, {}}};
    });

    const auto spans = [](const char* name, const QString& field, const QList<Span>& marked,
                          const Change& change = {}) {
        bad(
            name, ItemKind::Span, field, [&](auto& it) { it.spans = marked; }, change);
    };
    spans("span's response", u"spans[0].response"_s, {span(2, 0, 1, u"a"_s)});
    spans("span's category", u"spans[0].category"_s, {span(0, 0, 1, u"a"_s, u"odd"_s)});
    spans("no category", u"spans[0].category"_s, {span(0, 0, 1, u"a"_s, QString())});
    spans("missing as a span", u"spans[0].category"_s, {span(0, 0, 1, u"a"_s, u"missing"_s)});
    spans("before the text", u"spans[0].start"_s, {span(0, -1, 1, u"a"_s)});
    spans("after the text", u"spans[0].end"_s, {span(0, 0, 6, judgedTexts().at(0))});
    spans("empty span", u"spans[0].end"_s, {span(0, 1, 1, QString())});
    spans("wrong quote", u"spans[1].quote"_s, {span(0, 0, 1, u"a"_s), span(0, 0, 1, u"b"_s)});
    spans("UTF-16 units", u"spans[0].quote"_s, {span(0, 1, 3, u"\U0001F468"_s)});
    spans("overlap", u"spans[0].start"_s, {span(1, 1, 3, u"\u0301\r"_s), span(1, 0, 2, u"e\u0301"_s)},
          [](auto& it) { it.allowsOverlap = false; });
    bad("severity", ItemKind::Span, u"spans[0].severity"_s, [](auto& it) {
        it.spans = {span(0, 0, 1, u"a"_s)};
        it.spans[0].severity = u"mild"_s;
    });
    bad("missing's category", ItemKind::Span, u"missing[0].category"_s, [](auto& it) {
        it.missing = {{0, u"irrelevant"_s, {}, {}, {}}};
    });
    bad("missing's severity", ItemKind::Span, u"missing[0].severity"_s, [](auto& it) {
        it.missing = {{0, u"missing"_s, u"mild"_s, {}, {}}};
    });
    bad(
        "missing not asked", ItemKind::Span, u"missing"_s,
        [](auto& it) {
            it.missing = {{0, u"missing"_s, {}, {}, {}}};
        },
        [](auto& it) { it.asksMissing = false; });
    bad("no errors and a span", ItemKind::Span, u"no_errors"_s, [](auto& it) {
        it.saysNoErrors = true;
        it.spans = {span(0, 0, 1, u"a"_s)};
    });
    bad(
        "no errors not offered", ItemKind::Span, u"no_errors"_s, [](auto& it) { it.saysNoErrors = true; },
        [](auto& it) { it.canSayNoErrors = false; });

    bad("ranked twice", ItemKind::Ranking, u"ranking[1]"_s, [](auto& it) {
        it.ranking = Ranking{{{0}, {1, 0}}};
    });
    bad("ranked unknown", ItemKind::Ranking, u"ranking[0]"_s, [](auto& it) { it.ranking = Ranking{{{2}}}; });
    bad("empty group", ItemKind::Ranking, u"ranking[0]"_s, [](auto& it) { it.ranking = Ranking{{{}, {0}}}; });
    bad(
        "no tied ranking", ItemKind::Ranking, u"ranking[0]"_s,
        [](auto& it) {
            it.ranking = Ranking{{{0, 1}}};
        },
        [](auto& it) { it.allowsTie = false; });
    bad("reaction", ItemKind::Reaction, u"reaction"_s, [](auto& it) { it.reaction = 0; });
    bad("love not offered", ItemKind::Reaction, u"reaction"_s, [](auto& it) { it.reaction = 2; });
    bad(
        "more than love", ItemKind::Reaction, u"reaction"_s, [](auto& it) { it.reaction = 3; },
        [](auto& it) { it.offersLove = true; });
    bad("criticised twice", ItemKind::Critique, u"critiques[1].response"_s, [](auto& it) {
        it.critiques = {{0, u"c"_s}, {0, u"d"_s}};
    });
    bad("criticised unknown", ItemKind::Critique, u"critiques[0].response"_s, [](auto& it) {
        it.critiques = {{2, u"c"_s}};
    });
    bad(
        "criticised refinement", ItemKind::Critique, u"critiques[0].response"_s,
        [](auto& it) {
            it.critiques = {{1, u"c"_s}};
        },
        [](auto& it) { it.refinement = Requirement::Optional; });
    bad(
        "critiques not asked", ItemKind::Critique, u"critiques"_s,
        [](auto& it) {
            it.critiques = {{1, u"c"_s}};
        },
        [](auto& it) { it.critique = Requirement::Off; });
    bad("refinement not asked", ItemKind::Critique, u"refinement"_s, [](auto& it) { it.refinement = 1; });
    bad(
        "unknown refinement", ItemKind::Critique, u"refinement"_s, [](auto& it) { it.refinement = 2; },
        [](auto& it) { it.refinement = Requirement::Optional; });
    bad("another kind's critiques", ItemKind::Rating, u"critiques"_s, [](auto& it) {
        it.critiques = {{0, u"c"_s}};
    });
    bad("another kind's refinement", ItemKind::Rating, u"refinement"_s, [](auto& it) { it.refinement = 0; });

    bad("reason", ItemKind::Pairwise, u"reasons[1]"_s, [](auto& it) { it.reasons = {u"safer"_s, u"odd"_s}; });
    bad("reason twice", ItemKind::Pairwise, u"reasons[1]"_s, [](auto& it) {
        it.reasons = {u"safer"_s, u"safer"_s};
    });
    bad("confidence", ItemKind::Pairwise, u"confidence"_s, [](auto& it) { it.confidence = u"odd"_s; });
    bad("skip reason", ItemKind::Rating, u"skip_reason"_s, [](auto& it) { it.skipReason = u"same_text"_s; });
    bad(
        "critique", ItemKind::Pairwise, u"critique"_s, [](auto& it) { it.critique = u"c"_s; },
        [](auto& it) { it.critique = Requirement::Off; });
    bad("edit", ItemKind::Reaction, u"edits"_s, [](auto& it) { it.edits = {{0, u"x"_s}}; });
    bad("edited response", ItemKind::Pairwise, u"edits[0].response"_s, [](auto& it) {
        it.edits = {{2, u"x"_s}};
    });
    bad("edited twice", ItemKind::Pairwise, u"edits[1].response"_s, [](auto& it) {
        it.edits = {{0, u"x"_s}, {0, u"y"_s}};
    });
    bad("another kind's part", ItemKind::Pairwise, u"spans"_s,
        [](auto& it) { it.spans = {span(0, 0, 1, u"a"_s)}; });
    bad("another kind's reaction", ItemKind::Span, u"reaction"_s, [](auto& it) { it.reaction = 1; });
}

void TestContentCheck::badContents()
{
    QFETCH(AnnotationContent, content);
    QFETCH(SchemaDefinition, schema);
    QFETCH(QString, field);
    const Result<void> result = checkContent(content, schema, judgedTexts());
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidData);
    QCOMPARE(result.error().field, field);
    QVERIFY(!result.error().message.isEmpty());
}

void TestContentCheck::gaps_data()
{
    QTest::addColumn<AnnotationContent>("content");
    QTest::addColumn<SchemaDefinition>("schema");
    QTest::addColumn<QString>("expected"); // what/response/aspect/open/total
    gap("no preference", ItemKind::Pairwise, u"aspect/-1/overall/1/1"_s, [](auto&) {});
    gap("tie", ItemKind::Pairwise, QString(), [](auto& it) {
        it.preferences = {{u"overall"_s, 0, 1, 0, false}};
    });
    const auto twoAspects = [](SchemaDefinition& schema) {
        schema.aspects.append({u"style"_s, u"Style"_s, {}, {}, true, false});
        schema.aspects.append({u"depth"_s, u"Depth"_s, {}, {}, false, false});
    };
    gap(
        "one of two preferences", ItemKind::Pairwise, u"aspect/-1/style/1/2"_s,
        [](auto& it) {
            it.preferences = {{u"overall"_s, 0, 1, 1, false}};
        },
        twoAspects);
    gap(
        "optional aspect", ItemKind::Pairwise, QString(),
        [](auto& it) {
            it.preferences = {{u"overall"_s, 0, 1, 1, false}, {u"style"_s, 0, 1, 0, true}};
        },
        twoAspects);

    gap("no rating", ItemKind::Rating, u"rating/0/overall/6/6"_s, [](auto&) {});
    gap("some ratings", ItemKind::Rating, u"rating/1/overall/4/6"_s, [](auto& it) {
        it.ratings = {{0, u"overall"_s, 3.0, {}}, {1, u"fluency"_s, std::nullopt, {}}};
    });
    const auto overallOnly = [](SchemaDefinition& schema) {
        schema.aspects.resize(1);
        schema.aspects[0].allowsNotApplicable = false;
    };
    gap(
        "must apply", ItemKind::Rating, u"rating/1/overall/1/2"_s,
        [](auto& it) {
            it.ratings = {{0, u"overall"_s, 3.0, {}}, {1, u"overall"_s, std::nullopt, {}}};
        },
        overallOnly);

    gap("no span", ItemKind::Span, u"spans/-1//1/1"_s, [](auto&) {});
    gap("no category", ItemKind::Span, u"category/1//1/2"_s, [](auto& it) {
        it.spans = {span(0, 0, 1, u"a"_s), span(1, 0, 1, u"e"_s, QString())};
    });
    gap("missing without category", ItemKind::Span, u"category/0//1/1"_s,
        [](auto& it) { it.missing = {{}}; });
    gap("span", ItemKind::Span, QString(), [](auto& it) { it.spans = {span(0, 0, 1, u"a"_s)}; });
    gap("missing", ItemKind::Span, QString(), [](auto& it) { it.missing = {{0, u"missing"_s, {}, {}, {}}}; });
    gap("no errors", ItemKind::Span, QString(), [](auto& it) { it.saysNoErrors = true; });

    gap("no ranking", ItemKind::Ranking, u"ranking/0//2/2"_s, [](auto&) {});
    gap("empty ranking", ItemKind::Ranking, u"ranking/0//2/2"_s, [](auto& it) { it.ranking = Ranking{}; });
    gap("partial ranking", ItemKind::Ranking, u"ranking/0//1/2"_s,
        [](auto& it) { it.ranking = Ranking{{{1}}}; });
    gap("ranking", ItemKind::Ranking, QString(), [](auto& it) { it.ranking = Ranking{{{1}, {0}}}; });
    gap("tied ranking", ItemKind::Ranking, QString(), [](auto& it) { it.ranking = Ranking{{{1, 0}}}; });
    gap(
        "first place", ItemKind::Ranking, QString(), [](auto& it) { it.ranking = Ranking{{{1}}}; },
        [](auto& it) { it.topK = 1; });
    gap(
        "more places than responses", ItemKind::Ranking, u"ranking/1//1/2"_s,
        [](auto& it) { it.ranking = Ranking{{{0}}}; }, [](auto& it) { it.topK = 5; });
    gap("no reaction", ItemKind::Reaction, u"reaction/-1//1/1"_s, [](auto&) {});
    gap("reaction", ItemKind::Reaction, QString(), [](auto& it) { it.reaction = 1; });
    gap("no critiques", ItemKind::Critique, u"critique/0//2/2"_s, [](auto&) {});
    gap("one of two critiques", ItemKind::Critique, u"critique/1//1/2"_s, [](auto& it) {
        it.critiques = {{0, u"c"_s}, {1, u" \n"_s}};
    });
    gap("both critiques", ItemKind::Critique, QString(), [](auto& it) {
        it.critiques = {{0, u"c"_s}, {1, u"d"_s}};
    });
    const auto picksOne = [](auto& it) { it.refinement = Requirement::Required; };
    gap(
        "no critique", ItemKind::Critique, u"critique/-1//1/1"_s, [](auto&) {}, picksOne);
    gap(
        "blank critique", ItemKind::Critique, u"critique/-1//1/1"_s, [](auto& it) { it.critique = u" \n"_s; },
        picksOne);
    gap(
        "no refinement", ItemKind::Critique, u"refinement/-1//1/1"_s, [](auto& it) { it.critique = u"c"_s; },
        picksOne);
    gap(
        "refinement", ItemKind::Critique, QString(),
        [](auto& it) {
            it.critique = u"c"_s;
            it.refinement = 0;
        },
        picksOne);
    gap(
        "refinement may be left out", ItemKind::Critique, QString(), [](auto& it) { it.critique = u"c"_s; },
        [](auto& it) { it.refinement = Requirement::Optional; });
    gap(
        "reaction before critique", ItemKind::Reaction, u"reaction/-1//1/1"_s, [](auto&) {},
        [](auto& it) { it.critique = Requirement::Required; });
    gap(
        "critique after reaction", ItemKind::Reaction, u"critique/-1//1/1"_s,
        [](auto& it) { it.reaction = 1; }, [](auto& it) { it.critique = Requirement::Required; });
}

namespace {

QString written(const std::optional<ContentGap>& gap)
{
    if (!gap) {
        return {};
    }
    return u"%1/%2/%3/%4/%5"_s.arg(gap->what)
        .arg(gap->response)
        .arg(gap->aspect)
        .arg(gap->open)
        .arg(gap->total);
}

} // namespace

void TestContentCheck::gaps()
{
    QFETCH(AnnotationContent, content);
    QFETCH(SchemaDefinition, schema);
    QFETCH(QString, expected);
    QCOMPARE(written(firstGap(content, schema, 2, judgedTexts())), expected);
}

void TestContentCheck::correctionGaps_data()
{
    QTest::addColumn<AnnotationContent>("content");
    QTest::addColumn<SchemaDefinition>("schema");
    QTest::addColumn<QString>("expected");
    const QString text = judgedTexts().at(0);
    const auto row = [](const char* name, const QString& expected, bool isMarked, const QList<Edit>& edits,
                        const Change& change = {}) {
        gap(
            name, ItemKind::Span, expected,
            [&](auto& it) {
                it.saysNoErrors = !isMarked;
                it.edits = edits;
                if (isMarked) {
                    it.spans = {span(0, 0, 1, u"a"_s)};
                }
            },
            change);
    };
    row("marks, no correction", QString(), true, {});
    row("marks, corrected", QString(), true, {{0, text + u'!'}});
    row("marks, unchanged", u"correction/0//1/1"_s, true, {{0, text}});
    row("no marks, corrected", u"correction/0//1/1"_s, false, {{0, text + u'!'}});
    row("no marks, unchanged", QString(), false, {{0, text}});
    row("marks elsewhere", u"correction/1//1/2"_s, true, {{0, text + u'!'}, {1, u"new"_s}});
    row("not asked", QString(), false, {{0, u"new"_s}}, [](auto& it) { it.asksCorrection = false; });
}

void TestContentCheck::correctionGaps()
{
    gaps();
}

void TestContentCheck::correctionNeedsTheTexts()
{
    AnnotationContent content;
    content.saysNoErrors = true;
    content.edits = {{0, u"new"_s}};
    const SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Span);
    QVERIFY(!firstGap(content, schema, 2).has_value());
    QVERIFY(firstGap(content, schema, 2, judgedTexts()).has_value());
}

QTEST_GUILESS_MAIN(TestContentCheck)
#include "tst_contentcheck.moc"
