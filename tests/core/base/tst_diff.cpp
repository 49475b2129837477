#include "core/base/diff.h"

#include "core/base/json.h"
#include "tests/support/randomtext.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Builds `after` from `before` and the changes alone, to show that nothing was missed.
QString rebuild(const QString& before, const QString& after, const std::vector<TextChange>& changes)
{
    QString out;
    qsizetype done = 0;
    for (const TextChange& change : changes) {
        out += before.mid(done, change.before.start - done);
        out += after.mid(change.after.start, change.after.length());
        done = change.before.end;
    }
    return out + before.mid(done);
}

QString mutated(const QString& text, test::RandomText& random)
{
    QString out = text;
    const qint64 edits = random.below(6);
    for (qint64 i = 0; i < edits; ++i) {
        const qsizetype at = random.below(out.size() + 1);
        const qsizetype take = random.below(std::min<qsizetype>(12, out.size() - at + 1));
        out.replace(at, take, random(static_cast<int>(random.below(4))));
    }
    return out;
}

} // namespace

class TestDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data();
    void changes();
    void randomEditsApply();
    void unrelatedTextsApply();
    void changesNeverSplitGrapheme();
    void scriptIsSmall();
    void jsonRoundTrip();
    void badScripts_data();
    void badScripts();
    void badJson_data();
    void badJson();
    void hugeTextsAreBounded();
};

void TestDiff::changes_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("removed");
    QTest::addColumn<QStringList>("added");
    QTest::newRow("equal") << u"the same"_s << u"the same"_s << QStringList{} << QStringList{};
    QTest::newRow("both empty") << QString() << QString() << QStringList{} << QStringList{};
    QTest::newRow("from nothing") << QString() << u"a b"_s << QStringList{QString()} << QStringList{u"a b"_s};
    QTest::newRow("to nothing") << u"a b"_s << QString() << QStringList{u"a b"_s} << QStringList{QString()};
    QTest::newRow("word") << u"the red fox"_s << u"the blue fox"_s << QStringList{u"red"_s}
                          << QStringList{u"blue"_s};
    QTest::newRow("sign") << u"stop."_s << u"stop!"_s << QStringList{u"."_s} << QStringList{u"!"_s};
    QTest::newRow("insert") << u"one three"_s << u"one two three"_s << QStringList{QString()}
                            << QStringList{u"two "_s};
    QTest::newRow("two places") << u"a b c d e"_s << u"x b c d y"_s << QStringList{u"a"_s, u"e"_s}
                                << QStringList{u"x"_s, u"y"_s};
}

void TestDiff::changes()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QStringList removed;
    QStringList added;
    const std::vector<TextChange> found = diffTexts(before, after);
    for (const TextChange& change : found) {
        removed << before.mid(change.before.start, change.before.length());
        added << after.mid(change.after.start, change.after.length());
    }
    QTEST(removed, "removed");
    QTEST(added, "added");
}

void TestDiff::randomEditsApply()
{
    for (int seed = 1; seed <= 500; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed));
        const QString before = random(static_cast<int>(random.below(80)));
        const QString after = mutated(before, random);
        QCOMPARE(rebuild(before, after, diffTexts(before, after)), after);
        const auto applied = applyEditScript(before, makeEditScript(before, after));
        QVERIFY(applied);
        QCOMPARE(*applied, after);
    }
}

void TestDiff::unrelatedTextsApply()
{
    for (int seed = 1; seed <= 6; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed));
        // More edits than Myers is given, so that the way between anchors is taken too.
        QString before = random(3000);
        QString after = random(3000);
        for (int i = 0; i < 40; ++i) {
            const QString anchor = u" anchor%1 "_s.arg(i);
            before.insert(before.size() * i / 40, anchor);
            after.insert(after.size() * i / 40, anchor);
        }
        QCOMPARE(rebuild(before, after, diffTexts(before, after)), after);
        const auto applied = applyEditScript(before, makeEditScript(before, after));
        QVERIFY(applied);
        QCOMPARE(*applied, after);
    }
}

