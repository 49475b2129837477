#include "ui/screens/judgesetup/judgedialog.h"

#include "core/base/whenfinished.h"
#include "core/judge/simulated.h"
#include "core/store/store.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/screens/judgesetup/endpointdialog.h"
#include "ui/screens/judgesetup/endpointsmodel.h"
#include "ui/screens/judgesetup/formrows.h"
#include "ui/screens/judgesetup/judgeoptions.h"
#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/errorwords.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themedlabel.h"

#include <QAbstractButton>
#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize(1120, 780);
constexpr std::array kOrders = {OrderPolicy::Both, OrderPolicy::Seeded, OrderPolicy::AsIs};

std::optional<double> sent(const QDoubleSpinBox& field)
{
    return field.value() < 0 ? std::nullopt : std::optional(field.value());
}

} // namespace

JudgeDialog::JudgeDialog(AppContext& context, std::shared_ptr<KeyFinder> keys, const JudgeSetupData& data,
                         QWidget* parent)
    : DialogFrame(context.theme, tr("Judge"), parent)
    , m_context(context)
    , m_keys(std::move(keys))
    , m_data(data)
{
    setObjectName(u"judgeDialog"_s);
    setSubtitle(tr("a new one"));
    setFirstSize(kSize);
    addActions(context.actions);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(buildProtocols());
    row->addWidget(buildForm(), 1);
    body()->addLayout(row, 1);
    buildFooter();
    connectDialog();
    QStringList judges;
    for (const JudgeListRow& each : std::as_const(m_data.judges)) {
        judges << each.judge.annotator.name;
    }
    m_options->setPeople(judges, m_data.people);
    JudgeSpec fresh;
    fresh.protocol = JudgeProtocol::Pairwise;
    setSpec(fresh);
    m_name->setFocus();
}

void JudgeDialog::connectDialog()
{
    ActionCollection& actions = m_context.actions;
    connect(actions.action(u"judgeedit.save"_s), &QAction::triggered, this, &JudgeDialog::save);
    connect(actions.action(u"judgeedit.endpoint"_s), &QAction::triggered, this, &JudgeDialog::addEndpoint);
    connect(m_protocols, &QButtonGroup::idToggled, this, [this](int id, bool isChecked) {
        if (isChecked) {
            setProtocol(static_cast<JudgeProtocol>(id));
        }
    });
    connect(m_name, &QLineEdit::textChanged, this, &JudgeDialog::updateFooter);
    connect(m_seed, &QLineEdit::textChanged, this, &JudgeDialog::updateFooter);
    connect(m_endpoint, &QComboBox::currentIndexChanged, this, [this] {
        showEndpoint();
        updateFooter();
    });
    connect(m_template, &QComboBox::currentIndexChanged, this, [this] {
        fillVersions(0);
        updateFooter();
    });
    connect(m_orders, &SegmentedControl::cellChosen, this, [this](int cell) {
        m_ordersHint->setText(orderPolicyHint(kOrders.at(static_cast<std::size_t>(cell))));
        updateFooter();
    });
    for (QDoubleSpinBox* field : {m_temperature, m_topP}) {
        connect(field, &QDoubleSpinBox::valueChanged, this, &JudgeDialog::updateFooter);
    }
    for (QSpinBox* field : {m_tokens, m_samples, m_retries}) {
        connect(field, &QSpinBox::valueChanged, this, &JudgeDialog::updateFooter);
    }
    connect(m_options, &JudgeOptions::changed, this, &JudgeDialog::updateFooter);
    new DialogKeys(actions, this, u"judgeedit"_s);
}

void JudgeDialog::edit(const JudgeListRow& row)
{
    if (row.labels > 0) {
        copy(row);
        message()->showMessage(
            MessageBar::Severity::Info,
            tr("“%1” has given %n label(s), which name its settings: it stays as it is.", nullptr,
               static_cast<int>(row.labels))
                .arg(row.judge.annotator.name),
            tr("This makes a new judge with what you change, under the name “%1”.").arg(m_name->text()));
        return;
    }
    m_editedName = row.judge.annotator.name;
    setSubtitle(m_editedName);
    setSpec(row.judge.spec);
    m_name->setEnabled(false);
}

void JudgeDialog::copy(const JudgeListRow& row)
{
    QStringList taken;
    for (const JudgeListRow& each : std::as_const(m_data.judges)) {
        taken << each.judge.annotator.name;
    }
    JudgeSpec spec = row.judge.spec;
    spec.name = nextName(row.judge.annotator.name, taken);
    setSubtitle(tr("from “%1”").arg(row.judge.annotator.name));
    setSpec(spec);
    m_name->selectAll();
}

