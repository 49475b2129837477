#include "core/jobs/judgejob.h"
#include "core/jobs/judgesetup.h"
#include "core/store/annotationrepository.h"
#include "core/store/jobrepository.h"
#include "tests/ui/screens/judgesetuphost.h"
#include "ui/screens/judgesetup/endpointsmodel.h"
#include "ui/screens/judgesetup/estimatecards.h"
#include "ui/screens/judgesetup/judgedialog.h"
#include "ui/screens/judgesetup/judgerundialog.h"
#include "ui/screens/judgesetup/judgesetupscreen.h"
#include "ui/screens/judgesetup/judgesmodel.h"
#include "ui/screens/judgesetup/templatedialog.h"
#include "ui/screens/judgesetup/templatediffview.h"
#include "ui/screens/judgesetup/templatefieldsmodel.h"
#include "ui/screens/judgesetup/templatesmodel.h"
#include "ui/shell/translations.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QDoubleSpinBox>
#include <QListView>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableView>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

class TstJudgeSetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void emptyProjectSaysTheNextStep();
    void modelsAreSound();
    void simulatedJudgeIsAdded();
    void judgeWithoutNameOrEndpointSaysWhy();
    void judgeThatHasLabelledIsCopied();
    void optionsOfAProtocolAreKept();
    void templateIsCopiedAndChanged();
    void wrongFieldIsToldAtItsPlace();
    void templateShowsRealItems();
    void runIsEstimatedAndStarted();
    void paidRunAsksFirst();
    void everyControlHasItsName();
};

void TstJudgeSetup::initTestCase()
{
    installTranslations(*qApp);
    qputenv("PLUMBLINE_KEY_PLANTED", "sk-planted-4f1c9a7e");
}

void TstJudgeSetup::cleanup()
{
    QVERIFY(QApplication::activeModalWidget() == nullptr);
}

void TstJudgeSetup::emptyProjectSaysTheNextStep()
{
    ScreenHost host;
    host.show<JudgeSetupScreen>();
    QTRY_VERIFY(host.find<QWidget>("judgesEmpty")->isVisible());
    QVERIFY(!host.actions.action(u"judgesetup.run"_s)->isEnabled());
    host.press(Qt::Key_2);
    QTRY_VERIFY(host.find<QWidget>("endpointsEmpty")->isVisible());
    QCOMPARE(host.actions.action(u"judgesetup.add"_s)->text(), u"Add an endpoint"_s);
    host.press(Qt::Key_3);
    QTRY_VERIFY(host.find<QTableView>("templateTable")->isVisible());
    QVERIFY(host.find<QTableView>("templateTable")->model()->rowCount() > 3);
    QCOMPARE(host.actions.action(u"judgesetup.edit"_s)->text(), u"Make a copy to edit"_s);
}

void TstJudgeSetup::modelsAreSound()
{
    constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    const auto keys = std::make_shared<KeyFinder>();
    EndpointsModel endpointModel(keys);
    JudgesModel judgeModel;
    TemplatesModel templateModel;
    TemplateFieldsModel fieldModel;
    const QAbstractItemModelTester endpointTester(&endpointModel, kMode);
    const QAbstractItemModelTester judgeTester(&judgeModel, kMode);
    const QAbstractItemModelTester templateTester(&templateModel, kMode);
    const QAbstractItemModelTester fieldTester(&fieldModel, kMode);
    LlmEndpoint endpoint = endpointAt(QUrl(u"http://localhost:8080/v1"_s));
    endpoint.keyName = u"planted"_s;
    endpointModel.setRows({{endpoint, {}}});
    QCOMPARE(endpointModel.index(0, EndpointsModel::HostColumn).data().toString(), u"localhost:8080"_s);
    QCOMPARE(endpointModel.index(0, EndpointsModel::KeyColumn).data().toString(),
             u"planted, in the environment"_s);
    QCOMPARE(endpointModel.rowOf(u"local"_s), 0);
    endpointModel.setRows({});
    JudgeListRow row;
    row.judge.spec = simulated(u"first"_s);
    row.judge.annotator.name = u"first"_s;
    row.labels = 1814;
    row.spent = 0.0312;
    judgeModel.setRows({row});
    QCOMPARE(judgeModel.index(0, JudgesModel::LabelsColumn).data().toString(), u"1\u202f814"_s);
    QCOMPARE(judgeModel.index(0, JudgesModel::SpentColumn).data().toString(), u"$0.031"_s);
    judgeModel.setRows({});
    QList<TemplateRow> rows;
    for (const PromptTemplate& one : builtInTemplates()) {
        rows << TemplateRow{one, 1, {}};
        fieldModel.setTemplate(one);
        QVERIFY(fieldModel.rowCount() > 0);
    }
    templateModel.setRows(rows);
    QCOMPARE(templateModel.rowCount(), rows.size());
}

