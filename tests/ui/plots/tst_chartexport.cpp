#include "tests/ui/gallery/chartsamples.h"
#include "tests/ui/plots/plotsfixture.h"
#include "ui/plots/barchart.h"
#include "ui/plots/chartexport.h"
#include "ui/plots/charttable.h"
#include "ui/plots/heatmap.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <csignal>
#include <memory>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

using Maker = Chart* (*)(const Theme&);

class TstChartExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allFormatsHoldTheChart_data();
    void allFormatsHoldTheChart();
    void alwaysTheLightTheme();
    void captionSaysWhatItRestsOn();
    void scrolledChartIsSavedWhole();
    void emptyChartIsSavedWithItsTitle();
    void otherSuffixIsRefused();
    void failuresAreSentences_data();
    void failuresAreSentences();
    void fullDiskLeavesTheOldFile();
    void fileNameComesFromTheTitle();
    void csvKeepsNumbersBare();
    void csvNeverStartsAFormula_data();
    void csvNeverStartsAFormula();
    void csvQuotes();

private:
    Theme m_theme;
};

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All text of an XML document, or nothing when it is not well formed.
QString textOf(const QByteArray& xml)
{
    QXmlStreamReader reader(xml);
    QString text;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters) {
            text += reader.text();
        }
    }
    return reader.hasError() ? QString() : text;
}

} // namespace

void TstChartExport::allFormatsHoldTheChart_data()
{
    namespace samples = chartsamples;
    QTest::addColumn<Maker>("make");
    const auto add = [](const char* name, Maker make) { QTest::newRow(name) << make; };
    add("ranking", [](const Theme& theme) -> Chart* { return samples::ranking(theme); });
    add("matrix", [](const Theme& theme) -> Chart* { return samples::winMatrix(theme); });
    add("histogram", [](const Theme& theme) -> Chart* { return samples::lengths(theme); });
    add("bars", [](const Theme& theme) -> Chart* { return samples::categories(theme); });
    add("lines", &samples::agreementOverTime);
    add("reliability", &samples::reliability);
    add("points", [](const Theme& theme) { return samples::people(theme, 65); });
    add("density", [](const Theme& theme) { return samples::people(theme, 2500); });
    add("strips", [](const Theme& theme) { return samples::paces(theme, 30); });
}

void TstChartExport::allFormatsHoldTheChart()
{
    QFETCH(Maker, make);
    const std::unique_ptr<Chart> chart(make(m_theme));
    chart->resize(600, 320);
    const QTemporaryDir folder;
    const QString title = chart->words().title;

    const QString png = folder.filePath(u"chart.png"_s);
    const Result<void> asPng = saveChart(*chart, png);
    QVERIFY2(asPng, qPrintable(asPng ? QString() : asPng.error().toString()));
    const QImage image(png);
    QVERIFY(!image.isNull());
    QCOMPARE(image.width() % 2, 0);
    QVERIFY2(image.width() >= 2 * 600 && image.width() <= 2 * (600 + 48),
             qPrintable(QString::number(image.width())));
    QVERIFY(image.height() > 2 * 100);
    QCOMPARE(image.text(u"Title"_s), title);
    QCOMPARE(image.text(u"Description"_s), chart->summary());
    QCOMPARE(qRound(image.dotsPerMeterX() * 0.0254), 192);

    const QString svg = folder.filePath(u"chart.svg"_s);
    QVERIFY(saveChart(*chart, svg));
    const QString text = textOf(contentOf(svg));
    QVERIFY2(text.count(title) >= 2, qPrintable(text.left(400))); // as the document's title and as text on it
    QVERIFY(text.contains(u"24 November 2026"_s));
    QVERIFY(text.contains(chart->summary()));
    QVERIFY(!contentOf(svg).contains("<image")); // lines and text, which stay sharp
    const QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QCOMPARE((renderer.viewBoxF().size() * 2).toSize(), image.size());

    const QString pdf = folder.filePath(u"chart.pdf"_s);
    QVERIFY(saveChart(*chart, pdf));
    const QByteArray bytes = contentOf(pdf);
    QVERIFY(bytes.startsWith("%PDF-1."));
    QVERIFY(bytes.trimmed().endsWith("%%EOF"));
    // One page of the picture's size, in points.
    QVERIFY(bytes.contains("/Count 1"));
    const QByteArray width = QByteArray::number(image.width() / 2 * 3 / 4);
    QVERIFY2(bytes.contains("/MediaBox [0 0 " + width), qPrintable(QString::fromLatin1(width)));
}

