// Draws the components page, or with "sheet" an overlay on it:
// gallery OUT.png light|dark|high-contrast
// [sheet]

#include "tests/ui/gallery/gallerypage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTextStream>

using namespace Qt::Literals::StringLiterals;
using namespace plumbline;

namespace {

constexpr int kWidth = 1440;
constexpr int kHeight = 1480;

} // namespace

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QStringList kinds = {u"light"_s, u"dark"_s, u"high-contrast"_s};
    if (arguments.size() < 3 || arguments.size() > 4 || !kinds.contains(arguments.at(2))) {
        QTextStream(stderr) << "usage: gallery OUT.png light|dark|high-contrast [sheet]\n";
        return 2;
    }
    Theme theme;
    theme.setMotionReduced(true);
    theme.setKind(static_cast<ThemeKind>(kinds.indexOf(arguments.at(2))));
    theme.apply(application);
    GalleryPage page(theme);
    page.resize(kWidth, kHeight);
    page.show();
    page.activateWindow();
    page.focusExamples();
    if (arguments.size() == 4) {
        page.openSheet();
    }
    QApplication::processEvents();
    if (!page.grab().save(arguments.at(1))) {
        QTextStream(stderr) << "cannot write " << arguments.at(1) << '\n';
        return 1;
    }
    return 0;
}
