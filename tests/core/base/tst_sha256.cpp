#include "core/base/sha256.h"

#include <QCryptographicHash>
#include <QTest>

using namespace plumbline;

class TestSha256 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesThePublishedHashes_data();
    void givesThePublishedHashes();
    void agreesWithQtAtEveryLength_data();
    void agreesWithQtAtEveryLength();
};

void TestSha256::givesThePublishedHashes_data()
{
    // NIST, Cryptographic Standards and Guidelines, example values of SHA-256.
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hash");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << QByteArray(
                                       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("nothing") << QByteArray()
                             << QByteArray(
                                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

void TestSha256::givesThePublishedHashes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hash);
    for (const Sha256::Engine engine : {Sha256::Engine::Best, Sha256::Engine::Portable}) {
        Sha256 sha(engine);
        sha.addData(text);
        QCOMPARE(sha.result().toHex(), hash);
    }
}

void TestSha256::agreesWithQtAtEveryLength_data()
{
    QTest::addColumn<int>("step");
    QTest::newRow("at once") << 1000;
    QTest::newRow("bytes") << 1;
    QTest::newRow("across blocks") << 37;
    QTest::newRow("blocks") << 64;
}

void TestSha256::agreesWithQtAtEveryLength()
{
    QFETCH(int, step);
    QByteArray text;
    for (int length = 0; length < 260; ++length) {
        const QByteArray expected = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
        for (const Sha256::Engine engine : {Sha256::Engine::Best, Sha256::Engine::Portable}) {
            Sha256 sha(engine);
            for (qsizetype at = 0; at < text.size(); at += step) {
                sha.addData(QByteArrayView(text).sliced(at, std::min<qsizetype>(step, text.size() - at)));
            }
            QCOMPARE(sha.result().toHex(), expected.toHex());
        }
        text.append(static_cast<char>(length * 7 + 3));
    }
}

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
