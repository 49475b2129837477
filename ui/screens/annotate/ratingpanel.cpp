#include "ui/screens/annotate/ratingpanel.h"

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/ratingcolumn.h"
#include "ui/screens/annotate/ratinghints.h"
#include "ui/screens/annotate/ratingpoints.h"
#include "ui/screens/annotate/ratingreader.h"
#include "ui/screens/annotate/ratingtable.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTurnedColumnWidth = 400;
/// From here on a response is read better in a pane of its own than in a row.
constexpr int kVeryLongCharacters = 2400;
constexpr int kVeryLongLines = 40;

} // namespace

RatingPanel::RatingPanel(const PanelServices& services, QWidget* parent)
    : AnswerPanel(services, parent)
    , m_table(new RatingTable(services.theme, m_grid, content(), this))
    , m_column(new RatingColumn(services.theme, m_grid, content(), this))
    , m_points(new RatingPoints(services.theme, this))
    , m_why(new RatingTextCard(services.theme, services.actions, u"ratingWhy"_s, this))
    , m_edit(new RatingTextCard(services.theme, services.actions, u"ratingEdit"_s, this))
    , m_critique(new RatingTextCard(services.theme, services.actions, u"ratingCritique"_s, this))
    , m_hints(new RatingHints(services.theme, this))
    , m_answerRow(new QWidget(this))
    , m_critiqueBox(new BarFrame(services.theme, Color::Chrome, Qt::TopEdge, this))
    , m_confidences(new ChoicePopover(u"ratingConfidences"_s, services.theme, services.actions, this))
    , m_turned(new QWidget(this))
{
    setObjectName(u"ratingPanel"_s);
    m_confidences->hide();
    addActions(m_actions, this);
    m_reader = new RatingReader(services.theme, services.actions, this); // shows the actions
    buildLayout();
    buildAnswerRow();
    buildCritique();
    connectViews();
}

RatingPanel::~RatingPanel() = default;

void RatingPanel::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    m_layout = layout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace5);
    m_table->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_table->setMinimumHeight(140);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_turned, 1);
    layout->addWidget(m_points);
    layout->addWidget(m_edit);
    layout->addWidget(m_why);
    layout->addStretch(0);

    auto* turned = new QHBoxLayout(m_turned);
    turned->setContentsMargins(0, 0, 0, 0);
    turned->setSpacing(metrics::kSpace5);
    turned->addWidget(m_reader, 1);
    auto* side = new QWidget(m_turned);
    side->setFixedWidth(m_theme.scaled(kTurnedColumnWidth));
    m_turnedSide = new QVBoxLayout(side);
    m_turnedSide->setContentsMargins(0, 0, 0, 0);
    m_turnedSide->setSpacing(metrics::kSpace4);
    m_turnedSide->addWidget(m_column, 1);
    turned->addWidget(side);
    m_turned->hide();

    m_why->setHeading(tr("Why"), QString());
    m_edit->setHeading(tr("Edit of the response"), QString());
    m_edit->setLines(3, 8);
    m_edit->hide();
    m_why->setKeys(m_actions.keycapTexts(u"annotate.critique"_s));
    m_table->setUnfoldKeys(m_actions.keycapTexts(u"annotate.unfold"_s));
}