void TestDiff::changesNeverSplitGrapheme()
{
    for (int seed = 1; seed <= 200; ++seed) {
        test::RandomText random(static_cast<std::uint64_t>(seed) + 77);
        const QString before = random(50);
        const QString after = mutated(before, random);
        for (const TextChange& change : diffTexts(before, after)) {
            QVERIFY(TextBoundaries(before).isGraphemeBoundary(change.before.start));
            QVERIFY(TextBoundaries(before).isGraphemeBoundary(change.before.end));
            QVERIFY(TextBoundaries(after).isGraphemeBoundary(change.after.start));
            QVERIFY(TextBoundaries(after).isGraphemeBoundary(change.after.end));
        }
    }
}

void TestDiff::scriptIsSmall()
{
    const QString before = u"\U0001F600 one two three"_s;
    const EditScript script = makeEditScript(before, u"\U0001F600 one 2 three"_s);
    QCOMPARE(script, (EditScript{{6, 3, u"2"_s}}));
    QVERIFY(makeEditScript(before, before).empty());
}

void TestDiff::jsonRoundTrip()
{
    const EditScript script{{0, 2, QString()}, {5, 0, u"new \U0001F600"_s}, {9, 1, u"x"_s}};
    const QJsonArray json = editScriptToJson(script);
    QCOMPARE(
        canonicalJson(json),
        QByteArray("[{\"at\":0,\"del\":2},{\"at\":5,\"ins\":\"new \xF0\x9F\x98\x80\"},{\"at\":9,\"del\":1,"
                   "\"ins\":\"x\"}]"));
    const auto read = editScriptFromJson(json);
    QVERIFY(read);
    QCOMPARE(*read, script);
}

void TestDiff::badScripts_data()
{
    QTest::addColumn<qint64>("at");
    QTest::addColumn<qint64>("removed");
    QTest::newRow("past end") << qint64(6) << qint64(0);
    QTest::newRow("over end") << qint64(3) << qint64(3);
    QTest::newRow("negative at") << qint64(-1) << qint64(0);
    QTest::newRow("negative del") << qint64(3) << qint64(-1);
    QTest::newRow("overlap") << qint64(1) << qint64(1);
    QTest::newRow("huge") << std::numeric_limits<qint64>::max() << std::numeric_limits<qint64>::max();
}

void TestDiff::badScripts()
{
    QFETCH(qint64, at);
    QFETCH(qint64, removed);
    const auto applied = applyEditScript(u"hello"_s, {{0, 2, u"x"_s}, {at, removed, QString()}});
    QVERIFY(!applied);
    QCOMPARE(applied.error().code, ErrorCode::InvalidData);
    QVERIFY(applied.error().message.startsWith(u"Step 2"_s));
}

void TestDiff::badJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("field");
    QTest::newRow("no object") << QByteArray("[1]") << QString();
    QTest::newRow("no at") << QByteArray("[{\"del\":1}]") << u"at"_s;
    QTest::newRow("fraction") << QByteArray("[{\"at\":1.5}]") << u"at"_s;
    QTest::newRow("text for number") << QByteArray("[{\"at\":\"1\"}]") << u"at"_s;
    QTest::newRow("negative") << QByteArray("[{\"at\":1,\"del\":-2}]") << u"del"_s;
    QTest::newRow("number for text") << QByteArray("[{\"at\":1,\"ins\":2}]") << u"ins"_s;
}

void TestDiff::badJson()
{
    QFETCH(QByteArray, json);
    const auto parsed = parseJson(json);
    QVERIFY(parsed);
    const auto script = editScriptFromJson(parsed->toArray());
    QVERIFY(!script);
    QTEST(script.error().field, "field");
}

void TestDiff::hugeTextsAreBounded()
{
    test::RandomText first(1);
    test::RandomText second(2);
    QString before;
    QString after;
    while (before.size() < 1'000'000) {
        before += first(200) + QString::number(before.size());
        after += second(200) + QString::number(before.size());
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(rebuild(before, after, diffTexts(before, after)), after);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
    qInfo("two unrelated texts of 1 MB: %lld ms", static_cast<long long>(timer.elapsed()));
}

QTEST_GUILESS_MAIN(TestDiff)
#include "tst_diff.moc"
