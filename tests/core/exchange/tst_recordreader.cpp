#include "core/exchange/filewriter.h"
#include "core/exchange/recordreader.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Lines, JSON values and CSV records over plain and compressed files; where a reader stands; what it
/// refuses.
class TestRecordReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsRecords_data();
    void splitsRecords();
    void goesOnFromAnyPosition_data();
    void goesOnFromAnyPosition();
    void readsWhatTheWriterWrites_data();
    void readsWhatTheWriterWrites();
    void severalGzipFilesAreOne();
    void refusesWhatIsNoText_data();
    void refusesWhatIsNoText();
    void saysWhereACutFileEnds_data();
    void saysWhereACutFileEnds();
    void passesOverARecordThatIsTooLong_data();
    void passesOverARecordThatIsTooLong();
    void badCsvIsOneBadRecord();
    void nothingIsLeftOfAWriterThatWasNotCommitted();

private:
    QString write(const QString& name, const QByteArray& bytes);
    QTemporaryDir m_folder;
};

namespace {

struct Read
{
    QList<QByteArray> texts;
    QList<qint64> lines;
    QList<qint64> offsets;
    QList<ReadPosition> positions; ///< after each record
    QString failure;
    int bad = 0;
};

Read readFrom(RecordReader& reader)
{
    Read out;
    for (;;) {
        const RecordReader::Step step = reader.next();
        if (step.kind == RecordReader::Kind::End) {
            return out;
        }
        if (step.kind == RecordReader::Kind::Failed) {
            out.failure = step.error.message;
            return out;
        }
        out.bad += step.kind == RecordReader::Kind::Bad ? 1 : 0;
        out.texts.append(step.record.text.toByteArray());
        out.lines.append(step.record.line);
        out.offsets.append(step.record.offset);
        out.positions.append(reader.position());
    }
}

Read readBytes(const QByteArray& bytes, Framing framing)
{
    Result<std::unique_ptr<RecordReader>> reader = RecordReader::openBytes(bytes, framing);
    if (!reader) {
        Read out;
        out.failure = reader.error().message;
        return out;
    }
    return readFrom(**reader);
}

/// Enough records that the buffer is refilled and moved several times.
QByteArray manyRecords(Framing framing, int count)
{
    QByteArray out = framing == Framing::JsonValues ? "[\n" : "";
    for (int index = 0; index < count; ++index) {
        const QByteArray filler(index % 1000, 'x');
        if (framing == Framing::Csv) {
            out += QByteArray::number(index) + ",\"a \"\"q\"\"\n" + filler + "\"\r\n";
        } else if (framing == Framing::JsonValues) {
            out += (index > 0 ? " , {\"i\":" : "{\"i\":") + QByteArray::number(index) + ",\n\"t\":\"}]" +
                   filler + "\\\"\"}";
        } else {
            out += "{\"i\":" + QByteArray::number(index) + ",\"t\":\"" + filler + "\"}\n";
        }
    }
    return framing == Framing::JsonValues ? out + "\n]\n" : out;
}

} // namespace

QString TestRecordReader::write(const QString& name, const QByteArray& bytes)
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write");
    }
    return path;
}

void TestRecordReader::splitsRecords_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("framing");
    QTest::addColumn<QList<QByteArray>>("texts");
    QTest::addColumn<QList<qint64>>("lines");
    using Texts = QList<QByteArray>;
    using Lines = QList<qint64>;
    const int lines = int(Framing::Lines);
    const int json = int(Framing::JsonAuto);
    const int csv = int(Framing::Csv);
    QTest::newRow("lines") << QByteArray("a\nb\n") << lines << Texts{"a", "b"} << Lines{1, 2};
    QTest::newRow("no last end") << QByteArray("a\nb") << lines << Texts{"a", "b"} << Lines{1, 2};
    QTest::newRow("crlf, blank") << QByteArray("a\r\n\r\n \nb\r\n") << lines << Texts{"a", "b"}
                                 << Lines{1, 4};
    QTest::newRow("bom") << QByteArray("\xef\xbb\xbf{}\n{}") << lines << Texts{"{}", "{}"} << Lines{1, 2};
    QTest::newRow("empty") << QByteArray() << lines << Texts{} << Lines{};
    QTest::newRow("auto lines") << QByteArray("{\"a\":1}\n{\"b\":2}\n") << json
                                << Texts{"{\"a\":1}", "{\"b\":2}"} << Lines{1, 2};
    QTest::newRow("array") << QByteArray(" [\n{\"a\":[1]},\n2,\"x]\"]\n") << json
                           << Texts{"{\"a\":[1]}", "2", "\"x]\""} << Lines{2, 3, 3};
    QTest::newRow("empty array") << QByteArray("[ ]") << json << Texts{} << Lines{};
    QTest::newRow("lone braces") << QByteArray("{\n\"a\":1\n}\n{\n}") << json
                                 << Texts{"{\n\"a\":1\n}", "{\n}"} << Lines{1, 4};
    QTest::newRow("csv") << QByteArray("a,\"b\nc\"\r\nd,e\n") << csv << Texts{"a,\"b\nc\"", "d,e"}
                         << Lines{1, 3};
}

