#include "ui/screens/annotate/rankingpanel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/explanation.h"
#include "ui/screens/annotate/rankingorder.h"
#include "ui/screens/annotate/ratinghints.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/screens/annotate/responsecard.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGutter = 62;
constexpr int kLinesOfFew = 14;
constexpr int kLinesOfMany = 8;
constexpr int kFew = 2;
constexpr int kDigits = 9;
constexpr int kScrollLines = 3;
/// Windows lower than this have no room for a third line of critique.
constexpr int kLowWindow = 780;

} // namespace

RankingPanel::RankingPanel(const PanelServices& services, QWidget* parent)
    : AnswerPanel(services, parent)
    , m_list(new CardList(services.theme, u"rankingList"_s, this))
    , m_edit(new RatingTextCard(services.theme, services.actions, u"rankingEdit"_s, this))
    , m_hints(new RatingHints(services.theme, this))
{
    setObjectName(u"rankingPanel"_s);
    m_hints->setObjectName(u"rankingHints"_s);
    m_explanation = new Explanation(
        services, u"annotate.ranking"_s, tr("Ranking"), [this] { return content(); }, this);
    addActions(m_actions, this);
    buildLayout();
    connectParts();
    m_hints->hide();
}

RankingPanel::~RankingPanel() = default;

void RankingPanel::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace3);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(metrics::kSpace3);
    m_hint = new ElidedLabel(m_theme, {}, Text::Caption, Color::Text2, this);
    m_hint->setObjectName(u"rankingHint"_s);
    m_markdown =
        new KeyButton(m_theme, m_actions.action(u"annotate.markdown"_s), KeyButton::Kind::Toggle, this);
    m_markdown->setObjectName(u"rankingMarkdownButton"_s);
    m_markdown->setControlHeight(metrics::kChip);
    tools->addWidget(m_hint, 1);
    tools->addWidget(m_markdown);
    layout->addLayout(tools);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_edit);
    m_list->setHeadingIndent(m_theme.scaled(kGutter));
    m_list->setMinimumHeight(120);
    m_edit->setLines(3, 8);
    m_edit->setHeading(tr("Edit of the response"), QString());
    m_edit->hide();
}

void RankingPanel::connectParts()
{
    connect(m_list, &CardList::selectionChanged, this, [this] {
        m_note.clear();
        m_typed.clear();
        showAnswer();
    });
    connect(m_list, &CardList::unfoldRequested, this,
            [this](int place) { m_list->card(place)->setUnfolded(!m_list->card(place)->isUnfolded()); });
    connect(m_list, &CardList::dragged, this, &RankingPanel::drag);
    connect(m_list, &CardList::dropped, this, &RankingPanel::drop);
    connect(m_edit, &RatingTextCard::textTyped, this, &RankingPanel::typeEdit);
    connect(m_explanation, &Explanation::layoutChanged, this, &AnswerPanel::layoutChanged);
    connect(m_explanation, &Explanation::changed, this,
            [this](const AnnotationContent& after, const QString& field) {
                commit(after, field);
                m_shown = content();
                m_explanation->show(false);
                showHints();
            });
    connect(&m_actions, &ActionCollection::keysChanged, this, [this](const QString& id) {
        if (isVisible() && !m_isOpening && id.startsWith("annotate."_L1)) {
            showAnswer();
        }
    });
}

void RankingPanel::refresh(bool isNewItem)
{
    if (isNewItem) {
        m_note.clear();
        m_typed.clear();
        m_editPlace = -1;
        m_isDragging = false;
        m_list->setDropMark(-1, {});
        m_isOpening = true;
        m_explanation->setItem(item().view.schema);
        m_actions.action(u"annotate.ranking.tie"_s)->setEnabled(schema().allowsTie);
        m_actions.action(u"annotate.ranking.edit"_s)->setEnabled(schema().allowsEdit);
        m_list->setCount(count());
        for (int place = 0; place < count(); ++place) {
            ResponseCard* card = m_list->card(place);
            card->setFoldedLines(count() <= kFew ? kLinesOfFew : kLinesOfMany);
            card->setResponse(letterOf(place), tr("Response %1").arg(letterOf(place)),
                              item().view.responses.at(responseAt(place)), m_isMarkdown);
        }
        m_isOpening = false;
        m_shown = content();
        showAnswer();
        m_list->select(m_list->order().value(0));
        m_list->verticalScrollBar()->setValue(0);
        Q_EMIT layoutChanged();
    } else {
        const AnnotationContent before = m_shown;
        m_shown = content();
        m_note.clear();
        showAnswer();
        selectChange(before);
    }
    m_explanation->show(isNewItem);
    showEdit();
}

