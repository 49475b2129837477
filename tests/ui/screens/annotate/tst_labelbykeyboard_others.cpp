#include "core/base/random.h"
#include "core/exchange/exportrun.h"
#include "tests/support/annotatehost.h"
#include "tests/support/datasets.h"
#include "tests/support/projectbuilder.h"
#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/screens/annotate/answerpanel.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kItems = 10;
constexpr int kRanked = 5;
constexpr int kRefinements = 3;

/// Groups without the order within ties.
QList<QList<ResponseIndex>> sorted(QList<QList<ResponseIndex>> groups)
{
    for (QList<ResponseIndex>& group : groups) {
        std::sort(group.begin(), group.end());
    }
    return groups;
}

} // namespace

/// The main job for rankings, critiques and reactions: a person judges with the keyboard alone, and the store
/// and the export hold what they typed.
class TstLabelByKeyboardOthers : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;

    static void typeText(AnnotateHost& host, const QString& text)
    {
        for (const QChar key : text) {
            const int code = key.isLetter() ? key.toUpper().unicode() : key.unicode();
            host.press(static_cast<Qt::Key>(code), {}, QString(key));
        }
    }

    /// Ranks the responses in the order in which they are shown: each in its turn gets a place, some are
    /// tied.
    static AnnotationContent rankItem(AnnotateHost& host, Random& random)
    {
        const OpenItem item = *host.controller().item();
        QList<QList<ResponseIndex>> groups;
        for (qsizetype place = 0; place < item.shownOrder.size(); ++place) {
            const ResponseIndex response = item.shownOrder.at(place);
            if (!groups.isEmpty() && random.below(4) == 0) {
                host.press(Qt::Key_Equal, {}, u"="_s); // without a place: joins the last one
                groups.last().append(response);
            } else {
                const auto rank = static_cast<qsizetype>(random.below(static_cast<quint64>(place) + 1)) + 1;
                host.type(QString::number(rank));
                qsizetype before = 0;
                qsizetype group = 0;
                while (group < groups.size() && before + 1 < rank) {
                    before += groups.at(group++).size();
                }
                groups.insert(group, QList<ResponseIndex>{response});
            }
            if (place + 1 < item.shownOrder.size()) {
                host.press(Qt::Key_Space, {}, u" "_s);
            }
        }
        AnnotationContent meant;
        meant.ranking = Ranking{groups};
        return meant;
    }

    static AnnotationContent criticiseItem(AnnotateHost& host, Random& random)
    {
        const OpenItem item = *host.controller().item();
        QList<ResponseIndex> refinements = item.shownOrder;
        refinements.removeOne(0);
        AnnotationContent meant;
        meant.critique = u"line %1 is wrong, say 12"_s.arg(random.below(100));
        host.type(u"\n"_s); // Enter goes to the first gap: the words
        typeText(host, meant.critique);
        host.press(Qt::Key_Escape);
        const auto digit = static_cast<qsizetype>(random.below(kRefinements + 1));
        host.type(QString::number(digit));
        meant.refinement = digit == 0 ? 0 : refinements.at(digit - 1);
        if (random.below(2) == 0) {
            host.type(u"w"_s);
            meant.reasons = {item.view.schema.definition.reasons.at(1).id};
        }
        return meant;
    }

    /// Waits until what the page asked the store for has come, so that the page can go.
    static void drain(Store& store)
    {
        const auto nothing = [](Session&) { return Result<int>(0); };
        QVERIFY(store.readAsync(nothing).result());
        QCoreApplication::processEvents();
    }

    /// The contents in a Plumbline export, by the uid of their item.
    static QHash<QString, AnnotationContent> exported(Store& store)
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
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return contents;
        }
        while (!file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
            if (line.contains("content"_L1)) {
                const auto content = AnnotationContent::fromJson(line.value("content"_L1).toObject());
                contents.insert(line.value("item"_L1).toString(),
                                content ? content.value() : AnnotationContent());
            }
        }
        return contents;
    }

    static void compare(AnnotationContent content, const AnnotationContent& meant)
    {
        QCOMPARE(content.ranking.has_value(), meant.ranking.has_value());
        if (meant.ranking) {
            QCOMPARE(sorted(content.ranking->groups), sorted(meant.ranking->groups));
            content.ranking = meant.ranking;
        }
        QCOMPARE(content.toJson(), meant.toJson());
    }

    using Judge = std::function<AnnotationContent(AnnotateHost&, Random&)>;

    /// Judges all items with the keyboard; `submits` when the answer's own key does not. Then compares what
    /// is in the store, in an export, and in the store after a restart.
    void judgeAll(int responses, const SchemaDefinition& schema, const Judge& judge, bool submits)
    {
        ProjectBuilder project(m_clock);
        const QList<ItemId> items = project.addItems(kItems, responses, u"Items"_s, schema);
        const Annotator me = project.annotator(u"expert_17"_s);
        QHash<ItemId, AnnotationContent> meant;
        QHash<ItemId, QString> uids;
        QHash<ItemId, QList<ResponseIndex>> shown;
        int shuffled = 0;
        {
            AnnotateHost host(project.store(), me, m_clock);
            host.start();
            Random random(2026);
            for (int count = 0; count < kItems; ++count) {
                QVERIFY(host.controller().item());
                const OpenItem open = *host.controller().item();
                const ItemId id = open.view.item.id;
                QVERIFY(host.screen().panel() != nullptr);
                shuffled += std::is_sorted(open.shownOrder.cbegin(), open.shownOrder.cend()) ? 0 : 1;
                uids.insert(id, open.view.item.uid);
                shown.insert(id, open.shownOrder);
                meant.insert(id, judge(host, random));
                if (submits) {
                    QVERIFY(!host.controller().gap());
                    host.type(u"\n"_s);
                }
                host.settle();
            }
            QVERIFY(!host.controller().item());
            drain(project.store());
        }
        QVERIFY2(responses == 1 || shuffled > 3, "The responses were not shuffled");
        const QHash<QString, AnnotationContent> contents = exported(project.store());
        project.reopen();
        for (const ItemId item : items) {
            const std::optional<Annotation> label = project.label(item, me.id);
            QVERIFY(label);
            compare(label->content, meant.value(item));
            QCOMPARE(label->shownOrder, shown.value(item));
            QCOMPARE(project.history(item).size(), 1);
            compare(contents.value(uids.value(item)), meant.value(item));
        }
    }

    static SchemaDefinition pickingSchema()
    {
        SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Critique);
        schema.refinement = Requirement::Required;
        return schema;
    }

