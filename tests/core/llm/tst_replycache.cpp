#include "core/llm/filereplycache.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// Replies on disk: found again, whole or not at all, shared by processes.
class TestReplyCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsReplies();
    void damagedFilesAreAbsent();
    void refusesNamesThatAreNoHash();
    void isForItsOwnerAlone();
    void oneClaimAtATime();
    void claimsOfTheDeadAreFree();
    void manyWritersLeaveOneWholeReply();
    void saysWhenItCannotKeep();

private:
    static QByteArray hash(char digit) { return QByteArray(64, digit); }
    static LlmReply reply(const QString& text);
};

LlmReply TestReplyCache::reply(const QString& text)
{
    LlmReply out;
    out.text = text;
    out.cost = 0.5;
    out.usage.promptTokens = 7;
    return out;
}

void TestReplyCache::keepsReplies()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.filePath(u"replies"_s));
    QVERIFY(!cache.find(hash('a')));
    QVERIFY(cache.insert(hash('a'), reply(u"grün"_s)));
    FileReplyCache other(dir.filePath(u"replies"_s));
    const auto found = other.find(hash('a'));
    QVERIFY(found);
    QCOMPARE(found->text, u"grün"_s);
    QCOMPARE(found->usage.promptTokens, 7);
    QVERIFY(found->isFromCache);
    QVERIFY(!other.find(hash('b')));
    QVERIFY(cache.insert(hash('a'), reply(u"new"_s)));
    QCOMPARE(other.find(hash('a'))->text, u"new"_s);
}

void TestReplyCache::damagedFilesAreAbsent()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.path());
    QVERIFY(cache.insert(hash('a'), reply(u"text"_s)));
    QFile file(cache.pathOf(hash('a')));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray whole = file.readAll();
    for (qsizetype size = 0; size < whole.size(); size += 7) {
        QVERIFY(file.resize(0) && file.seek(0));
        file.write(whole.first(size));
        file.flush();
        QVERIFY(!cache.find(hash('a')));
    }
    QByteArray changed = whole;
    changed.replace("text", "tent");
    QVERIFY(file.resize(0) && file.seek(0));
    file.write(changed);
    file.flush();
    QVERIFY(!cache.find(hash('a')));
}

void TestReplyCache::refusesNamesThatAreNoHash()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.filePath(u"in"_s));
    for (const QByteArray& name :
         {QByteArray("../x"), QByteArray(), QByteArray(64, 'Z'), QByteArray(65, 'a')}) {
        QVERIFY(!cache.insert(name, reply(u"x"_s)));
        QVERIFY(!cache.find(name));
    }
    QVERIFY(QDir(dir.path()).isEmpty());
}

void TestReplyCache::isForItsOwnerAlone()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.filePath(u"replies"_s));
    QVERIFY(cache.insert(hash('a'), reply(u"x"_s)));
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(cache.pathOf(hash('a'))) & others));
    QVERIFY(!(QFile::permissions(dir.filePath(u"replies"_s)) & others));
}

void TestReplyCache::oneClaimAtATime()
{
    const QTemporaryDir dir;
    FileReplyCache one(dir.path());
    FileReplyCache two(dir.path());
    QVERIFY(one.tryClaim(hash('a')));
    QVERIFY(!one.tryClaim(hash('a')));
    QVERIFY(!two.tryClaim(hash('a')));
    QVERIFY(two.tryClaim(hash('b')));
    one.release(hash('a'));
    QVERIFY(two.tryClaim(hash('a')));
}

void TestReplyCache::claimsOfTheDeadAreFree()
{
    const QTemporaryDir dir;
    FileReplyCache cache(dir.path());
    QVERIFY(cache.tryClaim(hash('a')));
    QFile lock(cache.pathOf(hash('a')) + u".lock"_s);
    QVERIFY(lock.open(QIODevice::ReadOnly));
    QList<QByteArray> lines = lock.readAll().split('\n');
    lock.close();
    cache.release(hash('a'));
    QVERIFY(!lock.exists());
    lines[0] = "999999999"; // a process that there is not
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write(lines.join('\n'));
    lock.close();
    QVERIFY(cache.tryClaim(hash('a')));
}

void TestReplyCache::manyWritersLeaveOneWholeReply()
{
    const QTemporaryDir dir;
    std::atomic<int> bad = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&, number] {
            FileReplyCache cache(dir.path());
            for (int round = 0; round < 25; ++round) {
                bad += cache.insert(hash('a'), reply(QString(1000 + 100 * number, u'x'))) ? 0 : 1;
                const auto found = cache.find(hash('a'));
                bad += found && found->text.size() >= 1000 ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(bad.load(), 0);
    QCOMPARE(QDir(dir.path() + u"/aa"_s).entryList(QDir::Files).size(), 1); // nothing is left lying about
}

void TestReplyCache::saysWhenItCannotKeep()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    FileReplyCache cache(dir.filePath(u"file"_s));
    const auto kept = cache.insert(hash('a'), reply(u"x"_s));
    QVERIFY(!kept);
    QVERIFY(!kept.error().file.isEmpty());
    QVERIFY(cache.tryClaim(hash('a'))); // and holds up nobody
}

QTEST_GUILESS_MAIN(TestReplyCache)
#include "tst_replycache.moc"
