// How the export dialog is built, and its actions.
#include "ui/screens/data/exportdialog.h"
#include "ui/screens/data/exportform.h"
#include "ui/screens/data/funnelrow.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/textviews/markdowntext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFirstRecordHeight = 56;
constexpr int kTabsHeight = 40;
constexpr int kCardWidth = 760;

QPlainTextEdit* codeView(const Theme& theme, const QString& objectName, const QString& name)
{
    auto* view = new QPlainTextEdit;
    view->setObjectName(objectName);
    view->setAccessibleName(name);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    view->setFont(theme.font(Text::Mono));
    QObject::connect(&theme, &Theme::changed, view,
                     [view, &theme] { view->setFont(theme.font(Text::Mono)); });
    return view;
}

} // namespace

void ExportDialog::addActions(ActionCollection& actions)
{
    const PageActions<ExportDialog> here(actions, nullptr, u"export"_s, tr("Export"));
    const auto add = [&here](const QString& id, const QString& text, const QKeySequence& key,
                             const QString& icon = {}) {
        here.add(u"export."_s + id, text, {key}, icon)->setEnabled(true);
    };
    for (int index = 1; index <= ExportForm::formatCount(); ++index) {
        add(u"format%1"_s.arg(index), tr("Format %1").arg(index), QKeySequence(Qt::Key_0 + index));
    }
    add(u"set"_s, tr("Choose the set"), QKeySequence(Qt::Key_S));
    add(u"kind"_s, tr("Choose the kind"), QKeySequence(Qt::Key_K));
    add(u"people"_s, tr("Choose whose labels"), QKeySequence(Qt::Key_P));
    add(u"labels"_s, tr("Choose how several labels become one"), QKeySequence(Qt::Key_L));
    add(u"ties"_s, tr("Choose what becomes of ties"), QKeySequence(Qt::Key_T));
    add(u"split"_s, tr("Choose the split"), QKeySequence(Qt::Key_R));
    ActionSpec edit;
    edit.id = u"export.editCard"_s;
    edit.text = tr("Edit the card");
    edit.keys = {QKeySequence(Qt::Key_I)};
    edit.icon = u"pen"_s;
    edit.isCheckable = true;
    QAction* editCard = here.add(edit);
    editCard->setEnabled(true);
    editCard->setChecked(false);
    const QList<ExportForm::Check> checks = ExportForm::checks();
    for (const ExportForm::Check& check : checks) {
        add(check.id, check.text, QKeySequence(check.key));
    }
    add(u"path"_s, tr("Choose"), QKeySequence(Qt::Key_O), u"file"_s);
    add(u"copy"_s, tr("Copy the command"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    add(u"go"_s, tr("Export"), QKeySequence(Qt::CTRL | Qt::Key_Return));
}

void ExportDialog::connectActions()
{
    ActionCollection& actions = m_context.actions;
    const auto on = [&](const QString& id, auto slot) {
        connect(actions.action(u"export."_s + id), &QAction::triggered, this, slot);
    };
    for (int index = 0; index < ExportForm::formatCount(); ++index) {
        on(u"format%1"_s.arg(index + 1), [this, index] { m_form->chooseFormat(index); });
    }
    for (const QString& field : {u"set"_s, u"kind"_s, u"people"_s, u"labels"_s, u"ties"_s, u"split"_s}) {
        on(field, [this, field] { m_form->focusField(field); });
    }
    const QList<ExportForm::Check> checks = ExportForm::checks();
    for (const ExportForm::Check& check : checks) {
        on(check.id, [this, id = check.id] { m_form->toggle(id); });
    }
    connect(actions.action(u"export.editCard"_s), &QAction::toggled, this, &ExportDialog::editCard);
    on(u"path"_s, [this] { choosePath(); });
    on(u"copy"_s, [this] { copyCommand(); });
    on(u"go"_s, [this] { startExport(); });
    connect(m_form, &ExportForm::changed, &m_previewSoon, qOverload<>(&QTimer::start));
    connect(m_form, &ExportForm::changed, this, [this] {
        m_isCounted = false;
        m_funnel->setStale(true);
        updateFooter();
    });
    connect(m_form, &ExportForm::formatChanged, this, &ExportDialog::proposePath);
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        m_files->setPlainText(filesPlanned().join(u'\n'));
        updateFooter();
    });
    connect(m_tabs, &PillTabs::cellChosen, this, &ExportDialog::showTab);
}

void ExportDialog::build()
{
    m_form = new ExportForm(m_context.theme, m_context.actions);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_form);
    row->addWidget(buildRight(), 1);
    body()->addLayout(row, 1);
}

