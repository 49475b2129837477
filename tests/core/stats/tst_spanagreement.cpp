#include "core/stats/spanagreement.h"
#include "tests/core/stats/agreementfixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace plumbline::stats;

namespace {

/// Two texts of 20 and 10 characters, two annotators; categories 0 and 1.
SpanMarks twoTexts()
{
    SpanMarks marks;
    marks.annotators = 2;
    marks.categories = 2;
    marks.lengths = {20, 10};
    marks.readings = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    marks.marks = {
        {0, 0, 0, 0, 5}, {0, 0, 0, 10, 14}, {0, 0, 1, 15, 20}, // the first annotator
        {0, 1, 0, 0, 5}, {0, 1, 0, 12, 16},                    // the second
        {1, 1, 1, 2, 4},
    };
    return marks;
}

SpanMarks randomMarks(std::uint64_t seed, int texts, int annotators, int categories, int length)
{
    plumbline::Random random(seed);
    SpanMarks out;
    out.annotators = annotators;
    out.categories = categories;
    for (int text = 0; text < texts; ++text) {
        out.lengths.push_back(length);
        for (int annotator = 0; annotator < annotators; ++annotator) {
            if (random.uniform() < 0.2) {
                continue;
            }
            out.readings.push_back({text, annotator});
            for (std::uint64_t i = random.below(4); i > 0; --i) {
                const auto start =
                    static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(length - 1)));
                const auto size = static_cast<std::int64_t>(random.below(8)) + 1;
                out.marks.push_back(
                    {text, annotator,
                     static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(categories))), start,
                     std::min<std::int64_t>(length, start + size)});
            }
        }
    }
    return out;
}

/// The characters as labels: unit = character, value = set of categories (or marked and not).
Labels charactersOf(const SpanMarks& marks, int category)
{
    Labels out;
    out.annotators = marks.annotators;
    out.values = category < 0 ? 1 << marks.categories : 2;
    for (std::size_t text = 0; text < marks.lengths.size(); ++text) {
        for (const Reading& reading : marks.readings) {
            if (reading.unit != static_cast<std::int32_t>(text)) {
                continue;
            }
            for (std::int32_t at = 0; at < marks.lengths[text]; ++at) {
                int value = 0;
                for (const SpanMark& mark : marks.marks) {
                    if (mark.unit == reading.unit && mark.annotator == reading.annotator &&
                        mark.start <= at && at < mark.end) {
                        value |= category < 0 ? 1 << mark.category : (mark.category == category ? 1 : 0);
                    }
                }
                out.rows.push_back({out.units + at, reading.annotator, value});
            }
        }
        out.units += static_cast<std::int32_t>(marks.lengths[text]);
    }
    return out;
}

AlphaOptions plain()
{
    AlphaOptions options;
    options.resamples = 0;
    return options;
}

} // namespace

class TstSpanAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void intersectionOverUnion()
    {
        QCOMPARE(spanIou(0, 10, 0, 10), 1.0);
        QCOMPARE(spanIou(0, 10, 5, 15), 5.0 / 15);
        QCOMPARE(spanIou(0, 10, 10, 15), 0.0);
        QCOMPARE(spanIou(3, 3, 3, 3), 0.0);
    }

    void twoAnnotators()
    {
        const std::vector<SpanScore> scores = spanScores(twoTexts(), 0, 1);
        QCOMPARE(scores.size(), 3U);
        const SpanScore& first = scores[1]; // category 0
        QCOMPARE(first.category, 0);
        QCOMPARE(first.firstSpans, 2);
        COMPARE_CLOSE(*first.exact.f1.value, 0.5, 1e-12);
        COMPARE_CLOSE(*first.overlap.f1.value, 1, 1e-12);
        COMPARE_CLOSE(*first.characters.precision.value, 7.0 / 9, 1e-12);
        COMPARE_CLOSE(*first.characters.recall.value, 7.0 / 9, 1e-12);
        COMPARE_CLOSE(*first.iou.value, 7.0 / 11, 1e-12);
        const SpanScore& second = scores[2]; // category 1: marked in different texts
        COMPARE_CLOSE(*second.exact.f1.value, 0, 0);
        COMPARE_CLOSE(*second.iou.value, 0, 0);
        const SpanScore& all = scores[0];
        QCOMPARE(all.category, -1);
        COMPARE_CLOSE(*all.exact.precision.value, 1.0 / 3, 1e-12);
        COMPARE_CLOSE(*all.exact.recall.value, 1.0 / 3, 1e-12);
        COMPARE_CLOSE(*all.overlap.precision.value, 2.0 / 3, 1e-12);
        COMPARE_CLOSE(*all.iou.value, 7.0 / (14 + 11 - 7), 1e-12);
    }

    void exchangingAnnotatorsExchangesPrecisionAndRecall()
    {
        const SpanMarks marks = randomMarks(4, 20, 3, 3, 40);
        const std::vector<SpanScore> there = spanScores(marks, 0, 2);
        const std::vector<SpanScore> back = spanScores(marks, 2, 0);
        for (std::size_t row = 0; row < there.size(); ++row) {
            QCOMPARE(there[row].exact.precision.value, back[row].exact.recall.value);
            QCOMPARE(there[row].overlap.recall.value, back[row].overlap.precision.value);
            QCOMPARE(there[row].characters.f1.value, back[row].characters.f1.value);
            QCOMPARE(there[row].iou.value, back[row].iou.value);
        }
        for (const SpanScore& score : spanScores(marks, 0, 1)) {
            QVERIFY(*score.exact.f1.value <= *score.overlap.f1.value);
            COMPARE_CLOSE(*score.iou.value, *score.characters.f1.value / (2 - *score.characters.f1.value),
                          1e-12);
        }
    }

    void meansOverPairs()
    {
        const SpanMarks marks = randomMarks(6, 15, 4, 2, 30);
        const std::vector<MeanSpanScore> means = meanSpanScores(marks);
        QCOMPARE(means.size(), 3U);
        for (std::size_t row = 0; row < means.size(); ++row) {
            double sum = 0;
            int pairs = 0;
            for (std::int32_t a = 0; a < 4; ++a) {
                for (std::int32_t b = a + 1; b < 4; ++b) {
                    const SpanScore score = spanScores(marks, a, b)[row];
                    sum += score.exact.f1.valueOr(0);
                    pairs += score.exact.f1 ? 1 : 0;
                }
            }
            COMPARE_CLOSE(*means[row].exactF1.value, sum / pairs, 1e-12);
            QCOMPARE(means[row].pairs, pairs);
            QCOMPARE(*meanSpanScores(marks, 1)[row].iou.value, *means[row].iou.value);
        }
    }

    void alphaIsThatOfCharacters()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const SpanMarks marks = randomMarks(seed, 6, 3, 2, 25);
            for (int category = -1; category < 2; ++category) {
                const Alpha spans =
                    category < 0 ? spanAlphaAll(marks, plain()) : spanAlpha(marks, category, plain());
                const Alpha characters = krippendorffAlpha(charactersOf(marks, category), plain());
                QCOMPARE(spans.labels, characters.labels);
                COMPARE_CLOSE(*spans.alpha.value, *characters.alpha.value, 1e-12);
                COMPARE_CLOSE(spans.observed, characters.observed, 1e-12);
                COMPARE_CLOSE(spans.expected, characters.expected, 1e-12);
            }
        }
    }

    void alphaIntervalDrawsTexts()
    {
        const SpanMarks marks = randomMarks(3, 40, 3, 2, 60);
        AlphaOptions options;
        options.resamples = 300;
        const Alpha alpha = spanAlpha(marks, 0, options);
        QVERIFY(alpha.alpha.interval->low < *alpha.alpha.value &&
                *alpha.alpha.value < alpha.alpha.interval->high);
        QVERIFY(alpha.units <= 40 && alpha.units > 30);
        SpanMarks mixed = marks;
        std::reverse(mixed.marks.begin(), mixed.marks.end());
        mixed.lengths.push_back(100); // a text that nobody read
        const Alpha other = spanAlpha(mixed, 0, options);
        QCOMPARE(*other.alpha.value, *alpha.alpha.value);
        QCOMPARE(other.alpha.interval->low, alpha.alpha.interval->low);
    }

    void longTextsAreCheap()
    {
        SpanMarks marks = randomMarks(2, 3, 3, 3, 50);
        marks.lengths.assign(3, std::int64_t{1} << 40);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(spanAlphaAll(marks, plain()).alpha);
        QVERIFY(timer.elapsed() < 1'000);
    }

    void refusals()
    {
        SpanMarks nobody = twoTexts();
        nobody.marks.clear();
        nobody.readings.clear();
        SpanMarks outside = twoTexts();
        outside.marks[0].end = 21;
        SpanMarks empty = twoTexts();
        empty.marks[0].end = empty.marks[0].start;
        SpanMarks apart = twoTexts();
        apart.readings = {{0, 0}, {1, 1}};
        apart.marks = {{0, 0, 0, 1, 3}, {1, 1, 0, 1, 3}};
        SpanMarks unmarked = twoTexts();
        unmarked.marks.clear();
        SpanMarks unknown = twoTexts();
        unknown.marks[0].category = 2;
        for (const SpanMarks& marks : {nobody, outside, empty, apart, unmarked, unknown}) {
            const std::vector<SpanScore> scores = spanScores(marks, 0, 1);
            QCOMPARE(scores.size(), 3U);
            for (const Estimate& estimate :
                 {scores[0].exact.f1, scores[1].overlap.precision, scores[2].iou,
                  meanSpanScores(marks)[0].exactF1, spanAlpha(marks, 0).alpha, spanAlphaAll(marks).alpha}) {
                QVERIFY(!estimate);
                QVERIFY2(estimate.undefined.endsWith(u'.'), qPrintable(estimate.undefined));
            }
        }
        QVERIFY(!spanAlpha(twoTexts(), 7).alpha);
        QVERIFY(!spanScores(twoTexts(), 1, 1)[0].iou);
        SpanMarks many = twoTexts();
        many.categories = 65;
        QVERIFY(!spanAlphaAll(many).alpha);
        QVERIFY(spanAlpha(many, 0).alpha);
    }
};

QTEST_GUILESS_MAIN(TstSpanAgreement)

#include "tst_spanagreement.moc"