void TstJudgeSetup::simulatedJudgeIsAdded()
{
    ScreenHost host;
    host.show<JudgeSetupScreen>();
    host.press(Qt::Key_N);
    OPEN(JudgeDialog, dialog);
    type(dialog, "judgeName", u"always longer"_s);
    click(dialog, u"judgeProtocol.simulated"_s);
    auto* rule = in<QComboBox>(dialog, "judgeOption.rule");
    rule->setFocus();
    QTest::keyClick(rule, Qt::Key_Down);
    QTest::keyClick(rule, Qt::Key_Down); // longest
    QVERIFY(in<QWidget>(dialog, "judgeOption.full_length")->isVisible());
    QVERIFY(!in<QWidget>(dialog, "judgeOption.answer")->isVisible());
    QVERIFY(!in<QWidget>(dialog, "judgeEndpoint")->isVisible());
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    commit(dialog);
    QTRY_COMPARE(judges(host).size(), 1);
    QCOMPARE(judges(host).first().spec.options.value(u"rule"_s).toString(), u"longest"_s);
    QCOMPARE(judges(host).first().annotator.kind, AnnotatorKind::Simulated);
    auto* table = host.find<QTableView>("judgeTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, JudgesModel::ProtocolColumn).data().toString(),
             u"Simulated, no server"_s);
    QVERIFY(host.actions.action(u"judgesetup.run"_s)->isEnabled());
}

void TstJudgeSetup::judgeWithoutNameOrEndpointSaysWhy()
{
    ScreenHost host;
    host.fixture.annotator(u"anna"_s);
    const auto data = host.fixture.store->read(&JudgeSetupData::read);
    QVERIFY(data);
    const auto keys = std::make_shared<KeyFinder>();
    JudgeDialog dialog(*host.context, keys, *data);
    dialog.show();
    QAction* save = host.actions.action(u"judgeedit.save"_s);
    auto* words = in<QLabel>(&dialog, "judgeWords");
    QVERIFY(!save->isEnabled());
    QCOMPARE(words->text(), u"Give the judge a name."_s);
    type(&dialog, "judgeName", u"pairs"_s);
    QVERIFY(!save->isEnabled());
    QVERIFY2(words->text().contains(u"endpoint"_s), qPrintable(words->text()));
    click(&dialog, u"judgeProtocol.simulated"_s);
    QVERIFY(save->isEnabled());
    type(&dialog, "judgeName", u"anna"_s);
    QTRY_VERIFY(!save->isEnabled());
    QVERIFY2(words->text().contains(u"anna"_s), qPrintable(words->text()));
}

void TstJudgeSetup::judgeThatHasLabelledIsCopied()
{
    ScreenHost host;
    const QList<ItemId> items = host.fixture.addItems(1);
    store(host, simulated(u"first"_s));
    const Annotator judge = judges(host).first().annotator;
    QVERIFY(host.fixture.store->write([&](Session& session) -> Result<void> {
        Annotation label;
        label.itemId = items.first();
        label.annotatorId = judge.id;
        PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(items.first()));
        label.schemaVersionId = item.schemaVersionId;
        label.content = pairwiseAnswer(1);
        PLUMBLINE_TRY(AnnotationRepository(session).appendImported(label));
        return {};
    }));
    host.show<JudgeSetupScreen>();
    auto* table = host.find<QTableView>("judgeTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, JudgesModel::LabelsColumn).data().toString(), u"1"_s);
    host.press(Qt::Key_E);
    OPEN(JudgeDialog, dialog);
    QVERIFY(dialog->message()->isVisible());
    QVERIFY(dialog->message()->title().contains(u"stays as it is"_s));
    QCOMPARE(in<QLineEdit>(dialog, "judgeName")->text(), u"first v2"_s);
    auto* rule = in<QComboBox>(dialog, "judgeOption.rule");
    rule->setFocus();
    QTest::keyClick(rule, Qt::Key_Down);
    commit(dialog);
    QTRY_COMPARE(judges(host).size(), 2);
    QCOMPARE(judges(host).at(0).spec.options.value(u"rule"_s).toString(), u"first"_s);
    QCOMPARE(judges(host).at(1).spec.options.value(u"rule"_s).toString(), u"constant"_s);
    QTRY_COMPARE(table->currentIndex().row(), 1);
    // One without labels is changed in its place.
    host.press(Qt::Key_E);
    OPEN(JudgeDialog, again);
    QVERIFY(!again->message()->isVisible());
    auto* same = in<QComboBox>(again, "judgeOption.rule");
    same->setFocus();
    QTest::keyClick(same, Qt::Key_Down);
    commit(again);
    QTRY_COMPARE(judges(host).at(1).spec.options.value(u"rule"_s).toString(), u"longest"_s);
    QCOMPARE(judges(host).size(), 2);
}

