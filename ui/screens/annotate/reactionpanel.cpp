#include "ui/screens/annotate/reactionpanel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/screens/annotate/answeredits.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/cardlist.h"
#include "ui/screens/annotate/explanation.h"
#include "ui/screens/annotate/responsecard.h"
#include "ui/screens/annotate/responsecolumn.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/segmentedcontrol.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kScrollLines = 3;
constexpr int kLowWindow = 780;
constexpr int kLike = 1;
constexpr int kDislike = -1;
constexpr int kLove = 2;

QString nameOf(int value)
{
    return value == kLike ? u"like"_s : value == kLove ? u"love"_s : u"dislike"_s;
}

} // namespace

/// The answers. A click gives one as its key does; arrows only go from one to the next.
class ReactionPanel::Choices : public SegmentedControl
{
public:
    using SegmentedControl::SegmentedControl;
    [[nodiscard]] bool isClicked() const { return m_isClicked; }

protected:
    void mousePressEvent(QMouseEvent* event) override
    {
        m_isClicked = true;
        SegmentedControl::mousePressEvent(event);
        m_isClicked = false;
    }

private:
    bool m_isClicked = false;
};

ReactionPanel::ReactionPanel(const PanelServices& services, QWidget* parent)
    : AnswerPanel(services, parent)
{
    setObjectName(u"reactionPanel"_s);
    m_explanation = new Explanation(
        services, u"annotate.reaction"_s, tr("Reaction"), [this] { return content(); }, this);
    addActions(m_actions, this);
    m_column = new ResponseColumn(m_theme, m_actions, QString(), editAction(), this);
    m_list = new CardList(m_theme, u"reactionList"_s, this);
    m_answerRow = new QWidget(this);
    m_choices = new Choices(m_theme, QStringList{tr("Like")}, QStringList(), m_answerRow);
    buildLayout();
    connect(m_choices, &RadioCells::cellChosen, this, [this](int cell) {
        const int value = values().at(cell);
        if (m_choices->isClicked()) {
            react(value);
        } else {
            take(value);
        }
    });
    connect(m_column, &ResponseColumn::textEdited, this, [this](const QString& text) {
        commit(withEdit(content(), 0, text, item().view.responses.at(0).text()), editField(0));
    });
    connect(m_column, &ResponseColumn::unfoldRequested, this,
            [this] { m_column->setTurnsUnfolded(!m_column->areTurnsUnfolded()); });
    connect(m_list, &CardList::unfoldRequested, this,
            [this](int place) { m_list->card(place)->setUnfolded(!m_list->card(place)->isUnfolded()); });
    connect(m_list, &CardList::selectionChanged, this, &ReactionPanel::showAnswer);
    connect(m_explanation, &Explanation::layoutChanged, this, &AnswerPanel::layoutChanged);
    connect(m_explanation, &Explanation::changed, this,
            [this](const AnnotationContent& after, const QString& field) {
                commit(after, field);
                showAnswer();
            });
    connect(&m_actions, &ActionCollection::keysChanged, this, [this](const QString& id) {
        if (isVisible() && id.startsWith("annotate."_L1)) {
            showChoices();
            showHint();
        }
    });
    m_answerRow->hide();
}

ReactionPanel::~ReactionPanel() = default;

void ReactionPanel::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace3);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(metrics::kSpace3);
    m_hint = new ElidedLabel(m_theme, {}, Text::Caption, Color::Text2, this);
    m_hint->setObjectName(u"reactionHint"_s);
    m_markdown =
        new KeyButton(m_theme, m_actions.action(u"annotate.markdown"_s), KeyButton::Kind::Toggle, this);
    m_markdown->setObjectName(u"reactionMarkdownButton"_s);
    m_markdown->setControlHeight(metrics::kChip);
    tools->addWidget(m_hint, 1);
    tools->addWidget(m_markdown);
    layout->addLayout(tools);
    layout->addWidget(m_column, 1);
    layout->addWidget(m_list, 1);
    m_list->hide();

    auto* row = new QHBoxLayout(m_answerRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_choices);
    m_choices->setObjectName(u"reactionChoices"_s);
    m_choices->setAccessibleName(tr("Your reaction"));
}

