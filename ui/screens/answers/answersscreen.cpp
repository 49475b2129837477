#include "ui/screens/answers/answersscreen.h"

#include "ui/delegates/plaintable.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 36;
constexpr int kWhenWidth = 160;
constexpr int kAnswerWidth = 300;
constexpr int kSetWidth = 190;
constexpr int kTimeWidth = 110;

CellLook lookOf(const QModelIndex& index)
{
    const auto row = index.data(AnswersModel::RowRole).value<AnswerRow>();
    CellLook look;
    look.isStruck = row.isSuperseded && index.column() == AnswersModel::AnswerColumn;
    switch (index.column()) {
    case AnswersModel::AnswerColumn:
        look.style = Text::Button;
        look.color = row.isSuperseded ? Color::Text3 : Color::Text;
        if (row.isFlagged) {
            look.icon = u"flag"_s;
            look.iconColor = Color::Warn;
        } else if (row.action == AnnotationAction::Skip) {
            look.icon = u"skip"_s;
        } else if (row.action == AnnotationAction::Retract) {
            look.icon = u"undo"_s;
        }
        break;
    case AnswersModel::PromptColumn:
        look.color = row.isSuperseded ? Color::Text3 : Color::Text;
        break;
    default:
        look.style = Text::Caption;
        look.color = Color::Text2;
        look.isNumber = index.column() == AnswersModel::TimeColumn;
        break;
    }
    return look;
}

} // namespace

AnswersScreen::AnswersScreen(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new AnswersModel(context.store, context.annotator.id, this))
{
    setObjectName(u"answersScreen"_s);
    addActions(context.actions, this);
    build();
    connect(m_model, &AnswersModel::failed, this, &Page::errorOccurred);
    connect(m_model, &AnswersModel::loaded, this, &AnswersScreen::updateView);
}

QString AnswersScreen::pageId() const
{
    return u"answers"_s;
}

QString AnswersScreen::title() const
{
    return tr("My answers");
}

QString AnswersScreen::subtitle() const
{
    return m_context.annotator.name.isEmpty() ? QString() : tr("by %1").arg(m_context.annotator.name);
}

QList<QAction*> AnswersScreen::headerActions() const
{
    return {m_context.actions.action(u"answers.explore"_s), m_context.actions.action(u"answers.open"_s)};
}

QList<QWidget*> AnswersScreen::panes() const
{
    return {m_table, m_filter};
}

void AnswersScreen::addActions(ActionCollection& actions, AnswersScreen* page)
{
    const PageActions here(actions, page, u"answers"_s, tr("My answers"));
    const auto show = [](AnswersModel::Filter filter) {
        return [filter](AnswersScreen& answers) { answers.setFilter(filter); };
    };
    here.add(u"answers.open"_s, tr("Open in Annotate"), {QKeySequence(Qt::Key_Return)}, u"pen"_s,
             [](AnswersScreen& answers) { answers.openCurrent(u"annotate"_s); });
    here.add(u"answers.explore"_s, tr("Show in Explorer"), {QKeySequence(Qt::Key_X)}, u"search"_s,
             [](AnswersScreen& answers) { answers.openCurrent(u"items"_s); });
    here.add(u"answers.all"_s, tr("All answers"), {QKeySequence(Qt::Key_A)}, {},
             show(AnswersModel::Filter::All));
    here.add(u"answers.flagged"_s, tr("Only flagged"), {QKeySequence(Qt::Key_F)}, {},
             show(AnswersModel::Filter::Flagged));
    here.add(u"answers.skipped"_s, tr("Only skipped"), {QKeySequence(Qt::Key_S)}, {},
             show(AnswersModel::Filter::Skipped));
}

