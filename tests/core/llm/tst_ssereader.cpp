#include "core/base/random.h"
#include "core/llm/ssereader.h"

#include <QTest>

using namespace plumbline;

/// Server-sent events: every form of line end, comment and field, cut anywhere.
class TestSseReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEvents_data();
    void readsEvents();
    void cutsAnywhereChangeNothing();
    void randomStreamsComeBack();
    void endlessLinesAreRefused();
    void tellsOfARest();
};

namespace {

QList<QByteArray> dataOf(const QList<QByteArray>& pieces)
{
    QList<QByteArray> out;
    SseReader reader([&out](const SseEvent& event) { out << event.type + '|' + event.data; });
    for (const QByteArray& piece : pieces) {
        if (!reader.feed(piece)) {
            out << "failed";
        }
    }
    return out;
}

} // namespace

void TestSseReader::readsEvents_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::newRow("one") << QByteArray("data: a\n\n") << QList<QByteArray>{"|a"};
    QTest::newRow("CRLF") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << QList<QByteArray>{"|a", "|b"};
    QTest::newRow("CR") << QByteArray("data: a\r\rdata: b\r\r") << QList<QByteArray>{"|a", "|b"};
    QTest::newRow("mixed") << QByteArray("data: a\r\n\ndata: b\n\r\n") << QList<QByteArray>{"|a", "|b"};
    QTest::newRow("no blank") << QByteArray("data:a\n\n") << QList<QByteArray>{"|a"};
    QTest::newRow("one blank goes") << QByteArray("data:  a \n\n") << QList<QByteArray>{"| a "};
    QTest::newRow("two lines") << QByteArray("data: a\ndata: b\n\n") << QList<QByteArray>{"|a\nb"};
    QTest::newRow("empty data") << QByteArray("data\n\ndata:\n\n") << QList<QByteArray>{"|", "|"};
    QTest::newRow("comments") << QByteArray(": ping\n\n:\ndata: a\n: x\n\n") << QList<QByteArray>{"|a"};
    QTest::newRow("fields") << QByteArray("id: 1\nretry: 5\nevent: error\nother: x\ndata: a\n\ndata: b\n\n")
                            << QList<QByteArray>{"error|a", "|b"};
    QTest::newRow("event without data") << QByteArray("event: x\n\ndata: a\n\n") << QList<QByteArray>{"|a"};
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "data: a\n\n")
                                     << QList<QByteArray>{"|a"};
    QTest::newRow("unfinished") << QByteArray("data: a\n\ndata: b\n") << QList<QByteArray>{"|a"};
    QTest::newRow("empty lines") << QByteArray("\n\n\r\n\rdata: a\n\n") << QList<QByteArray>{"|a"};
    QTest::newRow("characters") << QByteArray("data: \xF0\x9F\x98\x80\n\n")
                                << QList<QByteArray>{"|\xF0\x9F\x98\x80"};
}

void TestSseReader::readsEvents()
{
    QFETCH(QByteArray, stream);
    QFETCH(QList<QByteArray>, events);
    QCOMPARE(dataOf({stream}), events);
}

void TestSseReader::cutsAnywhereChangeNothing()
{
    const QByteArray stream =
        "\xEF\xBB\xBF: hi\r\ndata: {\"a\":\"\xF0\x9F\x98\x80\"}\r\n\r\nevent: e\rdata: x\rdata: y\r\r"
        "data: [DONE]\n\n";
    const QList<QByteArray> whole = dataOf({stream});
    QCOMPARE(whole.size(), 3);
    for (qsizetype first = 0; first <= stream.size(); ++first) {
        for (qsizetype second = first; second <= stream.size(); ++second) {
            QCOMPARE(
                dataOf({stream.first(first), stream.sliced(first, second - first), stream.sliced(second)}),
                whole);
        }
    }
    QList<QByteArray> bytes;
    for (const char byte : stream) {
        bytes << QByteArray(1, byte);
    }
    QCOMPARE(dataOf(bytes), whole);
}

void TestSseReader::randomStreamsComeBack()
{
    Random random(20261);
    const QList<QByteArray> ends = {"\n", "\r\n", "\r"};
    for (int round = 0; round < 300; ++round) {
        QByteArray stream;
        QList<QByteArray> expected;
        for (quint64 event = 0, count = random.below(6); event < count; ++event) {
            QByteArray data;
            const quint64 lines = 1 + random.below(3);
            for (quint64 line = 0; line < lines; ++line) {
                QByteArray text;
                for (quint64 at = 0, size = random.below(12); at < size; ++at) {
                    text += static_cast<char>(32 + random.below(224));
                }
                if (random.below(3) == 0) {
                    stream += ":" + text + ends[static_cast<qsizetype>(random.below(3))];
                }
                stream += "data: " + text + ends[static_cast<qsizetype>(random.below(3))];
                data += (line > 0 ? "\n" : "") + text;
            }
            // After a line that ends in CR, a lone LF would be the second half of its end.
            stream +=
                stream.endsWith('\r') ? QByteArray("\r") : ends[static_cast<qsizetype>(random.below(3))];
            expected << "|" + data;
        }
        QList<QByteArray> pieces;
        for (qsizetype at = 0; at < stream.size();) {
            const auto size =
                std::min<qsizetype>(1 + static_cast<qsizetype>(random.below(7)), stream.size() - at);
            pieces << stream.sliced(at, size);
            at += size;
        }
        QCOMPARE(dataOf(pieces), expected);
    }
}

void TestSseReader::endlessLinesAreRefused()
{
    int events = 0;
    SseReader reader([&events](const SseEvent&) { ++events; }, 100);
    QVERIFY(reader.feed("data: fine\n\n"));
    QVERIFY(reader.feed(QByteArray(60, 'x')));
    const auto refused = reader.feed(QByteArray(60, 'x'));
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(QStringLiteral("100")));
    QVERIFY(!reader.feed("\n\ndata: more\n\n"));
    QCOMPARE(events, 1);
    SseReader many([](const SseEvent&) {}, 100);
    Result<void> last;
    for (int line = 0; line < 30 && last; ++line) {
        last = many.feed("data: 12345\n");
    }
    QVERIFY(!last); // many short lines of one event
}

void TestSseReader::tellsOfARest()
{
    SseReader reader([](const SseEvent&) {});
    QVERIFY(!reader.hasRest());
    QVERIFY(reader.feed("data: a\n"));
    QVERIFY(reader.hasRest());
    QVERIFY(reader.feed("\n"));
    QVERIFY(!reader.hasRest());
}

QTEST_GUILESS_MAIN(TestSseReader)
#include "tst_ssereader.moc"