void RankingPanel::selectChange(const AnnotationContent& before)
{
    const Ranking then = before.ranking.value_or(Ranking());
    const Ranking now = ranking();
    for (ResponseIndex response = 0; response < count(); ++response) {
        const bool isMoved = rankOf(then, response) != rankOf(now, response) ||
                             isTiedWithAbove(then, response) != isTiedWithAbove(now, response);
        if (isMoved && response == selected()) {
            return; // it is seen already
        }
    }
    for (ResponseIndex response = 0; response < count(); ++response) {
        if (rankOf(then, response) != rankOf(now, response)) {
            m_list->select(placeOf(response));
            return;
        }
    }
}

int RankingPanel::count() const
{
    return static_cast<int>(item().view.responses.size());
}

int RankingPanel::placeLimit() const
{
    return schema().placedCount(count());
}

Ranking RankingPanel::ranking() const
{
    return content().ranking.value_or(Ranking());
}

ResponseIndex RankingPanel::selected() const
{
    return responseAt(m_list->selected());
}

QList<int> RankingPanel::unplaced() const
{
    const Ranking now = ranking();
    QList<int> places;
    for (int place = 0; place < count(); ++place) {
        if (rankOf(now, responseAt(place)) == 0) {
            places.append(place);
        }
    }
    return places;
}

bool RankingPanel::isComplete() const
{
    return placedResponses(ranking()).size() >= placeLimit();
}

// ---- what is shown

void RankingPanel::showAnswer()
{
    for (int place = 0; place < count(); ++place) {
        showCard(place);
    }
    showSections();
    showHints();
}

void RankingPanel::showCard(int place)
{
    const Ranking now = ranking();
    const ResponseIndex response = responseAt(place);
    const int rank = rankOf(now, response);
    const bool isTied = tiedCount(now, response) > 1;
    const bool isEdited = content().findEdit(response) != nullptr;
    ResponseCard::State state;
    state.hasGutter = true;
    state.hasHandle = true;
    state.gutter = rank == 0 ? u"–"_s : (isTied ? u"="_s : QString()) + QString::number(rank);
    state.tie = isTiedWithAbove(now, response) ? tr("tied with the one above") : QString();
    state.isSelected = place == m_list->selected();
    state.isChosen = state.isSelected;
    state.footer = isEdited ? tr("edited") : QString();
    state.spoken = rank == 0 ? tr("not placed")
                   : isTied  ? tr("place %1, tied").arg(rank)
                             : tr("place %1").arg(rank);
    if (state.isSelected) {
        state.note = tr("Place");
        for (int digit = 1; digit <= qMin(kDigits, placeLimit()); ++digit) {
            state.keys += m_actions.keys(u"annotate.ranking.place%1"_s.arg(digit)).value(0).toString();
        }
    }
    ResponseCard* card = m_list->card(place);
    card->setUnfoldKeys(m_actions.keycapTexts(u"annotate.unfold"_s));
    card->setEditedText(isEdited ? std::optional(content().findEdit(response)->text) : std::nullopt);
    card->setState(state);
}

void RankingPanel::showSections()
{
    QList<int> placed;
    for (const ResponseIndex response : placedResponses(ranking())) {
        if (response < count()) {
            placed.append(placeOf(response));
        }
    }
    const QString ties = schema().allowsTie ? tr("ties allowed") : tr("no ties");
    const bool isTop = placeLimit() < count();
    const QString asked =
        isTop ? tr("the first %1 are placed").arg(placeLimit()) : tr("every response is placed");
    const QString first = m_actions.keycapTexts(u"annotate.ranking.place1"_s).join(u'+');
    const QString empty =
        count() == 0 ? tr("This item holds no response. Skip it.")
                     : tr("Press %1 to place the selected response first, or drag it here.").arg(first);
    QList<CardList::Section> sections{{tr("Best first"), tr("%1, %2").arg(ties, asked), placed, empty}};
    const QList<int> rest = unplaced();
    if (!rest.isEmpty()) {
        const QString title = isTop ? tr("Below the first %1").arg(placeLimit()) : tr("Not placed yet");
        const QString caption =
            isTop && isComplete() ? tr("in no order") : tr("select it, then press a place");
        sections.append({title, caption, rest, QString()});
    } else if (m_isDragging) {
        sections.append({tr("Not placed"), QString(), {}, tr("Drop it here to take it out.")});
    }
    m_list->setSections(sections);
}

void RankingPanel::showHints()
{
    const auto key = [this](const QString& name) {
        return m_actions.keycapTexts(u"annotate.ranking."_s + name);
    };
    const int last = qMin(kDigits, placeLimit());
    QList<RatingHints::Hint> hints{{key(u"up"_s) + key(u"down"_s), tr("select")}};
    hints.append({{last > 1 ? u"1–%1"_s.arg(last) : u"1"_s}, tr("place")});
    if (schema().allowsTie) {
        hints.append({key(u"tie"_s), tr("tie with the one above")});
    }
    hints.append({key(u"moveUp"_s) + key(u"moveDown"_s).mid(1), tr("move")});
    hints.append({key(u"takeOut"_s), tr("take out")});
    m_hints->setHints(hints);
    m_hint->setText(hintText());
    Q_EMIT hintChanged();
}

