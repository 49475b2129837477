#include "ui/screens/batches/batchdialog.h"

#include "core/base/whenfinished.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/store.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/screens/batches/batchwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/errorwords.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize(760, 600);
constexpr int kFieldWidth = 420;
constexpr int kMostOverlap = 100;
constexpr int kCountDelayMs = 150;

Result<FilterChoices> readChoices(Session& session)
{
    FilterChoices choices;
    PLUMBLINE_ASSIGN(choices.batches, BatchRepository(session).list());
    PLUMBLINE_ASSIGN(choices.categories, ItemRepository(session).categories());
    PLUMBLINE_ASSIGN(choices.models, AnnotatorRepository(session).models());
    PLUMBLINE_ASSIGN(choices.annotators, AnnotatorRepository(session).list());
    return choices;
}

} // namespace

BatchDialog::BatchDialog(AppContext& context, QWidget* parent)
    : DialogFrame(context.theme, tr("Make a batch"), parent)
    , m_context(context)
{
    setObjectName(u"batchDialog"_s);
    setSubtitle(tr("from items that are there"));
    setFirstSize(kSize);
    addActions(context.actions);
    build();
    buildFooter();
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(kCountDelayMs);
    connect(&m_countSoon, &QTimer::timeout, this, &BatchDialog::countItems);
    connect(m_filters, &ItemFilterBar::filterChanged, this, [this] {
        m_count = -1;
        m_countSoon.start();
        updateFooter();
    });
    ActionCollection& actions = context.actions;
    connect(actions.action(u"batchmaker.filter"_s), &QAction::triggered, m_filters, &ItemFilterBar::openMenu);
    connect(actions.action(u"batchmaker.search"_s), &QAction::triggered, m_filters,
            &ItemFilterBar::focusSearch);
    connect(actions.action(u"batchmaker.make"_s), &QAction::triggered, this, &BatchDialog::accept);
    new DialogKeys(actions, this, u"batchmaker"_s);
    whenFinished(context.store->readAsync(readChoices), this, [this](const Result<FilterChoices>& choices) {
        if (choices) {
            m_filters->setChoices(*choices);
        }
    });
    countItems();
    m_name->setFocus();
}

void BatchDialog::addActions(ActionCollection& actions)
{
    const PageActions<BatchDialog> here(actions, nullptr, u"batchmaker"_s, tr("Make a batch"));
    here.add(u"batchmaker.filter"_s, tr("Filter"), {QKeySequence(Qt::Key_F)}, u"plus"_s);
    here.add(u"batchmaker.search"_s, tr("Search"), {QKeySequence(Qt::Key_Slash)}, u"search"_s);
    here.add(u"batchmaker.make"_s, tr("Make a batch"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
}

void BatchDialog::build()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_filters = new ItemFilterBar(theme, actions.action(u"batchmaker.filter"_s),
                                  actions.keycapTexts(u"batchmaker.search"_s));
    m_name = new QLineEdit;
    m_name->setObjectName(u"batchName"_s);
    m_name->setPlaceholderText(tr("for example Second votes"));
    m_overlap = new QSpinBox;
    m_overlap->setObjectName(u"batchOverlap"_s);
    m_overlap->setRange(1, kMostOverlap);
    m_order = new QComboBox;
    m_order->setObjectName(u"batchOrder"_s);
    m_orderHint = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    for (const QueueOrder order :
         {QueueOrder::Fixed, QueueOrder::Random, QueueOrder::FewestLabels, QueueOrder::Priority}) {
        m_order->addItem(orderWords(order), static_cast<int>(order));
    }
    const auto showHint = [this] {
        m_orderHint->setText(orderHint(static_cast<QueueOrder>(m_order->currentData().toInt())));
    };
    connect(m_order, &QComboBox::currentIndexChanged, this, showHint);
    connect(m_name, &QLineEdit::textChanged, this, &BatchDialog::updateFooter);
    showHint();
    auto* column = new QVBoxLayout;
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace5, metrics::kPageMargin,
                               metrics::kSpace5);
    column->setSpacing(metrics::kSpace2);
    const auto addField = [&](const QString& name, const QString& hint, QWidget* field) {
        auto* label = new ThemedLabel(theme, name, Text::Strong);
        label->setBuddy(field);
        field->setAccessibleName(name);
        column->addWidget(label);
        column->addWidget(field);
        if (!hint.isEmpty()) {
            auto* caption = new ThemedLabel(theme, hint, Text::Caption, Color::Text2);
            caption->setWordWrap(true);
            column->addWidget(caption);
        }
        column->addSpacing(metrics::kSpace4);
    };
    addField(tr("Which items"), {}, m_filters);
    addField(tr("Name"), tr("A batch of that name that is there already gets more items."), m_name);
    addField(tr("Labels wanted for each item"),
             tr("The copies begin without a label; the items they come from stay as they are."), m_overlap);
    addField(tr("Order"), {}, m_order);
    column->addWidget(m_orderHint);
    column->addStretch(1);
    for (QWidget* field :
         {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_overlap), static_cast<QWidget*>(m_order)}) {
        field->setMaximumWidth(theme.scaled(kFieldWidth));
    }
    body()->addLayout(column, 1);
}

void BatchDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    m_words = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_words->setObjectName(u"batchWords"_s);
    m_makeButton =
        new KeyButton(theme, m_context.actions.action(u"batchmaker.make"_s), KeyButton::Kind::Primary);
    m_makeButton->setObjectName(u"batchMake"_s);
    m_makeButton->setControlHeight(metrics::kButtonFooter);
    footer()->addWidget(m_words);
    footer()->addStretch(1);
    footer()->addWidget(m_makeButton);
}

void BatchDialog::setFilter(const ItemFilter& filter)
{
    m_filters->setFilter(filter);
    countItems();
}

void BatchDialog::countItems()
{
    m_count = -1;
    updateFooter();
    whenFinished(m_context.store->readAsync([filter = m_filters->filter()](Session& session) {
        return ItemRepository(session).count(filter);
    }),
                 this, [this, generation = ++m_generation](const Result<qint64>& count) {
                     if (generation != m_generation) {
                         return;
                     }
                     if (count) {
                         m_count = *count;
                     } else {
                         showFailure(count.error());
                     }
                     updateFooter();
                 });
}

FillRequest BatchDialog::request() const
{
    FillRequest request;
    request.name = m_name->text().trimmed();
    request.filter = m_filters->filter();
    request.overlap = m_overlap->value();
    request.order = static_cast<QueueOrder>(m_order->currentData().toInt());
    return request;
}

void BatchDialog::showFailure(const Error& error)
{
    const ErrorWords words = errorWords(error);
    message()->showMessage(MessageBar::Severity::Error, words.title, words.body, words.details);
}

void BatchDialog::updateFooter()
{
    QAction* action = m_makeButton->action();
    const bool hasName = !m_name->text().trimmed().isEmpty();
    action->setText(m_count <= 0   ? tr("Make a batch")
                    : m_count == 1 ? tr("Make a batch of 1 item")
                                   : tr("Make a batch of %1 items").arg(groupedNumber(m_count)));
    action->setEnabled(hasName && m_count > 0);
    if (m_count < 0) {
        m_words->setText(tr("Counting…"));
    } else if (m_count == 0) {
        m_words->setText(tr("No item passes. Remove a filter."));
    } else {
        m_words->setText(hasName ? QString() : tr("Give the batch a name."));
    }
}

} // namespace plumbline
