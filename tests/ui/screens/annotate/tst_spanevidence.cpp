#include "core/base/textindex.h"
#include "tests/ui/screens/annotate/spanfixture.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/evidencepane.h"
#include "ui/screens/annotate/spanpane.h"

#include <QTest>

using namespace plumbline;
using namespace plumbline::test;
using namespace Qt::Literals::StringLiterals;

class TstSpanEvidence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missingMarksTheSentenceInFocus();
    void evidenceIsLinkedAndUnlinked();
    void earlierTextIsEvidenceToo();
    void correctionStartsFromTheResponse();
    void noErrorsExcludesMarks();
    void gapsLeadToTheirPlace();
    void pictures();
};

void TstSpanEvidence::missingMarksTheSentenceInFocus()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    host.press(Qt::Key_BracketRight);
    host.press(Qt::Key_I);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_6);
    host.press(Qt::Key_W);
    QCOMPARE(host.content().missing.size(), 1);
    const MissingInfo missing = host.content().missing.at(0);
    QCOMPARE(missing.category, u"missing"_s);
    QCOMPARE(missing.severity, u"major"_s);
    QCOMPARE(missing.evidence.passage, std::optional(1));
    QCOMPARE(missing.evidence.sentences, QList<int>{1});
    QVERIFY(host.content().spans.isEmpty());
    host.press(Qt::Key_6); // the same sentence again is the same entry
    QCOMPARE(host.content().missing.size(), 1);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_V); // one more sentence for the same entry
    QCOMPARE(host.content().missing.at(0).evidence.sentences, (QList<int>{1, 2}));
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    QVERIFY(host.content().missing.isEmpty());
}

void TstSpanEvidence::evidenceIsLinkedAndUnlinked()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    mark(host, 0, 2, 3);
    QVERIFY2(host.panel()->hintText().contains(u"wants evidence"_s), qPrintable(host.panel()->hintText()));
    host.press(Qt::Key_BracketRight);
    host.press(Qt::Key_V);
    QCOMPARE(host.content().spans.at(0).evidence.passage, std::optional(1));
    QCOMPARE(host.content().spans.at(0).evidence.sentences, QList<int>{0});
    host.press(Qt::Key_I);
    host.press(Qt::Key_Down);
    host.press(Qt::Key_V);
    QCOMPARE(host.content().spans.at(0).evidence.sentences, (QList<int>{0, 1}));
    host.press(Qt::Key_V);
    host.press(Qt::Key_Up);
    host.press(Qt::Key_V);
    QVERIFY(host.content().spans.at(0).evidence.isEmpty());
    const EvidencePane* evidence = spanPanel(host)->pane()->evidence();
    QCOMPARE(evidence->sentenceInFocus(), std::optional(std::pair(1, 0)));
}

void TstSpanEvidence::earlierTextIsEvidenceToo()
{
    PanelHost host(makeSpan);
    host.open(itemOf(u"Paris is old. Rome is old. Paris is old."_s));
    spanPanel(host)->textView()->setCursorPosition(27);
    mark(host, 0, 3, 2);
    QCOMPARE(host.content().spans.at(0).quote, u"Paris is old"_s);
    spanPanel(host)->textView()->setOpenSpan(0);
    spanPanel(host)->textView()->setCursorPosition(0);
    host.press(Qt::Key_Space);
    host.press(Qt::Key_Right);
    host.press(Qt::Key_Right);
    host.press(Qt::Key_V);
    QCOMPARE(host.content().spans.size(), 1);
    QCOMPARE(host.content().spans.at(0).evidence.text, u"Paris is"_s);
    QCOMPARE(spanPanel(host)->openSpan(), 0);
}

void TstSpanEvidence::correctionStartsFromTheResponse()
{
    PanelHost host(makeSpan);
    const QString text = u"First.\r\nSecond.\r\n"_s;
    host.open(itemOf(text));
    host.press(Qt::Key_X);
    auto* field = host.findChild<AnswerField*>(u"spanCorrectionText"_s);
    QVERIFY(field->hasFocus());
    QVERIFY(host.content().edits.isEmpty());
    host.press(Qt::Key_End, Qt::ControlModifier);
    host.type(u"Third."_s);
    QCOMPARE(host.content().edits.size(), 1);
    QCOMPARE(host.content().edits.at(0).response, 0);
    QCOMPARE(host.content().edits.at(0).text, text + u"Third."_s);
    QVERIFY(firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Span), 4,
                     host.panel()->item().view.judgedTexts()));
    QTest::mouseClick(host.findChild<QWidget*>(u"spanCorrectionReset"_s), Qt::LeftButton);
    QVERIFY(host.content().edits.isEmpty());
    host.press(Qt::Key_Escape);
    QVERIFY(spanPanel(host)->textView()->hasFocus());
}

