#include "ui/screens/judgesetup/judgerundialog.h"

#include "core/base/whenfinished.h"
#include "core/jobs/jobrunner.h"
#include "core/store/store.h"
#include "core/store/summaryrepository.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/models/annotationwords.h"
#include "ui/screens/judgesetup/estimatecards.h"
#include "ui/screens/judgesetup/formrows.h"
#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/errorwords.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QListView>
#include <QSpinBox>
#include <QStandardItemModel>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize(1040, 760);
constexpr int kDelayMs = 200;
constexpr int kSample = 100;

} // namespace

JudgeRunDialog::JudgeRunDialog(AppContext& context, const JudgeSetupData& data, const QString& judge,
                               QWidget* parent)
    : DialogFrame(context.theme, tr("Run a judge"), parent)
    , m_context(context)
    , m_data(data)
{
    setObjectName(u"judgeRunDialog"_s);
    setSubtitle(tr("what it judges, and what that takes"));
    setFirstSize(kSize);
    addActions(context.actions);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(buildForm(), 1);
    row->addWidget(buildEstimate());
    body()->addLayout(row, 1);
    buildFooter();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kDelayMs);
    connect(&m_soon, &QTimer::timeout, this, &JudgeRunDialog::startEstimate);
    connect(context.actions.action(u"judgerun.start"_s), &QAction::triggered, this,
            &JudgeRunDialog::startRun);
    for (const JudgeListRow& each : std::as_const(m_data.judges)) {
        m_judge->addItem(each.judge.annotator.name);
    }
    m_judge->setCurrentIndex(std::max(0, m_judge->findText(judge)));
    connect(m_judge, &QComboBox::currentIndexChanged, this, &JudgeRunDialog::showJudge);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &JudgeRunDialog::wantEstimate);
    connect(m_onlyUnjudged, &QCheckBox::toggled, this, &JudgeRunDialog::wantEstimate);
    connect(m_overlap, &QCheckBox::toggled, this, &JudgeRunDialog::wantEstimate);
    connect(m_limit, &QSpinBox::valueChanged, this, &JudgeRunDialog::wantEstimate);
    connect(m_inFlight, &QSpinBox::valueChanged, this, &JudgeRunDialog::wantEstimate);
    connect(m_batchModel, &QStandardItemModel::itemChanged, this, &JudgeRunDialog::wantEstimate);
    connect(m_hasBudget, &QCheckBox::toggled, this, [this](bool isOn) {
        m_budget->setEnabled(isOn);
        updateFooter();
    });
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, &JudgeRunDialog::updateFooter);
    new DialogKeys(context.actions, this, u"judgerun"_s);
    readBatches();
    showJudge();
    m_judge->setFocus();
}

JudgeRunDialog::~JudgeRunDialog() = default;

void JudgeRunDialog::readBatches()
{
    whenFinished(
        m_context.store->readAsync([](Session& session) { return SummaryRepository(session).summary(); }),
        this, [this](const Result<ProjectSummary>& summary) {
            if (!summary) {
                showFailure(summary.error());
                return;
            }
            for (const BatchSummary& batch : summary->batches) {
                auto* item =
                    new QStandardItem(tr("%1: %2, %n item(s)", nullptr, static_cast<int>(batch.items))
                                          .arg(batch.batch.name, kindWord(batch.kind)));
                item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
                item->setCheckState(Qt::Unchecked);
                item->setData(batch.batch.id.value);
                m_batchModel->appendRow(item);
            }
            m_rows->setRowVisible(m_batches->parentWidget(), m_batchModel->rowCount() > 1);
        });
}

const JudgeListRow* JudgeRunDialog::judge() const
{
    const int at = m_judge->currentIndex();
    return at >= 0 && at < m_data.judges.size() ? &m_data.judges.at(at) : nullptr;
}

const LlmEndpoint* JudgeRunDialog::endpoint() const
{
    const JudgeListRow* row = judge();
    for (const EndpointRow& each : m_data.endpoints) {
        if (row != nullptr && each.endpoint.name == row->judge.spec.endpoint) {
            return &each.endpoint;
        }
    }
    return nullptr;
}

void JudgeRunDialog::showJudge()
{
    const JudgeListRow* row = judge();
    if (row == nullptr) {
        m_judgeHint->setText(tr("There is no judge yet."));
        updateFooter();
        return;
    }
    const JudgeSpec& spec = row->judge.spec;
    QStringList parts{protocolWords(spec.protocol)};
    const QList<ItemKind> kinds = kindsOf(spec.protocol);
    if (kinds.contains(ItemKind::Pairwise) && spec.protocol != JudgeProtocol::Jury) {
        parts << orderPolicyWords(spec.orders);
    }
    if (asksServer(spec.protocol)) {
        parts << tr("%n sample(s)", nullptr, spec.samples);
        parts << (endpoint() != nullptr ? tr("at %1").arg(endpoint()->place())
                                        : tr("at “%1”, which is not there").arg(spec.endpoint));
    }
    m_judgeHint->setText(parts.join(u", "_s));
    {
        const QSignalBlocker quiet(m_kind);
        m_kind->clear();
        m_kind->addItem(tr("All that it can judge"), -1);
        for (const ItemKind kind : kinds) {
            m_kind->addItem(kindWord(kind), static_cast<int>(kind));
        }
    }
    m_rows->setRowVisible(m_kind, kinds.size() > 1);
    const bool isServer = asksServer(spec.protocol);
    m_hasBudget->setEnabled(isServer);
    m_budget->setEnabled(isServer && m_hasBudget->isChecked());
    m_rows->setRowVisible(m_inFlight, isServer);
    wantEstimate();
}

