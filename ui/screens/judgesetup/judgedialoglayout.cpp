// How the dialog of a judge is built, and its actions.
#include "ui/dialogs/optionrow.h"
#include "ui/screens/judgesetup/formrows.h"
#include "ui/screens/judgesetup/judgedialog.h"
#include "ui/screens/judgesetup/judgeoptions.h"
#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QSpinBox>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kProtocolsWidth = 384;
constexpr int kMostTokens = 1'000'000;
constexpr int kMostSamples = 100;
constexpr int kMostRetries = 10;
constexpr double kNotSent = -0.1;
constexpr int kNumberWidth = 180;

QScrollArea* scrolled(QWidget* page, const QString& objectName, const QString& name)
{
    auto* scroll = new QScrollArea;
    scroll->setObjectName(objectName);
    scroll->setAccessibleName(name);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    return scroll;
}

} // namespace

void JudgeDialog::addActions(ActionCollection& actions)
{
    const PageActions<JudgeDialog> here(actions, nullptr, u"judgeedit"_s, tr("Judge"));
    here.add(u"judgeedit.endpoint"_s, tr("New endpoint"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, u"plus"_s);
    here.add(u"judgeedit.save"_s, tr("Save the judge"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
}

QWidget* JudgeDialog::buildProtocols()
{
    const Theme& theme = m_context.theme;
    m_protocols = new QButtonGroup(this);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace6, metrics::kSpace4, metrics::kSpace6, metrics::kSpace4);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(new ThemedLabel(theme, tr("How it comes to its verdict"), Text::Head, Color::Text2));
    for (const JudgeProtocol each : allProtocols()) {
        auto* row = new OptionRow(theme, OptionRow::Kind::Radio, protocolWords(each), protocolHint(each));
        row->setObjectName(u"judgeProtocol."_s + toName(each));
        row->setFramed(true);
        m_protocols->addButton(row, static_cast<int>(each));
        column->addWidget(row);
    }
    column->addStretch(1);
    QScrollArea* scroll = scrolled(page, u"judgeProtocols"_s, tr("Protocol"));
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    auto* pane = new BarFrame(theme, Color::Inset, Qt::RightEdge);
    pane->setFixedWidth(theme.scaled(kProtocolsWidth));
    auto* outer = new QVBoxLayout(pane);
    outer->setContentsMargins(0, 0, 1, 0);
    outer->addWidget(scroll);
    return pane;
}

QWidget* JudgeDialog::buildForm()
{
    const Theme& theme = m_context.theme;
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_rows = new FormRows(theme);
    m_name = new QLineEdit;
    m_name->setObjectName(u"judgeName"_s);
    m_name->setMaxLength(200);
    m_name->setPlaceholderText(tr("for example gpt-4.1-mini, both orders"));
    m_rows->addSection(tr("Judge"));
    m_rows->addRow(tr("Name"), m_name, tr("Stands beside its labels, as a person's name does."));
    buildAsking(*m_rows);
    m_options = new JudgeOptions(theme);
    auto* sampling = new FormRows(theme);
    buildSampling(*sampling);
    column->addWidget(m_rows);
    column->addWidget(m_options);
    column->addWidget(sampling);
    column->addStretch(1);
    return scrolled(page, u"judgeForm"_s, tr("Settings of the judge"));
}

void JudgeDialog::buildAsking(FormRows& rows)
{
    const Theme& theme = m_context.theme;
    m_endpoint = new QComboBox;
    m_endpoint->setObjectName(u"judgeEndpoint"_s);
    m_endpoint->setAccessibleName(tr("Endpoint"));
    m_newEndpoint = new KeyButton(theme, m_context.actions.action(u"judgeedit.endpoint"_s));
    m_newEndpoint->setObjectName(u"judgeNewEndpoint"_s);
    m_endpointBox = new QWidget;
    auto* row = new QHBoxLayout(m_endpointBox);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(m_endpoint, 1);
    row->addWidget(m_newEndpoint);
    m_endpointBox->setFocusProxy(m_endpoint);
    m_template = new QComboBox;
    m_template->setObjectName(u"judgeTemplate"_s);
    m_version = new QComboBox;
    m_version->setObjectName(u"judgeTemplateVersion"_s);
    m_orders = new SegmentedControl(theme, {tr("Both orders"), tr("One, shuffled"), tr("As given")});
    m_orders->setObjectName(u"judgeOrders"_s);
    m_aspectBox = new QWidget;
    new FlowLayout(m_aspectBox);
    m_aspectBox->setObjectName(u"judgeAspects"_s);
    m_endpointHint = rows.addRow(tr("Endpoint"), m_endpointBox, u" "_s);
    rows.addRow(tr("Prompt template"), m_template);
    rows.addRow(
        tr("Version"), m_version,
        tr("The newest when a run begins, or always this one. Each label names the one that was used."));
    m_ordersHint = rows.addRow(tr("Orders"), m_orders, u" "_s);
    rows.addRow(tr("Aspects"), m_aspectBox, tr("Those that it is asked for; none ticked means all."));
}

void JudgeDialog::buildSampling(FormRows& rows)
{
    const auto decimal = [this](const QString& objectName, double most) {
        auto* field = new QDoubleSpinBox;
        field->setObjectName(objectName);
        field->setRange(kNotSent, most);
        field->setSingleStep(0.1);
        field->setDecimals(2);
        field->setSpecialValueText(tr("as the server has it"));
        field->setFixedWidth(m_context.theme.scaled(kNumberWidth));
        return field;
    };
    const auto whole = [this](const QString& objectName, int least, int most) {
        auto* field = new QSpinBox;
        field->setObjectName(objectName);
        field->setRange(least, most);
        field->setGroupSeparatorShown(true);
        field->setFixedWidth(m_context.theme.scaled(kNumberWidth));
        return field;
    };
    m_temperature = decimal(u"judgeTemperature"_s, 2);
    m_topP = decimal(u"judgeTopP"_s, 1);
    m_seed = new QLineEdit;
    m_seed->setObjectName(u"judgeSeed"_s);
    m_seed->setPlaceholderText(tr("none"));
    m_seed->setFixedWidth(m_context.theme.scaled(kNumberWidth));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(u"-?\\d{0,18}"_s), m_seed));
    m_tokens = whole(u"judgeMaxTokens"_s, 1, kMostTokens);
    m_samples = whole(u"judgeSamples"_s, 1, kMostSamples);
    m_retries = whole(u"judgeRetries"_s, 0, kMostRetries);
    m_structured = new QCheckBox(tr("Ask for JSON of a given shape"));
    m_structured->setObjectName(u"judgeStructured"_s);
    m_logprobs = new QCheckBox(tr("Ask for log-probabilities"));
    m_logprobs->setObjectName(u"judgeLogprobs"_s);
    m_reference = new QCheckBox(tr("Show the reference answer"));
    m_reference->setObjectName(u"judgeReference"_s);
    rows.addSection(tr("Sampling"));
    rows.addRow(tr("Temperature"), m_temperature);
    rows.addRow(tr("Top-p"), m_topP);
    rows.addRow(tr("Seed"), m_seed);
    rows.addRow(tr("Longest reply"), m_tokens, tr("In tokens. A reply that is cut gives no verdict."));
    rows.addRow(tr("Samples"), m_samples, tr("Above 1, the most frequent verdict counts; a draw is a tie."));
    rows.addRow(tr("Ask again"), m_retries,
                tr("So often, when a reply cannot be read. It is never guessed."));
    rows.addField(m_structured, tr("Where the endpoint can; otherwise in words."));
    rows.addField(m_logprobs, tr("Where the endpoint tells them: the verdict then says how sure it is."));
    rows.addField(m_reference, tr("Where a prompt has one."));
}

void JudgeDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    m_words = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_words->setObjectName(u"judgeWords"_s);
    m_words->setWordWrap(true);
    m_saveButton =
        new KeyButton(theme, m_context.actions.action(u"judgeedit.save"_s), KeyButton::Kind::Primary);
    m_saveButton->setObjectName(u"judgeSave"_s);
    m_saveButton->setControlHeight(metrics::kButtonFooter);
    footer()->addWidget(m_words, 1);
    footer()->addWidget(m_saveButton);
}

} // namespace plumbline
