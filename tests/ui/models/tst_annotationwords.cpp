#include "ui/models/annotationwords.h"

#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstAnnotationWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVoteIsSaidAndMarked_data()
    {
        QTest::addColumn<int>("margin");
        QTest::addColumn<bool>("bothBad");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("mark");
        QTest::newRow("much better first") << 2 << false << u"gpt-4 is much better"_s << u"1"_s;
        QTest::newRow("better second") << -1 << false << u"response 2 is better"_s << u"2"_s;
        QTest::newRow("tie") << 0 << false << u"a tie"_s << u"="_s;
        QTest::newRow("both bad is no tie") << 0 << true << u"both are bad"_s << u"×"_s;
    }
    void aVoteIsSaidAndMarked()
    {
        QFETCH(int, margin);
        QFETCH(bool, bothBad);
        QFETCH(QString, words);
        QFETCH(QString, mark);
        ItemView view;
        view.responses.resize(2);
        view.responses[0].model = u"gpt-4"_s; // the second has no author
        Annotation annotation;
        Preference preference;
        preference.aspect = u"overall"_s;
        preference.margin = margin;
        preference.bothBad = bothBad;
        annotation.content.preferences = {preference};
        QCOMPARE(describeAnnotation(annotation, view), words);
        QCOMPARE(voteMark(annotation.content).text, mark);
    }

    void otherKindsAreSaid_data()
    {
        QTest::addColumn<AnnotationContent>("content");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QString& words, auto fill) {
            AnnotationContent content;
            fill(content);
            QTest::newRow(name) << content << words;
        };
        row("ranking", u"ranked, response 2 first"_s, [](auto& it) { it.ranking = Ranking{{{1}, {0}}}; });
        row("tied first place", u"ranked"_s, [](auto& it) { it.ranking = Ranking{{{1, 0}}}; });
        row("like", u"liked"_s, [](auto& it) { it.reaction = 1; });
        row("dislike", u"disliked"_s, [](auto& it) { it.reaction = -1; });
        row("love", u"loved"_s, [](auto& it) { it.reaction = 2; });
        row("refinement", u"with a critique, response 2 is the best refinement"_s, [](auto& it) {
            it.critique = u"c"_s;
            it.refinement = 1;
        });
        row("no refinement", u"no refinement is better"_s, [](auto& it) { it.refinement = 0; });
    }
    void otherKindsAreSaid()
    {
        QFETCH(AnnotationContent, content);
        ItemView view;
        view.responses.resize(2);
        view.responses[0].model = u"gpt-4"_s;
        Annotation annotation;
        annotation.content = content;
        QTEST(describeAnnotation(annotation, view), "words");
    }

    void skipsAndRetractionsAreSaid()
    {
        ItemView view;
        view.schema.definition.skipReasons = {{u"broken"_s, u"Broken or empty text"_s, {}}};
        Annotation annotation;
        annotation.action = AnnotationAction::Skip;
        annotation.content.skipReason = u"broken"_s;
        QCOMPARE(describeAnnotation(annotation, view), u"skipped: Broken or empty text"_s);
        annotation.action = AnnotationAction::Retract;
        QCOMPARE(describeAnnotation(annotation, view), u"taken back"_s);
    }
};

QTEST_GUILESS_MAIN(TstAnnotationWords)
#include "tst_annotationwords.moc"