JudgeRunRequest JudgeRunDialog::request() const
{
    JudgeRunRequest request;
    request.judge = m_judge->currentText();
    for (int row = 0; row < m_batchModel->rowCount(); ++row) {
        const QStandardItem* item = m_batchModel->item(row);
        if (item->checkState() == Qt::Checked) {
            request.selection.batches << BatchId{item->data().toLongLong()};
        }
    }
    if (const int kind = m_kind->currentData().toInt(); m_kind->currentIndex() > 0) {
        request.selection.kind = static_cast<ItemKind>(kind);
    }
    request.selection.onlyUnjudged = m_onlyUnjudged->isChecked();
    request.selection.limit = m_limit->value();
    if (m_hasBudget->isChecked() && m_hasBudget->isEnabled()) {
        request.budgetDollars = m_budget->value();
    }
    request.inFlight = m_inFlight->value();
    request.countsTowardsOverlap = m_overlap->isChecked();
    return request;
}

void JudgeRunDialog::wantEstimate()
{
    m_run.cancel();
    m_estimate.reset();
    m_problem.clear();
    m_cards->setBusy();
    updateFooter();
    m_soon.start();
}

void JudgeRunDialog::startEstimate()
{
    if (judge() == nullptr) {
        return;
    }
    m_run.start(
        [store = m_context.store,
         wished = request()](const LatestRun<JudgeEstimate>::IsCancelled& isCancelled) {
            return store->read(
                [&](Session& session) { return estimateJudgeRun(session, wished, kSample, isCancelled); });
        },
        this, [this](const Result<JudgeEstimate>& estimate) { takeEstimate(estimate); });
}

void JudgeRunDialog::takeEstimate(const Result<JudgeEstimate>& estimate)
{
    if (estimate) {
        m_estimate = *estimate;
        m_cards->setEstimate(*estimate);
    } else {
        m_problem = estimate.error().message;
        m_cards->setProblem(m_problem);
    }
    updateFooter();
}

QString JudgeRunDialog::warning() const
{
    const bool hasBudget = m_hasBudget->isChecked() && m_hasBudget->isEnabled();
    if (hasBudget && !m_estimate->hasPrices && m_estimate->calls > 0) {
        return tr("The endpoint names no prices, so the budget cannot stop the run. Give it prices.");
    }
    if (hasBudget && m_estimate->dollarsHigh > m_budget->value()) {
        return tr("The budget may stop it before the end. Resume it then with a higher one.");
    }
    return {};
}

void JudgeRunDialog::updateFooter()
{
    QAction* start = m_startButton->action();
    const qint64 items = m_estimate ? m_estimate->items : 0;
    start->setText(items == 0   ? tr("Start")
                   : items == 1 ? tr("Judge 1 item")
                                : tr("Judge %1 items").arg(groupedNumber(items)));
    start->setEnabled(items > 0);
    QString words;
    Color color = Color::Text2;
    if (judge() == nullptr) {
        words = tr("Add a judge first.");
    } else if (!m_problem.isEmpty()) {
        words = m_problem;
        color = Color::Bad;
    } else if (!m_estimate) {
        words = tr("Estimating…");
    } else if (items == 0) {
        words = m_onlyUnjudged->isChecked()
                    ? tr("No item is left that it could judge and has not judged yet.")
                    : tr("No item here can be judged this way. Choose other batches or another judge.");
    } else if (words = warning(); !words.isEmpty()) {
        color = Color::Warn;
    } else {
        words = tr("People can go on labelling meanwhile. A run can be stopped and resumed.");
    }
    m_words->setStyle(Text::Caption, color);
    m_words->setText(words);
}

void JudgeRunDialog::startRun()
{
    const JudgeListRow* row = judge();
    if (!m_estimate || row == nullptr) {
        return;
    }
    const bool isPaid = m_estimate->hasPrices && m_estimate->dollarsHigh > 0;
    if (isPaid) {
        const QString cost =
            tr("about %1 to %2")
                .arg(dollarsText(m_estimate->dollarsLow), dollarsText(m_estimate->dollarsHigh));
        const QString tokens =
            roundNumber(double(m_estimate->promptTokens) + double(m_estimate->replyTokensHigh));
        if (!m_context.dialogs.confirm(
                this,
                tr("Send %1 items to %2?").arg(groupedNumber(m_estimate->items), row->judge.spec.endpoint),
                tr("%1 calls, up to %2 tokens, %3.").arg(groupedNumber(m_estimate->calls), tokens, cost),
                tr("Start the run"))) {
            return;
        }
    }
    m_startButton->action()->setEnabled(false);
    whenFinished(m_context.jobs->startAsync(kJudgeJob.toString(), judgeJobParams(request())), this,
                 [this](const Result<JobId>& job) {
                     if (!job) {
                         showFailure(job.error());
                         updateFooter();
                         return;
                     }
                     m_job = *job;
                     accept();
                 });
}

void JudgeRunDialog::showFailure(const Error& error)
{
    const ErrorWords words = errorWords(error);
    message()->showMessage(MessageBar::Severity::Error, words.title,
                           words.body.isEmpty() ? tr("Nothing was started.") : words.body, words.details);
}

} // namespace plumbline
