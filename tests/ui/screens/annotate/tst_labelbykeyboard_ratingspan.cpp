#include "core/base/random.h"
#include "core/base/textindex.h"
#include "core/exchange/exportrun.h"
#include "core/exchange/importrun.h"
#include "tests/support/annotatehost.h"
#include "tests/support/datasets.h"
#include "tests/support/projectbuilder.h"
#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/screens/annotate/answerpanel.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

using RatingKey = std::pair<ResponseIndex, QString>;

/// What a person means to say about one response to rate: value by aspect, −1 for "does not apply".
struct MeantRatings
{
    QHash<RatingKey, int> values;
    QHash<RatingKey, QString> rationales;
};

/// What a person means to mark in a text.
struct MeantSpan
{
    QString quote;
    qint64 start = 0;
    QString category;
    QString severity;
    QString note;
};

struct MeantItem
{
    QList<MeantSpan> spans;
    bool hasMissing = false;
    QString correction;
    bool saysNoErrors = false;
};

QList<QJsonObject> readLines(const QString& path)
{
    QList<QJsonObject> lines;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return lines;
    }
    while (!file.atEnd()) {
        lines.append(QJsonDocument::fromJson(file.readLine()).object());
    }
    return lines;
}

} // namespace

/// The main job for ratings and spans: a person judges with the keyboard alone, and the store and the exports
/// hold what they typed.
class TstLabelByKeyboardRatingSpan : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;

    static void typeText(AnnotateHost& host, const QString& text)
    {
        for (const QChar key : text) {
            host.press(static_cast<Qt::Key>(key.toUpper().unicode()), {}, QString(key));
        }
    }

    /// Rates an item in the order in which the cursor goes: aspect by aspect, down the rows.
    static MeantRatings rateItem(AnnotateHost& host, Random& random)
    {
        MeantRatings meant;
        const OpenItem item = *host.controller().item();
        const QList<Aspect> aspects = item.view.schema.definition.aspects;
        for (const Aspect& aspect : aspects) {
            for (const ResponseIndex response : item.shownOrder) {
                const auto value = static_cast<int>(random.below(static_cast<quint64>(aspect.maximum()) + 1));
                const RatingKey key{response, aspect.id};
                if (random.below(6) == 0) {
                    const QString why = u"since %1 is so"_s.arg(random.below(100));
                    host.press(Qt::Key_C, {}, u"c"_s);
                    typeText(host, why);
                    host.press(Qt::Key_Escape);
                    meant.rationales.insert(key, why);
                }
                host.type(QString::number(value));
                meant.values.insert(key, value == 0 ? -1 : value);
            }
        }
        return meant;
    }

    static void compareRatings(const AnnotationContent& content, const MeantRatings& meant)
    {
        QCOMPARE(content.ratings.size(), meant.values.size());
        for (auto entry = meant.values.cbegin(); entry != meant.values.cend(); ++entry) {
            const Rating* rating = content.findRating(entry.key().first, entry.key().second);
            QVERIFY(rating != nullptr);
            QCOMPARE(rating->value ? static_cast<int>(*rating->value) : -1, entry.value());
            QCOMPARE(rating->rationale, meant.rationales.value(entry.key()));
        }
        QVERIFY(content.extra.isEmpty());
    }

    /// Marks words of "The secretary of office 7 comes from Porto and moved in 1998. 😀 Café."
    static MeantSpan markSpan(AnnotateHost& host, Random& random, const QString& text, int from, int count)
    {
        static constexpr QStringView kSeverityKeys = u"qwe";
        const SchemaDefinition& schema = host.controller().item()->view.schema.definition;
        const TextIndex index(text);
        MeantSpan meant;
        const QStringList words = text.split(u' ');
        meant.quote = words.mid(from, count).join(u' ');
        if (meant.quote.endsWith(u'.')) {
            meant.quote.chop(1); // the full stop is a step of its own
        }
        qsizetype unit = 0;
        for (int word = 0; word < from; ++word) {
            unit += words.at(word).size() + 1;
        }
        meant.start = index.utf16ToCodePoint(unit);
        host.press(Qt::Key_Home, Qt::ControlModifier);
        host.press(Qt::Key_Space, {}, u" "_s);
        const int stops = from > 11 ? 1 : 0; // "." after 1998 is a step
        for (int step = 0; step < from + stops; ++step) {
            host.press(Qt::Key_Right, Qt::ControlModifier);
        }
        for (int step = 0; step < count; ++step) {
            host.press(Qt::Key_Right);
        }
        const auto category = static_cast<int>(random.below(5));
        host.type(QString::number(category + 1));
        meant.category = schema.categories.at(category).id;
        const auto severity = static_cast<int>(random.below(3));
        host.type(QString(kSeverityKeys.at(severity)));
        meant.severity = schema.severities.at(severity).id;
        if (random.below(3) == 0) {
            meant.note = u"note %1 w2"_s.arg(random.below(100));
            host.press(Qt::Key_N, {}, u"n"_s);
            typeText(host, meant.note);
            host.press(Qt::Key_Escape);
        }
        host.press(Qt::Key_Escape); // closes the span, so that Home moves the cursor
        return meant;
    }

    static MeantItem markItem(AnnotateHost& host, Random& random, int number)
    {
        MeantItem meant;
        const QString text = host.controller().item()->view.responses.at(0).text();
        if (number % 7 == 6) {
            host.type(u"0"_s);
            meant.saysNoErrors = true;
            return meant;
        }
        meant.spans.append(markSpan(host, random, text, static_cast<int>(random.below(4)), 3));
        meant.spans.append(markSpan(host, random, text, 4 + static_cast<int>(random.below(5)), 2));
        meant.spans.append(markSpan(host, random, text, 13, 1)); // Café, behind an emoji
        if (number % 3 == 0) {
            host.press(Qt::Key_I, {}, u"i"_s);
            host.press(Qt::Key_Down);
            host.type(u"6w"_s);
            host.press(Qt::Key_Escape);
            meant.hasMissing = true;
        }
        if (number % 4 == 0) {
            host.press(Qt::Key_X, {}, u"x"_s);
            host.press(Qt::Key_End, Qt::ControlModifier);
            typeText(host, u" Corrected 12."_s);
            host.press(Qt::Key_Escape);
            meant.correction = text + u" Corrected 12."_s;
        }
        return meant;
    }

    static void compareSpans(const AnnotationContent& content, const MeantItem& meant, const QString& text)
    {
        QCOMPARE(content.saysNoErrors, meant.saysNoErrors);
        QCOMPARE(content.spans.size(), meant.spans.size());
        const TextIndex index(text);
        for (int number = 0; number < meant.spans.size(); ++number) {
            const Span& span = content.spans.at(number);
            const MeantSpan& wanted = meant.spans.at(number);
            QCOMPARE(span.response, 0);
            QCOMPARE(span.quote, wanted.quote);
            QCOMPARE(span.start, wanted.start);
            QCOMPARE(index.slice(span.start, span.end), wanted.quote);
            QCOMPARE(span.category, wanted.category);
            QCOMPARE(span.severity, wanted.severity);
            QCOMPARE(span.note, wanted.note);
        }
        QCOMPARE(content.missing.size(), meant.hasMissing ? 1 : 0);
        if (meant.hasMissing) {
            QCOMPARE(content.missing.at(0).evidence.sentences, QList<int>{1});
            QCOMPARE(content.missing.at(0).severity, u"major"_s);
        }
        QCOMPARE(content.edits.isEmpty(), meant.correction.isEmpty());
        if (!meant.correction.isEmpty()) {
            QCOMPARE(content.edits.at(0).text, meant.correction);
        }
    }

    /// Waits until what the page asked the store for has come, so that the page can go.
    static void drain(Store& store)
    {
        const auto nothing = [](Session&) { return Result<int>(0); };
        QVERIFY(store.readAsync(nothing).result());
        QCoreApplication::processEvents();
    }

    /// The contents in a Plumbline export, by the uid of their item.
    QHash<QString, AnnotationContent> exported(Store& store)
    {
        const QTemporaryDir folder;
        ExportOptions options;
        options.format = u"plumbline"_s;
        const QString path = folder.filePath(u"labels.jsonl"_s);
        const Result<ExportReport> report = exportTo(store, path, options);
        if (!report) {
            qFatal("%s", qPrintable(report.error().message));
        }
        QHash<QString, AnnotationContent> contents;
        const QList<QJsonObject> lines = readLines(path);
        for (const QJsonObject& line : lines) {
            if (line.contains("content"_L1)) {
                const auto content = AnnotationContent::fromJson(line.value("content"_L1).toObject());
                contents.insert(line.value("item"_L1).toString(),
                                content ? content.value() : AnnotationContent());
            }
        }
        return contents;
    }

