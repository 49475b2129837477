#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"
#include "ui/theme/themestyle.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kTextLimit = 4.5; // WCAG 2.1, 1.4.3
constexpr double kEdgeLimit = 3.0; // WCAG 2.1, 1.4.11

const QStringList kKinds = {u"light"_s, u"dark"_s, u"high-contrast"_s};

QJsonObject tokens()
{
    QFile file(u":/plumbline/tokens.json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

std::optional<Color> colorNamed(const QString& name)
{
    for (int index = 0; index < kColorCount; ++index) {
        if (colorName(static_cast<Color>(index)) == name) {
            return static_cast<Color>(index);
        }
    }
    return std::nullopt;
}

} // namespace

class TstTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTokenIsAColour();
    void contrastIsWhatTheTableSays_data();
    void contrastIsWhatTheTableSays();
    void textAndEdgesStayReadable_data();
    void textAndEdgesStayReadable();
    void categoriesTakeTheSlotsInOrder();
    void textOnAMarkIsReadable();
    void paletteHasEveryRole_data();
    void paletteHasEveryRole();
    void styleSheetHasNoFontsAndNoOpenNames();
    void iconsOfTheTokensAreDrawn();
    void iconsTakeTheColourAskedFor();
    void unknownIconIsNull();
    void changingTheKindTellsOnce();
    void responseSizeStopsAtTheLadder_data();
    void responseSizeStopsAtTheLadder();
    void textGrowsWithTheStep();
    void rampsMeetTheirEnds();
    void applyGoesThroughOneChange();
};

void TstTheme::everyTokenIsAColour()
{
    Theme theme;
    const QJsonObject light = tokens().value(u"themes").toObject().value(u"light").toObject();
    QCOMPARE(light.size(), kColorCount);
    for (const QString& name : light.keys()) {
        const std::optional<Color> color = colorNamed(name);
        QVERIFY2(color.has_value(), qPrintable(name));
        const QString value = light.value(name).toString();
        QCOMPARE(theme.color(*color).name(QColor::HexRgb), value.left(7).toLower());
    }
    // CSS order: the alpha comes last.
    QCOMPARE(theme.color(Color::Shadow).alpha(), 0x18);
}

void TstTheme::contrastIsWhatTheTableSays_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < kKinds.size(); ++kind) {
        QTest::newRow(qPrintable(kKinds.at(kind))) << kind;
    }
}

void TstTheme::contrastIsWhatTheTableSays()
{
    QFETCH(int, kind);
    Theme theme;
    theme.setKind(static_cast<ThemeKind>(kind));
    const QJsonObject table = tokens().value(u"contrast").toObject().value(kKinds.at(kind)).toObject();
    QVERIFY(table.size() > 30);
    for (const QString& pair : table.keys()) {
        const QStringList names = pair.split(u" on "_s);
        QCOMPARE(names.size(), 2);
        const double ratio =
            contrastRatio(theme.color(*colorNamed(names.at(0))), theme.color(*colorNamed(names.at(1))));
        // The table has two decimals.
        QVERIFY2(std::abs(ratio - table.value(pair).toDouble()) < 0.0051,
                 qPrintable(u"%1: %2"_s.arg(pair).arg(ratio)));
    }
}

void TstTheme::textAndEdgesStayReadable_data()
{
    contrastIsWhatTheTableSays_data();
}

void TstTheme::textAndEdgesStayReadable()
{
    QFETCH(int, kind);
    Theme theme;
    theme.setKind(static_cast<ThemeKind>(kind));
    const auto ratio = [&theme](Color one, Color two) {
        return contrastRatio(theme.color(one), theme.color(two));
    };
    for (const Color ground :
         {Color::Surface, Color::Inset, Color::Chrome, Color::Hover, Color::AccentSoft}) {
        for (const Color text : {Color::Text, Color::Text2, Color::Text3}) {
            QVERIFY2(ratio(text, ground) >= kTextLimit,
                     qPrintable(colorName(text) + u" on "_s + colorName(ground)));
        }
        QVERIFY2(ratio(Color::Focus, ground) >= kEdgeLimit, qPrintable(colorName(ground)));
    }
    QVERIFY(ratio(Color::OnAccent, Color::AccentFill) >= kTextLimit);
    QVERIFY(ratio(Color::AccentText, Color::AccentSoft) >= kTextLimit);
    QVERIFY(ratio(Color::Bad, Color::BadSoft) >= kTextLimit);
    QVERIFY(ratio(Color::Control, Color::Surface) >= kEdgeLimit);
    QVERIFY(ratio(Color::Control, Color::Chrome) >= kEdgeLimit);
    for (int slot = 0; slot < 6; ++slot) {
        QVERIFY(contrastRatio(theme.categoryMark(slot), theme.color(Color::Surface)) >= kEdgeLimit);
        QVERIFY(contrastRatio(theme.color(Color::Text), theme.categoryTint(slot)) >= kTextLimit);
    }
}

