#include "ui/plots/chartexport.h"

#include "ui/plots/chart.h"
#include "ui/plots/chartfile.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kMargin = metrics::kSpace7;
constexpr double kLeastWidth = 480;
constexpr double kPngScale = 2;
constexpr double kMostPixels = 100e6;
constexpr double kScreenDpi = 96; ///< a pixel of the screen in SVG and PDF

/// What a saved picture is made of, and where.
struct Sheet
{
    const Chart& chart;
    Theme light;
    QString title;
    QString caption;
    QRectF titleRect;
    QRectF captionRect;
    QRectF plot;
    QSizeF size;

    explicit Sheet(const Chart& shown)
        : chart(shown)
        , title(shown.words().title)
        , caption(chartCaption(shown.words()))
    {
        light.setKind(ThemeKind::Light);
        light.setTextStep(shown.theme().textStep());
        const QSizeF own =
            chart.contentSize(light, QSizeF(std::max<double>(chart.width(), kLeastWidth), chart.height()));
        const double width = std::ceil(own.width());
        double top = kMargin;
        const auto place = [&](const QString& text, Text style) {
            if (text.isEmpty()) {
                return QRectF();
            }
            const QRectF room(kMargin, top, width, 10'000);
            const QRectF rect =
                QFontMetricsF(light.font(style)).boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, text);
            top += std::ceil(rect.height()) + metrics::kSpace2;
            return QRectF(kMargin, rect.top(), width, std::ceil(rect.height()));
        };
        titleRect = place(title, Text::Title);
        captionRect = place(caption, Text::Caption);
        top += top > kMargin ? metrics::kSpace4 : 0;
        plot = QRectF(kMargin, top, width, std::ceil(own.height()));
        size = QSizeF(plot.right() + kMargin, plot.bottom() + kMargin);
    }

    void paintWords(QPainter& painter) const
    {
        painter.fillRect(QRectF(QPointF(0, 0), size), light.color(Color::Surface));
        painter.setFont(light.font(Text::Title));
        painter.setPen(light.color(Color::Text));
        painter.drawText(titleRect, Qt::AlignLeft | Qt::TextWordWrap, title);
        painter.setFont(light.font(Text::Caption));
        painter.setPen(light.color(Color::Text2));
        painter.drawText(captionRect, Qt::AlignLeft | Qt::TextWordWrap, caption);
    }

    /// Paints everything with one painter; the device counts in pixels of the screen.
    void paint(QPaintDevice& device, double scale) const
    {
        chart.renderSheet(device, plot, light, scale, [this](QPainter& painter) { paintWords(painter); });
    }
};

Error tooLarge()
{
    return makeError(ErrorCode::Io,
                     QCoreApplication::translate(
                         "ChartExport", "The picture is too large for the memory. Save it as SVG or PDF."));
}

Result<QByteArray> pngOf(const Sheet& sheet)
{
    const double pixels = sheet.size.width() * sheet.size.height();
    const double scale = std::min(kPngScale, std::sqrt(kMostPixels / pixels));
    QImage image((sheet.size * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull()) {
        return tooLarge();
    }
    sheet.paint(image, scale);
    // So that 96 pixels of the screen stay an inch in a document.
    const int dotsPerMetre = qRound(scale * kScreenDpi / 0.0254);
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
    image.setText(u"Title"_s, sheet.title);
    image.setText(u"Description"_s, sheet.chart.summary());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG")) {
        return tooLarge();
    }
    return bytes;
}

QByteArray svgOf(const Sheet& sheet)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(sheet.size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), sheet.size));
    generator.setResolution(static_cast<int>(kScreenDpi));
    generator.setTitle(sheet.title);
    generator.setDescription(sheet.chart.summary());
    sheet.paint(generator, 1);
    return bytes;
}

QByteArray pdfOf(const Sheet& sheet)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        constexpr double kPointsPerInch = 72;
        constexpr int kResolution = 1200;
        QPdfWriter writer(&buffer);
        writer.setResolution(kResolution);
        writer.setTitle(sheet.title);
        writer.setCreator(u"Plumbline"_s);
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setPageSize(QPageSize(sheet.size * (kPointsPerInch / kScreenDpi), QPageSize::Point,
                                     sheet.title, QPageSize::ExactMatch));
        sheet.paint(writer, kResolution / kScreenDpi);
    }
    return bytes;
}

} // namespace

QString chartCaption(const ChartWords& words)
{
    QStringList parts;
    if (!words.count.isEmpty()) {
        parts.append(QCoreApplication::translate("ChartExport", "n: %1.").arg(words.count));
    }
    if (!words.filter.isEmpty()) {
        parts.append(QCoreApplication::translate("ChartExport", "Filter: %1.").arg(words.filter));
    }
    if (words.date.isValid()) {
        parts.append(QLocale().toString(words.date, u"d MMMM yyyy"_s) + u'.');
    }
    return parts.join(u' ');
}

Result<QByteArray> chartImage(const Chart& chart, ChartFormat format)
{
    const Sheet sheet(chart);
    switch (format) {
    case ChartFormat::Png:
        return pngOf(sheet);
    case ChartFormat::Svg:
        return svgOf(sheet);
    case ChartFormat::Pdf:
        return pdfOf(sheet);
    }
    Q_UNREACHABLE();
}

Result<void> saveChart(const Chart& chart, const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    ChartFormat format = ChartFormat::Png;
    if (suffix == u"svg"_s) {
        format = ChartFormat::Svg;
    } else if (suffix == u"pdf"_s) {
        format = ChartFormat::Pdf;
    } else if (suffix != u"png"_s) {
        return makeError(ErrorCode::InvalidArgument,
                         QCoreApplication::translate(
                             "ChartExport", "“%1” was not saved: the name must end in .png, .svg or .pdf.")
                             .arg(QFileInfo(path).fileName()))
            .inFile(path);
    }
    PLUMBLINE_ASSIGN(const QByteArray bytes, chartImage(chart, format));
    return writeWholeFile(path, bytes);
}

QString chartFileFilters()
{
    return QCoreApplication::translate("ChartExport",
                                       "PNG picture (*.png);;SVG picture (*.svg);;PDF page (*.pdf)");
}

QString chartFileName(const ChartWords& words, const QString& suffix)
{
    QString name;
    constexpr int kMost = 60;
    for (const QChar character : words.title.toLower()) {
        if (character.isLetterOrNumber()) {
            name.append(character);
        } else if (!name.isEmpty() && !name.endsWith(u'-')) {
            name.append(u'-');
        }
        if (name.size() >= kMost) {
            break;
        }
    }
    while (name.endsWith(u'-')) {
        name.chop(1);
    }
    return (name.isEmpty() ? u"chart"_s : name) + u'.' + suffix;
}

} // namespace plumbline