private Q_SLOTS:
    void twentyRatings()
    {
        ProjectBuilder project(m_clock);
        const QList<ItemId> items = project.addRatings(20, 4);
        const Annotator me = project.annotator(u"expert_17"_s);
        QHash<ItemId, MeantRatings> meant;
        QHash<ItemId, QString> uids;
        {
            AnnotateHost host(project.store(), me, m_clock);
            host.start();
            Random random(2026);
            int shuffled = 0;
            for (int count = 0; count < items.size(); ++count) {
                QVERIFY(host.controller().item());
                const OpenItem open = *host.controller().item();
                shuffled += open.shownOrder == QList<ResponseIndex>{0, 1, 2, 3} ? 0 : 1;
                uids.insert(open.view.item.id, open.view.item.uid);
                host.type(u"\n"_s); // Enter with open ratings submits nothing
                QCOMPARE(host.controller().item()->view.item.id, open.view.item.id);
                meant.insert(open.view.item.id, rateItem(host, random));
                QVERIFY(!host.controller().gap());
                host.type(u"\n"_s);
                host.settle();
            }
            QVERIFY2(shuffled > 10, "The responses were not shuffled");
            QVERIFY(!host.controller().item());
            drain(project.store());
        }
        const QHash<QString, AnnotationContent> contents = exported(project.store());
        project.reopen();
        for (const ItemId item : items) {
            const std::optional<Annotation> label = project.label(item, me.id);
            QVERIFY(label);
            compareRatings(label->content, meant.value(item));
            QCOMPARE(project.history(item).size(), 1);
            QVERIFY(contents.contains(uids.value(item)));
            compareRatings(contents.value(uids.value(item)), meant.value(item));
        }
    }

    void twentySpans()
    {
        ProjectBuilder project(m_clock);
        const QList<ItemId> items = project.addSpans(20);
        const Annotator me = project.annotator(u"expert_17"_s);
        QHash<ItemId, MeantItem> meant;
        QHash<ItemId, QString> uids;
        QHash<ItemId, QString> texts;
        {
            AnnotateHost host(project.store(), me, m_clock);
            host.start();
            Random random(7);
            for (int count = 0; count < items.size(); ++count) {
                QVERIFY(host.controller().item());
                const OpenItem open = *host.controller().item();
                uids.insert(open.view.item.id, open.view.item.uid);
                texts.insert(open.view.item.id, open.view.responses.at(0).text());
                meant.insert(open.view.item.id, markItem(host, random, count));
                QVERIFY(!host.controller().gap());
                host.type(u"\n"_s);
                host.settle();
            }
            QVERIFY(!host.controller().item());
            drain(project.store());
        }
        const QHash<QString, AnnotationContent> contents = exported(project.store());
        project.reopen();
        for (const ItemId item : items) {
            const std::optional<Annotation> label = project.label(item, me.id);
            QVERIFY(label);
            compareSpans(label->content, meant.value(item), texts.value(item));
            QCOMPARE(project.history(item).size(), 1);
            QVERIFY(contents.contains(uids.value(item)));
            compareSpans(contents.value(uids.value(item)), meant.value(item), texts.value(item));
        }
    }

    /// Spans marked in QA-Feedback items come out in that format as they were marked.
    void qaFeedbackExportHoldsWhatWasMarked()
    {
        const QString text = u"\U0001F600 caf\u00E9 was built in 1998 by monks"_s;
        const QJsonObject record{
            {u"question"_s, u"When was it built?"_s},
            {u"passages"_s,
             QJsonArray{QJsonArray{u"Caf\u00E9"_s, u"It was built in 1999."_s, u"By nuns."_s}}},
            {u"gold"_s, u"In 1999."_s},
            {u"prediction 1"_s, text},
            {u"prediction 2"_s, u"Never."_s},
            {u"prediction 3"_s, u"In 2001."_s},
            {u"prediction 4"_s, u"By nuns."_s},
            {u"feedback"_s, QJsonObject{{u"errors"_s, QJsonArray{}},
                                        {u"missing-info"_s, QJsonArray{}},
                                        {u"corrected-prediction"_s, text}}},
            {u"preference"_s, QJsonArray{1, 2, 0, 1, 2, 0}}};
        ProjectBuilder project(m_clock);
        ImportOptions importOptions;
        importOptions.format = u"qa-feedback"_s;
        importOptions.withLabels = false;
        Result<ImportRun> run = ImportRun::openBytes(
            u"dev_feedback.json"_s, QJsonDocument(QJsonArray{record}).toJson(), importOptions);
        QVERIFY2(run, run ? "" : qPrintable(run.error().message));
        ImportObserver observer;
        QVERIFY(run.value().import(project.store(), observer));
        const Annotator me = project.annotator(u"expert_17"_s);
        {
            AnnotateHost host(project.store(), me, m_clock);
            host.start();
            // The queue may also hold the record's pairs; the span item is the one to open.
            ItemFilter filter;
            filter.kind = ItemKind::Span;
            const auto rows = project.store().read(
                [&](Session& session) { return ItemRepository(session).rowsAfter(filter, 0, 1); });
            QVERIFY(rows && rows->size() == 1);
            host.screen().open(QString::number(rows->first().id.value));
            host.settle();
            host.type(u" "_s);
            for (int word = 0; word < 5; ++word) { // the emoji, café, was, built, in
                host.press(Qt::Key_Right, Qt::ControlModifier);
            }
            host.press(Qt::Key_Right);
            host.type(u"3v"_s);
            host.press(Qt::Key_X, {}, u"x"_s);
            host.press(Qt::Key_End, Qt::ControlModifier);
            typeText(host, u" indeed"_s);
            host.press(Qt::Key_Escape);
            host.type(u"\n"_s);
            host.settle();
            drain(project.store());
        }
        const QTemporaryDir folder;
        ExportOptions options;
        options.format = u"qa-feedback"_s;
        const QString path = folder.filePath(u"out.json"_s);
        QVERIFY(exportTo(project.store(), path, options));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray written = QJsonDocument::fromJson(file.readAll()).array();
        QCOMPARE(written.size(), 1);
        const QJsonObject feedback = written.at(0)["feedback"_L1].toObject();
        const QJsonObject error = feedback.value("errors"_L1)[0].toObject();
        QCOMPARE(error.value("start"_L1).toInt(), 20); // code points: the emoji is one
        QCOMPARE(error.value("end"_L1).toInt(), 24);
        QCOMPARE(error.value("error type"_L1).toString(), u"Wrong-Grounding"_s);
        const QString explanation = error.value("explanation"_L1).toString();
        const QJsonObject evidence = QJsonDocument::fromJson(explanation.toUtf8()).object();
        QCOMPARE(evidence.value("passage_id"_L1).toInt(), 1);
        QCOMPARE(evidence.value("sentence_id"_L1).toArray(), QJsonArray{1});
        QCOMPARE(feedback.value("corrected-prediction"_L1).toString(), text + u" indeed"_s);
    }

    /// Undo takes back span by span what was done, also after the submit, and redo brings it again.
    void undoGoesBackThroughSpansAndSubmit()
    {
        ProjectBuilder project(m_clock);
        const QList<ItemId> items = project.addSpans(2);
        const Annotator me = project.annotator(u"expert_17"_s);
        AnnotateHost host(project.store(), me, m_clock);
        host.start();
        const ItemId first = host.controller().item()->view.item.id;
        host.type(u" "_s);
        host.press(Qt::Key_Right);
        host.type(u"3"_s);
        const AnnotationContent one = host.controller().content();
        host.type(u"w"_s);
        const AnnotationContent two = host.controller().content();
        host.type(u"\n"_s);
        host.settle();
        QVERIFY(host.controller().item()->view.item.id != first);
        host.press(Qt::Key_Z, Qt::ControlModifier);
        host.settle();
        QCOMPARE(host.controller().item()->view.item.id, first);
        QCOMPARE(host.controller().content(), two);
        host.press(Qt::Key_Z, Qt::ControlModifier);
        host.settle();
        QCOMPARE(host.controller().content(), one);
        host.press(Qt::Key_Z, Qt::ControlModifier);
        host.settle();
        QVERIFY(host.controller().content().isEmpty());
        QCOMPARE(host.screen().panel()->content(), host.controller().content());
        for (int redo = 0; redo < 3; ++redo) {
            host.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            host.settle();
        }
        QVERIFY(host.controller().item()->view.item.id != first);
        QCOMPARE(project.label(first, me.id)->content, two);
        QVERIFY(items.contains(first));
        drain(project.store());
    }

    /// Pictures of the page with real texts, for looking at; needs PLUMBLINE_SHOTS and the data sets.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("PLUMBLINE_SHOTS");
        const QString data = dataSet({});
        if (folder.isEmpty() || !QFile::exists(data + u"/fine_grained_rlhf/dev_feedback.json"_s)) {
            QSKIP("PLUMBLINE_SHOTS names no folder, or the data sets are not there (PLUMBLINE_DATA_SETS)");
        }
        ProjectBuilder project(m_clock);
        const auto import = [&](const QString& path, const QString& format) {
            ImportOptions options;
            options.format = format;
            options.withLabels = false;
            Result<ImportRun> run = ImportRun::open({data + path}, options);
            QVERIFY(run);
            ImportObserver observer;
            QVERIFY(run.value().import(project.store(), observer));
        };
        import(u"/fine_grained_rlhf/dev_feedback.json"_s, u"qa-feedback"_s);
        import(u"/sparse_feedback/feedback_ratings_davinci_for_llm_eval.csv"_s, u"sparse-feedback"_s);
        const Annotator me = project.annotator(u"expert_17"_s);
        AnnotateHost host(project.store(), me, m_clock);
        host.start();
        const auto open = [&](ItemKind kind, const QString& words) {
            ItemFilter filter;
            filter.kind = kind;
            const auto rows = project.store().read(
                [&](Session& session) { return ItemRepository(session).rowsAfter(filter, 0, 2000); });
            QVERIFY(rows);
            for (const ItemRow& row : rows.value()) {
                if (row.promptStart.contains(words)) {
                    host.screen().open(QString::number(row.id.value));
                    host.settle();
                    return;
                }
            }
            QFAIL(qPrintable(words));
        };
        open(ItemKind::Span, u"secretary general of the un"_s);
        host.type(u" "_s);
        host.press(Qt::Key_Right, Qt::ControlModifier);
        for (int word = 0; word < 7; ++word) {
            host.press(Qt::Key_Right);
        }
        host.type(u"3e"_s);
        host.type(u" "_s);
        for (int word = 0; word < 9; ++word) {
            host.press(Qt::Key_Right);
        }
        host.type(u"4w"_s);
        host.window().grab().save(folder + u"/page-span.png"_s);
        host.type(u"n"_s);
        typeText(host, u"No passage says so."_s);
        host.window().grab().save(folder + u"/page-span-note.png"_s);
        host.press(Qt::Key_Escape);
        host.type(u"x"_s);
        host.window().grab().save(folder + u"/page-span-correction.png"_s);
        host.press(Qt::Key_Escape);
        host.window().resize(1180, 760);
        QCoreApplication::processEvents();
        host.window().grab().save(folder + u"/page-span-1180.png"_s);
        host.window().resize(1024, 720);
        QCoreApplication::processEvents();
        host.window().grab().save(folder + u"/page-span-1024.png"_s);
        host.window().resize(1440, 824);
        open(ItemKind::Rating, u""_s);
        host.window().grab().save(folder + u"/page-rating-one.png"_s);
        project.addRatings(1, 5);
        open(ItemKind::Rating, u"event"_s);
        host.type(u"53"_s);
        host.window().grab().save(folder + u"/page-rating.png"_s);
        host.window().resize(1024, 720);
        QCoreApplication::processEvents();
        host.window().grab().save(folder + u"/page-rating-1024.png"_s);
        drain(project.store());
    }
};

QTEST_MAIN(TstLabelByKeyboardRatingSpan)
#include "tst_labelbykeyboard_ratingspan.moc"
