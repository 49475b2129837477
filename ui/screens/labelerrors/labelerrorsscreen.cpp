#include "ui/screens/labelerrors/labelerrorsscreen.h"

#include "ui/screens/agreement/agreementwords.h"
#include "ui/screens/inspect/common/batchmaker.h"
#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/screens/inspect/common/rowmarks.h"
#include "ui/screens/labelerrors/labelerrortable.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pilltabs.h"

#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

const QList<ConsensusMethod> kMethods{ConsensusMethod::DawidSkene,    ConsensusMethod::Majority,
                                      ConsensusMethod::OneCoin,       ConsensusMethod::Mace,
                                      ConsensusMethod::Glad,          ConsensusMethod::Wawa,
                                      ConsensusMethod::ZeroBasedSkill};

InspectTraits traits()
{
    InspectTraits traits;
    traits.id = u"labelerrors"_s;
    traits.title = LabelErrorsScreen::tr("Label errors");
    traits.icon = u"flag"_s;
    traits.filter.by = {AnnotatorKind::Human};
    return traits;
}

} // namespace

LabelErrorsScreen::LabelErrorsScreen(AppContext& context, QWidget* parent)
    : InspectPage(context, traits(), parent)
    , m_batchMaker(new BatchMaker(context, this))
{
    addActions(context.actions, this);
    build();
    m_quick = addReport<LabelErrorReport>([this](const LabelErrorReport& quick) { takeQuick(quick); });
    m_main = addReport<LabelErrorReport>([this](const LabelErrorReport&) { take(m_main->last()); });
    m_consensus = addReport<ConsensusReport>([](const ConsensusReport&) {});
}

LabelErrorsScreen::~LabelErrorsScreen() = default;

void LabelErrorsScreen::addActions(ActionCollection& actions, LabelErrorsScreen* page)
{
    const QString id = u"labelerrors"_s;
    InspectKeys keys;
    keys.hasTable = false;
    keys.hasExamples = false;
    keys.hasChart = false;
    addInspectActions(actions, id, tr("Label errors"), page, keys);
    const PageActions here(actions, page, id, tr("Label errors"));
    here.add(u"labelerrors.choose"_s, tr("Mark this one"), {QKeySequence(Qt::Key_Space)}, u"check"_s,
             [](LabelErrorsScreen& self) { self.m_marks->toggleCurrent(); });
    here.add(u"labelerrors.choose_all"_s, tr("Mark all"), {QKeySequence(Qt::CTRL | Qt::Key_A)}, u"check"_s,
             [](LabelErrorsScreen& self) { self.m_marks->toggleAll(); });
    here.add(u"labelerrors.question"_s, tr("Next question"), {QKeySequence(Qt::Key_Q)}, {},
             &LabelErrorsScreen::nextQuestion);
    here.add(u"labelerrors.annotator"_s, tr("Open the annotator"), {QKeySequence(Qt::Key_U)}, u"users"_s,
             &LabelErrorsScreen::openAnnotator);
    for (int index = 0; index < static_cast<int>(kMethods.size()); ++index) {
        here.add(u"labelerrors.method%1"_s.arg(index + 1), tr("Method: %1").arg(methodName(kMethods[index])),
                 {QKeySequence(Qt::Key_1 + index)}, {},
                 [index](LabelErrorsScreen& self) { self.setMethod(kMethods[index]); });
    }
}

QString LabelErrorsScreen::subtitle() const
{
    return tr("labels that the others’ labels speak against");
}

QList<QWidget*> LabelErrorsScreen::panes() const
{
    return {m_view, m_methods};
}

