#include "ui/textviews/responseview.h"

#include "core/base/diff.h"
#include "ui/textviews/markdowntext.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QTextFrame>
#include <QTextTable>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

QString sample()
{
    return QString::fromUtf8(
        "# Compose a blog post\n"
        "\n"
        "Here is a **short** answer with `inline code` and a [link](https://example.org/page).\n"
        "\n"
        "1. First item, which is long enough that it has to go on in a second line of the column so that one "
        "sees it\n"
        "2. Second item\n"
        "   - nested one\n"
        "   - nested two\n"
        "\n"
        "```python\n"
        "def f(x):\n"
        "    return {\"key\": x, \"another key\": x != 1, \"a third key that makes the line long\": x <= 2, "
        "\"end\": None}\n"
        "print(f(3))\n"
        "```\n"
        "\n"
        "After the code.\n"
        "\n"
        "| Name | Value | Note |\n"
        "|------|------:|------|\n"
        "| a | 1 | first |\n"
        "| b | 2 | second, longer |\n"
        "\n"
        "> A quotation that somebody said.\n"
        "\n"
        "## Second heading\n"
        "\n"
        "Last paragraph with é and an emoji 😀.\n");
}

/// All that a hostile response might try.
QString hostile()
{
    return QString::fromUtf8(
        "Look <img src=\"file:///etc/passwd\"> ![one](file:///etc/passwd) "
        "![two](http://127.0.0.1:@PORT@/x.png)\n"
        "![three](//127.0.0.1:@PORT@/y.png) ![four](data:image/png;base64,iVBORw0KGgo=) "
        "![five](:/icons/home.svg) ![](etc/passwd)\n"
        "\n"
        "<script>alert(1)</script>\n"
        "\n"
        "<iframe src=\"http://127.0.0.1:@PORT@/frame\"></iframe>\n"
        "\n"
        "<table background=\"http://127.0.0.1:@PORT@/bg.png\"><tr><td>cell</td></tr></table>\n"
        "\n"
        "<link rel=\"stylesheet\" href=\"http://127.0.0.1:@PORT@/style.css\"> <style>body { background: "
        "url(file:///etc/passwd) }</style>\n"
        "\n"
        "[js](javascript:alert(1)) [file](file:///etc/passwd) [web](http://127.0.0.1:@PORT@/click) "
        "<http://127.0.0.1:@PORT@/auto>\n"
        "http://127.0.0.1:@PORT@/bare &lt;img src=file:///etc/passwd&gt; "
        "[![in](file:///etc/passwd)](file:///etc/shadow)\n"
        "\n"
        "[ref]: file:///etc/passwd \"title <img src='file:///etc/passwd'>\"\n"
        "[ref] ![r][ref]\n");
}

class CountingMarkdown : public MarkdownText
{
public:
    using MarkdownText::MarkdownText;
    QVariant loadResource(int type, const QUrl& name) override
    {
        loaded << name;
        return MarkdownText::loadResource(type, name);
    }
    QList<QUrl> loaded;
};

void save(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("PLUMBLINE_SAVE_PICTURES");
    if (!folder.isEmpty()) {
        widget.grab().save(folder + u'/' + name + u".png"_s);
    }
}

} // namespace

class TestResponseView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileTextReachesNothing();
    void htmlIsShownAsText();
    void markdownIsStyled();
    void codeStaysInItsFrame();
    void wideContentNeverScrollsSideways_data();
    void wideContentNeverScrollsSideways();
    void modeSwitches();
    void themeAndSizeChange();
    void plainTextSelectsAndCopies();
    void markdownCopiesAndMeasures();
    void differencesAreMarked();
    void scrollShareIsShared();
    void editing();
    void longTextsOpenAtOnce();
    void namesForScreenReaders();

public Q_SLOTS:
    void opened(const QUrl& url) { m_opened << url; }

private:
    QList<QUrl> m_opened;
};

