// What a person does to a ranking; see rankingpanel.h.

#include "ui/screens/annotate/rankingpanel.h"

#include <QAction>

#include "ui/screens/annotate/answeredits.h"
#include "ui/screens/annotate/explanation.h"
#include "ui/screens/annotate/rankingorder.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/screens/annotate/responsecard.h"
#include "ui/shell/actioncollection.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDigits = 10;
/// The outer parts of a card stand for "before" and "after" it, its middle for a tie.
constexpr double kTieShare = 0.3;
constexpr int kHalfGap = 4;

} // namespace

void RankingPanel::addActions(ActionCollection& actions, RankingPanel* panel)
{
    using Panel = RankingPanel;
    const auto add = [&](const QString& name, const QString& text, const QKeySequence& key, auto act,
                         bool repeats = false, const QString& group = tr("Ranking"),
                         const QString& keyText = {}) {
        ActionSpec spec;
        spec.id = u"annotate.ranking."_s + name;
        spec.context = u"annotate.ranking"_s;
        spec.group = group;
        spec.text = text;
        spec.keys = {key};
        spec.repeats = repeats;
        spec.keyText = keyText;
        QAction* action = actions.add(spec);
        if (panel != nullptr) {
            connect(action, &QAction::triggered, panel, [panel, act] {
                if (panel->isVisible() && panel->count() > 0) {
                    act(*panel);
                }
            });
        }
    };
    add(
        u"up"_s, tr("Response above"), QKeySequence(Qt::Key_Up),
        [](Panel& p) { p.m_list->selectNeighbour(-1); }, true);
    add(
        u"down"_s, tr("Response below"), QKeySequence(Qt::Key_Down),
        [](Panel& p) { p.m_list->selectNeighbour(1); }, true);
    for (int digit = 1; digit < kDigits; ++digit) {
        const bool isFirst = digit == 1;
        add(
            u"place%1"_s.arg(digit), isFirst ? tr("Give it this place") : tr("Place %1").arg(digit),
            QKeySequence(Qt::Key_0 + digit), [digit](Panel& p) { p.typeDigit(digit); }, false,
            isFirst ? tr("Ranking") : QString(), isFirst ? tr("1–9") : QString());
    }
    add(u"takeOut"_s, tr("Take it out"), QKeySequence(Qt::Key_0), [](Panel& p) { p.typeDigit(0); });
    add(u"tie"_s, tr("Tie with the one above, or part them"), QKeySequence(Qt::Key_Equal),
        [](Panel& p) { p.toggleTie(); });
    add(u"moveUp"_s, tr("Move up"), QKeySequence(Qt::ALT | Qt::Key_Up), [](Panel& p) { p.moveSelected(-1); });
    add(u"moveDown"_s, tr("Move down"), QKeySequence(Qt::ALT | Qt::Key_Down),
        [](Panel& p) { p.moveSelected(1); });
    add(u"nextOpen"_s, tr("Next one without a place"), QKeySequence(Qt::Key_Space),
        [](Panel& p) { p.goToOpen(); });
    add(u"edit"_s, tr("Edit the response"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [](Panel& p) { p.startEdit(); });
    Explanation::addActions(actions, u"annotate.ranking"_s, tr("Ranking"));
}

void RankingPanel::take(const Ranking& after, const QString& note)
{
    AnnotationContent changed = content();
    const Ranking kept = cutToTop(after, schema().topK);
    changed.ranking = kept.groups.isEmpty() ? std::nullopt : std::optional(kept);
    m_note = changed.ranking == content().ranking ? QString() : note;
    commit(changed);
    m_shown = content();
    showAnswer();
    m_explanation->show(false);
    m_list->showSelected();
}

void RankingPanel::say(const QString& note)
{
    m_note = note;
    showHints();
}

void RankingPanel::typeDigit(int digit)
{
    // Places above 9 are typed as two digits; the first alone is a place already.
    const int typed = (m_typed + QString::number(digit)).toInt();
    if (!m_typed.isEmpty() && typed <= placeLimit()) {
        m_typed.clear();
        placeSelected(typed);
        return;
    }
    m_typed.clear();
    if (digit == 0) {
        takeOut();
        return;
    }
    if (digit > placeLimit()) {
        say(tr("There are %n places.", nullptr, placeLimit()));
        return;
    }
    placeSelected(digit);
    if (digit * kDigits <= placeLimit()) {
        m_typed = QString::number(digit);
    }
}

void RankingPanel::placeSelected(int rank)
{
    const Ranking now = ranking();
    if (rankOf(now, selected()) == rank && tiedCount(now, selected()) == 1) {
        m_note.clear();
        showHints();
        return;
    }
    take(placedAt(now, selected(), rank));
    const int got = rankOf(ranking(), selected());
    if (got < rank) {
        say(tr("%1 comes last for now, in place %2.").arg(letterOf(m_list->selected())).arg(got));
    }
}

void RankingPanel::takeOut()
{
    if (rankOf(ranking(), selected()) == 0) {
        say(tr("%1 has no place yet.").arg(letterOf(m_list->selected())));
        return;
    }
    take(takenOut(ranking(), selected()),
         tr("%1 is taken out. Undo brings it back.").arg(letterOf(m_list->selected())));
}

void RankingPanel::toggleTie()
{
    const Ranking now = ranking();
    m_typed.clear();
    const Ranking after = tieToggled(now, selected());
    if (after == now) {
        say(now.groups.isEmpty() ? tr("Place one first.") : tr("There is none above it."));
        return;
    }
    take(after);
}

void RankingPanel::moveSelected(int by)
{
    const Ranking now = ranking();
    m_typed.clear();
    const Ranking after = movedBy(now, selected(), by);
    if (after == now) {
        say(by < 0 ? tr("It is the first already.") : tr("It is the last already."));
        return;
    }
    take(after);
}

void RankingPanel::goToOpen()
{
    const QList<int> open = unplaced();
    if (open.isEmpty()) {
        say(standingHint());
        return;
    }
    const qsizetype here = open.indexOf(m_list->selected());
    m_list->select(open.at((here + 1) % open.size()));
}

// ---- editing a response

void RankingPanel::startEdit()
{
    m_editPlace = m_list->selected();
    showEdit();
    m_edit->startTyping();
}

void RankingPanel::showEdit()
{
    const bool isShown = m_editPlace >= 0 && m_editPlace < count() && schema().allowsEdit;
    m_edit->setVisible(isShown);
    if (!isShown) {
        return;
    }
    const ResponseIndex response = responseAt(m_editPlace);
    const QString original = item().view.responses.at(response).text();
    const Edit* edit = content().findEdit(response);
    m_edit->setHeading(tr("Edit of response %1").arg(letterOf(m_editPlace)),
                       tr("starts from the response, kept as a diff"));
    m_edit->setOriginal(original);
    m_edit->setText(edit != nullptr ? edit->text : original);
}

void RankingPanel::typeEdit(const QString& text)
{
    if (m_editPlace >= 0) {
        const ResponseIndex response = responseAt(m_editPlace);
        commit(withEdit(content(), response, text, item().view.responses.at(response).text()),
               editField(response));
        m_shown = content();
        showCard(m_editPlace);
    }
}

// ---- dragging

RankingPanel::Drop RankingPanel::dropAt(ResponseIndex response, const QPoint& globalPosition) const
{
    const int y = m_list->fromGlobal(globalPosition).y();
    const Ranking rest = takenOut(ranking(), response);
    const bool isPlaced = rankOf(ranking(), response) > 0;
    const int outside = m_list->sectionTop(1);
    if (y > outside) {
        return isPlaced ? Drop{Drop::Kind::Out, -1, outside, {}} : Drop{};
    }
    int end = m_list->sectionTop(0);
    for (const ResponseIndex other : placedResponses(rest)) {
        const QRect frame = m_list->frameOf(placeOf(other));
        const double share = (y - frame.top()) / qMax(1.0, static_cast<double>(frame.height()));
        if (share < (schema().allowsTie ? kTieShare : 0.5)) {
            return {Drop::Kind::Before, other, frame.top() - kHalfGap, {}};
        }
        if (schema().allowsTie && share < 1 - kTieShare) {
            return {Drop::Kind::Tie, other, -1, frame};
        }
        end = frame.bottom() + kHalfGap;
    }
    return {Drop::Kind::Last, -1, end, {}};
}

void RankingPanel::drag(int place, const QPoint& globalPosition)
{
    if (!m_isDragging) {
        m_isDragging = true;
        m_isDragCancelled = false;
        showSections();
    }
    if (m_isDragCancelled) {
        return;
    }
    m_list->scrollTowards(globalPosition);
    const Drop drop = dropAt(responseAt(place), globalPosition);
    m_list->setDropMark(drop.lineY, drop.ring);
}

void RankingPanel::drop(int place, const QPoint& globalPosition)
{
    const bool isCancelled = m_isDragCancelled;
    m_isDragging = false;
    m_isDragCancelled = false;
    m_list->setDropMark(-1, {});
    const ResponseIndex response = responseAt(place);
    const Drop drop = isCancelled ? Drop{} : dropAt(response, globalPosition);
    showSections();
    m_list->select(place);
    m_typed.clear();
    switch (drop.kind) {
    case Drop::Kind::None:
        break;
    case Drop::Kind::Before:
        take(placedBefore(ranking(), response, drop.other));
        break;
    case Drop::Kind::Tie:
        take(tiedTo(ranking(), response, drop.other));
        break;
    case Drop::Kind::Last:
        take(placedBefore(ranking(), response, -1));
        break;
    case Drop::Kind::Out:
        takeOut();
        break;
    }
}

} // namespace plumbline
