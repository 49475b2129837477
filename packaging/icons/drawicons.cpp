// Draws the application's icon in the sizes that desktops ask for: drawicons SVG FOLDER SIZE...
// Leaves FOLDER/SIZExSIZE/NAME.png, named as the SVG.
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextStream>

using namespace Qt::Literals::StringLiterals;

namespace {

bool drawIcon(QSvgRenderer& renderer, const QString& path, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(0U);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    return QDir().mkpath(QFileInfo(path).path()) && image.save(path);
}

} // namespace

int main(int argc, char* argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 4) {
        QTextStream(stderr) << "usage: drawicons SVG FOLDER SIZE...\n";
        return 2;
    }
    QSvgRenderer renderer(arguments.at(1));
    if (!renderer.isValid()) {
        QTextStream(stderr) << arguments.at(1) << " is not an SVG that Qt can draw.\n";
        return 1;
    }
    const QString name = QFileInfo(arguments.at(1)).completeBaseName();
    for (const QString& size : arguments.mid(3)) {
        const QString path = u"%1/%2x%2/%3.png"_s.arg(arguments.at(2), size, name);
        if (!drawIcon(renderer, path, size.toInt())) {
            QTextStream(stderr) << path << " could not be written.\n";
            return 1;
        }
    }
    return 0;
}