void TstTheme::categoriesTakeTheSlotsInOrder()
{
    Theme theme;
    const std::array order = {Color::CatI, Color::CatW, Color::CatU, Color::CatR, Color::CatM, Color::CatC};
    for (int slot = 0; slot < 6; ++slot) {
        QCOMPARE(theme.categoryMark(slot), theme.color(order.at(static_cast<std::size_t>(slot))));
        QVERIFY(!Theme::categoryIsDashed(slot));
    }
    QCOMPARE(theme.categoryMark(1).name(), u"#8b2b00"_s);
    QCOMPARE(theme.categoryTint(4).name(), u"#e9f2f0"_s);
    QCOMPARE(theme.categoryMark(6), theme.categoryMark(0));
    QVERIFY(Theme::categoryIsDashed(6));
}

void TstTheme::textOnAMarkIsReadable()
{
    Theme theme;
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast}) {
        theme.setKind(kind);
        for (int slot = 0; slot < 6; ++slot) {
            const QColor mark = theme.categoryMark(slot);
            // The specification's smallest is 4.58, rounded.
            QVERIFY(contrastRatio(contrastTextOn(mark), mark) > 4.57);
        }
    }
    QCOMPARE(contrastTextOn(Qt::white), QColor(Qt::black));
    QCOMPARE(contrastTextOn(Qt::darkBlue), QColor(Qt::white));
}

void TstTheme::paletteHasEveryRole_data()
{
    contrastIsWhatTheTableSays_data();
}

void TstTheme::paletteHasEveryRole()
{
    QFETCH(int, kind);
    Theme theme;
    theme.setKind(static_cast<ThemeKind>(kind));
    const QPalette palette = paletteFor(theme);
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        for (int role = 0; role < QPalette::NColorRoles; ++role) {
            if (role != QPalette::NoRole) {
                QVERIFY2(palette.isBrushSet(group, static_cast<QPalette::ColorRole>(role)),
                         qPrintable(QString::number(role)));
            }
        }
        QVERIFY(contrastRatio(palette.color(group, QPalette::HighlightedText),
                              palette.color(group, QPalette::Highlight)) >= kTextLimit);
        QVERIFY(contrastRatio(palette.color(group, QPalette::Text), palette.color(group, QPalette::Base)) >=
                kTextLimit);
    }
    QCOMPARE(palette.color(QPalette::Active, QPalette::PlaceholderText), theme.color(Color::Text3));
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), theme.color(Color::AccentSoft));
    QCOMPARE(palette.color(QPalette::Link), theme.color(Color::Accent));
    QCOMPARE(palette.color(QPalette::ToolTipBase), theme.color(Color::Surface));
}

void TstTheme::styleSheetHasNoFontsAndNoOpenNames()
{
    Theme theme;
    const QString sheet = styleSheetFor(theme);
    QVERIFY(!sheet.contains(u"font"));
    QVERIFY(!sheet.contains(u'@'));
    QVERIFY(sheet.contains(theme.color(Color::Control).name()));
}

void TstTheme::iconsOfTheTokensAreDrawn()
{
    Theme theme;
    const QStringList compiled = Theme::iconNames();
    const QVariantList wanted = tokens().value(u"icons").toArray().toVariantList();
    QCOMPARE(wanted.size(), 50);
    for (const QVariant& name : wanted) {
        QVERIFY2(compiled.contains(name.toString()), qPrintable(name.toString()));
        const QImage image = theme.pixmap(name.toString(), 16, Qt::black, 2.0).toImage();
        QCOMPARE(image.size(), QSize(32, 32));
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                inked += image.pixelColor(x, y).alpha() > 127 ? 1 : 0;
            }
        }
        QVERIFY2(inked > 10, qPrintable(name.toString()));
    }
}

