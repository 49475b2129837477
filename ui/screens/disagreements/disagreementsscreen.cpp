#include "ui/screens/disagreements/disagreementsscreen.h"

#include "core/base/clock.h"
#include "core/base/whenfinished.h"
#include "core/domain/adjudication.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/selectjob.h"
#include "core/store/store.h"
#include "ui/screens/disagreements/disagreementtable.h"
#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/screens/inspect/common/rowmarks.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pilltabs.h"

#include <QHBoxLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr DisagreementSides kTabs[] = {DisagreementSides::Any, DisagreementSides::People,
                                       DisagreementSides::PeopleAndJudges, DisagreementSides::Judges};

constexpr int kNarrowPage = 1100; ///< below it some columns give way to the prompt

InspectTraits traits()
{
    InspectTraits out;
    out.id = u"disagreements"_s;
    out.title = DisagreementsScreen::tr("Disagreements");
    out.icon = u"diff"_s;
    out.parts = {FilterPart::By,   FilterPart::Annotator, FilterPart::Batch,      FilterPart::Category,
                 FilterPart::Turn, FilterPart::Aspect,    FilterPart::HiddenModel};
    return out;
}

} // namespace

DisagreementsScreen::DisagreementsScreen(AppContext& context, QWidget* parent)
    : InspectPage(context, traits(), parent)
{
    addActions(context.actions, this);
    build();
    context.actions.action(u"disagreements.batch"_s)->setEnabled(false); // until something is listed
    m_report = addReport<DisagreementReport>([this](const DisagreementReport& report) { take(report); });
    if (context.jobs != nullptr) {
        connect(context.jobs, &JobRunner::finished, this, &DisagreementsScreen::noteJob);
    }
}

void DisagreementsScreen::addActions(ActionCollection& actions, DisagreementsScreen* page)
{
    const QString id = u"disagreements"_s;
    InspectKeys keys;
    keys.hasTable = false;
    keys.hasExamples = false;
    keys.hasChart = false;
    keys.hasBatch = false;
    addInspectActions(actions, id, tr("Disagreements"), page, keys);
    const PageActions here(actions, page, id, tr("Disagreements"));
    here.add(u"disagreements.batch"_s, tr("Make a batch to settle"), {QKeySequence(Qt::Key_B)}, u"plus"_s,
             &DisagreementsScreen::makeBatch);
    here.add(u"disagreements.choose"_s, tr("Mark this one"), {QKeySequence(Qt::Key_Space)}, u"check"_s,
             [](DisagreementsScreen& self) { self.m_marks->toggleCurrent(); });
    here.add(u"disagreements.choose_all"_s, tr("Mark all"), {QKeySequence(Qt::CTRL | Qt::Key_A)}, u"check"_s,
             [](DisagreementsScreen& self) { self.m_marks->toggleAll(); });
    const auto toggle = [&](const QString& name, const QString& text, Qt::Key key,
                            bool DisagreementOptions::*option) {
        ActionSpec spec;
        spec.id = name;
        spec.text = text;
        spec.keys = {QKeySequence(key)};
        spec.isCheckable = true;
        here.add(spec, [name, option](DisagreementsScreen& self) {
            self.m_options.*option = self.context().actions.action(name)->isChecked();
            self.refresh();
        });
    };
    toggle(u"disagreements.ties"_s, tr("Ties count too"), Qt::Key_T, &DisagreementOptions::withTies);
    toggle(u"disagreements.settled"_s, tr("Show settled ones"), Qt::Key_S, &DisagreementOptions::withSettled);
    const QStringList names{tr("All disagreements"), tr("Between people"), tr("Between people and judges"),
                            tr("Between judges")};
    for (int tab = 0; tab < 4; ++tab) {
        here.add(u"disagreements.tab%1"_s.arg(tab + 1), names[tab], {QKeySequence(Qt::Key_1 + tab)}, {},
                 [tab](DisagreementsScreen& self) { self.setSides(kTabs[tab]); });
    }
}

QString DisagreementsScreen::subtitle() const
{
    return tr("what people and judges are opposed on");
}

QList<QWidget*> DisagreementsScreen::panes() const
{
    return {m_view, m_tabs};
}

