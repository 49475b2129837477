// Text that ResponseView lays out before it is shown; see responseview.h.

#include "ui/textviews/responseview.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

QString sample()
{
    return QString::fromUtf8("# Compose a blog post\n\n"
                             "Here is a **short** answer with `inline code`.\n\n"
                             "1. First item, which is long enough that it has to go on in a second line of "
                             "the column so that one sees it\n"
                             "2. Second item\n   - nested one\n   - nested two\n\n"
                             "```python\ndef f(x):\n    return {\"key\": x, \"another key\": x != 1}\n```\n\n"
                             "| Name | Value |\n|------|------:|\n| a | 1 |\n| b | 2 |\n\n"
                             "> A quotation that somebody said.\n\n"
                             "## Second heading\n\n"
                             "Last paragraph with \303\251 and an emoji \360\237\230\200.\n");
}

/// Prepares a text as the page does, step by step; gives the longest step in milliseconds.
double prepareAll(ResponseView& view, const QString& text)
{
    double longest = 0;
    bool isDone = false;
    for (int step = 0; step < 10 && !isDone; ++step) {
        QElapsedTimer timer;
        timer.start();
        isDone = view.prepare(text);
        longest = std::max(longest, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return isDone ? longest : -1;
}

QImage pictureOf(QWidget& widget)
{
    QApplication::processEvents();
    return widget.grab().toImage();
}

} // namespace

class TestResponseViewAhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void preparedTextIsExchanged();
    void preparedTextFitsWhatChanged_data();
    void preparedTextFitsWhatChanged();
};

void TestResponseViewAhead::preparedTextIsExchanged()
{
    Theme theme;
    ResponseView view(theme);
    ResponseView other(theme); // shows the same texts without preparing
    for (ResponseView* each : {&view, &other}) {
        each->resize(640, 500);
        each->setText(u"one **two**"_s);
        each->show();
        QApplication::processEvents();
    }
    QSignalSpy scrolled(&view, &ResponseView::scrolledByUser);
    QVERIFY(!view.isPrepared(sample()));
    QVERIFY(prepareAll(view, sample()) >= 0);
    QVERIFY(view.isPrepared(sample()));
    QCOMPARE(view.text(), u"one **two**"_s); // nothing is seen of it
    QCOMPARE(pictureOf(view), pictureOf(other));

    const QWidget* before = view.area();
    view.setText(sample());
    other.setText(sample());
    QVERIFY(view.area() != before);
    QVERIFY(!before->isVisible());
    QCOMPARE(pictureOf(view), pictureOf(other));
    QCOMPARE(view.contentHeight(), other.contentHeight());
    QCOMPARE(view.area()->accessibleName(), other.area()->accessibleName());
    view.setScrollShare(1.0);
    QCOMPARE(scrolled.count(), 0);

    // Another text than the prepared one: that one is shown, and the prepared one thrown away later.
    QVERIFY(prepareAll(view, u"not this one"_s) >= 0);
    view.setText(u"but *this*"_s);
    other.setText(u"but *this*"_s);
    QCOMPARE(pictureOf(view), pictureOf(other));
    QVERIFY(prepareAll(view, sample()) >= 0);
    view.setText(sample());
    other.setText(sample());
    QCOMPARE(view.scrollShare(), 0.0);
    QCOMPARE(pictureOf(view), pictureOf(other));
}

void TestResponseViewAhead::preparedTextFitsWhatChanged_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : {"theme", "size of type", "width", "height", "plain", "plain and back"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void TestResponseViewAhead::preparedTextFitsWhatChanged()
{
    QFETCH(QString, what);
    Theme theme;
    ResponseView view(theme);
    ResponseView other(theme);
    for (ResponseView* each : {&view, &other}) {
        each->resize(640, 500);
        each->setText(u"one"_s);
        each->show();
    }
    QApplication::processEvents();
    QVERIFY(prepareAll(view, sample()) >= 0);
    if (what == u"theme"_s) {
        theme.setKind(ThemeKind::Dark);
        QVERIFY(!view.isPrepared(sample()));
    } else if (what == u"size of type"_s) {
        theme.setResponseSize(20);
        QVERIFY(!view.isPrepared(sample()));
    }
    for (ResponseView* each : {&view, &other}) {
        if (what == u"width"_s) {
            each->resize(420, 500);
        } else if (what == u"height"_s) {
            each->resize(640, 260);
        } else if (what.startsWith(u"plain"_s)) {
            each->setMode(ResponseView::Mode::Plain);
        }
    }
    QApplication::processEvents();
    QCOMPARE(view.isPrepared(sample()), what == u"height"_s || what.startsWith(u"plain"_s));
    view.setText(sample());
    other.setText(sample());
    if (what == u"plain and back"_s) {
        view.setMode(ResponseView::Mode::Markdown);
        other.setMode(ResponseView::Mode::Markdown);
    }
    QCOMPARE(pictureOf(view), pictureOf(other));
}

QTEST_MAIN(TestResponseViewAhead)
#include "tst_responseviewahead.moc"