void LabelErrorsScreen::build()
{
    const Theme& theme = context().theme;
    m_questions = new PillTabs(theme, {});
    m_questions->setObjectName(u"labelErrorQuestions"_s);
    m_questions->setAccessibleName(tr("Which question"));
    m_questions->hide();
    QStringList names;
    for (const ConsensusMethod method : kMethods) {
        names << methodName(method);
    }
    m_methods = new PillTabs(theme, names);
    m_methods->setObjectName(u"labelErrorMethods"_s);
    m_methods->setAccessibleName(tr("How labels are combined"));
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace5);
    row->addWidget(m_questions);
    row->addStretch(1);
    row->addWidget(m_methods);
    m_model = new ReportTable(labelErrorColumns(), this);
    m_view = makeReportView(theme, m_model, u"labelErrorTable"_s, tr("Label errors"), metrics::kRow, true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_card = new Card(theme, tr("Label errors"), tr("the most suspicious first"));
    m_card->setHeaderRule(true);
    for (const auto& [name, kind] :
         {std::pair("open", KeyButton::Kind::Quiet), std::pair("choose_all", KeyButton::Kind::Quiet),
          std::pair("batch", KeyButton::Kind::Primary)}) {
        auto* button = new KeyButton(theme, action(name), kind);
        button->setObjectName(u"labelErrors_"_s + QString::fromLatin1(name));
        m_card->addHeaderWidget(button);
    }
    m_none = new EmptyState(theme, u"check"_s, {}, {});
    m_none->setObjectName(u"labelErrorsNone"_s);
    m_none->hide();
    m_card->body()->setSpacing(0);
    m_card->body()->addWidget(m_view, 1);
    m_card->body()->addWidget(m_none, 1);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    column->addLayout(row);
    column->addWidget(m_card, 1);
    setContent(content);
    connect(m_questions, &PillTabs::cellChosen, this, &LabelErrorsScreen::setQuestion);
    connect(m_methods, &PillTabs::cellChosen, this, [this](int index) { setMethod(kMethods.at(index)); });
    connect(m_view, &QTableView::doubleClicked, this, &LabelErrorsScreen::openCurrent);
    m_marks = new RowMarks(*m_view, *m_model, static_cast<int>(LabelErrorColumn::Chosen));
    connect(m_marks, &RowMarks::changed, this, &LabelErrorsScreen::fill);
}

void LabelErrorsScreen::activate()
{
    InspectPage::activate();
    m_view->setFocus();
}

void LabelErrorsScreen::refresh()
{
    const LabelFilter now = filter();
    const LabelErrorReportOptions options = m_options;
    LabelErrorReportOptions quick = options;
    quick.isQuick = true;
    m_quick->setCompute([now, quick](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return labelErrorReport(labels, now, quick, isCancelled);
    });
    m_main->setCompute([now, options](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return labelErrorReport(labels, now, options, isCancelled);
    });
    m_consensus->setCompute(
        [now, options](const LabelTable& labels, const std::function<bool()>& isCancelled) {
            return consensusReport(labels, now, options.method, isCancelled);
        });
}

void LabelErrorsScreen::setMethod(ConsensusMethod method)
{
    m_methods->setCurrent(static_cast<int>(kMethods.indexOf(method)));
    if (m_options.method != method) {
        m_options.method = method;
        refresh();
    }
}

void LabelErrorsScreen::takeQuick(const LabelErrorReport& quick)
{
    if (!m_main->isStale()) {
        return; // the complete one came first
    }
    // Another question or method waits for the complete answer, dimmed; one more label is looked at at once.
    const bool isSame = m_report != nullptr && m_report->question && quick.question &&
                        m_report->question->isSame(*quick.question) &&
                        m_report->options.method == quick.options.method;
    if (m_report == nullptr || isSame) {
        take(m_quick->last());
    }
}

void LabelErrorsScreen::take(const std::shared_ptr<const LabelErrorReport>& report)
{
    m_report = report;
    if (!report->options.isQuick) { // what is marked may be back in the complete list
        QSet<qint64> listed;
        for (std::size_t row = 0; row < report->rows.size(); ++row) {
            listed.insert(labelErrorKey(*report, row));
        }
        m_marks->keepOnly(listed);
    }
    showQuestions(*m_questions, m_report->questions, m_report->question);
    fill();
    updateEmpty();
}

void LabelErrorsScreen::fill()
{
    if (m_report == nullptr) {
        return;
    }
    m_marks->show(labelErrorRows(*m_report, m_marks->keys()));
    updateWords();
}