void TestRecordReader::splitsRecords()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, framing);
    QFETCH(QList<QByteArray>, texts);
    QFETCH(QList<qint64>, lines);
    const Read read = readBytes(bytes, Framing(framing));
    QCOMPARE(read.failure, QString());
    QCOMPARE(read.texts, texts);
    QCOMPARE(read.lines, lines);
    for (qsizetype index = 0; index < texts.size(); ++index) {
        QCOMPARE(bytes.mid(read.offsets.at(index), texts.at(index).size()), texts.at(index));
    }
}

void TestRecordReader::goesOnFromAnyPosition_data()
{
    QTest::addColumn<int>("framing");
    QTest::addColumn<QString>("suffix");
    for (const auto& [name, framing] :
         {std::pair("lines", Framing::Lines), std::pair("json", Framing::JsonValues),
          std::pair("csv", Framing::Csv)}) {
        for (const char* suffix : {"", ".gz", ".zst"}) {
            QTest::addRow("%s%s", name, suffix) << int(framing) << QString::fromLatin1(suffix);
        }
    }
}

void TestRecordReader::goesOnFromAnyPosition()
{
    QFETCH(int, framing);
    QFETCH(QString, suffix);
    constexpr int kCount = 3000;
    const QString path = m_folder.filePath(u"many"_s + suffix);
    Result<std::unique_ptr<FileWriter>> writer = FileWriter::open(path);
    QVERIFY(writer);
    QVERIFY((*writer)->write(manyRecords(Framing(framing), kCount)));
    QVERIFY((*writer)->commit());
    Result<std::unique_ptr<RecordReader>> whole = RecordReader::open(path, Framing(framing));
    QVERIFY(whole);
    const Read all = readFrom(**whole);
    QCOMPARE(all.failure, QString());
    QCOMPARE(all.texts.size(), kCount);
    for (const int cut : {0, 1, 777, 2000, kCount - 1}) {
        Result<std::unique_ptr<RecordReader>> rest =
            RecordReader::open(path, Framing(framing), all.positions.at(cut));
        QVERIFY(rest);
        const Read tail = readFrom(**rest);
        QCOMPARE(tail.failure, QString());
        QCOMPARE(tail.texts, all.texts.mid(cut + 1));
        QCOMPARE(tail.lines, all.lines.mid(cut + 1));
        QCOMPARE(tail.offsets, all.offsets.mid(cut + 1));
    }
}

void TestRecordReader::readsWhatTheWriterWrites_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"w.jsonl"_s;
    QTest::newRow("gzip") << u"w.jsonl.gz"_s;
    QTest::newRow("zstd") << u"w.jsonl.ZST"_s;
}

void TestRecordReader::readsWhatTheWriterWrites()
{
    QFETCH(QString, name);
    const QByteArray text = manyRecords(Framing::Lines, 4000);
    Result<std::unique_ptr<FileWriter>> writer = FileWriter::open(m_folder.filePath(name));
    QVERIFY(writer);
    for (qsizetype at = 0; at < text.size(); at += 7919) {
        QVERIFY(
            (*writer)->write(QByteArrayView(text).sliced(at, std::min<qsizetype>(7919, text.size() - at))));
    }
    QVERIFY(!QFile::exists(m_folder.filePath(name)));
    const Result<ExportedFile> file = (*writer)->commit();
    QVERIFY(file);
    QFile onDisk(file->path);
    QVERIFY(onDisk.open(QIODevice::ReadOnly));
    const QByteArray bytes = onDisk.readAll();
    QCOMPARE(file->bytes, bytes.size());
    QCOMPARE(file->sha256,
             QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
    QVERIFY(name == u"w.jsonl"_s ? bytes == text : bytes.size() < text.size() / 5);
    Result<std::unique_ptr<RecordReader>> reader = RecordReader::open(file->path, Framing::Lines);
    QVERIFY(reader);
    QCOMPARE(readFrom(**reader).texts.join('\n') + '\n', text);
}

void TestRecordReader::severalGzipFilesAreOne()
{
    QByteArray both;
    for (const char* text : {"a\n", "b\n"}) {
        Result<std::unique_ptr<FileWriter>> writer = FileWriter::open(m_folder.filePath(u"part.gz"_s));
        QVERIFY(writer);
        QVERIFY((*writer)->write(text));
        QVERIFY((*writer)->commit());
        QFile file(m_folder.filePath(u"part.gz"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        both += file.readAll();
    }
    QCOMPARE(readBytes(both, Framing::Lines).texts, (QList<QByteArray>{"a", "b"}));
}

void TestRecordReader::refusesWhatIsNoText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("utf-16 le") << QByteArray("\xff\xfe{\0}\0", 6) << u"UTF-16"_s;
    QTest::newRow("utf-16 be") << QByteArray("\xfe\xff\0{\0}", 6) << u"UTF-16"_s;
    QTest::newRow("utf-16 without mark") << QByteArray("{\0\"\0", 4) << u"UTF-16"_s;
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\x02\x01\x00\x00",
                                          8)
                            << u"binary"_s;
}

void TestRecordReader::refusesWhatIsNoText()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    const Read read = readBytes(bytes, Framing::Lines);
    QVERIFY2(read.failure.contains(words), qPrintable(read.failure));
}

