#include "ui/screens/annotate/pairwisepanel.h"

#include <QAction>
#include <QBoxLayout>

#include "core/base/diff.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/pairwiseactions.h"
#include "ui/screens/annotate/pairwisehints.h"
#include "ui/screens/annotate/pairwisereasons.h"
#include "ui/screens/annotate/pairwisescales.h"
#include "ui/screens/annotate/responsecolumn.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/marginscale.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLinesPerScroll = 3;
constexpr int kCritiqueLines = 3;
constexpr int kCritiqueLinesLow = 2;
/// Windows lower than this have no room for the third line.
constexpr int kLowWindow = 780;
/// Panels narrower than this show icon and key alone over the columns.
constexpr int kNarrowPanel = 820;
/// Longer texts are not compared: the comparison would be felt.
constexpr qsizetype kDifferencesLimit = 200'000;

} // namespace

PairwisePanel::PairwisePanel(const PanelServices& services, QWidget* parent)
    : AnswerPanel(services, parent)
{
    setObjectName(u"pairwisePanel"_s);
    addPairwiseActions(m_actions);
    m_scales = new PairwiseScales(m_theme, m_actions, this);
    m_reasons = new PairwiseReasons(m_theme, m_actions, this);
    m_critiqueBox = new BarFrame(m_theme, Color::Chrome, Qt::TopEdge, this);
    m_critique = new AnswerField(m_theme, m_actions, m_critiqueBox);
    m_popover = new ChoicePopover(u"pairwisePopover"_s, m_theme, m_actions, this);
    buildLayout();
    connectActions();
    connectAnswers();
    m_scales->hide();
    m_reasons->hide();
    m_critiqueBox->hide();
}

QAction* PairwisePanel::pairwiseAction(const QString& name) const
{
    return m_actions.action(u"annotate.pairwise."_s + name);
}

void PairwisePanel::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace3);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(metrics::kSpace3);
    m_hint = new ElidedLabel(m_theme, {}, Text::Caption, Color::Text2, this);
    m_hint->setObjectName(u"pairwiseHint"_s);
    m_together = new KeyButton(m_theme, pairwiseAction(u"scrollTogether"_s), KeyButton::Kind::Toggle, this);
    m_together->setObjectName(u"scrollTogetherButton"_s);
    m_differences = new KeyButton(m_theme, pairwiseAction(u"differences"_s), KeyButton::Kind::Toggle, this);
    m_differences->setObjectName(u"differencesButton"_s);
    m_markdown =
        new KeyButton(m_theme, m_actions.action(u"annotate.markdown"_s), KeyButton::Kind::Toggle, this);
    m_markdown->setObjectName(u"markdownButton"_s);
    tools->addWidget(m_hint, 1);
    for (KeyButton* button : {m_together, m_differences, m_markdown}) {
        button->setControlHeight(metrics::kChip);
        tools->addWidget(button);
    }
    layout->addLayout(tools);

    m_columnLayout = new QBoxLayout(QBoxLayout::LeftToRight);
    m_columnLayout->setSpacing(metrics::kSpace5);
    for (int side = 0; side < kSides; ++side) {
        const QString letter = letterOf(side);
        m_columns.at(side) =
            new ResponseColumn(m_theme, m_actions, letter, pairwiseAction(u"edit"_s + letter), this);
        m_columnLayout->addWidget(m_columns.at(side), 1);
    }
    layout->addLayout(m_columnLayout, 1);

    auto* box = new QVBoxLayout(m_critiqueBox);
    box->setContentsMargins(metrics::kPageMargin, metrics::kSpace3, metrics::kPageMargin, metrics::kSpace2);
    box->setSpacing(metrics::kSpace2);
    m_critiqueLabel = new ThemedLabel(m_theme, tr("Critique"), Text::Head, Color::Text2, m_critiqueBox);
    m_critiqueLabel->setBuddy(m_critique);
    box->addWidget(m_critiqueLabel);
    box->addWidget(m_critique);
    m_critique->setObjectName(u"critiqueField"_s);
    m_critique->setProperty("isFramed", true);
    m_critique->setAccessibleName(tr("Critique"));
    m_critique->setPlaceholderText(tr("What decides it? Esc goes back to the answer."));
    m_critique->setVisibleLines(kCritiqueLines);
}

