// How PairwisePanel takes and shows the answer; see pairwisepanel.h.

#include "ui/screens/annotate/pairwisepanel.h"

#include <QAction>

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/pairwiseactions.h"
#include "ui/screens/annotate/pairwisereasons.h"
#include "ui/screens/annotate/pairwisescales.h"
#include "ui/screens/annotate/responsecolumn.h"
#include "ui/shell/actioncollection.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void PairwisePanel::refresh(bool isNewItem)
{
    if (isNewItem) {
        m_popover->dismiss();
        if (!m_fittedSchema.isValid() || m_fittedSchema != item().view.schema.id) {
            m_fittedSchema = item().view.schema.id;
            fitPairwiseActions(m_actions, schema());
            m_scales->setSchema(schema());
            m_reasons->setSchema(schema());
        }
        m_scales->setCurrent(0);
        for (int side = 0; side < kSides; ++side) {
            const ResponseIndex index = responseAt(side);
            const QList<Response>& responses = item().view.responses;
            m_columns.at(side)->setResponse(index < responses.size() ? responses.at(index) : Response(),
                                            m_isMarkdown);
            m_columns.at(side)->setEditAllowed(schema().allowsEdit);
        }
        pairwiseAction(u"editA"_s)->setChecked(false);
        pairwiseAction(u"editB"_s)->setChecked(false);
    }
    for (int side = 0; side < kSides; ++side) {
        const Edit* edit = content().findEdit(responseAt(side));
        m_columns.at(side)->setEditedText(edit != nullptr ? std::optional(edit->text) : std::nullopt);
    }
    m_critique->showText(content().critique);
    if (isNewItem || !m_critique->hasFocus()) {
        m_critiqueBox->setVisible(!content().critique.isEmpty() ||
                                  schema().critique == Requirement::Required);
    }
    showAnswer();
    showDifferences();
}

std::optional<SideChoice> PairwisePanel::choiceOfAspect(int aspect) const
{
    if (aspect < 0 || aspect >= schema().aspects.size()) {
        return std::nullopt;
    }
    const Preference* preference = content().findPreference(schema().aspects.at(aspect).id);
    return preference != nullptr ? std::optional(choiceOf(*preference, responseAt(0))) : std::nullopt;
}

void PairwisePanel::press(int side, bool isMuch)
{
    const int aspect = m_scales->current();
    choose(aspect, isMuch ? SideChoice{2 * side, false}
                          : pressedSide(choiceOfAspect(aspect), side, schema().marginSteps));
}

void PairwisePanel::choose(int aspect, const std::optional<SideChoice>& choice)
{
    if (aspect < 0 || aspect >= schema().aspects.size()) {
        return;
    }
    const QString id = schema().aspects.at(aspect).id;
    std::optional<Preference> preference;
    if (choice) {
        preference = preferenceOf(id, *choice, responseAt(0));
    }
    commit(withPreference(content(), aspectIdsOf(schema()), id, preference));
    showAnswer();
}

void PairwisePanel::moveAspect(int by)
{
    m_scales->setCurrent(m_scales->current() + by);
    focusAnswer();
    showAnswer();
}

void PairwisePanel::toggleReason(const QString& id)
{
    AnnotationContent changed = content();
    QStringList chosen;
    // In the order of the schema, whatever the order of pressing.
    for (const Choice& reason : schema().reasons) {
        if (changed.reasons.contains(reason.id) != (reason.id == id)) {
            chosen.append(reason.id);
        }
    }
    changed.reasons = chosen;
    commit(changed);
    showAnswer();
}

void PairwisePanel::openMoreReasons()
{
    QList<ChoicePopover::Choice> choices;
    for (const Choice& reason : m_reasons->hiddenReasons()) {
        choices.append({reason.id, reason.name, content().reasons.contains(reason.id)});
    }
    if (!choices.isEmpty()) {
        m_popoverKind = u"reasons"_s;
        m_popover->openAt(m_reasons->moreButton(), tr("Why"), choices);
    }
}

void PairwisePanel::openConfidence()
{
    QList<ChoicePopover::Choice> choices;
    for (const Choice& confidence : schema().confidences) {
        choices.append({confidence.id, confidence.name, content().confidence == confidence.id});
    }
    if (!choices.isEmpty()) {
        m_popoverKind = u"confidence"_s;
        m_popover->openAt(m_reasons->confidenceButton(), tr("How sure are you?"), choices);
    }
}

void PairwisePanel::toggleEditing(int side)
{
    ResponseColumn* column = m_columns.at(side);
    const bool isOpening = !column->isEditing() && schema().allowsEdit;
    column->setEditing(isOpening);
    pairwiseAction(u"edit"_s + letterOf(side))->setChecked(isOpening);
    if (!isOpening) {
        const Edit* edit = content().findEdit(responseAt(side));
        column->setEditedText(edit != nullptr ? std::optional(edit->text) : std::nullopt);
        showDifferences();
        focusAnswer();
    }
}

void PairwisePanel::takeEdit(int side, const QString& text)
{
    const ResponseIndex index = responseAt(side);
    AnnotationContent changed = content();
    const auto isOfResponse = [index](const Edit& each) { return each.response == index; };
    changed.edits.removeIf(isOfResponse);
    if (text != item().view.responses.at(index).text()) {
        changed.edits.append(Edit{index, text});
        std::sort(changed.edits.begin(), changed.edits.end(),
                  [](const Edit& left, const Edit& right) { return left.response < right.response; });
    }
    commit(changed, u"edit %1"_s.arg(index));
}

void PairwisePanel::openCritique(bool isFocused)
{
    if (schema().critique == Requirement::Off) {
        return;
    }
    m_critiqueBox->show();
    if (isFocused) {
        m_critique->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace plumbline