void DisagreementsScreen::build()
{
    const Theme& theme = context().theme;
    ActionCollection& actions = context().actions;
    m_tabs = new PillTabs(theme, {tr("All"), tr("People"), tr("People and judges"), tr("Judges")});
    m_tabs->setObjectName(u"disagreementTabs"_s);
    m_tabs->setAccessibleName(tr("Between whom"));
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace3);
    row->addWidget(m_tabs);
    row->addStretch();
    for (const QString& id : {u"disagreements.ties"_s, u"disagreements.settled"_s}) {
        auto* button = new KeyButton(theme, actions.action(id), KeyButton::Kind::Toggle);
        button->setObjectName(id + u".button"_s);
        row->addWidget(button);
    }
    m_model = new ReportTable(disagreementColumns(), this);
    m_view = makeReportView(theme, m_model, u"disagreementTable"_s, tr("Disagreements"), metrics::kRow);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_card = new Card(theme, tr("Disagreements"), tr("the most contested first"));
    m_card->setHeaderRule(true);
    for (const auto& [id, kind] : {std::pair(u"disagreements.open"_s, KeyButton::Kind::Quiet),
                                   std::pair(u"disagreements.choose_all"_s, KeyButton::Kind::Quiet),
                                   std::pair(u"disagreements.batch"_s, KeyButton::Kind::Primary)}) {
        auto* button = new KeyButton(theme, actions.action(id), kind);
        button->setObjectName(id + u".button"_s);
        m_card->addHeaderWidget(button);
    }
    m_card->body()->setSpacing(0);
    m_card->body()->addWidget(m_view, 1);
    m_none = new EmptyState(theme, u"check"_s, {}, {});
    m_none->setObjectName(u"disagreementsNone"_s);
    m_none->hide();
    m_card->body()->addWidget(m_none, 1);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    column->addLayout(row);
    column->addWidget(m_card, 1);
    setContent(content);
    connect(m_tabs, &PillTabs::cellChosen, this, [this](int tab) { setSides(kTabs[tab]); });
    connect(m_view, &QTableView::doubleClicked, this, &DisagreementsScreen::openCurrent);
    m_marks = new RowMarks(*m_view, *m_model, static_cast<int>(DisagreementColumn::Chosen));
    connect(m_marks, &RowMarks::changed, this, &DisagreementsScreen::fill);
}

void DisagreementsScreen::activate()
{
    InspectPage::activate();
    readWaiting();
    m_view->setFocus();
}

void DisagreementsScreen::resizeEvent(QResizeEvent* event)
{
    InspectPage::resizeEvent(event);
    for (const DisagreementColumn column :
         {DisagreementColumn::Category, DisagreementColumn::Turn, DisagreementColumn::Between}) {
        m_view->setColumnHidden(static_cast<int>(column), width() < kNarrowPage);
    }
}

void DisagreementsScreen::refresh()
{
    m_report->setCompute([filter = filter(), options = m_options](const LabelTable& table,
                                                                  const std::function<bool()>& isCancelled) {
        return disagreementReport(table, filter, options, isCancelled);
    });
}

void DisagreementsScreen::labelsChanged()
{
    readWaiting();
}

void DisagreementsScreen::readWaiting()
{
    if (context().store == nullptr) {
        return;
    }
    whenFinished(context().store->readAsync(waitingPairs), this,
                 [this](const Result<ResponsePairs>& waiting) {
                     if (waiting && *waiting != m_waiting) {
                         m_waiting = *waiting;
                         fill();
                     }
                 });
}

void DisagreementsScreen::take(const DisagreementReport& report)
{
    QSet<qint64> listed;
    for (const Disagreement& unit : report.units) {
        listed.insert(keyOf(unit));
    }
    m_marks->keepOnly(listed);
    fill();
}

void DisagreementsScreen::fill()
{
    if (m_report->last() == nullptr) {
        return;
    }
    m_marks->show(disagreementRows(*m_report->last(), m_marks->keys(), m_waiting));
    updateWords();
}

void DisagreementsScreen::updateWords()
{
    const DisagreementReport& report = *m_report->last();
    const auto listed = static_cast<qint64>(report.units.size());
    qint64 waiting = 0;
    for (const Disagreement& unit : report.units) {
        waiting += isWaiting(unit, m_waiting) ? 1 : 0;
    }
    m_tabs->setTexts({tr("All"), tr("People %1").arg(groupedNumber(report.amongPeople)),
                      tr("People and judges %1").arg(groupedNumber(report.peopleAgainstJudges)),
                      tr("Judges %1").arg(groupedNumber(report.amongJudges))});
    m_card->setTitle(listed == 1 ? tr("1 pair") : tr("%1 pairs").arg(groupedNumber(listed)));
    QStringList caption{tr("the most contested first")};
    if (waiting > 0) {
        caption << tr("%1 waiting to be settled").arg(groupedNumber(waiting));
    }
    if (report.settled > 0) {
        caption << tr("%1 settled").arg(groupedNumber(report.settled));
    }
    m_card->setCaption(caption.join(u", "_s));
    setCount(report.judged == 1 ? tr("1 pair with two verdicts or more")
                                : tr("%1 pairs with two verdicts or more").arg(groupedNumber(report.judged)));
    setSummary(tr("People are opposed on %1 pairs. On %2 pairs a judge is against what most people say.")
                   .arg(groupedNumber(report.amongPeople), groupedNumber(report.peopleAgainstJudges)),
               tr("Opposed: one says the first answer is better, another that the second one is. With “Ties "
                  "count too” a tie against a decided verdict is a disagreement as well."));
    setSelections(m_marks->chips());
    m_view->setVisible(listed > 0);
    m_none->setVisible(listed == 0);
    m_none->setContent(
        u"check"_s,
        report.settled > 0 && !m_options.withSettled ? tr("All that they disagreed on is settled.")
                                                     : tr("No verdicts are opposed here."),
        m_options.withTies ? QString() : tr("Press T to count ties against decided verdicts too."));
    context()
        .actions.action(u"disagreements.batch"_s)
        ->setEnabled(context().jobs != nullptr && !wanted(nullptr).isEmpty());
}