void TstChartExport::alwaysTheLightTheme()
{
    Theme dark;
    dark.setKind(ThemeKind::Dark);
    const std::unique_ptr<Chart> onDark(chartsamples::ranking(dark));
    const std::unique_ptr<Chart> onLight(chartsamples::ranking(m_theme));
    onDark->resize(600, 320);
    onLight->resize(600, 320);
    const Result<QByteArray> dark2 = chartImage(*onDark, ChartFormat::Png);
    const Result<QByteArray> light2 = chartImage(*onLight, ChartFormat::Png);
    QVERIFY(dark2 && light2);
    const QImage image = QImage::fromData(*dark2, "PNG");
    QCOMPARE(image.pixelColor(2, 2), m_theme.color(Color::Surface));
    QCOMPARE(image, QImage::fromData(*light2, "PNG"));
}

void TstChartExport::captionSaysWhatItRestsOn()
{
    QCOMPARE(chartCaption({u"Title"_s, {}, u"3 355 votes"_s, u"votes by people"_s, QDate(2026, 11, 24)}),
             u"n: 3 355 votes. Filter: votes by people. 24 November 2026."_s);
    QCOMPARE(chartCaption({u"Title"_s, {}, {}, {}, {}}), QString());
}

void TstChartExport::scrolledChartIsSavedWhole()
{
    const std::unique_ptr<HeatMap> map(chartsamples::largeMatrix(m_theme, 30));
    map->resize(400, 300);
    const Result<QByteArray> bytes = chartImage(*map, ChartFormat::Png);
    QVERIFY(bytes);
    const QImage image = QImage::fromData(*bytes, "PNG");
    // 30 cells of at least 44 by 38 pixels, twice as large.
    QVERIFY2(image.width() > 2 * 30 * 44 && image.height() > 2 * 30 * 38,
             qPrintable(u"%1 × %2"_s.arg(image.width()).arg(image.height())));
    const QColor last = map->cellColor(m_theme, 29, 29);
    const QRectF corner(image.width() - 48 - 60, image.height() - 48 - 140, 60, 60);
    QVERIFY(plotsfixture::hasColor(image, corner, last, 2));
}

void TstChartExport::emptyChartIsSavedWithItsTitle()
{
    IntervalChart chart(m_theme);
    chart.setWords({u"Nobody has voted"_s, {}, {}, {}, {}});
    chart.setEmptyText(u"There are no votes."_s);
    const Result<QByteArray> bytes = chartImage(chart, ChartFormat::Svg);
    QVERIFY(bytes);
    QVERIFY(textOf(*bytes).contains(u"Nobody has voted"_s));
    QVERIFY(textOf(*bytes).contains(u"There are no votes."_s));
}

void TstChartExport::otherSuffixIsRefused()
{
    const QTemporaryDir folder;
    const std::unique_ptr<Chart> chart(chartsamples::ranking(m_theme));
    const Result<void> saved = saveChart(*chart, folder.filePath(u"chart.bmp"_s));
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::InvalidArgument);
    QVERIFY(saved.error().message.contains(u"chart.bmp"_s));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TstChartExport::failuresAreSentences_data()
{
    QTest::addColumn<QString>("suffix");
    for (const QString& suffix : {u"png"_s, u"svg"_s, u"pdf"_s, u"csv"_s}) {
        QTest::newRow(qPrintable(suffix)) << suffix;
    }
}

void TstChartExport::failuresAreSentences()
{
    QFETCH(QString, suffix);
    const QTemporaryDir folder;
    const std::unique_ptr<Chart> chart(chartsamples::ranking(m_theme));
    chart->resize(600, 320);
    const auto save = [&](const QString& path) {
        return suffix == u"csv"_s ? writeCsv(chart->table(), path) : saveChart(*chart, path);
    };
    const Result<void> nowhere = save(folder.filePath(u"gone/chart."_s + suffix));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
    QVERIFY(nowhere.error().message.endsWith(u'.') && nowhere.error().message.contains(u"gone"_s));

    if (::geteuid() == 0) {
        // A folder of the system that nobody may write to, not even root.
        const Result<void> readOnly = save(u"/proc/chart."_s + suffix);
        QVERIFY(!readOnly);
        QVERIFY(readOnly.error().message.endsWith(u'.'));
    } else {
        const QString locked = folder.filePath(u"locked"_s);
        QVERIFY(QDir().mkdir(locked));
        QVERIFY(QFile::setPermissions(locked, QFileDevice::ReadOwner | QFileDevice::ExeOwner));
        const Result<void> readOnly = save(locked + u"/chart."_s + suffix);
        QFile::setPermissions(locked,
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        QVERIFY(!readOnly);
        QCOMPARE(readOnly.error().code, ErrorCode::ReadOnly);
        QVERIFY(readOnly.error().message.contains(u"cannot be written to"_s));
        QVERIFY(QDir(locked).isEmpty());
    }
}

void TstChartExport::fullDiskLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const std::unique_ptr<Chart> chart(chartsamples::ranking(m_theme));
    chart->resize(600, 320);
    const QString path = folder.filePath(u"chart.svg"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    // A limit on the size of files fails a write the way a full disk does.
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlimit small{1024, limit.rlim_max};
    const auto former = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const Result<void> saved = saveChart(*chart, path);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, former);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::DiskFull);
    QVERIFY(saved.error().message.contains(u"the disk is full"_s));
    QCOMPARE(contentOf(path), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"chart.svg"_s});
    QVERIFY(saveChart(*chart, path)); // and with room again it goes
    QVERIFY(contentOf(path).size() > 1024);
}