void PairwisePanel::connectActions()
{
    const auto on = [this](const QString& name, auto slot) {
        connect(pairwiseAction(name), &QAction::triggered, this, [this, slot] {
            if (isVisible()) {
                slot();
            }
        });
    };
    on(u"a"_s, [this] { press(1, false); });
    on(u"b"_s, [this] { press(-1, false); });
    on(u"muchA"_s, [this] { press(1, true); });
    on(u"muchB"_s, [this] { press(-1, true); });
    on(u"tie"_s, [this] { choose(m_scales->current(), SideChoice{0, false}); });
    on(u"bothBad"_s, [this] { choose(m_scales->current(), SideChoice{0, true}); });
    on(u"aspectUp"_s, [this] { moveAspect(-1); });
    on(u"aspectDown"_s, [this] { moveAspect(1); });
    on(u"moreReasons"_s, [this] { openMoreReasons(); });
    on(u"editA"_s, [this] { toggleEditing(0); });
    on(u"editB"_s, [this] { toggleEditing(1); });
    on(u"differences"_s, [this] { showDifferences(); });
    on(u"scrollTogether"_s, [this] { follow(0); });
    for (int index = 0; index < kKeyedReasons; ++index) {
        on(u"reason%1"_s.arg(index + 1), [this, index] {
            if (index < schema().reasons.size()) {
                toggleReason(schema().reasons.at(index).id);
            }
        });
    }
    pairwiseAction(u"scrollTogether"_s)->setChecked(true);
    connect(&m_actions, &ActionCollection::keysChanged, this, &PairwisePanel::showHint);
}

void PairwisePanel::connectAnswers()
{
    connect(m_scales, &PairwiseScales::chosen, this,
            [this](int aspect, const SideChoice& choice) { choose(aspect, choice); });
    connect(m_scales, &PairwiseScales::currentChosen, this, [this](int aspect) {
        m_scales->setCurrent(aspect);
        showHint();
    });
    connect(m_critique, &AnswerField::textEdited, this, [this](const QString& text) {
        AnnotationContent changed = content();
        changed.critique = text;
        commit(changed, u"critique"_s);
        m_reasons->setCritiqued(!text.isEmpty());
        showHint();
    });
    connect(m_popover, &ChoicePopover::chosen, this, [this](const QString& id) {
        if (m_popoverKind == u"reasons"_s) {
            toggleReason(id);
            return;
        }
        AnnotationContent changed = content();
        changed.confidence = changed.confidence == id ? QString() : id;
        commit(changed);
        showAnswer();
    });
    for (int side = 0; side < kSides; ++side) {
        ResponseColumn* column = m_columns.at(side);
        connect(column, &ResponseColumn::textEdited, this,
                [this, side](const QString& text) { takeEdit(side, text); });
        connect(column, &ResponseColumn::unfoldRequested, this,
                [this, column] { setUnfolded(!column->areTurnsUnfolded()); });
        connect(column->view(), &ResponseView::scrolledByUser, this, [this, side] { follow(side); });
    }
}

// ---- what the frame asks

QString PairwisePanel::hintText() const
{
    return m_hintText;
}

QString PairwisePanel::arrivalSummary() const
{
    const QString category = item().view.prompt.category;
    const int turns =
        static_cast<int>(item().view.responses.isEmpty() ? 1 : item().view.responses.first().turns.size());
    QString summary = tr("Pair");
    if (!category.isEmpty()) {
        summary += u", "_s + tr("prompt about %1").arg(category);
    }
    if (turns > 1) {
        summary += u", "_s + tr("judge turn %1").arg(turns);
    }
    return summary;
}

