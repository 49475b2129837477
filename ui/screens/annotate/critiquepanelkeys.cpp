// What a person does to a critique, and what the frame asks; see critiquepanel.h.

#include "ui/screens/annotate/critiquepanel.h"

#include <QAction>

#include "ui/screens/annotate/answeredits.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/cardlist.h"
#include "ui/screens/annotate/explanation.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/screens/annotate/responsecard.h"
#include "ui/screens/annotate/responsecolumn.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDigits = 10;
constexpr int kScrollLines = 3;

} // namespace

void CritiquePanel::addActions(ActionCollection& actions, CritiquePanel* panel)
{
    using Panel = CritiquePanel;
    const auto add = [&](const QString& name, const QString& text, const QKeySequence& key, auto act,
                         const QString& icon = {}, const QString& group = tr("Critique"),
                         const QString& keyText = {}) {
        ActionSpec spec;
        spec.id = u"annotate.critique."_s + name;
        spec.context = u"annotate.critique"_s;
        spec.group = group;
        spec.text = text;
        spec.keys = {key};
        spec.icon = icon;
        spec.isCheckable = !icon.isEmpty();
        spec.keyText = keyText;
        QAction* action = actions.add(spec);
        if (panel != nullptr) {
            connect(action, &QAction::triggered, panel, [panel, act] {
                if (panel->isVisible()) {
                    act(*panel);
                }
            });
        }
    };
    add(u"up"_s, tr("Response above"), QKeySequence(Qt::Key_Up), [](Panel& p) { p.moveSelection(-1); });
    add(u"down"_s, tr("Response below"), QKeySequence(Qt::Key_Down), [](Panel& p) { p.moveSelection(1); });
    for (int digit = 1; digit < kDigits; ++digit) {
        const bool isFirst = digit == 1;
        add(
            u"pick%1"_s.arg(digit),
            isFirst ? tr("The best refinement; go to a response") : tr("Refinement %1").arg(digit),
            QKeySequence(Qt::Key_0 + digit), [digit](Panel& p) { p.typeDigit(digit); }, {},
            isFirst ? tr("Critique") : QString(), isFirst ? tr("1–9") : QString());
    }
    add(u"none"_s, tr("None is better"), QKeySequence(Qt::Key_0), [](Panel& p) { p.pick(0); });
    add(u"pick"_s, tr("The selected refinement is the best"), QKeySequence(Qt::Key_Space),
        [](Panel& p) { p.pick(p.m_listed.value(p.m_list->selected())); });
    add(
        u"edit"_s, tr("Edit the response"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [](Panel& p) { p.startEdit(); }, u"pen"_s);
    add(
        u"differences"_s, tr("Differences"), QKeySequence(Qt::Key_D), [](Panel& p) { p.showDifferences(); },
        u"diff"_s);
    Explanation::addActions(actions, u"annotate.critique"_s, tr("Critique"));
}

void CritiquePanel::moveSelection(int by)
{
    m_list->selectNeighbour(by);
}

void CritiquePanel::typeDigit(int digit)
{
    if (digit > m_list->count()) {
        return;
    }
    m_list->select(digit - 1);
    if (hasRefinements()) {
        pick(m_listed.at(digit - 1));
    }
}

void CritiquePanel::pick(std::optional<ResponseIndex> refinement)
{
    if (!hasRefinements()) {
        return;
    }
    AnnotationContent after = content();
    after.refinement = refinement;
    commit(after);
    m_explanation->show(false);
    showAnswer();
}

void CritiquePanel::startEdit()
{
    if (!schema().allowsEdit || item().view.responses.isEmpty()) {
        own(u"edit"_s)->setChecked(false);
        return;
    }
    if (hasSeveral()) {
        m_isEditing = true;
        showEdit();
        m_edit->startTyping();
    } else if (m_column->isEditing()) {
        closeEdit();
        focusAnswer();
    } else {
        m_column->setEditing(true);
        own(u"edit"_s)->setChecked(true);
    }
}

void CritiquePanel::typeEdit(ResponseIndex response, const QString& text)
{
    commit(withEdit(content(), response, text, item().view.responses.at(response).text()),
           editField(response));
    if (hasSeveral()) {
        m_list->card(m_list->selected())->setEditedText(editOf(response));
        showAnswer();
    }
}

void CritiquePanel::closeEdit()
{
    m_isEditing = false;
    own(u"edit"_s)->setChecked(false);
    m_edit->hide();
    if (m_column->isEditing()) {
        m_column->setEditing(false);
        m_column->setEditedText(editOf(0));
        showDifferences();
    }
}

void CritiquePanel::openWords()
{
    m_explanation->openCritique();
}

// ---- what the frame asks

QString CritiquePanel::hintText() const
{
    return m_hintText;
}

QString CritiquePanel::arrivalSummary() const
{
    return tr("Critique, %1").arg(subtitle());
}

QString CritiquePanel::subtitle() const
{
    if (hasRefinements()) {
        return tr("%n refinements", nullptr, static_cast<int>(m_listed.size()));
    }
    return tr("%n responses", nullptr, static_cast<int>(item().view.responses.size()));
}

QWidget* CritiquePanel::answerRow()
{
    return m_answerRow;
}

QWidget* CritiquePanel::explanationRow()
{
    return m_explanation->row();
}

QWidget* CritiquePanel::unfoldingField()
{
    return m_explanation->field();
}

QString CritiquePanel::gapText(const ContentGap& gap) const
{
    if (gap.what == "critique"_L1) {
        return gap.total > 1 ? tr("%1 of %2 critiques open").arg(gap.open).arg(gap.total)
                             : tr("The critique is empty");
    }
    return gap.what == "refinement"_L1 ? tr("No refinement chosen") : tr("Something is still open");
}

bool CritiquePanel::goToGap(const ContentGap& gap)
{
    if (gap.what == "refinement"_L1) {
        focusAnswer();
        return true;
    }
    if (gap.what != "critique"_L1) {
        return false;
    }
    if (hasSeveral() && !content().critiqueOf(criticised()).trimmed().isEmpty()) {
        for (int place = 0; place < m_list->count(); ++place) {
            if (content().critiqueOf(m_listed.at(place)).trimmed().isEmpty()) {
                m_list->select(place);
                break;
            }
        }
    }
    openWords();
    return true;
}

QStringList CritiquePanel::actionContexts() const
{
    return {m_explanation->isPopoverOpen() ? u"popover"_s : u"annotate.critique"_s};
}

bool CritiquePanel::takeAction(const QString& id)
{
    if (m_explanation->takeAction(id)) {
        return true;
    }
    if (id == "annotate.unfold"_L1) {
        if (m_listed.isEmpty()) {
            m_column->setTurnsUnfolded(!m_column->areTurnsUnfolded());
        } else {
            ResponseCard* card = m_list->card(m_list->selected());
            card->setUnfolded(!card->isUnfolded());
            m_list->showSelected();
        }
    } else if (id == "annotate.clear"_L1) {
        pick(std::nullopt);
    } else if (id == "annotate.scrollDown"_L1 || id == "annotate.scrollUp"_L1) {
        const int lines = id == "annotate.scrollDown"_L1 ? kScrollLines : -kScrollLines;
        if (hasSeveral()) {
            m_list->scrollLines(lines);
        } else {
            m_column->view()->scrollLines(lines);
        }
    } else if (id == "annotate.scrollDownSecond"_L1 || id == "annotate.scrollUpSecond"_L1) {
        m_list->scrollLines(id == "annotate.scrollDownSecond"_L1 ? kScrollLines : -kScrollLines);
    } else if (id == "annotate.leaveField"_L1) {
        closeEdit();
        focusAnswer();
        return false; // the frame closes its own field
    } else {
        return false;
    }
    return true;
}

QString CritiquePanel::actionText(const QString& id) const
{
    if (id == "annotate.critique"_L1) {
        return tr("Write the critique");
    }
    return id == "annotate.clear"_L1 ? tr("Take the chosen refinement away") : QString();
}

void CritiquePanel::focusAnswer()
{
    if (m_listed.isEmpty()) {
        m_column->view()->setFocus(Qt::OtherFocusReason);
    } else {
        m_list->focusSelected();
    }
}

QList<QWidget*> CritiquePanel::focusStops() const
{
    QList<QWidget*> stops;
    if (!hasSeveral()) {
        stops.append(m_column->view());
    }
    if (!m_listed.isEmpty()) {
        stops.append(m_list->card(m_list->selected()));
    }
    if (schema().critique != Requirement::Off) {
        stops.append(m_explanation->editor());
    }
    return stops;
}

bool CritiquePanel::prepare(const OpenItem& coming)
{
    // Cards lay out their first lines only; the one response is shown whole.
    const QList<Response>& responses = coming.view.responses;
    const auto count = static_cast<int>(responses.size());
    const bool hasColumn = coming.view.schema.definition.criticisedCount(count) == 1;
    return !hasColumn || m_column->prepare(responses.constFirst());
}

void CritiquePanel::setMarkdown(bool isMarkdown)
{
    m_isMarkdown = isMarkdown;
    m_column->setMarkdown(isMarkdown);
    for (int place = 0; place < m_list->count(); ++place) {
        m_list->card(place)->setMarkdown(isMarkdown);
    }
}

void CritiquePanel::setCompact(bool isCompact)
{
    AnswerPanel::setCompact(isCompact);
    m_explanation->setCompact(isCompact);
}

} // namespace plumbline
