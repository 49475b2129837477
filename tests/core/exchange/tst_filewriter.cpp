#include "core/exchange/bytesource.h"
#include "core/exchange/filewriter.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Files of many blocks, which a thread of their own writes.
class TestFileWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesWhatWasPutIn_data();
    void givesWhatWasPutIn();
    void leavesNothingWithoutACommit();
    void saysWhenTheDiskRefuses_data();
    void saysWhenTheDiskRefuses();
};

namespace {

QByteArray text(int lines)
{
    QByteArray out;
    for (int line = 0; line < lines; ++line) {
        out += "line " + QByteArray::number(line * 2654435761LL) + '\n';
    }
    return out;
}

QStringList entries(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

void TestFileWriter::givesWhatWasPutIn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("lines");
    for (const QString& name : {u"a.jsonl"_s, u"a.jsonl.gz"_s, u"a.jsonl.zst"_s}) {
        for (const int lines : {0, 3, 300'000}) {
            QTest::addRow("%s, %d lines", qPrintable(name), lines) << name << lines;
        }
    }
}

void TestFileWriter::givesWhatWasPutIn()
{
    QFETCH(const QString, name);
    QFETCH(const int, lines);
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    const QByteArray bytes = text(lines);
    auto writer = FileWriter::open(path);
    QVERIFY(writer);
    constexpr qsizetype kStep = 70'001;
    for (qsizetype at = 0; at < bytes.size(); at += kStep) {
        QVERIFY((*writer)->write(QByteArrayView(bytes).sliced(at, std::min(kStep, bytes.size() - at))));
    }
    const Result<ExportedFile> file = (*writer)->commit();
    QVERIFY(file);
    QCOMPARE(entries(folder), QStringList{name});
    QFile stored(path);
    QVERIFY(stored.open(QIODevice::ReadOnly));
    const QByteArray raw = stored.readAll();
    QCOMPARE(file->bytes, raw.size());
    QCOMPARE(file->sha256,
             QString::fromLatin1(QCryptographicHash::hash(raw, QCryptographicHash::Sha256).toHex()));
    auto source = ByteSource::open(path);
    QVERIFY(source);
    QByteArray read(bytes.size() + 10, '\0');
    qint64 count = 0;
    for (;;) {
        const Result<qint64> more = (*source)->read(read.data() + count, read.size() - count);
        QVERIFY(more);
        if (*more == 0) {
            break;
        }
        count += *more;
    }
    QVERIFY(read.first(count) == bytes);
}

void TestFileWriter::leavesNothingWithoutACommit()
{
    const QTemporaryDir folder;
    {
        auto writer = FileWriter::open(folder.filePath(u"a.jsonl"_s));
        QVERIFY(writer);
        QVERIFY((*writer)->write(text(200'000)));
        QVERIFY((*writer)->write(text(200'000)));
    }
    QCOMPARE(entries(folder), QStringList());
}

void TestFileWriter::saysWhenTheDiskRefuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"a.jsonl"_s;
    QTest::newRow("gzip") << u"a.jsonl.gz"_s;
}

void TestFileWriter::saysWhenTheDiskRefuses()
{
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlimit small{1 << 18, limit.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    bool hasFailed = false;
    {
        auto writer = FileWriter::open(folder.filePath(name));
        for (int round = 0; writer && round < 40 && !hasFailed; ++round) {
            hasFailed = !(*writer)->write(text(30'000)); // the thread's error comes with a later call
        }
        const Result<ExportedFile> committed = (*writer)->commit();
        hasFailed = hasFailed && !committed && !committed.error().message.isEmpty();
    }
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, before);
    QVERIFY(hasFailed);
    QCOMPARE(entries(folder), QStringList());
}

QTEST_GUILESS_MAIN(TestFileWriter)
#include "tst_filewriter.moc"