void TestRecordReader::saysWhereACutFileEnds_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("gzip") << u".gz"_s;
    QTest::newRow("zstd") << u".zst"_s;
}

void TestRecordReader::saysWhereACutFileEnds()
{
    QFETCH(QString, suffix);
    const QString path = m_folder.filePath(u"cut"_s + suffix);
    Result<std::unique_ptr<FileWriter>> writer = FileWriter::open(path);
    QVERIFY(writer);
    QByteArray text;
    for (int index = 0; index < 200000; ++index) {
        text += QByteArray::number(index * 7919) + '\n';
    }
    QVERIFY((*writer)->write(text));
    QVERIFY((*writer)->commit());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() / 2));
    file.close();
    Result<std::unique_ptr<RecordReader>> reader = RecordReader::open(path, Framing::Lines);
    QVERIFY(reader);
    const Read read = readFrom(**reader);
    QVERIFY2(read.failure.contains(u"ends too early"_s), qPrintable(read.failure));
    // All that came before is good, and the torn line is not among it.
    QVERIFY(read.texts.size() > 1000);
    QVERIFY(text.startsWith(read.texts.join('\n') + '\n'));
}

void TestRecordReader::passesOverARecordThatIsTooLong_data()
{
    QTest::addColumn<int>("framing");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("line") << int(Framing::Lines) << QByteArray("{\"a\":\"") << QByteArray("\"}\n{\"b\":2}\n");
    QTest::newRow("json") << int(Framing::JsonValues) << QByteArray("[{\"a\":\"")
                          << QByteArray("\"},\n{\"b\":2}]");
    QTest::newRow("csv") << int(Framing::Csv) << QByteArray("a,\"\n") << QByteArray("\"\n{\"b\":2}\n");
}

void TestRecordReader::passesOverARecordThatIsTooLong()
{
    QFETCH(int, framing);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const QByteArray bytes = before + QByteArray(RecordReader::kLongestRecord + 5'000'000, 'x') + after;
    const Read read = readBytes(bytes, Framing(framing));
    QCOMPARE(read.failure, QString());
    QCOMPARE(read.bad, 1);
    QCOMPARE(read.texts.size(), 2);
    QVERIFY(read.texts.at(0).size() < 2000);
    QCOMPARE(read.texts.at(1), QByteArray("{\"b\":2}"));
    QCOMPARE(read.offsets.at(1), bytes.indexOf("{\"b\"", bytes.size() - 20));
    QCOMPARE(read.lines.at(1), 1 + QByteArrayView(bytes).first(read.offsets.at(1)).count('\n'));
}

void TestRecordReader::badCsvIsOneBadRecord()
{
    const Read read = readBytes("a,\"b\"c\nd,\xe4\ne,f\n", Framing::Csv);
    QCOMPARE(read.bad, 2);
    QCOMPARE(read.texts.last(), QByteArray("e,f"));
}

void TestRecordReader::nothingIsLeftOfAWriterThatWasNotCommitted()
{
    QTemporaryDir folder;
    {
        Result<std::unique_ptr<FileWriter>> writer = FileWriter::open(folder.filePath(u"x.jsonl"_s));
        QVERIFY(writer);
        QVERIFY((*writer)->write(QByteArray(1'000'000, 'x')));
        QVERIFY(!QFile::exists(folder.filePath(u"x.jsonl"_s)));
    }
    QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
    const Result<std::unique_ptr<FileWriter>> nowhere = FileWriter::open(folder.filePath(u"no/x.jsonl"_s));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestRecordReader)
#include "tst_recordreader.moc"
