#include "core/stats/spanconsensus.h"

#include <QTest>

using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "annotator:category:start-end ..." of unit 0.
std::vector<SpanLabel> spans(const QString& text)
{
    std::vector<SpanLabel> out;
    for (const QString& part : text.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList cells = part.split(u':');
        const QStringList ends = cells.at(2).split(u'-');
        out.push_back(
            {0, cells.at(0).toInt(), cells.at(1).toInt(), ends.at(0).toLongLong(), ends.at(1).toLongLong()});
    }
    return out;
}

/// "category:start-end" of each span.
QString text(const SpanConsensus& consensus)
{
    QStringList out;
    for (const ConsensusSpan& span : consensus.spans) {
        out += u"%1:%2-%3"_s.arg(span.category).arg(span.start).arg(span.end);
    }
    return out.join(u' ');
}

SpanLabels threeJudges(const QString& marked)
{
    return {1, 3, 2, spans(marked), {{0, 0}, {0, 1}, {0, 2}}};
}

} // namespace

class TstSpanConsensus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theVoteIsByCharacters_data()
    {
        QTest::addColumn<QString>("marked");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QString>("expected");
        QTest::newRow("two of three") << u"0:0:0-10 1:0:5-15 2:0:8-9"_s << 0.5 << u"0:5-10"_s;
        QTest::newRow("one of three is too few") << u"0:0:0-10"_s << 0.5 << QString();
        QTest::newRow("any mark") << u"0:0:0-10 1:0:12-15"_s << 0.0 << u"0:0-10 0:12-15"_s;
        QTest::newRow("all of them") << u"0:0:0-10 1:0:5-15 2:0:8-9"_s << 0.99 << u"0:8-9"_s;
        QTest::newRow("neighbouring runs join") << u"0:0:0-10 1:0:0-5 2:0:5-10"_s << 0.5 << u"0:0-10"_s;
        QTest::newRow("categories apart")
            << u"0:0:0-10 1:1:0-10 2:0:0-4 0:1:2-6"_s << 0.5 << u"0:0-4 1:2-6"_s;
        QTest::newRow("overlaps of one annotator count once")
            << u"0:0:0-6 0:0:4-10 1:0:5-6"_s << 0.5 << u"0:5-6"_s;
        QTest::newRow("split where they begin anew")
            << u"0:0:0-5 0:0:5-9 1:0:0-5 1:0:5-9 2:0:0-9"_s << 0.5 << u"0:0-5 0:5-9"_s;
        QTest::newRow("one break of three does not split")
            << u"0:0:0-5 0:0:5-9 1:0:0-9 2:0:0-9"_s << 0.5 << u"0:0-9"_s;
    }

    void theVoteIsByCharacters()
    {
        QFETCH(QString, marked);
        QFETCH(double, threshold);
        QFETCH(QString, expected);
        SpanConsensusOptions options;
        options.threshold = threshold;
        const SpanConsensus out = spanConsensus(threeJudges(marked), options);
        QVERIFY2(out.undefined.isEmpty(), qPrintable(out.undefined));
        QCOMPARE(text(out), expected);
    }

    void supportIsTheShareOfJudges()
    {
        const SpanConsensus out = spanConsensus(threeJudges(u"0:0:0-10 1:0:0-10 2:0:0-5"_s));
        QCOMPARE(out.spans.size(), std::size_t(1));
        QCOMPARE(out.spans[0].support, (1.0 + 2.0 / 3) / 2);
        QCOMPARE(out.spans[0].lowestSupport, 2.0 / 3);
        QCOMPARE(out.judges[0], 3);
    }

    void whoMarkedNothingVotesAgainst()
    {
        SpanLabels labels{1, 4, 1, spans(u"0:0:0-10 1:0:0-10"_s), {}};
        QCOMPARE(text(spanConsensus(labels)), u"0:0-10"_s);
        labels.judged = {{0, 2}, {0, 3}};
        QCOMPARE(text(spanConsensus(labels)), QString());
        QCOMPARE(spanConsensus(labels).judges[0], 4);
    }

    void gapsAndShortRuns()
    {
        SpanConsensusOptions options;
        const SpanLabels labels = threeJudges(u"0:0:0-10 1:0:0-4 1:0:5-10 2:0:20-21 0:0:20-21"_s);
        QCOMPARE(text(spanConsensus(labels, options)), u"0:0-4 0:5-10 0:20-21"_s);
        options.mergeGap = 1;
        QCOMPARE(text(spanConsensus(labels, options)), u"0:0-10 0:20-21"_s);
        options.minLength = 2;
        QCOMPARE(text(spanConsensus(labels, options)), u"0:0-10"_s);
    }

    void orderAndAnnotatorsDoNotMatter()
    {
        SpanLabels labels = threeJudges(u"0:0:0-10 1:0:5-15 2:0:8-30 1:1:0-9 2:1:2-6 0:0:12-14"_s);
        const SpanConsensus before = spanConsensus(labels);
        std::reverse(labels.rows.begin(), labels.rows.end());
        for (SpanLabel& row : labels.rows) {
            row.annotator = 2 - row.annotator;
        }
        QVERIFY(before.spans == spanConsensus(labels).spans);
        QVERIFY(!before.spans.empty());
    }

    void whatCannotBeSaidHasAReason_data()
    {
        QTest::addColumn<int>("units");
        QTest::addColumn<QString>("marked");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QString>("word");
        QTest::newRow("no units") << 0 << QString() << 0.5 << u"no units"_s;
        QTest::newRow("nobody judged") << 1 << QString() << 0.5 << u"Nobody"_s;
        QTest::newRow("an empty span") << 1 << u"0:0:4-4 1:0:4-5"_s << 0.5 << u"empty"_s;
        QTest::newRow("an unknown category") << 1 << u"0:9:4-5"_s << 0.5 << u"not declared"_s;
        QTest::newRow("one annotator") << 1 << u"0:0:4-5"_s << 0.5 << u"two annotators"_s;
        QTest::newRow("threshold 1") << 1 << u"0:0:4-5"_s << 1.0 << u"threshold"_s;
    }

    void whatCannotBeSaidHasAReason()
    {
        QFETCH(int, units);
        QFETCH(QString, marked);
        QFETCH(double, threshold);
        QFETCH(QString, word);
        SpanConsensusOptions options;
        options.threshold = threshold;
        const SpanConsensus out = spanConsensus({units, 3, 2, spans(marked), {}}, options);
        QVERIFY2(out.undefined.contains(word), qPrintable(out.undefined));
    }

    void aUnitWithOneJudgeHasAReason()
    {
        SpanLabels labels{3, 2, 1, spans(u"0:0:0-4 1:0:0-4"_s), {}};
        labels.rows.push_back({1, 0, 0, 3, 9});
        const SpanConsensus out = spanConsensus(labels);
        QCOMPARE(text(out), u"0:0-4"_s);
        QVERIFY(out.unitProblems[0].isEmpty());
        QVERIFY(out.unitProblems[1].contains(u"One annotator"_s));
        QVERIFY(out.unitProblems[2].contains(u"Nobody"_s));
    }
};

QTEST_GUILESS_MAIN(TstSpanConsensus)

#include "tst_spanconsensus.moc"