void JudgeDialog::setSpec(const JudgeSpec& spec)
{
    m_given = spec;
    m_name->setText(spec.name);
    m_temperature->setValue(spec.temperature.value_or(m_temperature->minimum()));
    m_topP->setValue(spec.topP.value_or(m_topP->minimum()));
    m_seed->setText(spec.seed ? QString::number(*spec.seed) : QString());
    m_tokens->setValue(spec.maxTokens);
    m_samples->setValue(spec.samples);
    m_retries->setValue(spec.retriesUnparsed);
    m_structured->setChecked(spec.wantsStructured);
    m_logprobs->setChecked(spec.wantsLogprobs);
    m_reference->setChecked(spec.usesReference);
    const auto order = std::find(kOrders.begin(), kOrders.end(), spec.orders);
    m_orders->setValue(static_cast<int>(order - kOrders.begin()));
    m_ordersHint->setText(orderPolicyHint(spec.orders));
    fillEndpoints(spec.endpoint);
    const QSignalBlocker quiet(m_protocols);
    m_protocols->button(static_cast<int>(spec.protocol))->setChecked(true);
    setProtocol(spec.protocol);
}

JudgeProtocol JudgeDialog::protocol() const
{
    return static_cast<JudgeProtocol>(m_protocols->checkedId());
}

void JudgeDialog::setProtocol(JudgeProtocol protocol)
{
    const bool isServer = asksServer(protocol);
    const bool hasWords = isServer && protocol != JudgeProtocol::RewardServer;
    const bool isPairwise = kindsOf(protocol).contains(ItemKind::Pairwise);
    fillTemplates(protocol == m_given.protocol ? m_given.promptTemplate : QString());
    fillVersions(protocol == m_given.protocol ? m_given.templateVersion : 0);
    fillAspects();
    m_options->show(protocol, m_given);
    m_rows->setRowVisible(m_endpointBox, isServer);
    m_rows->setRowVisible(m_template, hasWords);
    m_rows->setRowVisible(m_version, hasWords);
    m_rows->setRowVisible(m_orders, isPairwise && protocol != JudgeProtocol::Jury);
    m_rows->setRowVisible(m_aspectBox, hasWords && !m_aspectChecks.isEmpty());
    m_temperature->parentWidget()->setVisible(hasWords);
    showEndpoint();
    updateFooter();
}

void JudgeDialog::fillEndpoints(const QString& chosen)
{
    const QSignalBlocker quiet(m_endpoint);
    m_endpoint->clear();
    for (const EndpointRow& row : std::as_const(m_data.endpoints)) {
        m_endpoint->addItem(u"%1 (%2)"_s.arg(row.endpoint.name, row.endpoint.model), row.endpoint.name);
    }
    const int at = m_endpoint->findData(chosen);
    if (at < 0 && !chosen.isEmpty()) {
        m_endpoint->addItem(tr("%1 (not there any more)").arg(chosen), chosen);
    }
    m_endpoint->setCurrentIndex(at >= 0 ? at : m_endpoint->count() - 1);
    showEndpoint();
}

void JudgeDialog::fillTemplates(const QString& chosen)
{
    const QSignalBlocker quiet(m_template);
    m_template->clear();
    const QStringList steps = templateSteps(protocol());
    m_template->addItem(steps.size() > 1
                            ? tr("The usual ones, one for each of its %1 steps").arg(steps.size())
                            : tr("The usual one"),
                        QString());
    for (const TemplateRow& row : std::as_const(m_data.templates)) {
        const PromptTemplate& one = row.newest;
        if (one.protocol == protocol()) {
            const QString title = one.title.isEmpty() ? one.id : one.title;
            m_template->addItem(one.step.isEmpty() ? title : tr("%1 (step “%2”)").arg(title, one.step),
                                one.id);
        }
    }
    m_template->setCurrentIndex(std::max(0, m_template->findData(chosen)));
}

void JudgeDialog::fillVersions(int chosen)
{
    const QSignalBlocker quiet(m_version);
    m_version->clear();
    m_version->addItem(tr("The newest"), 0);
    const QString id = m_template->currentData().toString();
    for (const TemplateRow& row : std::as_const(m_data.templates)) {
        if (row.newest.id == id) {
            for (int version = row.newest.version; version > row.newest.version - row.versions && version > 0;
                 --version) {
                m_version->addItem(tr("Version %1").arg(version), version);
            }
        }
    }
    m_version->setCurrentIndex(std::max(0, m_version->findData(chosen)));
    m_version->setEnabled(m_version->count() > 1);
}