void RatingPanel::buildAnswerRow()
{
    m_answerRow->setObjectName(u"ratingAnswerRow"_s);
    auto* row = new QHBoxLayout(m_answerRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(m_hints, 1);
    // Buttons show themselves with their actions; so what hides them holds them.
    const auto offer = [this](const QString& action, const QString& name) {
        auto* holder = new QWidget(this);
        auto* inner = new QHBoxLayout(holder);
        inner->setContentsMargins(0, 0, 0, 0);
        auto* button = new KeyButton(m_theme, m_actions.action(action), KeyButton::Kind::Quiet, holder);
        button->setObjectName(name);
        button->setFocusPolicy(Qt::TabFocus);
        button->setControlHeight(metrics::kTouchMin);
        inner->addWidget(button);
        return holder;
    };
    m_critiqueOffer = offer(u"annotate.rating.critique"_s, u"ratingCritiqueButton"_s);
    m_why->addHeaderWidget(m_critiqueOffer);
    m_confidenceOffer = offer(u"annotate.confidence"_s, u"ratingConfidenceButton"_s);
    row->addWidget(m_confidenceOffer);
}

void RatingPanel::buildCritique()
{
    auto* box = new QVBoxLayout(m_critiqueBox);
    box->setContentsMargins(metrics::kPageMargin, metrics::kSpace3, metrics::kPageMargin, metrics::kSpace3);
    box->addWidget(m_critique);
    m_critique->setLines(3, 3);
    m_critique->setHeading(tr("Critique"), tr("of the responses as a whole"));
    m_critique->setPlaceholder(tr("What is good, what is wrong, what would mend it"));
    m_critiqueBox->hide();
}

void RatingPanel::connectViews()
{
    connect(m_table, &RatingTable::cellPointed, this, &RatingPanel::moveTo);
    connect(m_table, &RatingTable::choicePointed, this, &RatingPanel::rate);
    connect(m_table, &RatingTable::whyRequested, this, &RatingPanel::startWhy);
    connect(m_table, &RatingTable::clearRequested, this, &RatingPanel::clearCell);
    connect(m_table, &RatingTable::editRequested, this, &RatingPanel::startEdit);
    connect(m_table, &RatingTable::unfoldRequested, this, &RatingPanel::toggleUnfold);
    connect(m_column, &RatingColumn::cellPointed, this, &RatingPanel::moveTo);
    connect(m_column, &RatingColumn::choicePointed, this, &RatingPanel::rate);
    connect(m_points, &RatingPoints::pointChosen, this,
            [this](std::optional<double> value) { rate(m_grid.cursor(), value); });
    connect(m_why, &RatingTextCard::textTyped, this, &RatingPanel::typeWhy);
    connect(m_edit, &RatingTextCard::textTyped, this, &RatingPanel::typeEdit);
    connect(m_critique, &RatingTextCard::textTyped, this, [this](const QString& text) {
        AnnotationContent after = content();
        after.critique = text;
        commit(after, u"critique"_s);
    });
    connect(m_confidences, &ChoicePopover::chosen, this, [this](const QString& id) {
        AnnotationContent after = content();
        after.confidence = after.confidence == id ? QString() : id;
        commit(after);
        m_shown = content();
        showCursor();
    });
    connect(&m_actions, &ActionCollection::keysChanged, this, [this](const QString& id) {
        if (id == "annotate.critique"_L1 || id == "annotate.unfold"_L1) {
            m_why->setKeys(m_actions.keycapTexts(u"annotate.critique"_s));
            m_table->setUnfoldKeys(m_actions.keycapTexts(u"annotate.unfold"_s));
            showHints();
        }
    });
}

QString RatingPanel::textAt(int row) const
{
    const QList<Response>& responses = item().view.responses;
    const ResponseIndex response = m_grid.responseAt(row);
    return response >= 0 && response < responses.size() ? responses.at(response).text() : QString();
}

bool RatingPanel::hasLongTexts() const
{
    for (int row = 0; row < m_grid.rowCount(); ++row) {
        const QString text = textAt(row);
        if (text.size() > kVeryLongCharacters || text.count(u'\n') > kVeryLongLines) {
            return true;
        }
    }
    return false;
}

QList<bool> RatingPanel::editedRows() const
{
    QList<bool> edited;
    for (int row = 0; row < m_grid.rowCount(); ++row) {
        edited.append(content().findEdit(m_grid.responseAt(row)) != nullptr);
    }
    return edited;
}

void RatingPanel::refresh(bool isNewItem)
{
    if (isNewItem) {
        const auto count = static_cast<int>(item().view.responses.size());
        m_grid = RatingGrid(schema(), item().shownOrder, count);
        m_hasLongTexts = hasLongTexts();
        m_hint.clear();
        m_typed.clear();
        m_editRow = -1;
        m_edit->hide();
        m_critiqueOffer->setVisible(schema().critique != Requirement::Off);
        m_confidenceOffer->setVisible(!schema().confidences.isEmpty());
        showCritique(schema().critique == Requirement::Required || !content().critique.isEmpty());
        m_table->setCanEdit(schema().allowsEdit);
        m_isTableFilled = !wantsTurned();
        fillTable();
        m_column->rebuild();
        if (const auto first = m_grid.isEmpty() ? std::nullopt : m_grid.nextOpen(content(), {-1, 0})) {
            m_grid.setCursor(*first);
        }
        chooseShape();
        showHints();
        Q_EMIT layoutChanged();
    } else {
        moveCursorToChange(m_shown);
        m_table->setEdited(editedRows());
    }
    m_shown = content();
    m_critique->setText(content().critique);
    showEdit();
    showCursor();
}

void RatingPanel::moveCursorToChange(const AnnotationContent& before)
{
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        for (int row = 0; row < m_grid.rowCount(); ++row) {
            const RatingCell cell{row, column};
            const Rating* now = m_grid.ratingAt(content(), cell);
            const Rating* then = m_grid.ratingAt(before, cell);
            const bool isSame = now == nullptr || then == nullptr ? now == then : *now == *then;
            if (!isSame || m_grid.rationale(content(), cell) != m_grid.rationale(before, cell)) {
                m_grid.setCursor(cell);
                m_hint.clear();
                return;
            }
        }
    }
}