void TstTheme::iconsTakeTheColourAskedFor()
{
    Theme theme;
    const QImage image = theme.pixmap(u"plus"_s, 24, QColor(u"#b0261d"_s), 2.0).toImage();
    QCOMPARE(image.pixelColor(24, 24).rgb(), QColor(u"#b0261d"_s).rgb());
    QCOMPARE(image.pixelColor(2, 2).alpha(), 0);
    QVERIFY(!theme.icon(u"home"_s).isNull());
}

void TstTheme::unknownIconIsNull()
{
    Theme theme;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no icon named"_s));
    QVERIFY(theme.icon(u"nothing-of-that-name"_s).isNull());
}

void TstTheme::changingTheKindTellsOnce()
{
    Theme theme;
    QSignalSpy spy(&theme, &Theme::changed);
    theme.setKind(ThemeKind::Dark);
    theme.setKind(ThemeKind::Dark);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(theme.color(Color::Surface).name(), u"#18191d"_s);
    QVERIFY(!theme.followsDesktop());
    theme.followDesktop();
    QVERIFY(theme.followsDesktop());
}

void TstTheme::responseSizeStopsAtTheLadder_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("size");
    QTest::newRow("one up") << 15 << 1 << 17;
    QTest::newRow("two up") << 15 << 2 << 20;
    QTest::newRow("past the largest") << 20 << 5 << 24;
    QTest::newRow("past the smallest") << 15 << -4 << 13;
    QTest::newRow("between two steps") << 16 << 0 << 15;
    QTest::newRow("far too large") << 99 << 0 << 24;
}

void TstTheme::responseSizeStopsAtTheLadder()
{
    QFETCH(int, from);
    QFETCH(int, steps);
    QFETCH(int, size);
    Theme theme;
    theme.setResponseSize(from);
    theme.stepResponseSize(steps);
    QCOMPARE(theme.responseSize(), size);
    QCOMPARE(theme.responseFont().pixelSize(), size);
    QCOMPARE(theme.font(Text::Body).pixelSize(), 13);
}

void TstTheme::textGrowsWithTheStep()
{
    Theme theme;
    QCOMPARE(theme.font(Text::Number).pixelSize(), 24);
    QCOMPARE(theme.font(Text::Strong).weight(), QFont::DemiBold);
    QCOMPARE(theme.font(Text::Code).families().first(), u"Noto Sans Mono"_s);
    QCOMPARE(theme.font(Text::Body).hintingPreference(), QFont::PreferNoHinting);
    theme.setTextStep(13);
    QCOMPARE(theme.font(Text::Body).pixelSize(), 26);
    QCOMPARE(theme.scaled(28), 56);
    QCOMPARE(theme.responseFont().pixelSize(), 15);
    theme.setTextStep(99);
    QCOMPARE(theme.textStep(), 13);
}

void TstTheme::rampsMeetTheirEnds()
{
    Theme theme;
    QCOMPARE(theme.diverging(0), theme.color(Color::DivNeg));
    QCOMPARE(theme.diverging(0.5), theme.color(Color::DivMid));
    QCOMPARE(theme.diverging(1), theme.color(Color::DivPos));
    QCOMPARE(theme.sequential(-1), theme.color(Color::SeqLo));
    QCOMPARE(theme.sequential(2), theme.color(Color::SeqHi));
    QCOMPARE(mixed(Qt::black, Qt::white, 0.5), QColor(128, 128, 128));
}

void TstTheme::applyGoesThroughOneChange()
{
    Theme theme;
    QSignalSpy spy(&theme, &Theme::changed);
    theme.apply(*qApp);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(qApp->palette().color(QPalette::WindowText), theme.color(Color::Text));
    QCOMPARE(QApplication::font().pixelSize(), 13);
    theme.setKind(ThemeKind::Dark);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(qApp->palette().color(QPalette::Window), theme.color(Color::Surface));
    qApp->setStyleSheet({});
}

} // namespace plumbline

QTEST_MAIN(plumbline::TstTheme)
#include "tst_theme.moc"