void TestResponseView::hostileTextReachesNothing()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSignalSpy connections(&server, &QTcpServer::newConnection);
    for (const char* scheme : {"http", "https", "file", "javascript", "data"}) {
        QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "opened");
    }
    Theme theme;
    CountingMarkdown view(theme);
    view.resize(640, 900);
    view.setMarkdownText(hostile().replace(u"@PORT@"_s, QString::number(server.serverPort())));
    view.show();
    view.grab();
    QSignalSpy clicked(&view, &QTextBrowser::anchorClicked);
    for (int y = 4; y < view.viewport()->height(); y += 12) {
        for (int x = 4; x < view.viewport()->width(); x += 24) {
            QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::NoModifier, {x, y});
            QCOMPARE(view.anchorAt({x, y}), QString());
        }
    }
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    theme.setKind(ThemeKind::Dark);
    view.setSource(QUrl(u"file:///etc/passwd"_s));
    QTest::qWait(100);
    view.grab();
    QCOMPARE(view.loaded, QList<QUrl>());
    QCOMPARE(m_opened, QList<QUrl>());
    QCOMPARE(clicked.count(), 0);
    QCOMPARE(connections.count(), 0);
    QVERIFY(!view.toPlainText().contains(u"root:"_s));
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            QVERIFY(!it.fragment().charFormat().isImageFormat());
            QVERIFY(!it.fragment().charFormat().isAnchor());
        }
    }
    // Even asked by name, the document gives nothing away.
    const QVariant asked =
        view.document()->resource(QTextDocument::ImageResource, QUrl(u"file:///etc/passwd"_s));
    QVERIFY(asked.toByteArray().isEmpty());
    for (const char* scheme : {"http", "https", "file", "javascript", "data"}) {
        QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
    }
    save(view, u"response-hostile"_s);
}

void TestResponseView::htmlIsShownAsText()
{
    Theme theme;
    MarkdownText view(theme);
    view.setMarkdownText(
        u"a <b>bold</b> &amp; <script>alert(1)</script>\n\n<div>block</div>\n\n![a cat](x.png)"_s);
    const QString shown = view.toPlainText();
    QVERIFY2(shown.contains(u"a <b>bold</b> & <script>alert(1)</script>"_s), qPrintable(shown));
    QVERIFY(shown.contains(u"<div>block</div>"_s));
    QVERIFY2(shown.contains(u"[image, not loaded"_s), qPrintable(shown));
}

void TestResponseView::markdownIsStyled()
{
    Theme theme;
    MarkdownText view(theme);
    view.resize(660, 1100);
    view.setMarkdownText(sample());
    view.show();
    const QTextBlock heading = view.document()->begin();
    QCOMPARE(heading.text(), u"Compose a blog post"_s);
    QCOMPARE(heading.begin().fragment().charFormat().font().pixelSize(), 20);
    const QTextBlock paragraph = heading.next();
    QCOMPARE(paragraph.blockFormat().lineHeight(), 24.0);
    QCOMPARE(paragraph.begin().fragment().charFormat().font().pixelSize(), 15);
    QCOMPARE(view.document()->documentMargin(), 0.0);
    QVERIFY(view.toPlainText().contains(u"return {\"key\": x"_s));
    save(view, u"response-markdown"_s);
    theme.setKind(ThemeKind::Dark);
    save(view, u"response-markdown-dark"_s);
}

void TestResponseView::codeStaysInItsFrame()
{
    Theme theme;
    MarkdownText view(theme);
    view.setMarkdownText(
        u"before\n\n```\none\n\n  two\n```\n\nbetween\n\n    three\n\n- item\n\n  ```\n  four\n  ```\n"_s);
    QStringList codes;
    for (QTextFrame* frame : view.document()->rootFrame()->childFrames()) {
        QTextCursor cursor = frame->firstCursorPosition();
        cursor.setPosition(frame->lastPosition(), QTextCursor::KeepAnchor);
        codes << cursor.selection().toPlainText();
        QVERIFY(cursor.charFormat().font().families().join(u","_s).contains(u"Mono"_s));
        QCOMPARE(frame->firstCursorPosition().blockFormat().lineHeight(), 20.0);
    }
    std::sort(codes.begin(), codes.end());
    QCOMPARE(codes, (QStringList{u"four"_s, u"one\n\n  two"_s, u"three"_s}));
}

