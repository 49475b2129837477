#include "ui/screens/agreement/agreementscreen.h"

#include "ui/plots/chartcard.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/intervalchart.h"
#include "ui/screens/agreement/agreementcharts.h"
#include "ui/screens/agreement/agreementwords.h"
#include "ui/screens/agreement/unitexamplerows.h"
#include "ui/screens/inspect/common/batchmaker.h"
#include "ui/screens/inspect/common/exampleslist.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/themedlabel.h"

#include <QMenu>
#include <QStackedWidget>
#include <QTableView>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostExamples = 1000;
const QString kSelected = u"selected"_s;

InspectTraits traits()
{
    InspectTraits traits;
    traits.id = u"agreement"_s;
    traits.title = AgreementScreen::tr("Agreement");
    traits.icon = u"scale"_s;
    traits.filter.by = {AnnotatorKind::Human};
    return traits;
}

} // namespace

AgreementScreen::AgreementScreen(AppContext& context, QWidget* parent)
    : InspectPage(context, traits(), parent)
    , m_batchMaker(new BatchMaker(context, this))
{
    addActions(context.actions, this);
    build();
    connectViews();
    m_quick = addReport<AgreementReport>([this](const AgreementReport& report) { takeQuick(report); });
    m_matrixReport =
        addReport<AgreementMatrix>([this](const AgreementMatrix& matrix) { takeMatrix(matrix); });
    m_protocolReport = addReport<ProtocolConsistency>(
        [this](const ProtocolConsistency& consistency) { takeProtocols(consistency); });
    m_examplesReport =
        addReport<UnitExamplesReport>([this](const UnitExamplesReport& report) { takeExamples(report); });
    // Computed in this order: what may follow comes last.
    m_main = addReport<AgreementReport>([this](const AgreementReport&) { take(m_main->last()); });
    addHeaderAction(action("method"));
    showView(View::Judges);
}

AgreementScreen::~AgreementScreen() = default;

QString AgreementScreen::subtitle() const
{
    const LabelFilter& now = filter();
    const QString whose = !now.annotators.isEmpty()                              ? tr("labels of some")
                          : now.by == QList<AnnotatorKind>{AnnotatorKind::Human} ? tr("people’s labels")
                          : now.by == QList<AnnotatorKind>{AnnotatorKind::Llm}   ? tr("judges’ verdicts")
                                                                                 : tr("all labels");
    return now.batch.isEmpty() ? whose : tr("%1 on %2").arg(whose, now.batch);
}

QList<QWidget*> AgreementScreen::panes() const
{
    return {m_coefficientView, m_cards.at(m_charts->currentIndex()), m_examples->view()};
}

void AgreementScreen::activate()
{
    InspectPage::activate();
    m_sides->setFocus();
}

void AgreementScreen::refresh()
{
    const LabelFilter now = filter();
    const AgreementOptions options = m_options;
    AgreementOptions quick = options;
    quick.isQuick = true;
    m_quick->setCompute([now, quick](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return agreementReport(labels, now, quick, isCancelled);
    });
    m_main->setCompute([now, options](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return agreementReport(labels, now, options, isCancelled);
    });
    m_matrixReport->setCompute([now](const LabelTable& labels, const std::function<bool()>& isCancelled) {
        return agreementMatrix(labels, now, isCancelled);
    });
    m_protocolReport->setCompute([now](const LabelTable& labels, const std::function<bool()>&) {
        return protocolConsistency(labels, now);
    });
    refreshExamples();
    Q_EMIT titleChanged();
}

void AgreementScreen::refreshExamples()
{
    LabelFilter now = filter();
    if (m_selection.kind == AgreementSelection::Kind::Ratings) { // of pairs, whatever the page asks of
        now.kind = ItemKind::Pairwise;
        now.aspect.clear();
        now.by = m_selection.isEverybody ? QList<AnnotatorKind>() : now.by;
    }
    UnitExampleQuery query = m_selection.query;
    query.most = kMostExamples;
    query.onlyShared = query.onlyShared || m_selection.kind == AgreementSelection::Kind::None;
    m_examplesReport->setCompute(
        [now, query](const LabelTable& labels, const std::function<bool()>& isCancelled) {
            return unitExamples(labels, now, query, isCancelled);
        });
}

