#include "ui/screens/annotate/critiquepanel.h"

#include <QAction>
#include <QBoxLayout>
#include <QScrollBar>

#include "core/base/diff.h"
#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/cardlist.h"
#include "ui/screens/annotate/explanation.h"
#include "ui/screens/annotate/ratinghints.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/screens/annotate/responsecard.h"
#include "ui/screens/annotate/responsecolumn.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/segmentedcontrol.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWordLines = 4;
constexpr int kKeyedCards = 9;
constexpr int kLowWindow = 780;
/// Panels narrower than this put the refinements under the response.
constexpr int kStackedBelow = 900;
/// Longer texts are not compared: the comparison would be felt.
constexpr qsizetype kDifferencesLimit = 200'000;

} // namespace

CritiquePanel::CritiquePanel(const PanelServices& services, QWidget* parent)
    : AnswerPanel(services, parent)
    , m_list(new CardList(services.theme, u"critiqueList"_s, this))
    , m_edit(new RatingTextCard(services.theme, services.actions, u"critiqueEdit"_s, this))
    , m_hints(new RatingHints(services.theme, this))
{
    setObjectName(u"critiquePanel"_s);
    m_hints->setObjectName(u"critiqueHints"_s);
    m_explanation = new Explanation(
        services, u"annotate.critique"_s, tr("Critique"), [this] { return content(); }, this);
    m_explanation->setProminent(kWordLines);
    addActions(m_actions, this);
    m_column = new ResponseColumn(m_theme, m_actions, QString(), own(u"edit"_s), this);
    m_listBox = new QWidget(this);
    m_answerRow = new QWidget(this);
    buildLayout();
    buildAnswerRow();
    connectParts();
    m_answerRow->hide();
}

CritiquePanel::~CritiquePanel() = default;

QAction* CritiquePanel::own(const QString& name) const
{
    return m_actions.action(u"annotate.critique."_s + name);
}

void CritiquePanel::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace3);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(metrics::kSpace3);
    m_hint = new ElidedLabel(m_theme, {}, Text::Caption, Color::Text2, this);
    m_hint->setObjectName(u"critiqueHint"_s);
    m_differences = new KeyButton(m_theme, own(u"differences"_s), KeyButton::Kind::Toggle, this);
    m_differences->setObjectName(u"critiqueDifferencesButton"_s);
    m_markdown =
        new KeyButton(m_theme, m_actions.action(u"annotate.markdown"_s), KeyButton::Kind::Toggle, this);
    m_markdown->setObjectName(u"critiqueMarkdownButton"_s);
    tools->addWidget(m_hint, 1);
    for (KeyButton* button : {m_differences, m_markdown}) {
        button->setControlHeight(metrics::kChip);
        tools->addWidget(button);
    }
    layout->addLayout(tools);

    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(metrics::kSpace5);
    m_body->addWidget(m_column, 1);
    auto* box = new QVBoxLayout(m_listBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(metrics::kSpace3);
    m_listTitle = new ElidedLabel(m_theme, {}, Text::Head, Color::Text2, m_listBox);
    box->addWidget(m_listTitle);
    box->addWidget(m_list, 1);
    m_list->setMinimumHeight(80);
    m_body->addWidget(m_listBox, 1);
    layout->addLayout(m_body, 1);
    layout->addWidget(m_edit);
    m_edit->setLines(3, 8);
    m_edit->setHeading(tr("Edit of the response"), QString());
    m_edit->hide();
}

void CritiquePanel::buildAnswerRow()
{
    auto* row = new QHBoxLayout(m_answerRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace4);
    m_choices = new SegmentedControl(m_theme, {tr("None is better")}, {}, m_answerRow);
    m_choices->setObjectName(u"refinementChoices"_s);
    m_choices->setAccessibleName(tr("The best refinement"));
    row->addWidget(m_choices);
    row->addWidget(m_hints, 1);
}