void TstJudgeSetup::optionsOfAProtocolAreKept()
{
    ScreenHost host;
    store(host, endpointAt(QUrl(u"https://llm.example.org/v1"_s)));
    const auto data = host.fixture.store->read(&JudgeSetupData::read);
    QVERIFY(data);
    const auto keys = std::make_shared<KeyFinder>();
    JudgeDialog dialog(*host.context, keys, *data);
    dialog.show();
    type(&dialog, "judgeName", u"criteria"_s);
    click(&dialog, u"judgeProtocol.pc2"_s);
    auto* scale = in<QComboBox>(&dialog, "judgeOption.scale");
    scale->setFocus();
    QTest::keyClick(scale, Qt::Key_Down);
    const JudgeSpec pc2 = dialog.spec();
    QCOMPARE(pc2.protocol, JudgeProtocol::Pc2);
    QCOMPARE(pc2.endpoint, u"local"_s);
    QCOMPARE(pc2.options.value(u"scale"_s).toInt(), 5);
    QVERIFY(!pc2.options.contains(u"threshold"_s)); // the usual value is not written down
    QVERIFY(pc2.check());
    click(&dialog, u"judgeProtocol.judgelm"_s);
    QVERIFY(in<QAbstractButton>(&dialog, "judgeReference")->isVisible());
    QTest::keyClick(in<QWidget>(&dialog, "judgeReference"), Qt::Key_Space);
    const JudgeSpec lm = dialog.spec();
    QVERIFY(lm.usesReference);
    QVERIFY(!lm.options.contains(u"scale"_s));
    auto* samples = in<QSpinBox>(&dialog, "judgeSamples");
    samples->setValue(5);
    QVERIFY(!host.actions.action(u"judgeedit.save"_s)->isEnabled()); // five times the same at temperature 0
    in<QDoubleSpinBox>(&dialog, "judgeTemperature")->setValue(0.7);
    QVERIFY(host.actions.action(u"judgeedit.save"_s)->isEnabled());
    QCOMPARE(dialog.spec().samples, 5);
}

void TstJudgeSetup::templateIsCopiedAndChanged()
{
    ScreenHost host;
    host.fixture.addItems(3);
    auto* screen = host.show<JudgeSetupScreen>();
    host.press(Qt::Key_3);
    auto* table = host.find<QTableView>("templateTable");
    QTRY_VERIFY(table->model()->rowCount() > 0);
    screen->open(u"templates:pairwise"_s);
    auto* model = qobject_cast<TemplatesModel*>(table->model());
    QTRY_COMPARE(table->currentIndex().row(), model->rowOf(u"pairwise"_s));
    host.press(Qt::Key_E);
    OPEN(TemplateDialog, dialog);
    QVERIFY(dialog->isEditing());
    QAction* save = host.actions.action(u"templateedit.go"_s);
    QVERIFY(!save->isEnabled()); // nothing is changed yet
    QCOMPARE(save->text(), u"Save as version 2"_s);
    auto* text = in<QPlainTextEdit>(dialog, "messageText1");
    text->setFocus();
    text->moveCursor(QTextCursor::Start);
    QTest::keyClicks(text, u"Be strict. "_s);
    QVERIFY(save->isEnabled());
    auto* diff = in<TemplateDiffView>(dialog, "templateDiff");
    QCOMPARE(diff->added(), 1);
    QCOMPARE(diff->removed(), 1);
    QVERIFY(diff->toPlainText().contains(u"\n+ Be strict. "_s));
    auto* preview = in<QPlainTextEdit>(dialog, "templatePreview");
    QTRY_VERIFY(preview->toPlainText().contains(u"Be strict. "_s));
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    commit(dialog);
    const auto versions = [&] {
        return host.fixture.store
            ->read([](Session& session) { return templateVersions(session, u"pairwise"_s); })
            .valueOr({});
    };
    QTRY_COMPARE(versions().size(), 2);
    QVERIFY(versions().at(0).isBuiltIn);
    QVERIFY(!versions().at(0).messages.at(0).text.startsWith(u"Be strict"_s));
    QVERIFY(versions().at(1).messages.at(0).text.startsWith(u"Be strict. "_s));
    QTRY_COMPARE(model->index(model->rowOf(u"pairwise"_s), TemplatesModel::VersionColumn).data().toString(),
                 u"v2 of 2"_s);
    // The comparison is one key away.
    host.press(Qt::Key_V);
    OPEN(TemplateDialog, compared);
    QCOMPARE(in<TemplateDiffView>(compared, "templateDiff")->added(), 1);
    compared->reject();
}