void LabelErrorsScreen::updateWords()
{
    const LabelErrorReport& report = *m_report;
    setCount(labelErrorCount(report));
    setSummary(labelErrorSentence(report), labelErrorDetails(report));
    const auto listed = static_cast<qint64>(report.rows.size());
    m_card->setTitle(report.candidates == 1 ? tr("1 label")
                                            : tr("%1 labels").arg(groupedNumber(report.candidates)));
    m_card->setCaption(report.candidates > listed
                           ? tr("the %1 most suspicious first").arg(groupedNumber(listed))
                           : tr("the most suspicious first, by %1").arg(methodName(report.options.method)));
    setSelections(m_marks->chips());
    m_view->setVisible(listed > 0);
    m_none->setVisible(listed == 0);
    m_none->setContent(
        u"check"_s,
        report.undefined.isEmpty() ? tr("No label is suspicious.") : tr("No label can be checked."),
        report.undefined.isEmpty()
            ? tr("The others’ labels speak against none of them. Another method (1 to 7) may see "
                 "more.")
            : report.undefined);
    action("batch")->setEnabled(context().jobs != nullptr && listed > 0);
}

void LabelErrorsScreen::setQuestion(int index)
{
    if (m_report != nullptr && index >= 0 && index < static_cast<int>(m_report->questions.size())) {
        setFilter(askingFor(filter(), m_report->questions[static_cast<std::size_t>(index)]));
    }
}

void LabelErrorsScreen::nextQuestion()
{
    if (m_report != nullptr && m_report->questions.size() > 1) {
        setQuestion((m_questions->current() + 1) % static_cast<int>(m_report->questions.size()));
    }
}

std::optional<EmptyWords> LabelErrorsScreen::emptyWords(const LabelTable& labels) const
{
    if (const std::optional<EmptyWords> words = InspectPage::emptyWords(labels)) {
        return words;
    }
    if (m_report == nullptr) {
        return EmptyWords{tr("Checking the labels…"), {}, nullptr};
    }
    if (!m_report->question && !isStale()) {
        return nothingPasses();
    }
    return std::nullopt;
}

NumbersTable LabelErrorsScreen::numbers() const
{
    const std::shared_ptr<const ConsensusReport> consensus = m_consensus->last();
    if (consensus == nullptr || !consensus->undefined.isEmpty()) {
        return m_model->numbers(u"label-errors"_s);
    }
    return consensusNumbers(*consensus);
}

void LabelErrorsScreen::selectionRemoved(const QString&)
{
    m_marks->clear();
}

const LabelErrorRow* LabelErrorsScreen::currentRow() const
{
    const qint64 key = m_view->currentIndex().data(ReportTable::KeyRole).toLongLong();
    for (std::size_t row = 0; m_report != nullptr && row < m_report->rows.size(); ++row) {
        if (labelErrorKey(*m_report, row) == key) {
            return &m_report->rows[row];
        }
    }
    return nullptr;
}

QList<ItemId> LabelErrorsScreen::wanted() const
{
    QList<ItemId> items;
    QSet<ItemId> seen;
    for (std::size_t row = 0; m_report != nullptr && row < m_report->rows.size(); ++row) {
        const ItemId item = m_report->rows[row].item;
        const bool isIn = m_marks->isWanted(labelErrorKey(*m_report, row));
        if (isIn && !seen.contains(item)) {
            seen.insert(item);
            items << item;
        }
    }
    return items;
}

void LabelErrorsScreen::makeBatch()
{
    m_batchMaker->make(tr("To judge again"), wanted());
}

void LabelErrorsScreen::openCurrent()
{
    if (const LabelErrorRow* row = currentRow()) {
        Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(row->item.value));
    }
}

void LabelErrorsScreen::openAnnotator()
{
    if (const LabelErrorRow* row = currentRow()) {
        Q_EMIT pageRequested(u"annotators"_s, u"select:"_s + row->annotator);
    }
}

} // namespace plumbline