QString RankingPanel::standingHint() const
{
    const qsizetype placed = placedResponses(ranking()).size();
    const auto open = static_cast<int>(placeLimit() - placed);
    if (open <= 0) {
        const QString submit = m_actions.keycapTexts(u"annotate.submit"_s).join(u'+');
        return placeLimit() < count()
                   ? tr("The first %1 are placed. %2 submits.").arg(placeLimit()).arg(submit)
                   : tr("All are placed. %1 submits.").arg(submit);
    }
    if (placed == 0) {
        return tr("Select a response, then press its place. 1 is the best.");
    }
    const QString next = m_actions.keycapTexts(u"annotate.ranking.nextOpen"_s).join(u'+');
    return tr("%1 goes to the next one that has no place.").arg(next);
}

QString RankingPanel::hintText() const
{
    return m_note.isEmpty() ? standingHint() : m_note;
}

// ---- what the frame asks

QString RankingPanel::subtitle() const
{
    return tr("%n responses", nullptr, count());
}

QString RankingPanel::arrivalSummary() const
{
    return tr("Ranking, %1").arg(subtitle());
}

QWidget* RankingPanel::answerRow()
{
    return m_hints;
}

QWidget* RankingPanel::explanationRow()
{
    return m_explanation->row();
}

QWidget* RankingPanel::unfoldingField()
{
    return m_explanation->field();
}

QString RankingPanel::gapText(const ContentGap& gap) const
{
    if (gap.what == "ranking"_L1) {
        return tr("%1 not placed").arg(gap.open);
    }
    return gap.what == "critique"_L1 ? tr("A critique is asked") : tr("Something is still open");
}

bool RankingPanel::goToGap(const ContentGap& gap)
{
    if (gap.what == "critique"_L1) {
        m_explanation->openCritique();
        return true;
    }
    if (gap.what != "ranking"_L1 || unplaced().isEmpty()) {
        return false;
    }
    if (rankOf(ranking(), selected()) > 0) {
        m_list->select(unplaced().constFirst());
    }
    focusAnswer();
    return true;
}

QStringList RankingPanel::actionContexts() const
{
    return {m_explanation->isPopoverOpen() ? u"popover"_s : u"annotate.ranking"_s};
}

bool RankingPanel::takeAction(const QString& id)
{
    if (m_explanation->takeAction(id)) {
        return true;
    }
    if (id == "annotate.unfold"_L1) {
        ResponseCard* card = count() > 0 ? m_list->card(m_list->selected()) : nullptr;
        if (card != nullptr && card->canFold()) {
            card->setUnfolded(!card->isUnfolded());
            m_list->showSelected();
        } else {
            say(tr("This response is shown in full."));
        }
    } else if (id == "annotate.clear"_L1) {
        take(Ranking(), tr("All are taken out. Undo brings the order back."));
    } else if (id == "annotate.scrollDown"_L1 || id == "annotate.scrollDownSecond"_L1) {
        m_list->scrollLines(kScrollLines);
    } else if (id == "annotate.scrollUp"_L1 || id == "annotate.scrollUpSecond"_L1) {
        m_list->scrollLines(-kScrollLines);
    } else if (id == "annotate.leaveField"_L1) {
        m_isDragCancelled = m_isDragging;
        m_list->setDropMark(-1, {});
        m_editPlace = -1;
        showEdit();
        focusAnswer();
        return false; // the frame closes its own field
    } else {
        return false;
    }
    return true;
}

QString RankingPanel::actionText(const QString& id) const
{
    if (id == "annotate.unfold"_L1) {
        return tr("Unfold the response");
    }
    return id == "annotate.clear"_L1 ? tr("Take all out") : QString();
}

void RankingPanel::focusAnswer()
{
    if (count() > 0) {
        m_list->focusSelected();
    } else {
        setFocus(Qt::OtherFocusReason);
    }
}

QList<QWidget*> RankingPanel::focusStops() const
{
    return count() > 0 ? QList<QWidget*>{m_list->card(m_list->selected())} : QList<QWidget*>();
}

void RankingPanel::setMarkdown(bool isMarkdown)
{
    m_isMarkdown = isMarkdown;
    for (int place = 0; place < m_list->count(); ++place) {
        m_list->card(place)->setMarkdown(isMarkdown);
    }
}

void RankingPanel::setCompact(bool isCompact)
{
    AnswerPanel::setCompact(isCompact);
    m_explanation->setCompact(isCompact);
}

void RankingPanel::layOut()
{
    m_explanation->setLow(window()->height() < kLowWindow);
}

void RankingPanel::resizeEvent(QResizeEvent* event)
{
    AnswerPanel::resizeEvent(event);
    layOut();
}

void RankingPanel::showEvent(QShowEvent* event)
{
    AnswerPanel::showEvent(event);
    layOut();
}

} // namespace plumbline