void CritiquePanel::connectParts()
{
    connect(m_list, &CardList::selectionChanged, this, [this] {
        if (hasSeveral()) {
            m_isEditing = false;
            bindWords();
            showEdit();
        }
        showAnswer();
    });
    connect(m_list, &CardList::unfoldRequested, this,
            [this](int place) { m_list->card(place)->setUnfolded(!m_list->card(place)->isUnfolded()); });
    connect(m_column, &ResponseColumn::textEdited, this, [this](const QString& text) { typeEdit(0, text); });
    connect(m_column, &ResponseColumn::unfoldRequested, this,
            [this] { m_column->setTurnsUnfolded(!m_column->areTurnsUnfolded()); });
    connect(m_edit, &RatingTextCard::textTyped, this,
            [this](const QString& text) { typeEdit(criticised(), text); });
    connect(m_choices, &RadioCells::cellChosen, this, [this](int cell) {
        if (cell < m_list->count()) {
            m_list->select(cell);
        }
        pick(cell < m_list->count() ? m_listed.at(cell) : 0);
    });
    connect(m_explanation, &Explanation::layoutChanged, this, &AnswerPanel::layoutChanged);
    connect(m_explanation, &Explanation::changed, this,
            [this](const AnnotationContent& after, const QString& field) {
                commit(after, field);
                m_explanation->show(false);
                showAnswer();
            });
    connect(&m_actions, &ActionCollection::keysChanged, this, [this](const QString& id) {
        if (isVisible() && !m_isOpening && id.startsWith("annotate."_L1)) {
            showAnswer();
        }
    });
}

// ---- what is shown

bool CritiquePanel::hasRefinements() const
{
    return schema().refinement != Requirement::Off && item().view.responses.size() > 1;
}

bool CritiquePanel::hasSeveral() const
{
    return schema().refinement == Requirement::Off && item().view.responses.size() > 1;
}

ResponseIndex CritiquePanel::criticised() const
{
    return hasSeveral() ? m_listed.value(m_list->selected()) : 0;
}

std::optional<QString> CritiquePanel::editOf(ResponseIndex response) const
{
    const Edit* edit = content().findEdit(response);
    return edit != nullptr ? std::optional(edit->text) : std::nullopt;
}

void CritiquePanel::refresh(bool isNewItem)
{
    if (isNewItem) {
        showItem();
    }
    const QList<Response>& responses = item().view.responses;
    for (int place = 0; place < m_list->count() && hasSeveral(); ++place) {
        m_list->card(place)->setEditedText(editOf(m_listed.at(place)));
    }
    if (!hasSeveral() && !responses.isEmpty()) {
        m_column->setEditedText(editOf(0));
    }
    m_explanation->show(isNewItem);
    showEdit();
    showAnswer();
    if (isNewItem) {
        Q_EMIT layoutChanged();
    }
}

void CritiquePanel::showItem()
{
    const QList<Response>& responses = item().view.responses;
    m_listed.clear();
    for (int place = 0; place < responses.size() && responses.size() > 1; ++place) {
        if (hasSeveral() || responseAt(place) != 0) {
            m_listed.append(responseAt(place));
        }
    }
    m_isEditing = false;
    m_isOpening = true;
    m_explanation->setItem(item().view.schema);
    fitActions();
    m_column->setVisible(!hasSeveral());
    m_column->setResponse(hasSeveral() || responses.isEmpty() ? Response() : responses.constFirst(),
                          m_isMarkdown);
    m_column->setEditAllowed(schema().allowsEdit);
    m_listBox->setVisible(!m_listed.isEmpty());
    m_listTitle->setText(hasRefinements() ? tr("Refinements: which one follows your words best?")
                                          : tr("Say of each what should change"));
    m_choices->setVisible(hasRefinements());
    m_list->setCount(static_cast<int>(m_listed.size()));
    for (int place = 0; place < m_list->count(); ++place) {
        const QString letter = letterOf(place);
        m_list->card(place)->setResponse(
            letter, hasRefinements() ? tr("Refinement %1").arg(letter) : tr("Response %1").arg(letter),
            responses.at(m_listed.at(place)), m_isMarkdown);
    }
    if (hasRefinements() && content().refinement.value_or(0) > 0) {
        m_list->select(static_cast<int>(m_listed.indexOf(*content().refinement)));
    }
    m_isOpening = false;
    bindWords();
    layOut();
}