void TstJudgeSetup::wrongFieldIsToldAtItsPlace()
{
    ScreenHost host;
    TemplateDialog dialog(*host.context, {*builtInTemplate(JudgeProtocol::Pairwise)});
    dialog.beginEditing();
    dialog.show();
    auto* text = in<QPlainTextEdit>(&dialog, "messageText2");
    auto* fault = in<QLabel>(&dialog, "messageFault2");
    QAction* save = host.actions.action(u"templateedit.go"_s);
    text->setFocus();
    text->moveCursor(QTextCursor::End);
    QTest::keyClicks(text, u" {{anwser}}"_s);
    QVERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains(u"anwser"_s), qPrintable(fault->text()));
    QVERIFY(!in<QLabel>(&dialog, "messageFault1")->isVisible());
    QVERIFY(!save->isEnabled());
    text->setPlainText(u"{{answer_a}} and nothing else"_s);
    QVERIFY(!fault->isVisible());
    QVERIFY(!save->isEnabled()); // answer_b is missing, which no message alone can be blamed for
    QVERIFY2(in<QLabel>(&dialog, "templateWords")->text().contains(u"answer_b"_s),
             qPrintable(in<QLabel>(&dialog, "templateWords")->text()));
    // The list of fields says so too, and puts it in.
    dialog.showTab(TemplateDialog::FieldsTab);
    auto* fields = in<QTableView>(&dialog, "templateFields");
    QAbstractItemModel* model = fields->model();
    int missing = -1;
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data(TemplateFieldsModel::IsMissingRole).toBool()) {
            missing = row;
        }
    }
    QVERIFY(missing >= 0);
    fields->setCurrentIndex(model->index(missing, 0));
    fields->setFocus();
    QTest::keyClick(fields, Qt::Key_Return);
    QVERIFY(text->toPlainText().contains(u"{{answer_b}}"_s));
    QVERIFY(save->isEnabled());
}

void TstJudgeSetup::templateShowsRealItems()
{
    ScreenHost host;
    host.fixture.addItems(3);
    for (const PromptTemplate& one : builtInTemplates()) {
        TemplateDialog dialog(*host.context, {one});
        dialog.show();
        const bool fits = kindsOf(one.protocol).contains(ItemKind::Pairwise);
        auto* words = in<QLabel>(&dialog, "templatePreviewWords");
        QTRY_VERIFY(!words->text().isEmpty());
        auto* preview = in<QPlainTextEdit>(&dialog, "templatePreview");
        if (!fits) {
            QVERIFY(words->text().startsWith(u"No item"_s));
            continue;
        }
        QVERIFY2(words->text().startsWith(u"1 of 3"_s), qPrintable(one.id + u' ' + words->text()));
        QVERIFY2(!preview->toPlainText().contains(u"{{"_s), qPrintable(one.id));
        const QString first = preview->toPlainText();
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Right, Qt::AltModifier);
        QTRY_VERIFY(words->text().startsWith(u"2 of 3"_s));
        QVERIFY(preview->toPlainText() != first);
    }
}