private Q_SLOTS:
    void tenRankings() { judgeAll(kRanked, SchemaDefinition::builtIn(ItemKind::Ranking), rankItem, true); }

    void tenCritiques() { judgeAll(kRefinements + 1, pickingSchema(), criticiseItem, true); }

    void tenReactions()
    {
        const auto react = [](AnnotateHost& host, Random& random) {
            AnnotationContent meant;
            if (random.below(2) == 0) {
                host.type(u"q"_s);
                meant.reasons = {host.controller().item()->view.schema.definition.reasons.at(0).id};
            }
            const bool isLiked = random.below(2) == 0;
            host.type(isLiked ? u"1"_s : u"2"_s); // submits
            meant.reaction = isLiked ? 1 : -1;
            return meant;
        };
        judgeAll(1, SchemaDefinition::builtIn(ItemKind::Reaction), react, false);
    }

    void restartKeepsTheDraft_data()
    {
        QTest::addColumn<int>("responses");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("keys");
        QTest::newRow("ranking") << 4 << int(ItemKind::Ranking) << u"1 1 3="_s;
        QTest::newRow("critique") << 3 << int(ItemKind::Critique) << u"2cso1"_s;
        QTest::newRow("reaction") << 1 << int(ItemKind::Reaction) << u"qw"_s;
    }

    void restartKeepsTheDraft()
    {
        QFETCH(int, responses);
        QFETCH(int, kind);
        QFETCH(QString, keys);
        const auto itemKind = static_cast<ItemKind>(kind);
        ProjectBuilder project(m_clock);
        project.addItems(1, responses, u"Items"_s,
                         itemKind == ItemKind::Critique ? pickingSchema()
                                                        : SchemaDefinition::builtIn(itemKind));
        const Annotator me = project.annotator(u"expert_17"_s);
        AnnotationContent typed;
        {
            AnnotateHost host(project.store(), me, m_clock);
            host.start();
            typeText(host, keys);
            host.press(Qt::Key_Escape);
            typed = host.controller().content();
            QVERIFY(!typed.isEmpty());
            host.settle();
            drain(project.store());
        }
        project.reopen();
        AnnotateHost host(project.store(), me, m_clock);
        host.start();
        QVERIFY(host.controller().item());
        QCOMPARE(host.controller().content().toJson(), typed.toJson());
        QCOMPARE(host.screen().panel()->content().toJson(), typed.toJson());
        // Undo goes back over the restart to nothing, and redo comes back to what was typed.
        int steps = 0;
        while (!host.controller().content().isEmpty() && steps < 20) {
            host.press(Qt::Key_Z, Qt::ControlModifier);
            host.settle();
            ++steps;
        }
        QVERIFY(host.controller().content().isEmpty());
        QVERIFY(host.screen().panel()->content().isEmpty());
        for (int step = 0; step < steps; ++step) {
            host.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            host.settle();
        }
        QCOMPARE(host.controller().content().toJson(), typed.toJson());
        drain(project.store());
    }

    /// Undo over the submit of a one-key reaction: first the item comes back, then its answer goes.
    void undoOfAOneKeyReaction()
    {
        ProjectBuilder project(m_clock);
        const QList<ItemId> items =
            project.addItems(2, 1, u"Items"_s, SchemaDefinition::builtIn(ItemKind::Reaction));
        const Annotator me = project.annotator(u"expert_17"_s);
        AnnotateHost host(project.store(), me, m_clock);
        host.start();
        const ItemId first = host.controller().item()->view.item.id;
        host.type(u"1"_s);
        host.settle();
        QVERIFY(host.controller().item()->view.item.id != first);
        QVERIFY(project.label(first, me.id));
        host.press(Qt::Key_Z, Qt::ControlModifier);
        host.settle();
        QCOMPARE(host.controller().item()->view.item.id, first);
        QCOMPARE(host.controller().content().reaction, std::optional(1));
        host.press(Qt::Key_Z, Qt::ControlModifier);
        host.settle();
        QVERIFY(host.controller().content().isEmpty());
        host.type(u"2"_s);
        host.settle();
        QCOMPARE(project.label(first, me.id)->content.reaction, std::optional(-1));
        QVERIFY(items.contains(first));
        drain(project.store());
    }

    /// A reaction that still needs words is not submitted by its key: the focus goes to the words.
    void keyDoesNotSubmitWhatIsIncomplete()
    {
        SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Reaction);
        schema.critique = Requirement::Required;
        ProjectBuilder project(m_clock);
        const QList<ItemId> items = project.addItems(2, 1, u"Items"_s, schema);
        const Annotator me = project.annotator(u"expert_17"_s);
        AnnotateHost host(project.store(), me, m_clock);
        host.start();
        const ItemId first = host.controller().item()->view.item.id;
        host.type(u"2"_s);
        host.settle();
        QCOMPARE(host.controller().item()->view.item.id, first);
        typeText(host, u"12 is wrong"_s);
        QCOMPARE(host.controller().content().critique, u"12 is wrong"_s);
        host.press(Qt::Key_Return, Qt::ControlModifier);
        host.settle();
        QVERIFY(host.controller().item()->view.item.id != first);
        QVERIFY(items.contains(first));
        drain(project.store());
    }

    /// Pictures of the page with real texts, for looking at; needs PLUMBLINE_SHOTS and the data sets.
    void pictures();
};