void CritiquePanel::fitActions()
{
    const bool asksBest = hasRefinements();
    own(u"none"_s)->setEnabled(asksBest);
    own(u"pick"_s)->setEnabled(asksBest);
    own(u"differences"_s)->setEnabled(asksBest || schema().allowsEdit);
    own(u"edit"_s)->setEnabled(schema().allowsEdit);
    own(u"edit"_s)->setChecked(false);
}

void CritiquePanel::bindWords()
{
    Explanation::Words words;
    const QString hint = tr("What is wrong, where, and what would mend it? Esc goes back.");
    if (!hasSeveral()) {
        words = {tr("Critique"), hint, u"critique"_s,
                 [](const AnnotationContent& each) { return each.critique; },
                 [](AnnotationContent& each, const QString& text) { each.critique = text; }};
    } else {
        const ResponseIndex response = criticised();
        words = {tr("Critique of response %1").arg(letterOf(m_list->selected())), hint,
                 u"critique %1"_s.arg(response),
                 [response](const AnnotationContent& each) { return each.critiqueOf(response); },
                 [response](AnnotationContent& each, const QString& text) {
                     each = withCritique(each, response, text);
                 }};
    }
    m_explanation->setWords(words);
}

void CritiquePanel::showAnswer()
{
    for (int place = 0; place < m_list->count(); ++place) {
        showCard(place);
    }
    showChoices();
    m_column->setChosen(false);
    showHints();
    showDifferences();
}

QString CritiquePanel::pickKey(int place) const
{
    const QString id = u"annotate.critique.pick%1"_s.arg(place + 1);
    return place < kKeyedCards ? m_actions.keys(id).value(0).toString() : QString();
}

void CritiquePanel::showChoices()
{
    if (!hasRefinements()) {
        return;
    }
    QStringList texts;
    QStringList keys;
    std::optional<int> chosen;
    for (int place = 0; place < m_list->count(); ++place) {
        texts.append(letterOf(place));
        keys.append(pickKey(place));
        chosen = content().refinement == m_listed.at(place) ? std::optional(place) : chosen;
    }
    texts.append(tr("None is better"));
    keys.append(m_actions.keycapTexts(u"annotate.critique.none"_s).join(u' '));
    chosen = content().refinement == 0 ? std::optional(m_list->count()) : chosen;
    m_choices->setSegments(texts, keys);
    m_choices->setValue(chosen);
}

void CritiquePanel::showCard(int place)
{
    const ResponseIndex response = m_listed.at(place);
    ResponseCard::State state;
    state.isSelected = place == m_list->selected();
    if (place < kKeyedCards) {
        state.keys = {pickKey(place)};
    }
    if (hasRefinements()) {
        state.isChosen = content().refinement == response;
        state.note = state.isChosen ? tr("best") : QString();
        state.spoken = state.isChosen ? tr("the best") : QString();
    } else {
        const int words = countWords(content().critiqueOf(response));
        state.isChosen = state.isSelected;
        state.footer = words > 0 ? tr("critique of %n words", nullptr, words) : tr("no critique yet");
        if (content().findEdit(response) != nullptr) {
            state.footer += u", "_s + tr("edited");
        }
        state.spoken = state.footer;
    }
    ResponseCard* card = m_list->card(place);
    card->setUnfoldKeys(m_actions.keycapTexts(u"annotate.unfold"_s));
    card->setState(state);
}