void TstJudgeSetup::runIsEstimatedAndStarted()
{
    ScreenHost host;
    host.fixture.addItems(7, ItemKind::Pairwise, u"pairs"_s);
    host.fixture.addItems(5, ItemKind::Pairwise, u"others"_s);
    store(host, simulated(u"first"_s));
    host.show<JudgeSetupScreen>();
    QTRY_VERIFY(host.actions.action(u"judgesetup.run"_s)->isEnabled());
    host.press(Qt::Key_R);
    OPEN(JudgeRunDialog, dialog);
    QTRY_VERIFY(dialog->estimate().has_value());
    QCOMPARE(dialog->estimate()->items, 12);
    QAction* start = host.actions.action(u"judgerun.start"_s);
    QCOMPARE(start->text(), u"Judge 12 items"_s);
    auto* batches = in<QListView>(dialog, "runBatches");
    QTRY_COMPARE(batches->model()->rowCount(), 2);
    batches->setCurrentIndex(batches->model()->index(1, 0));
    batches->setFocus();
    QTest::keyClick(batches, Qt::Key_Space);
    QVERIFY(!start->isEnabled()); // the old numbers are of another selection
    QTRY_COMPARE(start->text(), u"Judge 5 items"_s);
    auto* limit = in<QSpinBox>(dialog, "runLimit");
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, u"3"_s);
    QTRY_COMPARE(start->text(), u"Judge 3 items"_s);
    QVERIFY2(in<EstimateCards>(dialog, "estimateCards")->summary().startsWith(u"3 items, 0 calls, $0"_s),
             qPrintable(in<EstimateCards>(dialog, "estimateCards")->summary()));
    QVERIFY(!in<QWidget>(dialog, "runHasBudget")->isEnabled()); // it costs nothing
    QCOMPARE(widgetsWithoutNames(*dialog).join(u", "_s), QString());
    commit(dialog);
    QTRY_COMPARE(host.requested.size(), 1);
    QVERIFY2(host.requested.first().startsWith(u"judgeruns "_s), qPrintable(host.requested.first()));
    const JobId id{host.requested.first().section(u' ', 1).toLongLong()};
    const auto job = [&] {
        return host.fixture.store->read([id](Session& session) { return JobRepository(session).get(id); });
    };
    QTRY_COMPARE(job()->state, JobState::Done);
    QCOMPARE(job()->kind, u"judge"_s);
    QCOMPARE(job()->result.value(u"judged"_s).toInt(), 3);
    // The list counts them when the run is done, and the next run offers the rest.
    QTRY_COMPARE(
        host.find<QTableView>("judgeTable")->model()->index(0, JudgesModel::LabelsColumn).data().toString(),
        u"3"_s);
    host.press(Qt::Key_R);
    OPEN(JudgeRunDialog, second);
    QTRY_VERIFY(second->estimate().has_value());
    QCOMPARE(second->estimate()->items, 9);
    second->reject();
}

void TstJudgeSetup::paidRunAsksFirst()
{
    ScreenHost host;
    host.fixture.addItems(4);
    LlmEndpoint endpoint = endpointAt(QUrl(u"http://127.0.0.1:1/v1"_s), u"paid"_s);
    endpoint.prices = {2.5, -1, 10, 0.5};
    store(host, endpoint);
    JudgeSpec spec;
    spec.name = u"pairs"_s;
    spec.endpoint = u"paid"_s;
    store(host, spec);
    host.show<JudgeSetupScreen>();
    QTRY_VERIFY(host.actions.action(u"judgesetup.run"_s)->isEnabled());
    host.press(Qt::Key_R);
    OPEN(JudgeRunDialog, dialog);
    QTRY_VERIFY(dialog->estimate().has_value());
    QCOMPARE(dialog->estimate()->calls, 8); // both orders
    QVERIFY(dialog->estimate()->dollarsHigh > 0);
    QTest::keyClick(in<QWidget>(dialog, "runHasBudget"), Qt::Key_Space);
    auto* budget = in<QDoubleSpinBox>(dialog, "runBudget");
    QVERIFY(budget->isEnabled());
    budget->setValue(0.01);
    QVERIFY(in<QLabel>(dialog, "runWords")->text().contains(u"budget may stop"_s));
    QCOMPARE(dialog->request().budgetDollars, std::optional(0.01));
    commit(dialog); // no answer: nothing is sent
    QCOMPARE(host.dialogs.asked().size(), 1);
    QVERIFY(host.dialogs.asked().first().contains(u"Send 4 items to paid?"_s));
    QVERIFY(dialog->isVisible());
    QVERIFY(host.jobs->running().isEmpty());
    dialog->reject();
}

void TstJudgeSetup::everyControlHasItsName()
{
    ScreenHost host;
    store(host, endpointAt(QUrl(u"https://llm.example.org/v1"_s)));
    store(host, simulated(u"first"_s));
    host.show<JudgeSetupScreen>();
    QTRY_COMPARE(host.find<QTableView>("judgeTable")->model()->rowCount(), 1);
    for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_3}) {
        host.press(key);
        QCOMPARE(widgetsWithoutNames(host.window).join(u", "_s), QString());
    }
    QVERIFY(host.actions.clashes().isEmpty());
    for (const ActionSpec& spec : host.actions.specs(u"judgesetup"_s)) {
        QVERIFY2(!spec.keys.isEmpty(), qPrintable(spec.id));
    }
}

QTEST_MAIN(TstJudgeSetup)
#include "tst_judgesetup.moc"
