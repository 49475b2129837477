// How the dialog of a prompt template is built, and its actions.
#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/screens/judgesetup/templatedialog.h"
#include "ui/screens/judgesetup/templatediffview.h"
#include "ui/screens/judgesetup/templateeditor.h"
#include "ui/screens/judgesetup/templatefieldsmodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRightWidth = 500;
constexpr int kTabsHeight = 40;
constexpr int kRow = 28;
constexpr int kStateWidth = 220;
constexpr int kMostItems = 2'000'000'000;

CellLook fieldLook(const QModelIndex& index)
{
    CellLook look;
    if (index.column() == TemplateFieldsModel::NameColumn) {
        look.style = Text::Mono;
        look.color = Color::AccentText;
        return look;
    }
    look.style = Text::Caption;
    look.color = index.data(TemplateFieldsModel::IsMissingRole).toBool() ? Color::Bad
                 : index.data(TemplateFieldsModel::IsUsedRole).toBool()  ? Color::Text
                                                                         : Color::Text3;
    return look;
}

KeyButton* buttonOf(const Theme& theme, QAction* action, KeyButton::Kind kind = KeyButton::Kind::Secondary)
{
    auto* button = new KeyButton(theme, action, kind);
    button->setObjectName(action->objectName() + u".button"_s);
    return button;
}

} // namespace

void TemplateDialog::addActions(ActionCollection& actions)
{
    const PageActions<TemplateDialog> here(actions, nullptr, u"templateedit"_s, tr("Prompt template"));
    here.add(u"templateedit.previous"_s, tr("Previous item"), {QKeySequence(Qt::ALT | Qt::Key_Left)},
             u"left"_s);
    here.add(u"templateedit.next"_s, tr("Next item"), {QKeySequence(Qt::ALT | Qt::Key_Right)}, u"right"_s);
    here.add(u"templateedit.preview"_s, tr("With an item"), {QKeySequence(Qt::ALT | Qt::Key_1)});
    here.add(u"templateedit.changes"_s, tr("Changes"), {QKeySequence(Qt::ALT | Qt::Key_2)});
    here.add(u"templateedit.fields"_s, tr("Fields"), {QKeySequence(Qt::ALT | Qt::Key_3)});
    here.add(u"templateedit.message"_s, tr("Add a message"), {QKeySequence(Qt::CTRL | Qt::Key_M)}, u"plus"_s);
    here.add(u"templateedit.go"_s, tr("Save as a new version"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
}

QWidget* TemplateDialog::buildLeft()
{
    const Theme& theme = m_context.theme;
    const auto line = [this](const QString& objectName, const QString& name) {
        auto* field = new QLineEdit;
        field->setObjectName(objectName);
        field->setAccessibleName(name);
        field->setMaxLength(80);
        connect(field, &QLineEdit::textChanged, this, &TemplateDialog::takeEdit);
        return field;
    };
    m_id = line(u"templateId"_s, tr("Id"));
    m_title = line(u"templateTitle"_s, tr("Title"));
    m_title->setMaxLength(200);
    auto* head = new QGridLayout;
    head->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin, metrics::kSpace3);
    head->setHorizontalSpacing(metrics::kSpace4);
    head->setVerticalSpacing(metrics::kSpace3);
    const QList<QPair<QString, QLineEdit*>> rows{{tr("Title"), m_title}, {tr("Id"), m_id}};
    for (int row = 0; row < rows.size(); ++row) {
        auto* label = new ThemedLabel(theme, rows[row].first, Text::Body, Color::Text2);
        label->setBuddy(rows[row].second);
        head->addWidget(label, row, 0);
        head->addWidget(rows[row].second, row, 1);
    }
    m_addMessage =
        buttonOf(theme, m_context.actions.action(u"templateedit.message"_s), KeyButton::Kind::Quiet);
    head->addWidget(m_addMessage, 1, 2);
    m_editor = new TemplateEditor(theme);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    column->addWidget(m_editor, 1);
    return left;
}

QWidget* TemplateDialog::buildRight()
{
    const Theme& theme = m_context.theme;
    m_tabs = new PillTabs(theme, {tr("With an item"), tr("Changes"), tr("Fields")});
    m_tabs->setObjectName(u"templateTabs"_s);
    m_tabs->setAccessibleName(tr("What is shown beside the template"));
    m_tabs->setFixedHeight(theme.scaled(kTabsHeight));
    m_tabs->setCurrent(PreviewTab);
    m_pages = new QStackedWidget;
    m_pages->addWidget(buildPreview());
    m_pages->addWidget(buildChanges());
    m_pages->addWidget(buildFields());
    connect(m_tabs, &PillTabs::cellChosen, m_pages, &QStackedWidget::setCurrentIndex);
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(metrics::kSpace6, 0, metrics::kSpace6, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    auto* pane = new BarFrame(theme, Color::Inset, Qt::LeftEdge);
    pane->setFixedWidth(theme.scaled(kRightWidth));
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tabs);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    column->addWidget(m_pages, 1);
    return pane;
}

QWidget* TemplateDialog::buildPreview()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_number = new QSpinBox;
    m_number->setObjectName(u"templateItem"_s);
    m_number->setAccessibleName(tr("Number of the item"));
    m_number->setRange(1, kMostItems);
    m_previewWords = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_previewWords->setObjectName(u"templatePreviewWords"_s);
    m_previewWords->setWordWrap(true);
    m_preview = new QPlainTextEdit;
    m_preview->setObjectName(u"templatePreview"_s);
    m_preview->setAccessibleName(tr("What is sent, with this item"));
    m_preview->setReadOnly(true);
    m_preview->setTabChangesFocus(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_preview->setFont(theme.font(Text::Mono));
    connect(&theme, &Theme::changed, m_preview,
            [this, &theme] { m_preview->setFont(theme.font(Text::Mono)); });
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace3);
    row->addWidget(new ThemedLabel(theme, tr("Item"), Text::Body, Color::Text2));
    row->addWidget(m_number);
    for (const QString& id : {u"templateedit.previous"_s, u"templateedit.next"_s}) {
        KeyButton* button = buttonOf(theme, actions.action(id), KeyButton::Kind::Quiet);
        button->setIconOnly(true);
        row->addWidget(button);
    }
    row->addStretch(1);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace6, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    column->addLayout(row);
    column->addWidget(m_previewWords);
    column->addWidget(m_preview, 1);
    return page;
}