void AgreementScreen::setOptions(const AgreementOptions& options)
{
    if (m_options != options) {
        m_options = options;
        refresh();
    }
}

void AgreementScreen::takeQuick(const AgreementReport& quick)
{
    if (!m_main->isStale()) {
        return; // the complete one came first
    }
    if (m_report == nullptr) {
        take(std::make_shared<const AgreementReport>(quick));
        return;
    }
    AgreementOptions options = quick.options;
    options.isQuick = m_report->options.isQuick;
    // Another question waits for its intervals, dimmed; one more label is counted at once.
    if (m_report->filter == quick.filter && m_report->options == options) {
        take(std::make_shared<const AgreementReport>(completedFrom(quick, *m_report)));
    }
}

void AgreementScreen::take(const std::shared_ptr<const AgreementReport>& report)
{
    const bool isOtherQuestion = m_report != nullptr && m_report->question && report->question &&
                                 !m_report->question->isSame(*report->question);
    m_report = report;
    setCount(agreementCount(*report));
    setSummary(agreementSentence(*report), agreementDetails(*report));
    m_headline->setCaption(report->question ? questionName(*report->question) : QString());
    m_alpha->setText(u"α "_s + alphaText(*report));
    const stats::Estimate& alpha = report->alpha.alpha;
    m_interval->setText(alpha.interval ? tr("95 %: %1").arg(intervalText(alpha, 3))
                        : alpha        ? tr("no interval")
                                       : QString());
    m_interval->setToolTip(agreementDetails(*report));
    m_meaning->setText(alphaSentence(*report));
    m_coefficients->setRows(coefficientRows(*report));
    fillSides(*m_sides, *report);
    fillParts(*m_parts, *report);
    m_sides->setWords(
        chartWords(tr("How often labels of the same are the same"), agreementSentence(*report)));
    m_parts->setWords(chartWords(tr("Agreement in parts of the data")));
    showQuestions(*m_questions, m_report->questions, m_report->question);
    if (isOtherQuestion) {
        select({});
    }
    showValues();
    showSelection();
    fitTop();
    updateEmpty();
}

void AgreementScreen::takeMatrix(const AgreementMatrix& matrix)
{
    m_matrixNumbers = m_matrixReport->last();
    fillMatrix(*m_matrix, matrix);
    m_matrix->setWords(chartWords(tr("Agreement between every two annotators")));
    const QString mean = matrix.mean
                             ? tr("mean %1 over %2 couples")
                                   .arg(decimalNumber(*matrix.mean.value, 2), groupedNumber(matrix.pairs))
                             : matrix.mean.undefined;
    const QString left =
        matrix.left > 0 ? tr(", %1 with fewest labels left out").arg(groupedNumber(matrix.left)) : QString();
    m_cards.at(static_cast<int>(View::Annotators))->setCaption(mean + left);
    showSelection();
}

void AgreementScreen::takeProtocols(const ProtocolConsistency& consistency)
{
    fillProtocols(*m_protocols, consistency);
    m_protocols->setWords(chartWords(tr("What ratings say against what comparisons say")));
    const stats::Estimate& share = consistency.result.consistency;
    const QString words =
        !consistency.undefined.isEmpty() || !share
            ? QString()
            : tr("%1 of %2 pairs say the same")
                  .arg(percentText(*share.value, 1), groupedNumber(consistency.result.pairs));
    m_cards.at(static_cast<int>(View::Protocols))->setCaption(words);
}