void JudgeDialog::fillAspects()
{
    auto* flow = m_aspectBox->layout();
    while (QLayoutItem* item = flow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_aspectChecks.clear();
    const QList<ItemKind> kinds = kindsOf(protocol());
    QStringList seen;
    for (const auto& [kind, aspect] : std::as_const(m_data.aspects)) {
        if (!kinds.contains(kind) || seen.contains(aspect.id)) {
            continue;
        }
        seen << aspect.id;
        auto* box = new QCheckBox(aspect.name.isEmpty() ? aspect.id : aspect.name);
        box->setObjectName(u"judgeAspect."_s + aspect.id);
        box->setProperty("aspect", aspect.id);
        box->setChecked(m_given.aspects.contains(aspect.id));
        connect(box, &QCheckBox::toggled, this, &JudgeDialog::updateFooter);
        flow->addWidget(box);
        m_aspectChecks << box;
    }
    m_rows->setRowVisible(m_aspectBox, !m_aspectChecks.isEmpty() && asksServer(protocol()) &&
                                           protocol() != JudgeProtocol::RewardServer);
}

void JudgeDialog::showEndpoint()
{
    const QString name = m_endpoint->currentData().toString();
    QString words = tr("There is none yet. An endpoint is a server and a model on it.");
    Color color = Color::Warn;
    for (const EndpointRow& row : std::as_const(m_data.endpoints)) {
        if (row.endpoint.name == name) {
            const bool isTested = row.endpoint.abilities.probedAt.isValid();
            words = isTested ? tr("%1: %2.").arg(hostWords(row.endpoint.baseUrl),
                                                 abilitiesShort(row.endpoint.abilities))
                             : tr("%1, not tested: test the connection before a run.")
                                   .arg(hostWords(row.endpoint.baseUrl));
            color = isTested ? Color::Text2 : Color::Warn;
        }
    }
    m_endpointHint->setText(words);
    m_endpointHint->setStyle(Text::Caption, color);
}

void JudgeDialog::addEndpoint()
{
    QStringList taken;
    for (const EndpointRow& row : std::as_const(m_data.endpoints)) {
        taken << row.endpoint.name;
    }
    auto* dialog = new EndpointDialog(m_context, m_keys, taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_data.endpoints.append({dialog->saved(), {}});
        fillEndpoints(dialog->saved().name);
        updateFooter();
    });
    dialog->open();
}

JudgeSpec JudgeDialog::spec() const
{
    JudgeSpec spec = m_given;
    spec.name = m_name->text().trimmed();
    spec.protocol = protocol();
    if (spec.protocol != m_given.protocol) {
        spec.options = {};
    }
    spec.endpoint = asksServer(spec.protocol) ? m_endpoint->currentData().toString() : QString();
    spec.promptTemplate = m_template->currentData().toString();
    spec.templateVersion = m_version->currentData().toInt();
    spec.orders = kOrders.at(static_cast<std::size_t>(m_orders->value().value_or(0)));
    spec.temperature = sent(*m_temperature);
    spec.topP = sent(*m_topP);
    spec.seed = m_seed->text().isEmpty() ? std::nullopt : std::optional(m_seed->text().toLongLong());
    spec.maxTokens = m_tokens->value();
    spec.samples = m_samples->value();
    spec.retriesUnparsed = m_retries->value();
    spec.wantsStructured = m_structured->isChecked();
    spec.wantsLogprobs = m_logprobs->isChecked();
    spec.usesReference = m_reference->isChecked();
    if (!m_aspectChecks.isEmpty()) {
        spec.aspects.clear();
        for (const QCheckBox* box : m_aspectChecks) {
            if (box->isChecked()) {
                spec.aspects << box->property("aspect").toString();
            }
        }
    }
    m_options->apply(spec);
    return spec;
}

Result<void> JudgeDialog::check() const
{
    const JudgeSpec now = spec();
    if (now.name.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, tr("Give the judge a name."), u"name"_s);
    }
    for (const JudgeListRow& row : m_data.judges) {
        if (row.judge.annotator.name == now.name && now.name != m_editedName) {
            return makeError(ErrorCode::InvalidArgument,
                             tr("There is a judge “%1” already. Take another name.").arg(now.name),
                             u"name"_s);
        }
    }
    if (now.name != m_editedName && m_data.people.contains(now.name)) {
        return makeError(
            ErrorCode::InvalidArgument,
            tr("“%1” is the name of somebody whose labels are here. Take another name.").arg(now.name),
            u"name"_s);
    }
    if (now.protocol == JudgeProtocol::Simulated) {
        if (const auto options = SimulatedOptions::of(now); !options) {
            return options.error();
        }
    }
    return now.check();
}

void JudgeDialog::updateFooter()
{
    const Result<void> sound = check();
    m_words->setText(sound ? QString() : sound.error().message);
    m_saveButton->action()->setEnabled(sound.hasValue());
}

void JudgeDialog::save()
{
    const JudgeSpec now = spec();
    if (!check()) {
        return;
    }
    m_saveButton->action()->setEnabled(false);
    whenFinished(m_context.store->writeAsync([now](Session& session) { return saveJudge(session, now); }),
                 this, [this](const Result<Annotator>& saved) {
                     if (saved) {
                         m_savedName = saved->name;
                         accept();
                         return;
                     }
                     const ErrorWords words = errorWords(saved.error());
                     message()->showMessage(MessageBar::Severity::Error, words.title,
                                            words.body.isEmpty() ? tr("Nothing was saved.") : words.body,
                                            words.details);
                     updateFooter();
                 });
}

} // namespace plumbline