bool RatingPanel::prepare(const OpenItem& coming)
{
    // One response is read in the reader, several mostly in the table.
    const QList<Response>& responses = coming.view.responses;
    return responses.size() != 1 || m_reader->prepare(responses.constFirst().text());
}

bool RatingPanel::wantsTurned() const
{
    return m_grid.rowCount() == 1 || m_hasLongTexts || width() < m_table->widthForColumns();
}

void RatingPanel::fillTable()
{
    QStringList texts;
    for (int row = 0; m_isTableFilled && row < m_grid.rowCount(); ++row) {
        texts.append(textAt(row));
    }
    m_table->setTexts(texts, m_isTableFilled ? editedRows() : QList<bool>());
}

void RatingPanel::chooseShape()
{
    if (m_grid.isEmpty()) {
        return;
    }
    const bool isTurned = wantsTurned();
    if (!isTurned && !m_isTableFilled) {
        m_isTableFilled = true;
        fillTable();
    }
    if (isTurned != m_isTurned || !m_turned->isHidden() != isTurned) {
        const bool hadFocus = view()->hasFocus();
        m_isTurned = isTurned;
        m_table->setVisible(!isTurned);
        m_turned->setVisible(isTurned);
        m_points->setVisible(!isTurned);
        m_layout->removeWidget(m_why);
        m_turnedSide->removeWidget(m_why);
        if (isTurned) {
            m_turnedSide->addWidget(m_why);
        } else {
            m_layout->insertWidget(m_layout->count() - 1, m_why);
        }
        if (hadFocus) {
            view()->setFocus(Qt::OtherFocusReason);
        }
    }
    if (!m_isTurned) {
        m_table->setMaximumHeight(std::max(m_table->minimumHeight(), m_table->sizeHint().height()));
    }
}

void RatingPanel::resizeEvent(QResizeEvent* event)
{
    AnswerPanel::resizeEvent(event);
    chooseShape();
    showCursor();
}

QWidget* RatingPanel::view() const
{
    return m_isTurned ? static_cast<QWidget*>(m_column) : static_cast<QWidget*>(m_table);
}

void RatingPanel::showCursor()
{
    if (m_grid.isEmpty()) {
        return;
    }
    const RatingCell cursor = m_grid.cursor();
    const QString hint = hintText();
    if (m_isTurned) {
        m_column->showChange();
        m_column->setHint(hint);
        const Edit* edit = content().findEdit(m_grid.responseAt(cursor.row));
        m_reader->showResponse(cursor.row, m_grid.rowCount(), textAt(cursor.row), edit != nullptr);
    } else {
        m_table->showChange();
        m_table->ensureCursorVisible();
        m_points->setAspect(m_grid.aspectAt(cursor.column),
                            m_grid.rowCount() > 1 ? RatingGrid::mark(cursor.row) : QString());
        m_points->setHint(hint);
    }
    showWhy();
    showHints();
    Q_EMIT hintChanged();
}

void RatingPanel::showWhy()
{
    const RatingCell cursor = m_grid.cursor();
    const QString aspect = m_grid.columnCount() > 1 ? m_grid.aspectAt(cursor.column).name : QString();
    const QString heading =
        m_grid.rowCount() > 1 ? tr("Why, for %1").arg(RatingGrid::mark(cursor.row)) : tr("Why");
    m_why->setHeading(heading, aspect);
    m_why->setPlaceholder(tr("No reason given"));
    m_why->setText(m_grid.rationale(content(), cursor));
}