void AgreementScreen::showValues()
{
    const QString judge = m_selection.judge;
    const ValuePairs* pairs = confusionOf(*m_report, judge);
    if (pairs == nullptr) {
        pairs = confusionOf(*m_report, {});
    }
    ChartCard* card = m_cards.at(static_cast<int>(View::Values));
    if (pairs == nullptr) {
        m_values->setEmptyText(tr("Spans have no values that could be taken for each other."));
        m_values->setCells({}, {}, {});
        card->setCaption({});
        return;
    }
    fillValues(*m_values, *m_report, *pairs);
    m_values->setWords(chartWords(tr("Which values stand beside each other")));
    card->setCaption(pairs->judge.isEmpty() ? tr("two labels of the same")
                                            : tr("people (rows), %1 (columns)").arg(pairs->judge));
}

std::optional<EmptyWords> AgreementScreen::emptyWords(const LabelTable& labels) const
{
    if (const std::optional<EmptyWords> words = InspectPage::emptyWords(labels)) {
        return words;
    }
    if (m_report == nullptr) {
        return EmptyWords{tr("Comparing the labels…"), {}, nullptr};
    }
    if (m_report->questions.empty() && !isStale()) {
        return nothingPasses();
    }
    if (!m_report->question && !isStale()) {
        return nothingPasses();
    }
    return std::nullopt;
}

void AgreementScreen::takeExamples(const UnitExamplesReport& examples)
{
    const bool isPairs = examples.kind == LabelUnits::Pairs;
    const QString units = groupedNumber(examples.units);
    const QString counts = (isPairs ? tr("%1 labels on %2 pairs") : tr("%1 labels on %2 answers"))
                               .arg(groupedNumber(examples.labels), units);
    const auto shown = static_cast<qint64>(examples.examples.size());
    const QString order =
        examples.units > shown ? tr("The %1 most mixed.").arg(groupedNumber(shown)) : tr("Most mixed first.");
    m_examples->setHead(m_selection.kind == AgreementSelection::Kind::None ? tr("Labelled by several")
                                                                           : m_selection.title,
                        counts + u". "_s + order);
    m_examples->setEmptyText(
        tr("Nothing here was labelled twice."),
        tr("Agreement needs a second label on the same. Raise the overlap of a batch, or "
           "take a filter away."));
    m_examples->setExamples(exampleRows(examples), verdictTitle(examples), true);
    action("batch")->setEnabled(!m_examples->examples().isEmpty() && context().jobs != nullptr);
}

void AgreementScreen::select(const AgreementSelection& selection)
{
    if (m_selection == selection) {
        return;
    }
    m_selection = selection;
    if (m_report != nullptr) {
        showValues();
    }
    showSelection();
    refreshExamples();
}

void AgreementScreen::showSelection()
{
    QList<InspectSelection> chips;
    if (m_selection.kind != AgreementSelection::Kind::None) {
        chips << InspectSelection{kSelected, tr("selected"), m_selection.title};
    }
    setSelections(chips);
    QList<ChartMark> sides;
    QList<ChartMark> parts;
    QList<ChartMark> cells;
    QList<ChartMark> values;
    if (m_report != nullptr) {
        for (std::size_t row = 0; row < m_report->sides.size(); ++row) {
            if (m_selection.kind == AgreementSelection::Kind::Judge &&
                m_report->sides[row].judge == m_selection.judge) {
                sides << ChartMark{static_cast<int>(row), 0};
            }
        }
        for (std::size_t row = 0; row < m_report->slices.size(); ++row) {
            if (partSelection(m_report->slices[row]) == m_selection) {
                parts << ChartMark{static_cast<int>(row), 0};
            }
        }
        if (m_selection.query.values) {
            values << ChartMark{m_selection.query.values->first, m_selection.query.values->second};
        }
    }
    if (m_matrixNumbers != nullptr && m_selection.kind == AgreementSelection::Kind::Annotators) {
        const auto rowOf = [this](const QString& name) {
            const auto& people = m_matrixNumbers->people;
            const auto found = std::find_if(people.begin(), people.end(),
                                            [&name](const MatrixPerson& each) { return each.name == name; });
            return found == people.end() ? -1 : static_cast<int>(found - people.begin());
        };
        const ChartMark mark{rowOf(m_selection.query.annotators.value(0)),
                             rowOf(m_selection.query.annotators.value(1))};
        if (mark.isValid()) {
            cells << mark;
        }
    }
    m_sides->setSelection(sides);
    m_parts->setSelection(parts);
    m_matrix->setSelection(cells);
    m_values->setSelection(values);
    QList<ChartMark> ratings;
    if (const auto& rated = m_selection.query.rated) {
        ratings << ChartMark{1 - static_cast<int>(rated->byRating),
                             1 - static_cast<int>(rated->byComparison)};
    }
    m_protocols->setSelection(ratings);
}