void CritiquePanel::showHints()
{
    const auto key = [this](const QString& name) { return m_actions.keycapTexts(u"annotate."_s + name); };
    QList<RatingHints::Hint> hints{{key(u"critique"_s), hasSeveral() ? tr("write about it") : tr("write")}};
    const int keyed = qMin(kKeyedCards, m_list->count());
    const QString digits = keyed > 1 ? u"1–%1"_s.arg(keyed) : u"1"_s;
    if (!m_listed.isEmpty()) {
        hints.append({key(u"critique.up"_s) + key(u"critique.down"_s), tr("select")});
    }
    if (hasSeveral()) {
        hints.append({{digits}, tr("go to a response")});
    }
    if (schema().allowsEdit) {
        hints.append({key(u"critique.edit"_s), tr("edit the response")});
    }
    m_hints->setHints(hints);

    const std::optional<ContentGap> gap =
        firstGap(content(), schema(), static_cast<int>(item().view.responses.size()));
    const QString write = key(u"critique"_s).join(u'+');
    QString text = tr("%1 submits.").arg(key(u"submit"_s).join(u'+'));
    if (gap && gap->what == "refinement"_L1) {
        text = tr("Press the number of the best refinement, or %1 when none is better than the response.")
                   .arg(key(u"critique.none"_s).join(u'+'));
    } else if (gap) {
        text = hasSeveral() ? tr("Select a response and press %1 to say what should change in it.").arg(write)
                            : tr("Press %1 to say what should change.").arg(write);
    }
    m_hint->setText(text);
    if (m_hintText != text) {
        m_hintText = text;
        Q_EMIT hintChanged();
    }
}

void CritiquePanel::showEdit()
{
    const bool isShown = m_isEditing && hasSeveral();
    m_edit->setVisible(isShown);
    if (!isShown) {
        return;
    }
    const QString original = item().view.responses.at(criticised()).text();
    m_edit->setHeading(tr("Edit of response %1").arg(letterOf(m_list->selected())),
                       tr("starts from the response, kept as a diff"));
    m_edit->setOriginal(original);
    m_edit->setText(editOf(criticised()).value_or(original));
}

void CritiquePanel::showDifferences()
{
    const bool isOn = own(u"differences"_s)->isChecked();
    const QList<Response>& responses = item().view.responses;
    m_column->clearDifferences();
    for (int place = 0; place < m_list->count(); ++place) {
        // A refinement against the response; one of several as rewritten against itself.
        const Response& shown = responses.at(m_listed.at(place));
        const QString before = hasRefinements() ? m_column->shownText() : shown.text();
        const QString after = m_list->card(place)->shownText();
        QList<TextHighlight> added;
        QList<TextRange> removed;
        if (isOn && before.size() + after.size() <= kDifferencesLimit) {
            for (const TextChange& change : diffTexts(before, after)) {
                if (!change.after.isEmpty()) {
                    added.append({change.after, TextHighlight::Kind::Inserted});
                }
                if (!change.before.isEmpty()) {
                    removed.append(change.before);
                }
            }
        }
        m_list->card(place)->setMarks(added);
        if (hasRefinements() && place == m_list->selected() && !removed.isEmpty()) {
            m_column->setDifferences(removed, true);
        }
    }
    if (isOn && m_listed.isEmpty() && !responses.isEmpty() && editOf(0)) {
        QList<TextRange> added;
        for (const TextChange& change : diffTexts(responses.constFirst().text(), *editOf(0))) {
            if (!change.after.isEmpty()) {
                added.append(change.after);
            }
        }
        m_column->setDifferences(added, false);
    }
}

void CritiquePanel::layOut()
{
    m_explanation->setLow(window()->height() < kLowWindow);
    m_body->setDirection(width() < kStackedBelow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void CritiquePanel::resizeEvent(QResizeEvent* event)
{
    AnswerPanel::resizeEvent(event);
    layOut();
}

void CritiquePanel::showEvent(QShowEvent* event)
{
    AnswerPanel::showEvent(event);
    layOut();
}

AnnotationContent withCritique(AnnotationContent content, ResponseIndex response, const QString& text)
{
    content.critiques.removeIf(
        [response](const ResponseCritique& each) { return each.response == response; });
    if (!text.isEmpty()) {
        content.critiques.append({response, text});
        std::sort(content.critiques.begin(), content.critiques.end(),
                  [](const ResponseCritique& left, const ResponseCritique& right) {
                      return left.response < right.response;
                  });
    }
    return content;
}

} // namespace plumbline