void AnswersScreen::build()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    const auto key = [&actions](const QString& id) { return actions.keycapTexts(id).join(u' '); };
    m_filter =
        new SegmentedControl(theme, {tr("All"), tr("Flagged"), tr("Skipped")},
                             {key(u"answers.all"_s), key(u"answers.flagged"_s), key(u"answers.skipped"_s)});
    m_filter->setObjectName(u"answersFilter"_s);
    m_filter->setAccessibleName(tr("Which answers"));
    m_filter->setValue(0);
    connect(m_filter, &SegmentedControl::cellChosen, this,
            [this](int cell) { setFilter(static_cast<AnswersModel::Filter>(cell)); });
    m_count = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_count->setObjectName(u"answersCount"_s);
    m_table = makePlainTable(theme, m_model, new RowDelegate(theme, lookOf, kRow), u"answersTable"_s,
                             tr("My answers"), kRow);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(AnswersModel::PromptColumn, QHeaderView::Stretch);
    header->resizeSection(AnswersModel::WhenColumn, kWhenWidth);
    header->resizeSection(AnswersModel::AnswerColumn, kAnswerWidth);
    header->resizeSection(AnswersModel::SetColumn, kSetWidth);
    header->resizeSection(AnswersModel::TimeColumn, kTimeWidth);
    m_empty = new EmptyState(theme, u"clock"_s, {}, {}, nullptr);
    m_empty->setObjectName(u"answersEmpty"_s);
    m_empty->hide();
    auto* top = new QHBoxLayout;
    top->addWidget(m_filter);
    top->addStretch(1);
    top->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin,
                               metrics::kSpace4);
    column->setSpacing(metrics::kSpace4);
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    connect(m_table, &QTableView::doubleClicked, actions.action(u"answers.open"_s), &QAction::trigger);
    actions.action(u"answers.open"_s)->setEnabled(false); // until there is an answer
    actions.action(u"answers.explore"_s)->setEnabled(false);
}

void AnswersScreen::activate()
{
    m_model->refresh();
    m_table->setFocus();
}

void AnswersScreen::open(const QString& argument)
{
    if (argument == "flagged"_L1) {
        setFilter(AnswersModel::Filter::Flagged);
    } else if (argument == "skipped"_L1) {
        setFilter(AnswersModel::Filter::Skipped);
    }
}

void AnswersScreen::setFilter(AnswersModel::Filter filter)
{
    m_filter->setValue(static_cast<int>(filter));
    m_model->setFilter(filter);
}

void AnswersScreen::updateView()
{
    const int rows = m_model->rowCount();
    const bool hasMore = m_model->canFetchMore({});
    m_count->setText(hasMore     ? tr("the newest %1").arg(groupedNumber(rows))
                     : rows == 1 ? tr("1 answer")
                                 : tr("%1 answers").arg(groupedNumber(rows)));
    m_table->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    ActionCollection& actions = m_context.actions;
    actions.action(u"answers.open"_s)->setEnabled(rows > 0 && m_context.canAnnotate);
    actions.action(u"answers.explore"_s)->setEnabled(rows > 0);
    if (rows > 0) {
        if (!m_table->currentIndex().isValid()) {
            m_table->setCurrentIndex(m_model->index(0, 0));
        }
        return;
    }
    switch (m_model->filter()) {
    case AnswersModel::Filter::All:
        m_empty->setContent(u"clock"_s, tr("You have not answered anything yet."),
                            tr("What you submit or skip is listed here, and can be opened again."),
                            actions.action(u"global.go.annotate"_s));
        break;
    case AnswersModel::Filter::Flagged:
        m_empty->setContent(u"flag"_s, tr("None of your answers is flagged."),
                            tr("A flag marks an item for the lead to look at."),
                            actions.action(u"answers.all"_s));
        break;
    case AnswersModel::Filter::Skipped:
        m_empty->setContent(u"skip"_s, tr("You have skipped nothing."),
                            tr("Skipped items can be opened again."), actions.action(u"answers.all"_s));
        break;
    }
}

void AnswersScreen::openCurrent(const QString& pageId)
{
    const QModelIndex index = m_table->currentIndex();
    if (index.isValid()) {
        const auto row = index.data(AnswersModel::RowRole).value<AnswerRow>();
        Q_EMIT pageRequested(pageId, u"item:%1"_s.arg(row.item.value));
    }
}

} // namespace plumbline