void AgreementScreen::openSelection(const QString& text)
{
    // "judge:NAME", "annotators:ONE,OTHER"; anything else selects nothing.
    if (text.startsWith("judge:"_L1)) {
        showView(View::Judges);
        select(judgeSelection(text.mid(6)));
    } else if (text.startsWith("annotators:"_L1)) {
        const QStringList names = text.mid(11).split(u',');
        showView(View::Annotators);
        select(names.size() == 2 ? annotatorsSelection(names.at(0), names.at(1)) : AgreementSelection{});
    } else {
        select({});
    }
}

void AgreementScreen::selectionRemoved(const QString&)
{
    select({});
}

void AgreementScreen::selectionClicked(const QString&)
{
    showExamples();
}

void AgreementScreen::setQuestion(int index)
{
    if (m_report == nullptr || index < 0 || index >= static_cast<int>(m_report->questions.size())) {
        return;
    }
    setFilter(askingFor(filter(), m_report->questions[static_cast<std::size_t>(index)]));
}

void AgreementScreen::nextQuestion()
{
    if (m_report != nullptr && m_report->questions.size() > 1) {
        setQuestion((m_questions->current() + 1) % static_cast<int>(m_report->questions.size()));
    }
}

void AgreementScreen::openAnnotator()
{
    QStringList names = m_selection.kind == AgreementSelection::Kind::Annotators
                            ? m_selection.query.annotators
                            : QStringList();
    if (names.isEmpty() && !m_selection.judge.isEmpty()) {
        names << m_selection.judge;
    }
    if (names.isEmpty()) {
        const ItemId item = m_examples->currentItem();
        for (const ExampleRow& row : m_examples->examples()) {
            if (row.item == item) {
                names = row.people;
                break;
            }
        }
    }
    const auto go = [this](const QString& name) {
        Q_EMIT pageRequested(u"annotators"_s, u"select:"_s + name);
    };
    if (names.size() == 1) {
        go(names.first());
    } else if (!names.isEmpty()) {
        QMenu menu(this);
        menu.setObjectName(u"annotatorMenu"_s);
        for (const QString& name : std::as_const(names)) {
            menu.addAction(name, this, [go, name] { go(name); });
        }
        menu.exec(m_examples->mapToGlobal(QPoint(m_examples->width() / 2, 0)));
    }
}

NumbersTable AgreementScreen::numbers() const
{
    const QWidget* focus = window()->focusWidget();
    if (focus != nullptr && m_examples->isAncestorOf(focus)) {
        return m_examples->model().numbers(u"agreement-examples"_s);
    }
    if (focus != nullptr && m_charts->isAncestorOf(focus)) {
        const QStringList names{u"agreement-judges"_s, u"agreement-parts"_s, u"agreement-annotators"_s,
                                u"agreement-values"_s, u"agreement-protocols"_s};
        return numbersOf(m_cards.at(m_charts->currentIndex())->chart()->table(),
                         names.at(m_charts->currentIndex()));
    }
    return m_coefficients->numbers(u"agreement"_s);
}

void AgreementScreen::toggleTable()
{
    m_cards.at(m_charts->currentIndex())->toggleTable();
}

void AgreementScreen::showExamples()
{
    m_examples->focusList();
}

void AgreementScreen::makeBatch()
{
    m_batchMaker->make(m_selection.kind == AgreementSelection::Kind::None ? tr("To judge again")
                                                                          : m_selection.title,
                       m_examples->items());
}

void AgreementScreen::openCurrent()
{
    if (const ItemId item = m_examples->currentItem(); item.isValid()) {
        Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value));
    }
}

} // namespace plumbline
