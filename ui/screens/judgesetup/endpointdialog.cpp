#include "ui/screens/judgesetup/endpointdialog.h"

#include "core/base/whenfinished.h"
#include "core/store/endpointrepository.h"
#include "core/store/store.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/screens/judgesetup/endpointform.h"
#include "ui/screens/judgesetup/factsview.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/errorwords.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QScrollArea>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize(1080, 760);
constexpr int kTestWidth = 372;

} // namespace

EndpointDialog::EndpointDialog(AppContext& context, const std::shared_ptr<KeyFinder>& keys,
                               const QStringList& taken, QWidget* parent)
    : DialogFrame(context.theme, tr("Endpoint"), parent)
    , m_context(context)
    , m_taken(taken)
    , m_test(context.clock)
{
    setObjectName(u"endpointDialog"_s);
    setSubtitle(tr("a server and a model on it"));
    setFirstSize(kSize);
    addActions(context.actions);
    m_form = new EndpointForm(context.theme, context.dialogs, keys);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_form, 1);
    row->addWidget(buildTest());
    body()->addLayout(row, 1);
    buildFooter();
    ActionCollection& actions = context.actions;
    connect(actions.action(u"endpointedit.test"_s), &QAction::triggered, this, &EndpointDialog::toggleTest);
    connect(actions.action(u"endpointedit.save"_s), &QAction::triggered, this, &EndpointDialog::save);
    connect(&m_test, &ConnectionTest::finished, this, &EndpointDialog::showTest);
    connect(m_form, &EndpointForm::changed, this, [this] {
        m_test.cancel(); // its answer would be about other settings
        showKnown();
        updateFooter();
    });
    connect(m_form, &EndpointForm::keyWasStored, this, [this](const QString& name) {
        message()->showMessage(MessageBar::Severity::Info, tr("The key “%1” is in the keyring.").arg(name));
    });
    connect(m_form, &EndpointForm::keyWasRefused, this, [this](const Error& error) {
        message()->showMessage(MessageBar::Severity::Error, error.message, tr("The key was not stored."),
                               error.details);
    });
    new DialogKeys(actions, this, u"endpointedit"_s);
    showKnown();
    updateFooter();
    m_form->focusFirst();
}

void EndpointDialog::addActions(ActionCollection& actions)
{
    const PageActions<EndpointDialog> here(actions, nullptr, u"endpointedit"_s, tr("Endpoint"));
    here.add(u"endpointedit.test"_s, tr("Test the connection"), {QKeySequence(Qt::CTRL | Qt::Key_T)},
             u"play"_s);
    here.add(u"endpointedit.save"_s, tr("Save the endpoint"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
}

QWidget* EndpointDialog::buildTest()
{
    const Theme& theme = m_context.theme;
    m_testButton = new KeyButton(theme, m_context.actions.action(u"endpointedit.test"_s));
    m_testButton->setObjectName(u"endpointTest"_s);
    m_testWords = new ThemedLabel(theme, {}, Text::Strong);
    m_testWords->setObjectName(u"endpointTestWords"_s);
    m_testWords->setWordWrap(true);
    m_testHint = new ThemedLabel(theme, {}, Text::Body, Color::Text2);
    m_testHint->setObjectName(u"endpointTestHint"_s);
    m_testHint->setWordWrap(true);
    m_testHint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result = new FactsView(theme);
    m_result->setObjectName(u"endpointTestFacts"_s);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace6, metrics::kSpace5, metrics::kSpace6, metrics::kSpace5);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(new ThemedLabel(theme, tr("What the server can do"), Text::Strong));
    column->addWidget(m_testButton, 0, Qt::AlignLeft);
    column->addWidget(m_testWords);
    column->addWidget(m_testHint);
    column->addWidget(m_result);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"endpointTestScroll"_s);
    scroll->setAccessibleName(tr("What the server can do"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(page);
    page->setAutoFillBackground(false); // the pane's ground shows
    auto* pane = new BarFrame(theme, Color::Inset, Qt::LeftEdge);
    pane->setFixedWidth(theme.scaled(kTestWidth));
    auto* outer = new QVBoxLayout(pane);
    outer->setContentsMargins(1, 0, 0, 0);
    outer->addWidget(scroll);
    return pane;
}

void EndpointDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    m_words = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_words->setObjectName(u"endpointWords"_s);
    m_words->setWordWrap(true);
    m_saveButton =
        new KeyButton(theme, m_context.actions.action(u"endpointedit.save"_s), KeyButton::Kind::Primary);
    m_saveButton->setObjectName(u"endpointSave"_s);
    m_saveButton->setControlHeight(metrics::kButtonFooter);
    footer()->addWidget(m_words, 1);
    footer()->addWidget(m_saveButton);
}

void EndpointDialog::edit(const LlmEndpoint& endpoint)
{
    m_isNew = false;
    m_taken.removeAll(endpoint.name);
    setSubtitle(endpoint.place());
    m_form->setEndpoint(endpoint);
    auto* name = m_form->findChild<QWidget*>(u"endpointName"_s);
    name->setEnabled(false); // judges and labels name it
    name->setToolTip(tr("Judges and labels name it. Make a copy to have it under another name."));
    showKnown();
    updateFooter();
}

void EndpointDialog::beginWith(const LlmEndpoint& endpoint)
{
    m_form->setEndpoint(endpoint);
    showKnown();
    updateFooter();
    m_form->focusFirst();
}

Result<void> EndpointDialog::check() const
{
    const LlmEndpoint endpoint = m_form->endpoint();
    if (endpoint.name.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, tr("Give the endpoint a name."), u"name"_s);
    }
    if (m_taken.contains(endpoint.name)) {
        return makeError(ErrorCode::InvalidArgument,
                         tr("There is an endpoint “%1” already. Take another name.").arg(endpoint.name),
                         u"name"_s);
    }
    return endpoint.check();
}