QString PairwisePanel::subtitle() const
{
    QStringList asked;
    const qsizetype turns = item().view.responses.isEmpty() ? 1 : item().view.responses.first().turns.size();
    const QString turn = turns > 1 ? tr("turn %1").arg(turns) : QString();
    if (schema().marginSteps > 1) {
        asked.append(tr("strength"));
    }
    if (!schema().reasons.isEmpty()) {
        asked.append(tr("reasons"));
    }
    if (schema().aspects.size() > 1) {
        asked.append(tr("%1 questions").arg(schema().aspects.size()));
    }
    QString words = asked.join(u", "_s);
    if (asked.size() > 1) {
        const QString last = asked.takeLast();
        words = tr("%1 and %2").arg(asked.join(u", "_s), last);
    }
    return turn.isEmpty() || words.isEmpty() ? turn + words : tr("%1, %2").arg(turn, words);
}

QWidget* PairwisePanel::answerRow()
{
    return m_scales;
}

QWidget* PairwisePanel::explanationRow()
{
    return m_reasons;
}

QWidget* PairwisePanel::unfoldingField()
{
    return m_critiqueBox;
}

QString PairwisePanel::gapText(const ContentGap& gap) const
{
    if (gap.what == u"aspect"_s) {
        return gap.total > 1 ? tr("%1 of %2 answers open").arg(gap.open).arg(gap.total) : tr("No answer yet");
    }
    return gap.what == u"critique"_s ? tr("A critique is asked") : tr("Something is still open");
}

bool PairwisePanel::goToGap(const ContentGap& gap)
{
    if (gap.what == u"critique"_s) {
        openCritique(true);
        return true;
    }
    const qsizetype aspect = aspectIdsOf(schema()).indexOf(gap.aspect);
    if (aspect < 0) {
        return false;
    }
    m_scales->setCurrent(static_cast<int>(aspect));
    focusAnswer();
    showHint();
    return true;
}

QStringList PairwisePanel::actionContexts() const
{
    return {m_popover->isOpen() ? u"popover"_s : u"annotate.pairwise"_s};
}

bool PairwisePanel::takeAction(const QString& id)
{
    if (id == u"annotate.critique"_s) {
        openCritique(true);
    } else if (id == u"annotate.confidence"_s) {
        openConfidence();
    } else if (id == u"annotate.unfold"_s) {
        setUnfolded(!m_columns.front()->areTurnsUnfolded() && !m_columns.back()->areTurnsUnfolded());
    } else if (id == u"annotate.clear"_s) {
        choose(m_scales->current(), std::nullopt);
    } else if (id == u"annotate.scrollDown"_s) {
        scrollBy(0, 1);
    } else if (id == u"annotate.scrollUp"_s) {
        scrollBy(0, -1);
    } else if (id == u"annotate.scrollDownSecond"_s) {
        scrollBy(1, 1);
    } else if (id == u"annotate.scrollUpSecond"_s) {
        scrollBy(1, -1);
    } else if (id == u"annotate.leaveField"_s) {
        for (int side = 0; side < kSides; ++side) {
            if (m_columns.at(side)->isEditing()) {
                toggleEditing(side);
            }
        }
        m_critiqueBox->setVisible(!content().critique.isEmpty() ||
                                  schema().critique == Requirement::Required);
        focusAnswer();
    } else {
        return false;
    }
    return true;
}

void PairwisePanel::focusAnswer()
{
    if (MarginScale* scale = m_scales->currentScale()) {
        scale->setFocus(Qt::OtherFocusReason);
    }
}

QList<QWidget*> PairwisePanel::focusStops() const
{
    return {m_columns.front()->view(), m_columns.back()->view()};
}

bool PairwisePanel::prepare(const OpenItem& coming)
{
    const QList<Response>& responses = coming.view.responses;
    for (int side = 0; side < kSides; ++side) {
        const ResponseIndex index = responseAt(coming, side);
        if (index < responses.size() && !m_columns.at(side)->prepare(responses.at(index))) {
            return false;
        }
    }
    return true;
}

void PairwisePanel::setMarkdown(bool isMarkdown)
{
    if (m_isMarkdown == isMarkdown) {
        return;
    }
    m_isMarkdown = isMarkdown;
    for (ResponseColumn* column : m_columns) {
        column->setMarkdown(isMarkdown);
    }
    showDifferences();
}

void PairwisePanel::setCompact(bool isCompact)
{
    AnswerPanel::setCompact(isCompact);
    m_reasons->setCompact(isCompact);
}