void ReactionPanel::addActions(ActionCollection& actions, ReactionPanel* panel)
{
    using Panel = ReactionPanel;
    const auto add = [&](const QString& name, const QString& text, const QKeySequence& key, auto act,
                         bool isCheckable = false) {
        ActionSpec spec;
        spec.id = u"annotate.reaction."_s + name;
        spec.context = u"annotate.reaction"_s;
        spec.group = tr("Reaction");
        spec.text = text;
        spec.keys = {key};
        spec.isCheckable = isCheckable;
        QAction* action = actions.add(spec);
        if (panel != nullptr) {
            connect(action, &QAction::triggered, panel, [panel, act] {
                if (panel->isVisible()) {
                    act(*panel);
                }
            });
        }
    };
    add(u"like"_s, tr("Like"), QKeySequence(Qt::Key_1), [](Panel& p) { p.react(kLike); });
    add(u"dislike"_s, tr("Dislike"), QKeySequence(Qt::Key_2), [](Panel& p) { p.react(kDislike); });
    add(u"love"_s, tr("Love"), QKeySequence(Qt::Key_3), [](Panel& p) { p.react(kLove); });
    add(u"up"_s, tr("Response above"), QKeySequence(Qt::Key_Up),
        [](Panel& p) { p.m_list->selectNeighbour(-1); });
    add(u"down"_s, tr("Response below"), QKeySequence(Qt::Key_Down),
        [](Panel& p) { p.m_list->selectNeighbour(1); });
    add(
        u"edit"_s, tr("Edit the response"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [](Panel& p) { p.toggleEditing(); }, true);
    Explanation::addActions(actions, u"annotate.reaction"_s, tr("Reaction"));
}

QAction* ReactionPanel::editAction() const
{
    return m_actions.action(u"annotate.reaction.edit"_s);
}

bool ReactionPanel::hasOneResponse() const
{
    return item().view.responses.size() == 1;
}

QList<int> ReactionPanel::values() const
{
    return schema().offersLove ? QList<int>{kLike, kDislike, kLove} : QList<int>{kLike, kDislike};
}

void ReactionPanel::refresh(bool isNewItem)
{
    if (isNewItem) {
        const QList<Response>& responses = item().view.responses;
        const bool isOne = hasOneResponse();
        m_explanation->setItem(item().view.schema);
        m_actions.action(u"annotate.reaction.love"_s)->setEnabled(schema().offersLove);
        editAction()->setEnabled(schema().allowsEdit && isOne);
        editAction()->setChecked(false);
        m_column->setVisible(isOne);
        m_list->setVisible(!isOne);
        m_list->setCount(isOne ? 0 : static_cast<int>(responses.size()));
        m_column->setResponse(isOne ? responses.constFirst() : Response(), m_isMarkdown);
        m_column->setEditAllowed(schema().allowsEdit);
        for (int place = 0; place < m_list->count(); ++place) {
            m_list->card(place)->setResponse(letterOf(place), tr("Response %1").arg(letterOf(place)),
                                             responses.at(responseAt(place)), m_isMarkdown);
            m_list->card(place)->setUnfoldKeys(m_actions.keycapTexts(u"annotate.unfold"_s));
        }
        showChoices();
        Q_EMIT layoutChanged();
    }
    if (hasOneResponse()) {
        const Edit* edit = content().findEdit(0);
        m_column->setEditedText(edit != nullptr ? std::optional(edit->text) : std::nullopt);
    }
    m_explanation->show(isNewItem);
    showAnswer();
}

void ReactionPanel::showChoices()
{
    QStringList texts;
    QStringList keys;
    for (const int value : values()) {
        const QString id = u"annotate.reaction."_s + nameOf(value);
        texts.append(m_actions.action(id)->text());
        keys.append(m_actions.keycapTexts(id).join(u' '));
    }
    m_choices->setSegments(texts, keys);
}

void ReactionPanel::showAnswer()
{
    const qsizetype cell = content().reaction ? values().indexOf(*content().reaction) : -1;
    m_choices->setValue(cell < 0 ? std::nullopt : std::optional(static_cast<int>(cell)));
    m_column->setChosen(false);
    for (int place = 0; place < m_list->count(); ++place) {
        ResponseCard::State state;
        state.isSelected = place == m_list->selected();
        m_list->card(place)->setState(state);
    }
    m_explanation->show(false);
    showHint();
}

void ReactionPanel::showHint()
{
    const auto key = [this](const QString& name) {
        return m_actions.keycapTexts(u"annotate."_s + name).join(u'+');
    };
    const bool isAtOnce = schema().submitsAtOnce;
    QString text;
    if (content().reaction) {
        text = isAtOnce ? tr("%1 or the same key again submits.").arg(key(u"submit"_s))
                        : tr("%1 submits.").arg(key(u"submit"_s));
    } else {
        text = tr("Press %1 to like it, %2 to dislike it")
                   .arg(key(u"reaction.like"_s), key(u"reaction.dislike"_s));
        if (schema().offersLove) {
            text += u", "_s + tr("%1 to love it").arg(key(u"reaction.love"_s));
        }
        text += isAtOnce ? tr("; the key submits. Say why before, or undo.") : u"."_s;
    }
    if (item().view.responses.size() > 1) {
        text += u' ' + tr("The reaction is to all of these together.");
    }
    m_hint->setText(text);
    if (m_hintText != text) {
        m_hintText = text;
        Q_EMIT hintChanged();
    }
}

void ReactionPanel::take(std::optional<int> reaction)
{
    AnnotationContent after = content();
    after.reaction = reaction;
    commit(after);
    showAnswer();
}

void ReactionPanel::react(int value)
{
    if (!values().contains(value)) {
        return;
    }
    take(value);
    if (schema().submitsAtOnce) {
        Q_EMIT submitRequested();
    }
}

void ReactionPanel::toggleEditing()
{
    const bool isOpening = !m_column->isEditing() && schema().allowsEdit && hasOneResponse();
    m_column->setEditing(isOpening);
    editAction()->setChecked(isOpening);
    if (!isOpening) {
        const Edit* edit = content().findEdit(0);
        m_column->setEditedText(edit != nullptr ? std::optional(edit->text) : std::nullopt);
        focusAnswer();
    }
}

void ReactionPanel::scroll(int steps)
{
    if (hasOneResponse()) {
        m_column->view()->scrollLines(steps * kScrollLines);
    } else {
        m_list->scrollLines(steps * kScrollLines);
    }
}

// ---- what the frame asks

QString ReactionPanel::hintText() const
{
    return m_hintText;
}

QString ReactionPanel::arrivalSummary() const
{
    const qsizetype turns = item().view.responses.isEmpty() ? 1 : item().view.responses.first().turns.size();
    return turns > 1 ? tr("Reaction, judge turn %1").arg(turns) : tr("Reaction");
}

QString ReactionPanel::subtitle() const
{
    const qsizetype turns = item().view.responses.isEmpty() ? 1 : item().view.responses.first().turns.size();
    const QString asked = schema().offersLove ? tr("like, dislike or love") : tr("like or dislike");
    return turns > 1 ? tr("turn %1, %2").arg(turns).arg(asked) : asked;
}

QWidget* ReactionPanel::answerRow()
{
    return m_answerRow;
}

QWidget* ReactionPanel::explanationRow()
{
    return m_explanation->row();
}

QWidget* ReactionPanel::unfoldingField()
{
    return m_explanation->field();
}

QString ReactionPanel::gapText(const ContentGap& gap) const
{
    if (gap.what == "reaction"_L1) {
        return tr("No reaction yet");
    }
    return gap.what == "critique"_L1 ? tr("A critique is asked") : tr("Something is still open");
}

bool ReactionPanel::goToGap(const ContentGap& gap)
{
    if (gap.what == "critique"_L1) {
        m_explanation->openCritique();
        return true;
    }
    focusAnswer();
    return gap.what == "reaction"_L1;
}

QStringList ReactionPanel::actionContexts() const
{
    return {m_explanation->isPopoverOpen() ? u"popover"_s : u"annotate.reaction"_s};
}

bool ReactionPanel::takeAction(const QString& id)
{
    if (m_explanation->takeAction(id)) {
        return true;
    }
    if (id == "annotate.unfold"_L1) {
        if (hasOneResponse()) {
            m_column->setTurnsUnfolded(!m_column->areTurnsUnfolded());
        } else if (m_list->count() > 0) {
            ResponseCard* card = m_list->card(m_list->selected());
            card->setUnfolded(!card->isUnfolded());
        }
    } else if (id == "annotate.clear"_L1) {
        take(std::nullopt);
    } else if (id == "annotate.scrollDown"_L1 || id == "annotate.scrollDownSecond"_L1) {
        scroll(1);
    } else if (id == "annotate.scrollUp"_L1 || id == "annotate.scrollUpSecond"_L1) {
        scroll(-1);
    } else if (id == "annotate.leaveField"_L1) {
        if (m_column->isEditing()) {
            toggleEditing();
        }
        focusAnswer();
        return false; // the frame closes its own field
    } else {
        return false;
    }
    return true;
}

QString ReactionPanel::actionText(const QString& id) const
{
    return id == "annotate.clear"_L1 ? tr("Take the reaction away") : QString();
}

void ReactionPanel::focusAnswer()
{
    m_choices->setFocus(Qt::OtherFocusReason);
}

QList<QWidget*> ReactionPanel::focusStops() const
{
    if (hasOneResponse()) {
        return {m_column->view()};
    }
    return m_list->count() > 0 ? QList<QWidget*>{m_list->card(m_list->selected())} : QList<QWidget*>();
}

bool ReactionPanel::prepare(const OpenItem& coming)
{
    const QList<Response>& responses = coming.view.responses;
    return responses.size() != 1 || m_column->prepare(responses.constFirst());
}

void ReactionPanel::setMarkdown(bool isMarkdown)
{
    m_isMarkdown = isMarkdown;
    m_column->setMarkdown(isMarkdown);
    for (int place = 0; place < m_list->count(); ++place) {
        m_list->card(place)->setMarkdown(isMarkdown);
    }
}

void ReactionPanel::setCompact(bool isCompact)
{
    AnswerPanel::setCompact(isCompact);
    m_explanation->setCompact(isCompact);
}

void ReactionPanel::resizeEvent(QResizeEvent* event)
{
    AnswerPanel::resizeEvent(event);
    m_explanation->setLow(window()->height() < kLowWindow);
}

void ReactionPanel::showEvent(QShowEvent* event)
{
    AnswerPanel::showEvent(event);
    m_explanation->setLow(window()->height() < kLowWindow);
}

} // namespace plumbline
