#include "core/base/hash.h"

#include <QSet>
#include <QTest>

using namespace plumbline;

class TestHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreStable();
    void seedsAndBytesMatter();
    void contentHashSeesPartBorders();
    void contentHashIsStable();
};

void TestHash::valuesAreStable()
{
    // Queue orders and sides depend on these: a change of any breaks stored projects.
    QCOMPARE(mix64(0, 0), std::uint64_t(0xE220A8397B1DCDAFULL)); // first output of splitmix64 with seed 0
    QCOMPARE(stableHash(""), mix64(14695981039346656037ULL, 0));
    QCOMPARE(stableHash("a", 7), mix64(0xAF63DC4C8601EC8CULL, 7)); // FNV-1a of "a" as published
}

void TestHash::seedsAndBytesMatter()
{
    QSet<quint64> seen;
    for (int seed = 0; seed < 100; ++seed) {
        for (int i = 0; i < 100; ++i) {
            seen.insert(stableHash(QByteArray::number(i), static_cast<std::uint64_t>(seed)));
        }
    }
    QCOMPARE(seen.size(), 10'000);
    QVERIFY(stableHash(QByteArrayView("\0", 1)) != stableHash(QByteArrayView("\0\0", 2)));
}

void TestHash::contentHashSeesPartBorders()
{
    QVERIFY(contentHash({"ab", "c"}) != contentHash({"a", "bc"}));
    QVERIFY(contentHash({"ab", ""}) != contentHash({"ab"}));
    QVERIFY(contentHash({"a", "b"}) != contentHash({"b", "a"}));
    QCOMPARE(contentHash({"a", "b"}), contentHash({"a", "b"}));
    QCOMPARE(contentHash({"a"}).size(), 16);
}

void TestHash::contentHashIsStable()
{
    // First half of SHA-256 of the eight bytes 01 00 … 00 and "a"; and of nothing.
    QCOMPARE(contentHash({}).toHex(), QByteArray("e3b0c44298fc1c149afbf4c8996fb924"));
    QCOMPARE(contentHash({"a"}).toHex(), QByteArray("ae6121c88ba555f64c3d812123eb799d"));
}

QTEST_GUILESS_MAIN(TestHash)
#include "tst_hash.moc"
