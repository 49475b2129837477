// Draws every chart for the eye: chartgallery OUT.png light|dark|high-contrast [large|table|STEP]
// large: many points and a large matrix; table: the numbers behind; STEP: interface text larger by so many
// pixels. Beside OUT.png, each chart of the first page is saved as OUT.N.png, OUT.N.svg and OUT.N.pdf.

#include "tests/ui/gallery/chartsamples.h"
#include "ui/plots/barchart.h"
#include "ui/plots/chartcard.h"
#include "ui/plots/chartexport.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QTextStream>

using namespace Qt::Literals::StringLiterals;
using namespace plumbline;

namespace {

ChartCard* card(const Theme& theme, const QString& title, const QString& caption, Chart* chart,
                QAction* table, QAction* save)
{
    auto* card = new ChartCard(theme, title, caption, chart);
    card->addAction(table, u"grid"_s);
    card->addAction(save, u"dl"_s);
    return card;
}

void addSmall(QGridLayout* grid, const Theme& theme, QAction* table, QAction* save)
{
    namespace samples = chartsamples;
    grid->addWidget(card(theme, u"Ranking"_s, u"a range where the data does not separate models"_s,
                         samples::ranking(theme), table, save),
                    0, 0, 1, 2);
    grid->addWidget(
        card(theme, u"Win matrix"_s, u"row against column, % won"_s, samples::winMatrix(theme), table, save),
        0, 2);
    grid->addWidget(card(theme, u"Difference in length"_s, u"words"_s, samples::lengths(theme), table, save),
                    1, 0);
    grid->addWidget(card(theme, u"Votes"_s, u"a pair"_s, samples::votes(theme), table, save), 1, 1);
    grid->addWidget(card(theme, u"Category"_s, u"pairs"_s, samples::categories(theme), table, save), 1, 2);
    grid->addWidget(card(theme, u"Reliability"_s, {}, samples::reliability(theme), table, save), 2, 0);
    grid->addWidget(card(theme, u"Over time"_s, {}, samples::agreementOverTime(theme), table, save), 2, 1);
    grid->addWidget(card(theme, u"Pace and agreement"_s, {}, samples::people(theme, 65), table, save), 2, 2);
    grid->addWidget(card(theme, u"Pace"_s, {}, samples::paces(theme, 120), table, save), 3, 0, 1, 2);
}

void addLarge(QGridLayout* grid, const Theme& theme, QAction* table, QAction* save)
{
    namespace samples = chartsamples;
    grid->addWidget(card(theme, u"Twelve"_s, {}, samples::largeMatrix(theme, 12), table, save), 0, 0);
    grid->addWidget(card(theme, u"Two hundred"_s, {}, samples::largeMatrix(theme, 200), table, save), 0, 1);
    grid->addWidget(card(theme, u"Density"_s, {}, samples::people(theme, 20'000), table, save), 1, 0);
    grid->addWidget(card(theme, u"Strips"_s, {}, samples::paces(theme, 5000), table, save), 1, 1);
}

} // namespace

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QStringList kinds = {u"light"_s, u"dark"_s, u"high-contrast"_s};
    if (arguments.size() < 3 || !kinds.contains(arguments.at(2))) {
        QTextStream(stderr) << "usage: chartgallery OUT.png light|dark|high-contrast [large|table|STEP]\n";
        return 2;
    }
    const QString mode = arguments.value(3);
    Theme theme;
    theme.setMotionReduced(true);
    theme.setKind(static_cast<ThemeKind>(kinds.indexOf(arguments.at(2))));
    theme.apply(application);
    theme.setTextStep(mode.toInt());
    QAction table(u"Table"_s);
    table.setShortcut(Qt::Key_M);
    QAction save(u"Save chart"_s);
    save.setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    QWidget page;
    auto* grid = new QGridLayout(&page);
    if (mode == u"large"_s) {
        addLarge(grid, theme, &table, &save);
    } else {
        addSmall(grid, theme, &table, &save);
    }
    page.resize(1440, mode == u"large"_s ? 1000 : 1400);
    page.show();
    QApplication::setActiveWindow(&page);
    const QList<ChartCard*> cards = page.findChildren<ChartCard*>();
    if (mode == u"table"_s) {
        for (ChartCard* shown : cards) {
            shown->setTableShown(true);
        }
    }
    QApplication::processEvents();
    cards.front()->chart()->setFocus(Qt::TabFocusReason);
    QKeyEvent press(QEvent::KeyPress, Qt::Key_Down, {});
    QApplication::sendEvent(cards.front()->chart(), &press);
    QApplication::processEvents();
    bool isWritten = page.grab().save(arguments.at(1));
    if (mode.isEmpty()) {
        for (qsizetype index = 0; index < cards.size(); ++index) {
            for (const QString& suffix : {u"png"_s, u"svg"_s, u"pdf"_s}) {
                const QString path = u"%1.%2.%3"_s.arg(arguments.at(1)).arg(index).arg(suffix);
                isWritten = saveChart(*cards.at(index)->chart(), path).hasValue() && isWritten;
            }
        }
    }
    if (!isWritten) {
        QTextStream(stderr) << "cannot write " << arguments.at(1) << '\n';
        return 1;
    }
    return 0;
}