void DisagreementsScreen::setSides(DisagreementSides sides)
{
    for (int tab = 0; tab < 4; ++tab) {
        if (kTabs[tab] == sides) {
            m_tabs->setCurrent(tab);
        }
    }
    if (m_options.sides != sides) {
        m_options.sides = sides;
        refresh();
    }
}

void DisagreementsScreen::openSelection(const QString& text)
{
    setSides(text == "people"_L1          ? DisagreementSides::People
             : text == "people-judges"_L1 ? DisagreementSides::PeopleAndJudges
             : text == "judges"_L1        ? DisagreementSides::Judges
                                          : DisagreementSides::Any);
}

void DisagreementsScreen::selectionRemoved(const QString&)
{
    m_marks->clear();
}

QList<ItemId> DisagreementsScreen::wanted(qsizetype* leftOut) const
{
    QList<ItemId> items;
    qsizetype out = 0;
    if (m_report->last() != nullptr) {
        for (const Disagreement& unit : m_report->last()->units) {
            const qint64 key = keyOf(unit);
            if (key == 0 || !m_marks->isWanted(key)) {
                continue;
            }
            if (unit.isSettled || isWaiting(unit, m_waiting)) {
                ++out;
            } else {
                items.append(ItemId{key});
            }
        }
    }
    if (leftOut != nullptr) {
        *leftOut = out;
    }
    return items;
}

void DisagreementsScreen::makeBatch()
{
    qsizetype leftOut = 0;
    const QList<ItemId> items = wanted(&leftOut);
    if (context().jobs == nullptr || items.isEmpty()) {
        return;
    }
    startBatch(items, leftOut);
}

void DisagreementsScreen::startBatch(const QList<ItemId>& items, qsizetype leftOut)
{
    const QString base =
        tr("Adjudication %1").arg(context().clock.now().toLocalTime().date().toString(Qt::ISODate));
    const auto nameOf = [base](Session& session) { return freeBatchName(session, base); };
    whenFinished(context().store->readAsync(nameOf), this,
                 [this, items, leftOut](const Result<QString>& name) {
                     if (!name) {
                         Q_EMIT errorOccurred(name.error());
                         return;
                     }
                     QStringList body{tr("%n pair(s) go into the batch “%1”, one verdict each.", nullptr,
                                         static_cast<int>(items.size()))
                                          .arg(*name)};
                     body << tr("They keep their answers and questions; the votes stay where they are.");
                     if (leftOut > 0) {
                         body << tr("%n that wait already or are settled are left out.", nullptr,
                                    static_cast<int>(leftOut));
                     }
                     if (!context().dialogs.confirm(this, tr("Make a batch to settle these?"),
                                                    body.join(u' '), tr("Make the batch"))) {
                         return;
                     }
                     SelectRequest request;
                     request.name = *name;
                     request.items = items;
                     request.batchMeta = adjudicationMeta();
                     whenFinished(context().jobs->startAsync(u"select"_s, selectJobParams(request)), this,
                                  [this](const Result<JobId>& job) {
                                      if (job) {
                                          m_job = *job;
                                      } else {
                                          Q_EMIT errorOccurred(job.error());
                                      }
                                  });
                 });
}

void DisagreementsScreen::noteJob(const Job& job)
{
    if (job.id != m_job) {
        return;
    }
    m_job = {};
    if (job.state != JobState::Done) {
        Q_EMIT messageRequested(MessageKind::Error, tr("The batch was not made."), job.message);
        return;
    }
    m_marks->clear();
    const auto items = static_cast<int>(job.result.value("items"_L1).toInteger());
    Q_EMIT messageRequested(
        MessageKind::Done,
        tr("%n pair(s) wait in “%1”.", nullptr, items).arg(job.params.value("name"_L1).toString()),
        tr("They are settled on the page Adjudication. Nobody gets them in My queue."));
    readWaiting();
}

void DisagreementsScreen::openCurrent()
{
    const qint64 key = m_view->currentIndex().data(ReportTable::KeyRole).toLongLong();
    if (key > 0) {
        Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(key));
    }
}

std::optional<EmptyWords> DisagreementsScreen::emptyWords(const LabelTable& labels) const
{
    if (const auto words = InspectPage::emptyWords(labels)) {
        return words;
    }
    const DisagreementReport* report = m_report != nullptr ? m_report->last().get() : nullptr;
    if (report == nullptr || m_report->isStale() || !report->units.empty()) {
        return std::nullopt;
    }
    if (report->judged == 0) {
        return filter() == LabelFilter()
                   ? EmptyWords{tr("No pair has two verdicts yet."),
                                tr("Disagreements show where two people, or a person and a judge, have "
                                   "judged "
                                   "the same two answers. Ask for more labels of a batch."),
                                context().actions.action(u"global.go.batches"_s)}
                   : nothingPasses();
    }
    return std::nullopt;
}

NumbersTable DisagreementsScreen::numbers() const
{
    return m_model->numbers(u"disagreements"_s);
}

} // namespace plumbline
