#include "core/base/random.h"
#include "core/stats/stylecontrol.h"

#include <QRegularExpression>
#include <QTest>

using namespace plumbline;
using namespace plumbline::stats;
using namespace Qt::Literals::StringLiterals;

namespace {

double matches(const QString& text, const QString& pattern)
{
    static const auto kOptions = QRegularExpression::MultilineOption;
    double count = 0;
    for (auto it = QRegularExpression(pattern, kOptions).globalMatch(text); it.hasNext(); it.next()) {
        ++count;
    }
    return count;
}

/// The definition, as Chatbot Arena writes it: regular expressions over the text without fenced code.
std::array<double, 4> byDefinition(const QString& markdown)
{
    static const QRegularExpression fence(u"```.*?```"_s, QRegularExpression::DotMatchesEverythingOption);
    QString text = markdown;
    text.remove(fence);
    return {static_cast<double>(markdown.toUcs4().size()), matches(text, u"^#{1,6}\\s"_s),
            matches(text, u"^\\s*\\d+\\.\\s"_s) + matches(text, u"^\\s*[-*+]\\s"_s),
            matches(text, u"\\*\\*[^*\\n]+\\*\\*"_s) + matches(text, u"__[^_\\n]+__"_s)};
}

} // namespace

class TstStyleCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void anyTextIsCountedByDefinition();
};

void TstStyleCounts::counts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("headers");
    QTest::addColumn<double>("lists");
    QTest::addColumn<double>("bold");
    const auto row = [](const char* name, const QString& text, double headers, double lists, double bold) {
        QTest::newRow(name) << text << headers << lists << bold;
    };
    row("nothing", {}, 0, 0, 0);
    row("headers", u"# a\n###### b\n####### c\n#d\n #e\n#"_s, 2, 0, 0);
    row("header before a line break", u"#\nx"_s, 1, 0, 0);
    row("items", u"- a\n  * b\n\t+ c\n12. d\n1.e\n-f\n1) g"_s, 0, 4, 0);
    row("an item at the end", u"x\n-"_s, 0, 0, 0);
    row("bold", u"**a** __b__ **c\nd** ** **** **e*f** ***g**"_s, 0, 0, 5);
    row("bold one after the other", u"**a****b**"_s, 0, 0, 2);
    row("code", u"# a\n```\n# b\n**c**\n```\n# d"_s, 2, 0, 0);
    row("code that never ends", u"```\n# a"_s, 1, 0, 0);
    row("code joins lines", u"x\n```y```# a"_s, 1, 0, 0);
    row("empty code", u"``````\n- a"_s, 0, 1, 0);
    row("line breaks of Windows", u"# a\r\n- b\r\n"_s, 1, 1, 0);
}

void TstStyleCounts::counts()
{
    QFETCH(QString, text);
    for (const StyleCounts& found : {styleCounts(text), styleCounts(text.toUtf8())}) {
        QTEST(found.headers, "headers");
        QTEST(found.lists, "lists");
        QTEST(found.bold, "bold");
        QCOMPARE(found.values(), byDefinition(text));
    }
}

void TstStyleCounts::anyTextIsCountedByDefinition()
{
    const QStringList pieces{u"*"_s,  u"**"_s,   u"_"_s,          u"__"_s,    u"#"_s,     u"##"_s,
                             u"\n"_s, u"\n\n"_s, u" "_s,          u"a"_s,     u"-"_s,     u"+ "_s,
                             u"1."_s, u"27. "_s, u"`"_s,          u"```"_s,   u"```\n"_s, u"\t"_s,
                             u"é"_s,  u"\r"_s,   u"\U0001F600"_s, u"\u00a0"_s};
    Random random(5);
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        const std::uint64_t count = 1 + random.below(24);
        for (std::uint64_t piece = 0; piece < count; ++piece) {
            text += pieces[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(pieces.size())))];
        }
        const std::array<double, 4> expected = byDefinition(text);
        QVERIFY2(styleCounts(text).values() == expected, qPrintable(text));
        QVERIFY2(styleCounts(text.toUtf8()).values() == expected, qPrintable(text));
    }
}

QTEST_APPLESS_MAIN(TstStyleCounts)
#include "tst_stylecounts.moc"