// ---- reading

void PairwisePanel::setUnfolded(bool isUnfolded)
{
    for (ResponseColumn* column : m_columns) {
        column->setTurnsUnfolded(isUnfolded);
    }
}

void PairwisePanel::scrollBy(int side, int direction)
{
    m_columns.at(side)->view()->scrollLines(direction * kLinesPerScroll);
}

void PairwisePanel::follow(int from)
{
    if (pairwiseAction(u"scrollTogether"_s)->isChecked()) {
        m_columns.at(1 - from)->view()->setScrollShare(m_columns.at(from)->view()->scrollShare());
    }
}

void PairwisePanel::showAnswer()
{
    for (int aspect = 0; aspect < schema().aspects.size(); ++aspect) {
        m_scales->setChoice(aspect, choiceOfAspect(aspect));
    }
    const std::optional<SideChoice> choice = choiceOfAspect(m_scales->current());
    const int margin = choice && !choice->isBothBad ? choice->margin : 0;
    m_columns.front()->setChosen(margin > 0);
    m_columns.back()->setChosen(margin < 0);
    m_reasons->setChosen(content().reasons);
    m_reasons->setCritiqued(!content().critique.isEmpty());
    QString confidence;
    for (const Choice& each : schema().confidences) {
        confidence = each.id == content().confidence ? each.name : confidence;
    }
    m_reasons->setConfidence(confidence);
    showHint();
}

void PairwisePanel::showHint()
{
    const auto key = [this](const QString& id) { return m_actions.keycapTexts(id).join(u'+'); };
    const PairwiseKeys keys{key(u"annotate.pairwise.a"_s), key(u"annotate.pairwise.b"_s),
                            key(u"annotate.pairwise.tie"_s), key(u"annotate.pairwise.bothBad"_s),
                            key(u"annotate.submit"_s)};
    const std::optional<ContentGap> gap =
        firstGap(content(), schema(), static_cast<int>(item().view.responses.size()));
    const Aspect* open = gap ? schema().findAspect(gap->aspect) : nullptr;
    const QString text =
        pairwiseHint(choiceOfAspect(m_scales->current()), keys, schema().marginSteps, !gap,
                     open != nullptr && schema().aspects.size() > 1 ? open->name : QString());
    if (m_hintText != text) {
        m_hintText = text;
        m_hint->setText(text);
        Q_EMIT hintChanged();
    }
}

void PairwisePanel::showDifferences()
{
    const QString first = m_columns.front()->shownText();
    const QString second = m_columns.back()->shownText();
    const bool isShown =
        pairwiseAction(u"differences"_s)->isChecked() && first.size() + second.size() <= kDifferencesLimit;
    if (!isShown) {
        m_columns.front()->clearDifferences();
        m_columns.back()->clearDifferences();
        return;
    }
    QList<TextRange> onlyFirst;
    QList<TextRange> onlySecond;
    for (const TextChange& change : diffTexts(first, second)) {
        if (!change.before.isEmpty()) {
            onlyFirst.append(change.before);
        }
        if (!change.after.isEmpty()) {
            onlySecond.append(change.after);
        }
    }
    m_columns.front()->setDifferences(onlyFirst, true);
    m_columns.back()->setDifferences(onlySecond, false);
}

void PairwisePanel::layOut()
{
    m_isStacked = window()->width() < kStackedBelow;
    m_columnLayout->setDirection(m_isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const bool isLow = window()->height() < kLowWindow;
    m_critiqueLabel->setVisible(!isLow);
    m_critique->setVisibleLines(isLow ? kCritiqueLinesLow : kCritiqueLines);
    const bool isNarrow = width() < kNarrowPanel;
    for (KeyButton* button : {m_together, m_differences}) {
        button->setIconOnly(isNarrow);
    }
}

void PairwisePanel::resizeEvent(QResizeEvent* event)
{
    AnswerPanel::resizeEvent(event);
    layOut();
}

void PairwisePanel::showEvent(QShowEvent* event)
{
    AnswerPanel::showEvent(event);
    layOut();
}

} // namespace plumbline