void TstLabelByKeyboardOthers::pictures()
{
    const QString folder = qEnvironmentVariable("PLUMBLINE_SHOTS");
    const QString data = dataSet(u"mt_bench"_s);
    if (folder.isEmpty()) {
        QSKIP("PLUMBLINE_SHOTS names no folder");
    }
    ProjectBuilder project(m_clock);
    const QStringList models{u"gpt-4"_s, u"claude-v1"_s, u"gpt-3.5-turbo"_s, u"vicuna-13b-v1.2"_s,
                             u"llama-13b"_s};
    SchemaDefinition topSchema = SchemaDefinition::builtIn(ItemKind::Ranking);
    topSchema.topK = 3;
    SchemaDefinition loveSchema = SchemaDefinition::builtIn(ItemKind::Reaction);
    loveSchema.offersLove = true;
    const auto add = [&](int responses, const SchemaDefinition& schema, const QString& batch) {
        const QList<ItemId> real = project.addMtBench(data, models.mid(0, responses), 1, batch, schema);
        return real.isEmpty() ? project.addItems(1, responses, batch, schema).first() : real.first();
    };
    const QList<std::tuple<QString, ItemId, QString>> stations = {
        {u"ranking"_s, add(5, SchemaDefinition::builtIn(ItemKind::Ranking), u"Rank"_s), u"1 2 3="_s},
        {u"ranking-top"_s, add(5, topSchema, u"Top"_s), u"1 2 3"_s},
        {u"critique"_s, add(1, SchemaDefinition::builtIn(ItemKind::Critique), u"Critique"_s), u"qe"_s},
        {u"refine"_s, add(4, pickingSchema(), u"Refine"_s), u"2"_s},
        {u"several"_s, add(3, SchemaDefinition::builtIn(ItemKind::Critique), u"Several"_s), u""_s},
        {u"reaction"_s, add(1, SchemaDefinition::builtIn(ItemKind::Reaction), u"React"_s), u"w"_s},
        {u"love"_s, add(1, loveSchema, u"Love"_s), u"r"_s},
    };
    const Annotator me = project.annotator(u"expert_17"_s);
    AnnotateHost host(project.store(), me, m_clock);
    host.start();
    for (const auto& [name, item, keys] : stations) {
        host.screen().open(QString::number(item.value));
        host.settle();
        typeText(host, keys);
        for (const QSize& size : {QSize(1440, 824), QSize(1024, 720)}) {
            host.window().resize(size);
            QTest::qWait(80);
            for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast}) {
                host.theme().setKind(kind);
                QTest::qWait(30);
                const QString suffix = kind == ThemeKind::Light  ? u"light"_s
                                       : kind == ThemeKind::Dark ? u"dark"_s
                                                                 : u"hc"_s;
                QVERIFY(host.window().grab().save(
                    u"%1/page-%2-%3-%4.png"_s.arg(folder, name).arg(size.width()).arg(suffix)));
            }
        }
    }
    drain(project.store());
}

QTEST_MAIN(TstLabelByKeyboardOthers)
#include "tst_labelbykeyboard_others.moc"