void EndpointDialog::updateFooter()
{
    const Result<void> sound = check();
    m_words->setText(sound ? QString() : sound.error().message);
    m_saveButton->action()->setEnabled(sound.hasValue());
    const LlmEndpoint endpoint = m_form->endpoint();
    QAction* test = m_testButton->action();
    test->setText(m_test.isRunning() ? tr("Stop the test") : tr("Test the connection"));
    test->setProperty("iconName", m_test.isRunning() ? u"x"_s : u"play"_s);
    test->setEnabled(m_test.isRunning() || endpoint.check().hasValue());
}

void EndpointDialog::showKnown()
{
    if (m_test.isRunning()) {
        return;
    }
    const LlmEndpoint endpoint = m_form->endpoint();
    const bool isTested = endpoint.abilities.probedAt.isValid();
    m_testWords->setVisible(false);
    m_testHint->setText(
        tr("A few short requests find out how it gives JSON, whether it tells log-probabilities, and "
           "what it refuses. Judges then ask in the way that works."));
    m_testHint->setVisible(!isTested);
    m_result->setFacts(isTested ? abilitiesFacts(endpoint.abilities, endpoint.model) : QList<Fact>());
}

void EndpointDialog::toggleTest()
{
    if (m_test.isRunning()) {
        m_test.cancel();
        showKnown();
        updateFooter();
        return;
    }
    const LlmEndpoint endpoint = m_form->endpoint();
    m_result->setFacts({});
    m_testWords->setStyle(Text::Strong, Color::Text);
    m_testWords->setText(tr("Asking %1…").arg(endpoint.baseUrl.host()));
    m_testWords->show();
    m_testHint->setText(tr("The window stays free. A server that is loading its model may take a minute."));
    m_testHint->show();
    message()->dismiss();
    m_test.start(endpoint, m_form->typedKey());
    updateFooter();
}

void EndpointDialog::showTest(const ConnectionReport& report)
{
    const LlmEndpoint endpoint = m_form->endpoint();
    const Error& error = report.chat.error.error;
    m_testWords->show();
    if (report.chat.abilities || report.rewards) {
        if (report.chat.abilities) {
            m_form->setAbilities(*report.chat.abilities);
        }
        m_testWords->setStyle(Text::Strong, Color::Ok);
        m_testWords->setText(tr("It works."));
        m_testHint->hide();
    } else {
        m_testWords->setStyle(Text::Strong, Color::Bad);
        m_testWords->setText(tr("It does not work yet."));
        m_testHint->setText(error.message);
        m_testHint->show();
        message()->showMessage(MessageBar::Severity::Error, error.message,
                               tr("Nothing was saved. Mend it and test again."), error.details);
    }
    m_result->setFacts(probeFacts(report, endpoint.model));
    updateFooter();
}

void EndpointDialog::save()
{
    if (const Result<void> sound = check(); !sound) {
        m_form->goTo(sound.error().field);
        return;
    }
    m_saved = m_form->endpoint();
    m_saveButton->action()->setEnabled(false);
    whenFinished(m_context.store->writeAsync([endpoint = m_saved](Session& session) {
        return EndpointRepository(session).save(endpoint.name, endpoint.toJson());
    }),
                 this, [this](const Result<void>& written) {
                     if (written) {
                         accept();
                         return;
                     }
                     const ErrorWords words = errorWords(written.error());
                     message()->showMessage(MessageBar::Severity::Error, words.title, words.body,
                                            words.details);
                     updateFooter();
                 });
}

} // namespace plumbline