void TstChartExport::fileNameComesFromTheTitle()
{
    QCOMPARE(chartFileName({u"gpt-4 leads; 2 others / cannot be told apart!"_s, {}, {}, {}, {}}, u"png"_s),
             u"gpt-4-leads-2-others-cannot-be-told-apart.png"_s);
    QCOMPARE(chartFileName({u"../../"_s, {}, {}, {}, {}}, u"pdf"_s), u"chart.pdf"_s);
}

void TstChartExport::csvKeepsNumbersBare()
{
    const std::unique_ptr<Chart> chart(chartsamples::ranking(m_theme));
    const QString csv = QString::fromUtf8(csvOf(chart->table()));
    const QStringList lines = csv.split(u"\r\n"_s);
    QCOMPARE(lines.at(0), u"Model,Rank,Score,\"95 % interval, low\",\"95 % interval, high\",Won,Votes"_s);
    QCOMPARE(lines.at(1), u"gpt-4,1,1177,1147,1208,0.733,1029"_s);
    QCOMPARE(lines.at(2), u"claude-v1,2–3,1112,1078,1146,0.65,996"_s);
    QCOMPARE(lines.size(), 8); // six rows, the head, nothing after the last end of line
    QVERIFY(lines.last().isEmpty());
    ChartTable table;
    table.columns = {{u"x"_s, true}};
    table.rows = {{ChartCell::of(-1234.5, u"−1 234.5"_s)}, {ChartCell::of(0.1 + 0.2, u"0.3"_s)}};
    QCOMPARE(csvOf(table), QByteArray("x\r\n-1234.5\r\n0.30000000000000004\r\n"));
}

void TstChartExport::csvNeverStartsAFormula_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
    QTest::newRow("plus") << u"+cmd|' /C calc'!A0"_s << u"'+cmd|' /C calc'!A0"_s;
    QTest::newRow("minus") << u"-2+3"_s << u"'-2+3"_s;
    QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
    QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
    QTest::newRow("return") << u"\r=1"_s << u"\"'\r=1\""_s;
    QTest::newRow("quoted") << u"=HYPERLINK(\"x\",\"y\")"_s << u"\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""_s;
    QTest::newRow("negative number") << u"-2.5"_s << u"-2.5"_s;
    QTest::newRow("signed number") << u"+3e4"_s << u"+3e4"_s;
    QTest::newRow("infinity is text") << u"-inf"_s << u"'-inf"_s;
    QTest::newRow("name") << u"claude-v1"_s << u"claude-v1"_s;
    QTest::newRow("minus of the screen") << u"−2.5"_s << u"−2.5"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TstChartExport::csvNeverStartsAFormula()
{
    QFETCH(QString, text);
    QFETCH(QString, field);
    ChartTable table;
    table.columns = {{text, false}, {u"n"_s, true}};
    table.rows = {{ChartCell::of(text), ChartCell::count(1)}};
    const QByteArray expected = field.toUtf8() + ",n\r\n" + field.toUtf8() + ",1\r\n";
    QCOMPARE(csvOf(table), expected);
}

void TstChartExport::csvQuotes()
{
    ChartTable table;
    table.columns = {{u"a,b"_s, false}, {u"say \"hi\""_s, false}};
    table.rows = {{ChartCell::of(u"line\nbreak"_s), ChartCell::of(u"ż ﷽ 🙂"_s)}};
    QCOMPARE(csvOf(table), QByteArray("\"a,b\",\"say \"\"hi\"\"\"\r\n\"line\nbreak\",ż ﷽ 🙂\r\n"));
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstChartExport)
#include "tst_chartexport.moc"
