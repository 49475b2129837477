#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/ratingpanel.h"
#include "ui/screens/annotate/ratingreader.h"
#include "ui/screens/annotate/ratingtable.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/shell/actioncollection.h"

#include <QAction>
#include <QScrollBar>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kScrollStep = 60; // pixels a key press
constexpr int kScrollLines = 3;
constexpr int kDigits = 10;

} // namespace

void RatingPanel::addActions(ActionCollection& actions, RatingPanel* panel)
{
    const auto add = [&](const QString& name, const QString& text, const QKeySequence& key, auto act,
                         bool repeats = false, const QString& group = tr("Rating"),
                         const QString& keyText = {}) {
        ActionSpec spec;
        spec.id = u"annotate.rating."_s + name;
        spec.context = u"annotate.rating"_s;
        spec.group = group;
        spec.text = text;
        spec.keys = {key};
        spec.repeats = repeats;
        spec.keyText = keyText;
        QAction* action = actions.add(spec);
        if (panel == nullptr) {
            return;
        }
        connect(action, &QAction::triggered, panel, [panel, act] {
            if (!panel->m_grid.isEmpty()) {
                act(*panel);
            }
        });
    };
    using Panel = RatingPanel;
    add(
        u"up"_s, tr("Response above"), QKeySequence(Qt::Key_Up), [](Panel& p) { p.move(-1, 0); }, true);
    add(
        u"down"_s, tr("Response below"), QKeySequence(Qt::Key_Down), [](Panel& p) { p.move(1, 0); }, true);
    add(
        u"left"_s, tr("Aspect before"), QKeySequence(Qt::Key_Left),
        [](Panel& p) { p.move(0, p.isRightToLeft() ? 1 : -1); }, true);
    add(
        u"right"_s, tr("Aspect after"), QKeySequence(Qt::Key_Right),
        [](Panel& p) { p.move(0, p.isRightToLeft() ? -1 : 1); }, true);
    for (int digit = 1; digit < kDigits; ++digit) {
        const bool isFirst = digit == 1;
        add(
            u"rate%1"_s.arg(digit), isFirst ? tr("Rate and move on") : tr("Rate %1").arg(digit),
            QKeySequence(Qt::Key_0 + digit), [digit](Panel& p) { p.typeDigit(digit); }, false,
            isFirst ? tr("Rating") : QString(), isFirst ? tr("1–9") : QString());
    }
    add(u"rate0"_s, tr("Does not apply; ten on a ten-point scale"), QKeySequence(Qt::Key_0),
        [](Panel& p) { p.typeDigit(0); });
    add(u"notApplicable"_s, tr("Does not apply, on any scale"), QKeySequence(Qt::SHIFT | Qt::Key_0),
        [](Panel& p) { p.sayNotApplicable(); });
    add(u"edit"_s, tr("Edit the response"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [](Panel& p) { p.startEdit(p.m_grid.cursor().row); });
    add(u"critique"_s, tr("Critique"), QKeySequence(Qt::SHIFT | Qt::Key_C),
        [](Panel& p) { p.openCritique(); });
}

bool RatingPanel::takeAction(const QString& id)
{
    if (m_grid.isEmpty()) {
        return false;
    }
    if (id == "annotate.critique"_L1) {
        startWhy(m_grid.cursor());
    } else if (id == "annotate.confidence"_L1) {
        openConfidence();
    } else if (id == "annotate.unfold"_L1) {
        toggleUnfold(m_grid.cursor().row);
    } else if (id == "annotate.clear"_L1) {
        clearCell(m_grid.cursor());
    } else if (id == "annotate.scrollDown"_L1 || id == "annotate.scrollDownSecond"_L1) {
        scroll(1);
    } else if (id == "annotate.scrollUp"_L1 || id == "annotate.scrollUpSecond"_L1) {
        scroll(-1);
    } else if (id == "annotate.leaveField"_L1) {
        const bool wasTyping = m_why->isTyping() || m_edit->isTyping() || m_critique->isTyping();
        if (m_critique->isTyping() && content().critique.isEmpty() &&
            schema().critique != Requirement::Required) {
            showCritique(false);
        }
        focusAnswer();
        return wasTyping;
    } else {
        return false;
    }
    return true;
}

QString RatingPanel::actionText(const QString& id) const
{
    if (id == "annotate.critique"_L1) {
        return tr("Why this rating");
    }
    if (id == "annotate.unfold"_L1) {
        return tr("Unfold the response");
    }
    if (id == "annotate.clear"_L1) {
        return tr("Take the rating away");
    }
    return {};
}

void RatingPanel::move(int rows, int columns)
{
    m_hint.clear();
    m_typed.clear();
    if (m_grid.rowCount() == 1 && rows != 0) {
        // A single response: the aspects stand under each other, so up and down walk them.
        columns = rows;
        rows = 0;
    }
    m_grid.move(rows, columns);
    showCursor();
}

void RatingPanel::moveTo(RatingCell cell)
{
    m_hint.clear();
    m_typed.clear();
    m_grid.setCursor(cell);
    showCursor();
}

void RatingPanel::rate(RatingCell cell, std::optional<double> value)
{
    m_hint.clear();
    m_typed.clear();
    const Rating* before = m_grid.ratingAt(content(), cell);
    const bool isSame = before != nullptr && before->value == value;
    m_grid.setCursor(cell);
    if (!isSame) {
        commit(m_grid.rated(content(), cell, value));
        m_shown = content();
    }
    if (const std::optional<RatingCell> next = m_grid.nextOpen(content(), cell)) {
        m_grid.setCursor(*next);
    }
    showCursor();
}

void RatingPanel::typeDigit(int digit)
{
    const RatingCell cell = m_grid.cursor();
    const Aspect& aspect = m_grid.aspectAt(cell.column);
    if (RatingGrid::isLongScale(aspect)) {
        typeLongDigit(digit, aspect);
        return;
    }
    if (const std::optional<int> value = RatingGrid::valueOfDigit(aspect, digit)) {
        rate(cell, *value);
    } else if (digit == 0) {
        sayNotApplicable();
    } else {
        setHint(tr("“%1” goes from %2 to %3.").arg(aspect.name).arg(aspect.minimum()).arg(aspect.maximum()));
    }
}

void RatingPanel::typeLongDigit(int digit, const Aspect& aspect)
{
    const RatingCell cell = m_grid.cursor();
    const auto isWithin = [&](int value) { return value >= aspect.minimum() && value <= aspect.maximum(); };
    int value = (m_typed + QString::number(digit)).toInt();
    if (!isWithin(value)) {
        m_typed.clear();
        value = digit;
    }
    if (!isWithin(value)) {
        m_typed = QString::number(digit);
        setHint(tr("“%1” goes from %2 to %3. Type the number.")
                    .arg(aspect.name)
                    .arg(aspect.minimum())
                    .arg(aspect.maximum()));
        return;
    }
    const QString typed = m_typed + QString::number(digit);
    if (value * kDigits > aspect.maximum()) {
        rate(cell, value); // no further digit fits
        return;
    }
    commit(m_grid.rated(content(), cell, value));
    m_shown = content();
    m_hint.clear();
    m_typed = typed;
    showCursor();
}

void RatingPanel::sayNotApplicable()
{
    const RatingCell cell = m_grid.cursor();
    const Aspect& aspect = m_grid.aspectAt(cell.column);
    if (!aspect.allowsNotApplicable) {
        setHint(tr("“%1” always applies: rate it from %2 to %3.")
                    .arg(aspect.name)
                    .arg(aspect.minimum())
                    .arg(aspect.maximum()));
        return;
    }
    rate(cell, std::nullopt);
}

void RatingPanel::clearCell(RatingCell cell)
{
    m_typed.clear();
    m_grid.setCursor(cell);
    if (m_grid.ratingAt(content(), cell) == nullptr) {
        setHint(tr("There is no rating here to take away."));
        return;
    }
    commit(m_grid.cleared(content(), cell));
    m_shown = content();
    setHint(tr("The rating is taken away. Undo brings it back."));
}

void RatingPanel::startWhy(RatingCell cell)
{
    moveTo(cell);
    m_why->startTyping();
}

void RatingPanel::typeWhy(const QString& text)
{
    const RatingCell cell = m_grid.cursor();
    commit(m_grid.withRationale(content(), cell, text),
           u"why %1 %2"_s.arg(m_grid.responseAt(cell.row)).arg(m_grid.aspectAt(cell.column).id));
    m_shown = content();
    m_table->showChange();
}

void RatingPanel::startEdit(int row)
{
    if (!schema().allowsEdit) {
        setHint(tr("This schema does not let responses be edited."));
        return;
    }
    moveTo({row, m_grid.cursor().column});
    m_editRow = row;
    showEdit();
    m_edit->startTyping();
}

void RatingPanel::showEdit()
{
    const bool isShown = m_editRow >= 0 && m_editRow < m_grid.rowCount();
    m_edit->setVisible(isShown);
    if (!isShown) {
        return;
    }
    const ResponseIndex response = m_grid.responseAt(m_editRow);
    const Edit* edit = content().findEdit(response);
    const QString original = textAt(m_editRow);
    m_edit->setHeading(m_grid.rowCount() > 1 ? tr("Edit of response %1").arg(RatingGrid::mark(m_editRow))
                                             : tr("Edit of the response"),
                       tr("starts from the response, kept as a diff"));
    m_edit->setOriginal(original);
    m_edit->setText(edit != nullptr ? edit->text : original);
}

void RatingPanel::typeEdit(const QString& text)
{
    if (m_editRow < 0) {
        return;
    }
    const ResponseIndex response = m_grid.responseAt(m_editRow);
    AnnotationContent after = content();
    const auto place = std::find_if(after.edits.begin(), after.edits.end(),
                                    [&](const Edit& edit) { return edit.response == response; });
    if (text == textAt(m_editRow)) {
        if (place != after.edits.end()) {
            after.edits.erase(place);
        }
    } else if (place != after.edits.end()) {
        place->text = text;
    } else {
        after.edits.append({response, text});
    }
    commit(after, u"edit %1"_s.arg(response));
    m_shown = content();
    m_table->setEdited(editedRows());
}

void RatingPanel::showCritique(bool isShown)
{
    if (isShown == m_critiqueBox->isHidden()) {
        m_critiqueBox->setVisible(isShown);
        Q_EMIT layoutChanged();
    }
}

void RatingPanel::openCritique()
{
    if (schema().critique == Requirement::Off) {
        setHint(tr("This schema does not ask for a critique."));
        return;
    }
    showCritique(true);
    m_critique->startTyping();
}

void RatingPanel::openConfidence()
{
    QList<ChoicePopover::Choice> choices;
    for (const Choice& confidence : schema().confidences) {
        choices.append({confidence.id, confidence.name, content().confidence == confidence.id});
    }
    if (choices.isEmpty()) {
        setHint(tr("This schema does not ask how sure you are."));
        return;
    }
    m_confidences->openAt(m_confidenceOffer, tr("How sure are you?"), choices);
}

void RatingPanel::toggleUnfold(int row)
{
    if (m_isTurned || !m_table->isLong(row)) {
        setHint(tr("This response is shown in full."));
        return;
    }
    m_table->setUnfolded(row, !m_table->isUnfolded(row));
    chooseShape();
    showCursor();
}

void RatingPanel::scroll(int steps)
{
    if (m_isTurned) {
        m_reader->scrollLines(steps * kScrollLines);
        return;
    }
    QScrollBar* bar = m_table->verticalScrollBar();
    bar->setValue(bar->value() + steps * kScrollStep);
}

} // namespace plumbline