void TestResponseView::wideContentNeverScrollsSideways_data()
{
    QTest::addColumn<QString>("text");
    const QString wide(900, u'x');
    QTest::newRow("code") << u"```\n"_s + wide + u"\n```"_s;
    QTest::newRow("word") << wide;
    QTest::newRow("inline code") << u"`"_s + wide + u"`"_s;
    QTest::newRow("table cell") << u"| a | b |\n|---|---|\n| "_s + wide + u" | 2 |\n"_s;
    QString many = u"|"_s;
    QString rule = u"|"_s;
    for (int i = 0; i < 24; ++i) {
        many += u" column%1 |"_s.arg(i);
        rule += u"---|"_s;
    }
    QTest::newRow("table") << many + u'\n' + rule + u'\n' + many + u'\n';
}

void TestResponseView::wideContentNeverScrollsSideways()
{
    QFETCH(QString, text);
    Theme theme;
    MarkdownText view(theme);
    view.resize(500, 400);
    view.show();
    view.setMarkdownText(text);
    QApplication::processEvents();
    QVERIFY2(view.document()->size().width() <= view.viewport()->width() + 1,
             qPrintable(QString::number(view.document()->size().width())));
    QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
}

void TestResponseView::modeSwitches()
{
    Theme theme;
    ResponseView view(theme);
    view.resize(640, 300);
    view.setText(u"**bold**"_s);
    view.show();
    QVERIFY(view.showsMarkdown());
    QVERIFY(qobject_cast<MarkdownText*>(view.area()) != nullptr);
    QCOMPARE(qobject_cast<MarkdownText*>(view.area())->toPlainText(), u"bold"_s);
    QSignalSpy changed(&view, &ResponseView::modeChanged);
    view.setMode(ResponseView::Mode::Plain);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(qobject_cast<PlainTextView*>(view.area())->text(), u"**bold**"_s);
    view.setText(u"# other"_s);
    QCOMPARE(qobject_cast<PlainTextView*>(view.area())->text(), u"# other"_s);
    view.setMode(ResponseView::Mode::Markdown);
    QCOMPARE(qobject_cast<MarkdownText*>(view.area())->toPlainText(), u"other"_s);
}

void TestResponseView::themeAndSizeChange()
{
    Theme theme;
    ResponseView view(theme);
    view.resize(640, 300);
    view.setText(u"one two three\n\nfour"_s);
    view.setMode(ResponseView::Mode::Plain);
    view.show();
    auto* plain = qobject_cast<PlainTextView*>(view.area());
    QCOMPARE(plain->positionRect(15).top() - plain->positionRect(0).top(), 48);
    theme.setResponseSize(24);
    QCOMPARE(plain->positionRect(15).top() - plain->positionRect(0).top(), 2 * theme.responseLineHeight());
    view.setMode(ResponseView::Mode::Markdown);
    QCOMPARE(qobject_cast<MarkdownText*>(view.area())
                 ->document()
                 ->begin()
                 .begin()
                 .fragment()
                 .charFormat()
                 .font()
                 .pixelSize(),
             24);
}

void TestResponseView::plainTextSelectsAndCopies()
{
    Theme theme;
    PlainTextView view(theme);
    view.resize(640, 300);
    view.setText(u"The quick brown fox.\r\nSecond \U0001F468\u200D\U0001F469\u200D\U0001F467 line"_s);
    view.show();
    const auto at = [&view](qsizetype position) { return view.positionRect(position).center(); };
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, Qt::NoModifier, at(6));
    QCOMPARE(view.selectedText(), u"quick"_s);
    QTest::mousePress(view.viewport(), Qt::LeftButton, Qt::NoModifier, at(4));
    QMouseEvent move(QEvent::MouseMove, at(29), view.viewport()->mapToGlobal(at(29)), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &move);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, Qt::NoModifier, at(29));
    QCOMPARE(view.selectedText(), u"quick brown fox.\r\nSecond "_s);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), view.text());
}