QWidget* ExportDialog::buildRight()
{
    const Theme& theme = m_context.theme;
    m_funnel = new FunnelRow(theme);
    m_tabs = new PillTabs(theme, {tr("Card"), tr("First records"), tr("Files")});
    m_tabs->setObjectName(u"exportTabs"_s);
    m_tabs->setAccessibleName(tr("What is written"));
    m_tabs->setFixedHeight(theme.scaled(kTabsHeight));
    m_tabs->setCurrent(0);
    m_card = new MarkdownText(theme);
    m_card->setObjectName(u"exportCard"_s);
    m_card->setAccessibleName(tr("Data card"));
    m_card->setTextWidthMax(kCardWidth);
    m_cardEdit = new QPlainTextEdit;
    m_cardEdit->setObjectName(u"exportCardEdit"_s);
    m_cardEdit->setAccessibleName(tr("Data card, as Markdown"));
    m_cardEdit->setPlaceholderText(tr("Empty: the card is made from what is written."));
    m_cardEdit->setTabChangesFocus(true);
    m_cardEdit->setFont(theme.font(Text::Mono));
    m_cardEdit->installEventFilter(this);
    connect(&theme, &Theme::changed, m_cardEdit,
            [this, &theme] { m_cardEdit->setFont(theme.font(Text::Mono)); });
    m_cardPages = new QStackedWidget;
    m_cardPages->addWidget(m_card);
    m_cardPages->addWidget(m_cardEdit);
    m_records = codeView(theme, u"exportRecords"_s, tr("First records"));
    m_files = codeView(theme, u"exportFiles"_s, tr("Files"));
    m_pages = new QStackedWidget;
    for (QWidget* page : {static_cast<QWidget*>(m_cardPages), static_cast<QWidget*>(m_records),
                          static_cast<QWidget*>(m_files)}) {
        m_pages->addWidget(page);
    }
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(metrics::kPageMargin, 0, metrics::kPageMargin, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    auto* editButton =
        new KeyButton(theme, m_context.actions.action(u"export.editCard"_s), KeyButton::Kind::Quiet);
    editButton->setObjectName(u"export.editCard.button"_s);
    tabs->addWidget(editButton);
    auto* pages = new QVBoxLayout;
    pages->setContentsMargins(metrics::kPageMargin, metrics::kSpace5, metrics::kSpace3, 0);
    pages->addWidget(m_pages, 1);
    auto* foot = new BarFrame(theme, Color::Inset, Qt::TopEdge);
    auto* record = new QVBoxLayout(foot);
    record->setContentsMargins(metrics::kPageMargin, metrics::kSpace3, metrics::kPageMargin,
                               metrics::kSpace3);
    record->setSpacing(metrics::kSpace2);
    m_recordTitle = new ThemedLabel(theme, {}, Text::Head, Color::Text2);
    m_recordTitle->setObjectName(u"exportRecordTitle"_s);
    m_firstRecord = codeView(theme, u"exportFirstRecord"_s, tr("First record"));
    m_firstRecord->setFixedHeight(theme.scaled(kFirstRecordHeight));
    m_firstRecord->viewport()->setAutoFillBackground(false);
    record->addWidget(m_recordTitle);
    record->addWidget(m_firstRecord);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_funnel);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    column->addLayout(tabs);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    column->addLayout(pages, 1);
    column->addWidget(foot);
    return right;
}

void ExportDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    m_pathLabel = new ThemedLabel(theme, tr("File"), Text::Strong, Color::Text2);
    m_path = new QLineEdit;
    m_path->setObjectName(u"exportPath"_s);
    m_path->setAccessibleName(tr("Where to write"));
    m_pathLabel->setBuddy(m_path);
    const auto button = [&](const QString& id, KeyButton::Kind kind) {
        auto* made = new KeyButton(theme, m_context.actions.action(id), kind);
        made->setObjectName(id + u".button"_s);
        made->setControlHeight(metrics::kButtonFooter);
        return made;
    };
    footer()->addWidget(m_pathLabel);
    footer()->addWidget(m_path, 1);
    footer()->addWidget(button(u"export.path"_s, KeyButton::Kind::Secondary));
    footer()->addSpacing(metrics::kSpace3);
    footer()->addWidget(button(u"export.copy"_s, KeyButton::Kind::Secondary));
    m_exportButton = button(u"export.go"_s, KeyButton::Kind::Primary);
    footer()->addWidget(m_exportButton);
}

} // namespace plumbline