QString RatingPanel::standingHint() const
{
    if (m_grid.isEmpty()) {
        return {};
    }
    if (m_grid.openCount(content()) == 0) {
        return tr("All is rated. Enter submits.");
    }
    if (!m_grid.isOpen(content(), m_grid.cursor())) {
        return tr("Press a number to change the rating.");
    }
    return tr("Press a number. The cursor moves to the next empty cell.");
}

QString RatingPanel::hintText() const
{
    return m_hint.isEmpty() ? standingHint() : m_hint;
}

void RatingPanel::setHint(const QString& hint)
{
    m_hint = hint;
    showCursor();
}

void RatingPanel::showHints()
{
    if (m_grid.isEmpty()) {
        return;
    }
    const Aspect& aspect = m_grid.aspectAt(m_grid.cursor().column);
    QList<RatingHints::Hint> hints;
    if (m_grid.rowCount() > 1) {
        hints.append({{u"↑"_s, u"↓"_s}, tr("response")});
    }
    if (m_grid.columnCount() > 1) {
        hints.append({{u"←"_s, u"→"_s}, tr("aspect")});
    }
    const QString first = RatingGrid::keyOfValue(aspect, aspect.minimum());
    const QString last = RatingGrid::keyOfValue(aspect, aspect.maximum());
    const QString range = RatingGrid::isLongScale(aspect) ? tr("0–9") : tr("%1–%2").arg(first, last);
    hints.append({{range}, tr("rate and move on")});
    if (aspect.allowsNotApplicable) {
        const QStringList keys =
            RatingGrid::zeroIsPoint(aspect) ? QStringList{tr("Shift"), u"0"_s} : QStringList{u"0"_s};
        hints.append({keys, tr("does not apply")});
    }
    hints.append({m_actions.keycapTexts(u"annotate.critique"_s), tr("why")});
    if (schema().allowsEdit) {
        hints.append({m_actions.keycapTexts(u"annotate.rating.edit"_s), tr("edit")});
    }
    m_hints->setHints(hints);
}

QString RatingPanel::subtitle() const
{
    const QString responses = tr("%n responses", nullptr, m_grid.rowCount());
    const QString aspects = tr("%n aspects", nullptr, m_grid.columnCount());
    return tr("%1, %2").arg(responses, aspects);
}

QString RatingPanel::arrivalSummary() const
{
    return tr("Rating, %1").arg(subtitle());
}

QWidget* RatingPanel::answerRow()
{
    return m_answerRow;
}

QWidget* RatingPanel::unfoldingField()
{
    return m_critiqueBox;
}

QString RatingPanel::gapText(const ContentGap& gap) const
{
    if (gap.what == "rating"_L1) {
        return tr("%1 of %2 ratings open").arg(gap.open).arg(gap.total);
    }
    if (gap.what == "critique"_L1) {
        return tr("The critique is empty");
    }
    return tr("The answer is not complete");
}

bool RatingPanel::goToGap(const ContentGap& gap)
{
    if (gap.what == "critique"_L1) {
        openCritique();
        return true;
    }
    const int column = m_grid.columnOf(gap.aspect);
    if (gap.what != "rating"_L1 || column < 0) {
        return false;
    }
    for (int row = 0; row < m_grid.rowCount(); ++row) {
        if (m_grid.isOpen(content(), {row, column})) {
            moveTo({row, column});
            focusAnswer();
            return true;
        }
    }
    return false;
}

QStringList RatingPanel::actionContexts() const
{
    return {m_confidences->isOpen() ? u"popover"_s : u"annotate.rating"_s};
}

void RatingPanel::focusAnswer()
{
    view()->setFocus(Qt::OtherFocusReason);
}

QList<QWidget*> RatingPanel::focusStops() const
{
    return {m_isTurned ? m_reader->textWidget() : m_why->editor()};
}

void RatingPanel::setMarkdown(bool isMarkdown)
{
    m_isMarkdown = isMarkdown;
    m_table->setMarkdown(isMarkdown);
    m_reader->setMarkdown(isMarkdown);
    chooseShape();
}

} // namespace plumbline