void TstSpanEvidence::noErrorsExcludesMarks()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    host.press(Qt::Key_0);
    QVERIFY(host.content().saysNoErrors);
    QVERIFY(!firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Span), 4));
    mark(host, 0, 1, 1);
    QVERIFY(!host.content().saysNoErrors);
    host.press(Qt::Key_0);
    QVERIFY(!host.content().saysNoErrors);
    QVERIFY2(host.panel()->hintText().contains(u"Take the marks away"_s),
             qPrintable(host.panel()->hintText()));
    host.press(Qt::Key_Backspace, Qt::ControlModifier);
    host.press(Qt::Key_0);
    host.press(Qt::Key_0);
    QVERIFY(host.content().isEmpty());
}

void TstSpanEvidence::gapsLeadToTheirPlace()
{
    PanelHost host(makeSpan);
    host.open(answerItem());
    const auto gap = firstGap(host.content(), SchemaDefinition::builtIn(ItemKind::Span), 4);
    QVERIFY(gap);
    QCOMPARE(host.panel()->gapText(*gap), u"Mark a span, or say “No errors”"_s);
    host.press(Qt::Key_I);
    QVERIFY(host.panel()->goToGap(*gap));
    QVERIFY(spanPanel(host)->textView()->hasFocus());
}

void TstSpanEvidence::pictures()
{
    if (qEnvironmentVariableIsEmpty("PLUMBLINE_SHOTS")) {
        QSKIP("PLUMBLINE_SHOTS names no folder");
    }
    std::optional<OpenItem> item = pictureItem();
    if (!item) {
        QSKIP("The QA-Feedback set is not there (PLUMBLINE_DATA_SETS)");
    }
    const QString text = item->view.responses.at(0).text();
    const auto add = [&](qint64 start, qint64 end, const QString& category, const QString& severity) {
        Span span;
        span.start = start;
        span.end = end;
        span.quote = TextIndex(text).slice(start, end);
        span.category = category;
        span.severity = severity;
        item->content.spans.append(span);
    };
    add(4, 43, u"wrong_fact"_s, u"critical"_s);
    add(47, 91, u"unverifiable"_s, u"major"_s);
    add(163, 361, u"irrelevant"_s, u"minor"_s);
    add(366, 405, u"wrong_fact"_s, u"critical"_s);
    add(410, 462, u"irrelevant"_s, u"minor"_s);
    add(501, 508, u"wrong_fact"_s, u"major"_s);
    add(510, 653, u"repetitive"_s, u"major"_s);
    add(615, 711, u"unverifiable"_s, u"major"_s);
    add(654, 711, u"irrelevant"_s, u"minor"_s);
    MissingInfo missing;
    missing.category = u"missing"_s;
    missing.severity = u"major"_s;
    missing.evidence.passage = 2;
    missing.evidence.sentences = {8};
    item->content.missing = {missing, missing, missing};
    PanelHost host(makeSpan);
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast}) {
        host.theme().setKind(kind);
        host.open(*item);
        spanPanel(host)->pane()->evidence()->setSentenceInFocus(2, 8);
        for (int span = 0; span < 8; ++span) {
            host.press(Qt::Key_Tab);
        }
        host.shoot(u"span-%1"_s.arg(static_cast<int>(kind)));
    }
    host.theme().setKind(ThemeKind::Light);
    host.press(Qt::Key_N);
    host.type(u"The passage says January 2007."_s);
    host.press(Qt::Key_Escape);
    host.press(Qt::Key_X);
    host.shoot(u"span-correction"_s);
    host.resize(1000, 700);
    host.shoot(u"span-small"_s);
}

QTEST_MAIN(TstSpanEvidence)
#include "tst_spanevidence.moc"