void TestResponseView::markdownCopiesAndMeasures()
{
    Theme theme;
    ResponseView view(theme);
    view.resize(640, 300);
    view.setText(u"word **two**\n\nthree"_s);
    view.show();
    QApplication::processEvents();
    QVERIFY(view.contentHeight() >= 48 && view.contentHeight() < 80);
    auto* markdown = qobject_cast<MarkdownText*>(view.area());
    QTest::mouseDClick(markdown->viewport(), Qt::LeftButton, Qt::NoModifier, {12, 12});
    QTest::keyClick(markdown, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"word"_s);
    QTest::keyClicks(markdown, u"typed"_s);
    QCOMPARE(markdown->toPlainText(), u"word two\nthree"_s);
    view.setMode(ResponseView::Mode::Plain);
    QCOMPARE(view.contentHeight(), 72);
}

void TestResponseView::differencesAreMarked()
{
    Theme theme;
    const QString before = u"The quick brown fox jumps over the dog."_s;
    const QString after = u"The quick red fox leaps over the lazy dog."_s;
    ResponseView view(theme);
    view.resize(640, 120);
    view.setText(after);
    view.show();
    QList<TextHighlight> inserted;
    for (const TextChange& change : diffTexts(before, after)) {
        if (!change.after.isEmpty()) {
            inserted << TextHighlight{change.after, TextHighlight::Kind::Inserted};
        }
    }
    const QImage quiet = view.grab().toImage();
    view.setHighlights(inserted);
    QVERIFY(!view.showsMarkdown());
    auto* plain = qobject_cast<PlainTextView*>(view.area());
    QVERIFY(plain != nullptr);
    QStringList marked;
    for (const TextHighlight& highlight : plain->highlights()) {
        marked << after.mid(highlight.range.start, highlight.range.length());
    }
    QCOMPARE(marked, (QStringList{u"red"_s, u"leaps"_s, u" lazy"_s}));
    const QImage loud = view.grab().toImage();
    QApplication::processEvents();
    const QPoint inside = plain->positionRect(11).topLeft() + QPoint(0, 3);
    QCOMPARE(loud.pixelColor(inside), theme.color(Color::OkSoft));
    save(view, u"response-inserted"_s);
    QList<TextHighlight> deleted;
    for (const TextHighlight& highlight : inserted) {
        deleted << TextHighlight{highlight.range, TextHighlight::Kind::Deleted};
    }
    view.setHighlights(deleted);
    QCOMPARE(view.grab().toImage().pixelColor(inside), theme.color(Color::BadSoft));
    save(view, u"response-deleted"_s);
    QAccessibleInterface* access = QAccessible::queryAccessibleInterface(plain);
    int start = 0;
    int end = 0;
    QCOMPARE(access->textInterface()->attributes(11, &start, &end), u"text-line-through-type:single;"_s);
    QCOMPARE(after.mid(start, end - start), u"red"_s);
    view.setHighlights({});
    QVERIFY(view.showsMarkdown());
}

void TestResponseView::scrollShareIsShared()
{
    Theme theme;
    ResponseView left(theme);
    ResponseView right(theme);
    for (ResponseView* view : {&left, &right}) {
        view->resize(640, 300);
        view->show();
    }
    left.setText(sample() + sample());
    right.setText(sample() + sample() + sample() + sample());
    right.setMode(ResponseView::Mode::Plain);
    QApplication::processEvents();
    connect(&left, &ResponseView::scrolledByUser, &right, &ResponseView::setScrollShare);
    connect(&right, &ResponseView::scrolledByUser, &left, &ResponseView::setScrollShare);
    QSignalSpy echoes(&right, &ResponseView::scrolledByUser);
    left.scrollLines(10);
    QCOMPARE(left.area()->verticalScrollBar()->value(), 240);
    QVERIFY(left.scrollShare() > 0.05);
    QVERIFY(std::abs(left.scrollShare() - right.scrollShare()) < 0.01);
    left.area()->verticalScrollBar()->setValue(left.area()->verticalScrollBar()->maximum());
    QCOMPARE(right.scrollShare(), 1.0);
    QCOMPARE(echoes.count(), 0);
    right.setText(u"short"_s);
    QCOMPARE(right.scrollShare(), 0.0);
}

