#include "app/logfile.h"
#include "core/settings/logfilepath.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The log: what goes in, what never does, and that it does not grow for ever.
class TstLogFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void messagesOfTheProgramGoIn();
    void keysNeverGoIn_data();
    void keysNeverGoIn();
    void longMessagesAreCutAndStandOnOneLine();
    void oldFilesGoAway();
    void aFolderThatCannotBeMadeIsAnError();
    void placeFollowsTheStateFolder();

private:
    QTemporaryDir m_folder;
};

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TstLogFile::initTestCase()
{
    qputenv("PLUMBLINE_TEST_API_KEY", "a-key-of-the-environment");
}

void TstLogFile::messagesOfTheProgramGoIn()
{
    const QString path = m_folder.filePath(u"state/deep/plumbline.log"_s);
    {
        const Result<std::unique_ptr<LogFile>> log = LogFile::open(path);
        QVERIFY(log);
        QTest::ignoreMessage(QtWarningMsg, "the first");
        qWarning("the first");
        QVERIFY2(contentOf(path).contains("warning default: the first"), contentOf(path).constData());
    }
    QTest::ignoreMessage(QtWarningMsg, "afterwards");
    qWarning("afterwards");
    QVERIFY(!contentOf(path).contains("afterwards"));
    QVERIFY(!(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    const Result<std::unique_ptr<LogFile>> again = LogFile::open(path);
    QVERIFY(again);
    QTest::ignoreMessage(QtWarningMsg, "the second");
    qWarning("the second");
    QCOMPARE(contentOf(path).count('\n'), 2); // it goes on where it was
}

void TstLogFile::keysNeverGoIn_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("secret");
    QTest::newRow("header") << u"Authorization: Bearer abc.def-ghi failed"_s << u"abc.def-ghi"_s;
    QTest::newRow("named") << u"api_key=0123456789, model=x"_s << u"0123456789"_s;
    QTest::newRow("json") << u"{\"apiKey\": \"q1w2e3r4t5\"}"_s << u"q1w2e3r4t5"_s;
    QTest::newRow("shaped") << u"refused for sk-live-0123456789abcdef"_s << u"0123456789abcdef"_s;
    QTest::newRow("environment") << u"sent a-key-of-the-environment to x"_s << u"a-key-of-the-environment"_s;
}

void TstLogFile::keysNeverGoIn()
{
    QFETCH(QString, message);
    QFETCH(QString, secret);
    QVERIFY(message.contains(secret));
    const QString kept = fitForLog(message);
    QVERIFY2(!kept.contains(secret), qPrintable(kept));
    QVERIFY2(kept.contains(u"***"), qPrintable(kept));
}

void TstLogFile::longMessagesAreCutAndStandOnOneLine()
{
    QCOMPARE(fitForLog(u"a\nb\r\n  c"_s), u"a b c"_s);
    QCOMPARE(fitForLog(QString(10'000, u'x')).size(), 501);
    QCOMPARE(fitForLog(u"import failed in /data/b.jsonl:3"_s), u"import failed in /data/b.jsonl:3"_s);
}

void TstLogFile::oldFilesGoAway()
{
    const QDir folder(m_folder.filePath(u"rotating"_s));
    const Result<std::unique_ptr<LogFile>> log =
        LogFile::open(folder.filePath(u"plumbline.log"_s), LogLimits{2000, 2});
    QVERIFY(log);
    for (int i = 0; i < 200; ++i) {
        const QByteArray words = "message " + QByteArray::number(i);
        QTest::ignoreMessage(QtInfoMsg, words.constData());
        qInfo("%s", words.constData());
    }
    const QFileInfoList files = folder.entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 3);
    for (const QFileInfo& file : files) {
        QVERIFY2(file.size() <= 2000, qPrintable(file.fileName()));
    }
    QVERIFY(contentOf(folder.filePath(u"plumbline.log"_s)).contains("message 199"));
}

void TstLogFile::aFolderThatCannotBeMadeIsAnError()
{
    QFile file(m_folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Result<std::unique_ptr<LogFile>> log = LogFile::open(m_folder.filePath(u"file/x/plumbline.log"_s));
    QVERIFY(!log);
    QCOMPARE(log.error().code, ErrorCode::Io);
}

void TstLogFile::placeFollowsTheStateFolder()
{
    qputenv("XDG_STATE_HOME", "/somewhere/state");
    QCOMPARE(logFilePath(), u"/somewhere/state/plumbline/plumbline.log"_s);
    qputenv("XDG_STATE_HOME", "not/absolute");
    QCOMPARE(logFilePath(), QDir::homePath() + u"/.local/state/plumbline/plumbline.log"_s);
    qunsetenv("XDG_STATE_HOME");
    QCOMPARE(logFilePath(), QDir::homePath() + u"/.local/state/plumbline/plumbline.log"_s);
}

QTEST_GUILESS_MAIN(TstLogFile)
#include "tst_logfile.moc"
