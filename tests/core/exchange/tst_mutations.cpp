#include "core/base/random.h"
#include "core/exchange/importrun.h"
#include "core/exchange/recordreader.h"

#include "tests/core/exchange/exchangefixture.h"

#include <QDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

/// The first inputs of the fuzz targets, damaged in seeded ways: no importer may crash, hang, or report
/// without a sentence and a place.
class TestMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importersSurviveDamage_data();
    void importersSurviveDamage();
};

namespace {

constexpr int kRounds = 4000;

QByteArray damaged(QByteArray bytes, Random& random)
{
    static const QList<QByteArray> kTokens{"{",
                                           "}",
                                           "[",
                                           "]",
                                           "\"",
                                           ",",
                                           ":",
                                           "\\",
                                           "\n",
                                           "\r\n",
                                           "null",
                                           "true",
                                           "-1",
                                           "1e999",
                                           "NaN",
                                           "\\ud83d",
                                           "\xf0\x9f\x98\x80",
                                           "\xff",
                                           "\x01",
                                           "0",
                                           "99999999999",
                                           "0.5",
                                           "[[[[[",
                                           "\"\"",
                                           "{}",
                                           "\"uid\":\"\"",
                                           "\xef\xbb\xbf",
                                           "\"\"\""};
    const std::uint64_t times = 1 + random.below(4);
    for (std::uint64_t time = 0; time < times && !bytes.isEmpty(); ++time) {
        const auto size = static_cast<std::uint64_t>(bytes.size());
        const auto at = static_cast<qsizetype>(random.below(size));
        const auto length = static_cast<qsizetype>(1 + random.below(std::min<std::uint64_t>(size, 40)));
        switch (random.below(6)) {
        case 0:
            bytes[at] = static_cast<char>(random.below(256));
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.insert(at, kTokens.at(static_cast<qsizetype>(random.below(std::uint64_t(kTokens.size())))));
            break;
        case 3:
            bytes.insert(at, bytes.mid(static_cast<qsizetype>(random.below(size)), length));
            break;
        case 4:
            bytes.truncate(at);
            break;
        default:
            bytes.replace(at, length,
                          kTokens.at(static_cast<qsizetype>(random.below(std::uint64_t(kTokens.size())))));
        }
    }
    return bytes;
}

QString formatOf(const QString& folder)
{
    static const QMap<QString, QString> kFormats{{u"fuzz_plumbline"_s, u"plumbline"_s},
                                                 {u"fuzz_trl_preference"_s, u"trl-preference"_s},
                                                 {u"fuzz_trl_implicit"_s, u"trl-preference-implicit"_s},
                                                 {u"fuzz_trl_unpaired"_s, u"trl-unpaired"_s},
                                                 {u"fuzz_trl_completion"_s, u"trl-prompt-completion"_s},
                                                 {u"fuzz_mtbench"_s, u"mt-bench"_s},
                                                 {u"fuzz_qafeedback"_s, u"qa-feedback"_s},
                                                 {u"fuzz_sparsefeedback"_s, u"sparse-feedback"_s}};
    return kFormats.value(folder);
}

} // namespace

void TestMutations::importersSurviveDamage_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("path");
    const QDir corpus(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath()) +
                      u"/tests/fuzz/corpus"_s);
    const QStringList folders = corpus.entryList({u"fuzz_*"_s}, QDir::Dirs, QDir::Name);
    for (const QString& folder : folders) {
        const QString format = formatOf(folder);
        const QDir inside(corpus.filePath(folder));
        const QStringList names = inside.entryList(QDir::Files, QDir::Name);
        for (const QString& name : names) {
            if (!format.isEmpty()) {
                QTest::newRow(qPrintable(folder + u'/' + name)) << format << inside.filePath(name);
            }
        }
    }
}

void TestMutations::importersSurviveDamage()
{
    QFETCH(QString, format);
    QFETCH(QString, path);
    const QByteArray whole = readAll(path);
    ImportOptions options;
    options.format = format;
    ImportObserver observer;
    Result<ImportRun> sound = ImportRun::openBytes(u"in"_s, whole, options);
    QVERIFY(sound);
    const Result<ImportReport> clean = sound->check(nullptr, observer);
    QVERIFY(clean);
    QVERIFY2(clean->badLineCount == 0, qPrintable(clean->badLines.value(0).toString()));
    QVERIFY(clean->linesRead > 0);
    Random random(7);
    qint64 bad = 0;
    for (int round = 0; round < kRounds; ++round) {
        const QByteArray bytes = damaged(whole, random);
        Result<ImportRun> run = ImportRun::openBytes(u"in"_s, bytes, options);
        QVERIFY(run);
        const Result<ImportReport> report = run->check(nullptr, observer);
        if (!report) {
            QVERIFY(!report.error().message.isEmpty());
            continue;
        }
        for (const BadLine& line : report->badLines) {
            QVERIFY(!line.message.isEmpty());
            QVERIFY(line.line >= 1 && line.offset >= 0 && line.offset <= bytes.size());
        }
        bad += report->badLineCount;
    }
    QVERIFY(bad > kRounds / 4); // the damage is real
}

QTEST_GUILESS_MAIN(TestMutations)
#include "tst_mutations.moc"