void TestResponseView::editing()
{
    Theme theme;
    ResponseView view(theme);
    view.resize(640, 200);
    view.setText(u"**one** two"_s);
    view.show();
    QSignalSpy edited(&view, &ResponseView::textEdited);
    QSignalSpy cancelled(&view, &ResponseView::editCancelled);
    view.setEditable(true);
    QCOMPARE(edited.count(), 0);
    auto* editor = qobject_cast<QPlainTextEdit*>(view.area());
    QVERIFY(editor != nullptr);
    QCOMPARE(editor->toPlainText(), u"**one** two"_s);
    QTest::keyClick(editor, Qt::Key_End);
    QTest::keyClicks(editor, u" three"_s);
    QCOMPARE(edited.last().first().toString(), u"**one** two three"_s);
    QCOMPARE(view.editedText(), u"**one** two three"_s);
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(!view.isEditable());
    QCOMPARE(view.text(), u"**one** two"_s);
    QVERIFY(view.showsMarkdown());
    view.setEditable(true, u"draft"_s);
    QCOMPARE(view.editedText(), u"draft"_s);
    view.setEditable(false);
    QCOMPARE(cancelled.count(), 1);
}

void TestResponseView::longTextsOpenAtOnce()
{
    Theme theme;
    ResponseView view(theme);
    view.resize(640, 800);
    view.setText(sample());
    view.show();
    QApplication::processEvents();
    for (const bool oneParagraph : {false, true}) {
        QString text;
        while (text.size() < 1'000'000) {
            text += oneParagraph ? sample().simplified() + u' ' : sample();
        }
        QElapsedTimer timer;
        timer.start();
        view.setText(text);
        view.repaint();
        const qint64 opened = timer.nsecsElapsed() / 1000;
        QVERIFY(!view.showsMarkdown());
        qint64 worst = 0;
        QScrollBar* bar = view.area()->verticalScrollBar();
        for (int i = 0; i < 100; ++i) {
            timer.start();
            bar->setValue(i < 60 ? bar->value() + 200 : bar->maximum() / 41 * (i - 59));
            view.area()->viewport()->repaint();
            worst = std::max(worst, timer.nsecsElapsed() / 1000);
        }
        qInfo("1 MB, %s: opened in %lld us, slowest scroll %lld us",
              oneParagraph ? "one paragraph" : "many paragraphs", static_cast<long long>(opened),
              static_cast<long long>(worst));
        QVERIFY2(opened < 100'000, qPrintable(QString::number(opened)));
        QVERIFY2(worst < 64'000, qPrintable(QString::number(worst)));
    }
    QElapsedTimer timer;
    QString text;
    while (text.size() < 20'000) {
        text += sample();
    }
    timer.start();
    view.setText(text);
    view.repaint();
    qInfo("20 kB of Markdown: %lld ms", static_cast<long long>(timer.elapsed()));
}

void TestResponseView::namesForScreenReaders()
{
    Theme theme;
    ResponseView view(theme);
    view.setName(u"Response A"_s);
    view.setText(u"text"_s);
    for (const auto mode : {ResponseView::Mode::Markdown, ResponseView::Mode::Plain}) {
        view.setMode(mode);
        QAccessibleInterface* access = QAccessible::queryAccessibleInterface(view.area());
        QCOMPARE(access->text(QAccessible::Name), u"Response A"_s);
        QVERIFY(access->textInterface() != nullptr);
        QVERIFY(access->textInterface()->text(0, 4).contains(u"text"_s));
        QVERIFY(access->state().readOnly);
    }
    view.setEditable(true);
    QCOMPARE(view.area()->accessibleName(), u"Response A, edited"_s);
}

QTEST_MAIN(TestResponseView)
#include "tst_responseview.moc"