QWidget* TemplateDialog::buildChanges()
{
    const Theme& theme = m_context.theme;
    m_against = new QComboBox;
    m_against->setObjectName(u"templateAgainst"_s);
    m_against->setAccessibleName(tr("Compared with"));
    for (qsizetype index = m_versions.size(); index-- > 0;) {
        const PromptTemplate& one = m_versions[index];
        m_against->addItem(one.isBuiltIn ? tr("Version %1, built in").arg(one.version)
                                         : tr("Version %1").arg(one.version),
                           index);
    }
    m_changeWords = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_changeWords->setObjectName(u"templateChangeWords"_s);
    m_changeWords->setWordWrap(true);
    m_diff = new TemplateDiffView(theme);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace3);
    row->addWidget(new ThemedLabel(theme, tr("Since"), Text::Body, Color::Text2));
    row->addWidget(m_against);
    row->addStretch(1);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace6, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    column->addLayout(row);
    column->addWidget(m_changeWords);
    column->addWidget(m_diff, 1);
    return page;
}

QWidget* TemplateDialog::buildFields()
{
    const Theme& theme = m_context.theme;
    m_fields = new TemplateFieldsModel(this);
    m_fieldTable = makePlainTable(theme, m_fields, new RowDelegate(theme, fieldLook, kRow),
                                  u"templateFields"_s, tr("Fields"), kRow);
    m_fieldTable->horizontalHeader()->setSectionResizeMode(TemplateFieldsModel::NameColumn,
                                                           QHeaderView::Stretch);
    m_fieldTable->horizontalHeader()->resizeSection(TemplateFieldsModel::StateColumn, kStateWidth);
    auto* hint = new ThemedLabel(
        theme,
        tr("Enter or a double click puts a field where the cursor is. {{#name}} … {{/name}} stands only "
           "where "
           "the field holds something, {{^name}} … {{/name}} only where it does not. What people and models "
           "wrote is set between marks that no text can forge."),
        Text::Caption, Color::Text2);
    hint->setWordWrap(true);
    connect(m_fieldTable, &QTableView::activated, this, [this](const QModelIndex& index) {
        m_editor->insertField(index.data(TemplateFieldsModel::FieldRole).toString());
    });
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    column->addWidget(m_fieldTable, 1);
    column->addWidget(hint);
    return page;
}

void TemplateDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    m_words = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_words->setObjectName(u"templateWords"_s);
    m_words->setWordWrap(true);
    m_goButton = buttonOf(theme, m_context.actions.action(u"templateedit.go"_s), KeyButton::Kind::Primary);
    m_goButton->setControlHeight(metrics::kButtonFooter);
    footer()->addWidget(m_words, 1);
    footer()->addWidget(m_goButton);
}

} // namespace plumbline
