#include "ui/screens/annotate/spanpanel.h"

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/evidencepane.h"
#include "ui/screens/annotate/ratingtextcard.h"
#include "ui/screens/annotate/spanbars.h"
#include "ui/screens/annotate/spancorrection.h"
#include "ui/screens/annotate/spanedits.h"
#include "ui/screens/annotate/spanlistmodel.h"
#include "ui/screens/annotate/spanpane.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/card.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QListView>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Only the first response is judged; others of the item are there for the record.
constexpr ResponseIndex kJudged = 0;
constexpr int kNarrowBelow = 1280; ///< width of the window
constexpr int kPaneLeast = 400;

SpanWeight weightOf(int rank, qsizetype count)
{
    if (rank <= 0) {
        return SpanWeight::None;
    }
    if (rank == 1 && count > 1) {
        return SpanWeight::Minor;
    }
    return rank == count && count > 2 ? SpanWeight::Critical : SpanWeight::Major;
}

} // namespace

SpanPanel::SpanPanel(const PanelServices& services, QWidget* parent)
    : AnswerPanel(services, parent)
    , m_view(new SpanTextView(services.theme, this))
    , m_reader(new ResponseView(services.theme, this))
    , m_correction(new SpanCorrection(services.theme, services.actions, this))
    , m_card(new Card(services.theme, tr("Response"), QString(), this))
    , m_hintLabel(new ThemedLabel(services.theme, QString(), Text::Caption, Color::Text2, this))
    , m_note(new RatingTextCard(services.theme, services.actions, u"spanNoteCard"_s, this))
    , m_critique(new RatingTextCard(services.theme, services.actions, u"spanCritique"_s, this))
    , m_fields(new BarFrame(services.theme, Color::Chrome, Qt::TopEdge, this))
    , m_confidences(new ChoicePopover(u"spanConfidences"_s, services.theme, services.actions, this))
{
    setObjectName(u"spanPanel"_s);
    m_confidences->hide();
    addActions(m_actions, this);
    m_pane = new SpanPane(services.theme, services.actions, this);
    m_categories = new SpanCategoryBar(services.theme, services.actions, this);
    m_details = new SpanDetailBar(services.theme, services.actions, this);
    buildLayout();
    connectViews();
}

SpanPanel::~SpanPanel() = default;

void SpanPanel::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace4);
    m_card->setHeaderRule(true);
    auto* words =
        new KeyButton(m_theme, m_actions.action(u"annotate.span.words"_s), KeyButton::Kind::Toggle, m_card);
    words->setObjectName(u"spanWords"_s);
    words->setFocusPolicy(Qt::TabFocus);
    m_card->addHeaderWidget(words);
    auto* read =
        new KeyButton(m_theme, m_actions.action(u"annotate.markdown"_s), KeyButton::Kind::Quiet, m_card);
    read->setObjectName(u"spanRead"_s);
    read->setFocusPolicy(Qt::TabFocus);
    m_card->addHeaderWidget(read);
    m_card->body()->addWidget(m_view, 1);
    m_reader->setObjectName(u"spanReader"_s);
    m_reader->setName(tr("Response as Markdown"));
    m_reader->setContentsMargins(metrics::kSpace7, metrics::kSpace4, metrics::kSpace2, metrics::kSpace2);
    m_reader->hide();
    m_card->body()->addWidget(m_reader, 1);
    m_card->body()->addWidget(m_correction);
    layout->addWidget(m_card, 1);
    m_hintLabel->setObjectName(u"spanHint"_s);
    m_hintLabel->setWordWrap(true);
    m_hintLabel->setTextFormat(Qt::PlainText);
    layout->addWidget(m_hintLabel);
    auto* fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(metrics::kPageMargin, metrics::kSpace3, metrics::kPageMargin,
                               metrics::kSpace3);
    fields->setSpacing(metrics::kSpace3);
    fields->addWidget(m_note);
    fields->addWidget(m_critique);
    m_note->setHeading(tr("Note"), QString());
    m_critique->setHeading(tr("Critique"), tr("of the response as a whole"));
    m_note->setLines(2, 3);
    m_note->hide();
    m_critique->setLines(2, 3);
    m_critique->hide();
    m_fields->setObjectName(u"spanFields"_s);
    m_fields->hide();
}

void SpanPanel::connectViews()
{
    m_view->installEventFilter(this);
    connect(m_actions.action(u"annotate.markdown"_s), &QAction::triggered, this, [this](bool isChecked) {
        if (isVisible()) {
            // The frame's choice is about other kinds: here a response is marked as it was written.
            m_actions.action(u"annotate.markdown"_s)->setChecked(!isChecked);
            setReading(!m_isReading);
        }
    });
    m_view->setDescribeSpan([this](const SpanMark& mark, int number, int count, const QList<int>& overlaps) {
        return describe(mark, number, count, overlaps);
    });
    connect(m_view, &SpanTextView::spanClicked, this, [this](int id) { openSpanAt(id - 1); });
    connect(m_view, &SpanTextView::textClicked, this, [this] { openSpanAt(-1); });
    connect(m_view, &SpanTextView::spanResizeRequested, this,
            [this](int id, qint64 start, qint64 end) { resizeSpan(id - 1, start, end); });
    connect(m_view, &SpanTextView::pendingChanged, this, [this](qint64 start, qint64) {
        if (start >= 0 && !m_isOpening) {
            m_lastOpen = m_open >= 0 ? m_open : m_lastOpen;
            m_open = -1;
            m_openMissing = -1;
            showAnswer();
        } else {
            showHint();
        }
    });
    connect(m_pane, &SpanPane::spanChosen, this, [this](int index) {
        if (index != m_open) {
            openSpanAt(index);
        }
    });
    connect(m_pane->evidence(), &EvidencePane::missingChosen, this, &SpanPanel::openMissingAt);
    connect(m_pane->evidence(), &EvidencePane::sentenceActivated, this, &SpanPanel::linkSentence);
    connect(m_details, &SpanDetailBar::severityChosen, this, &SpanPanel::giveSeverity);
    connect(m_correction, &SpanCorrection::foldToggled, this, [this] {
        if (m_correction->isUnfolded()) {
            m_correction->setUnfolded(false);
            focusAnswer();
        } else {
            m_correction->startTyping();
        }
    });
    connect(m_correction, &SpanCorrection::textTyped, this, [this](const QString& text) {
        commit(spanedits::corrected(content(), kJudged, text, responseText()), u"correction"_s);
        m_shown = content();
        showHint();
    });
    connect(m_note, &RatingTextCard::textTyped, this, &SpanPanel::typeNote);
    connect(m_critique, &RatingTextCard::textTyped, this, [this](const QString& text) {
        AnnotationContent after = content();
        after.critique = text;
        commit(after, u"critique"_s);
        m_shown = content();
    });
    connect(m_confidences, &ChoicePopover::chosen, this, [this](const QString& id) {
        AnnotationContent after = content();
        after.confidence = after.confidence == id ? QString() : id;
        commit(after);
        m_shown = content();
    });
}

void SpanPanel::resizeEvent(QResizeEvent* event)
{
    AnswerPanel::resizeEvent(event);
    const bool isNarrow = window()->width() < kNarrowBelow;
    if (isNarrow != m_isNarrow) {
        m_isNarrow = isNarrow;
        QMetaObject::invokeMethod(this, &SpanPanel::fitPane, Qt::QueuedConnection);
    }
}

void SpanPanel::fitPane()
{
    // Narrow windows give the room to the text; the edge can still be dragged.
    m_pane->setMinimumWidth(m_isNarrow ? metrics::kPaneGuidelines : kPaneLeast);
    m_pane->setMaximumWidth(m_isNarrow ? metrics::kPaneDetails : QWIDGETSIZE_MAX);
    if (auto* splitter = qobject_cast<QSplitter*>(m_pane->parentWidget())) {
        const int pane = m_isNarrow ? metrics::kPaneDetails : sidePaneWidth();
        splitter->setSizes({std::max(1, splitter->width() - pane), pane});
    }
}

QString SpanPanel::responseText() const
{
    const QList<Response>& responses = item().view.responses;
    return responses.isEmpty() ? QString() : responses.at(kJudged).text();
}

void SpanPanel::refresh(bool isNewItem)
{
    if (isNewItem) {
        m_isOpening = true;
        m_open = -1;
        m_openMissing = -1;
        m_lastOpen = -1;
        nameCategoryActions();
        setReading(false);
        m_reader->setText(responseText());
        m_view->setText(responseText());
        m_view->setCursorPosition(0);
        m_categories->setSchema(schema());
        m_details->setSchema(schema());
        m_pane->evidence()->setPrompt(item().view.prompt);
        m_correction->setVisible(schema().asksCorrection || schema().allowsEdit);
        m_correction->setUnfolded(false);
        m_note->hide();
        m_critique->setVisible(schema().critique == Requirement::Required || !content().critique.isEmpty());
        m_critique->setHeading(tr("Critique"), tr("of the response as a whole"));
        m_isOpening = false;
        Q_EMIT layoutChanged();
    } else {
        followUndo();
    }
    const Edit* edit = content().findEdit(kJudged);
    m_correction->showText(responseText(), edit != nullptr ? edit->text : responseText());
    m_critique->setText(content().critique);
    m_shown = content();
    showAnswer();
}

void SpanPanel::followUndo()
{
    const QList<Span>& now = content().spans;
    const QList<Span>& then = m_shown.spans;
    const auto find = [](const QList<Span>& spans, const Span& span) {
        return static_cast<int>(spans.indexOf(span));
    };
    int open = m_open >= 0 && m_open < then.size() ? find(now, then.at(m_open)) : -1;
    for (int index = 0; now != then && index < now.size(); ++index) {
        if (find(then, now.at(index)) < 0) {
            open = index; // what undo or redo brought
            break;
        }
    }
    m_open = open;
    m_lastOpen = -1;
    m_openMissing = m_openMissing < content().missing.size() && m_open < 0 ? m_openMissing : -1;
}

void SpanPanel::showAnswer()
{
    showMarks();
    m_pane->model()->setSpans(content(), schema(), kJudged, m_open);
    m_pane->showSpans(m_open);
    m_pane->evidence()->setAnswer({content(), schema(), kJudged, m_open, m_openMissing});
    showBars();
    showNote();
    showHeader();
    showHint();
}

void SpanPanel::showMarks()
{
    QList<SpanMark> marks;
    for (int index = 0; index < content().spans.size(); ++index) {
        const Span& span = content().spans.at(index);
        if (span.response != kJudged) {
            continue;
        }
        SpanMark mark;
        mark.id = index + 1;
        mark.start = span.start;
        mark.end = span.end;
        if (const SpanCategory* category = schema().findCategory(span.category)) {
            mark.slot = category->slot;
            mark.letter = category->letter;
            mark.dashedTag = Theme::categoryIsDashed(category->slot);
        }
        mark.severity =
            weightOf(spanedits::severityRank(schema(), span.severity), schema().severities.size());
        marks.append(mark);
    }
    m_isOpening = true;
    m_view->setSpans(marks);
    if (m_view->openSpan() != m_open + 1 || m_open >= 0) {
        m_view->setOpenSpan(m_open + 1);
    }
    m_isOpening = false;
}

void SpanPanel::showBars()
{
    QString category;
    int severity = 0;
    const bool isOpen = m_open >= 0 || m_openMissing >= 0;
    if (m_open >= 0) {
        category = content().spans.at(m_open).category;
        severity = spanedits::severityRank(schema(), content().spans.at(m_open).severity);
    } else if (m_openMissing >= 0) {
        category = content().missing.at(m_openMissing).category;
        severity = spanedits::severityRank(schema(), content().missing.at(m_openMissing).severity);
    }
    m_categories->setCategory(category);
    m_details->setSeverity(severity);
    m_details->setOpen(isOpen);
    m_actions.action(u"annotate.span.noErrors"_s)->setChecked(content().saysNoErrors);
}

void SpanPanel::showNote()
{
    const bool isOpen = m_open >= 0 || m_openMissing >= 0;
    const QString note = m_open >= 0          ? content().spans.at(m_open).note
                         : m_openMissing >= 0 ? content().missing.at(m_openMissing).note
                                              : QString();
    const bool wasShown = !m_fields->isHidden();
    if (!m_note->isTyping()) {
        m_note->setVisible(isOpen && !note.isEmpty());
    }
    if (isOpen) {
        m_note->setHeading(m_open >= 0 ? tr("Note on span %1").arg(spanedits::numberOf(content(), m_open))
                                       : tr("Note on what is missing"),
                           QString());
    }
    m_note->setText(note);
    const bool isShown = !m_note->isHidden() || !m_critique->isHidden();
    if (isShown != wasShown) {
        m_fields->setVisible(isShown);
        Q_EMIT layoutChanged();
    }
}

void SpanPanel::showHeader()
{
    const auto words = static_cast<int>(responseText().simplified().split(u' ', Qt::SkipEmptyParts).size());
    const auto spans = static_cast<int>(spanedits::textOrder(content(), kJudged).size());
    m_card->setCaption(tr("%1, %2").arg(tr("%n words", nullptr, words), tr("%n spans", nullptr, spans)));
}

void SpanPanel::openSpanAt(int index)
{
    m_open = index >= 0 && index < content().spans.size() ? index : -1;
    m_openMissing = -1;
    m_lastOpen = m_open;
    if (m_open >= 0) {
        setReading(false);
    }
    if (!m_note->isTyping()) {
        m_note->hide();
    }
    showAnswer();
    if (m_open >= 0) {
        m_pane->evidence()->reveal(content().spans.at(m_open).evidence);
    }
}

void SpanPanel::openMissingAt(int index)
{
    m_open = -1;
    m_openMissing = index >= 0 && index < content().missing.size() ? index : -1;
    showAnswer();
    if (m_openMissing >= 0) {
        m_pane->evidence()->reveal(content().missing.at(m_openMissing).evidence);
    }
}

QString SpanPanel::describe(const SpanMark& mark, int number, int count, const QList<int>& overlaps) const
{
    QStringList parts{tr("span %1 of %2").arg(number).arg(count)};
    const int index = mark.id - 1;
    if (index >= 0 && index < content().spans.size()) {
        const Span& span = content().spans.at(index);
        if (const SpanCategory* category = schema().findCategory(span.category)) {
            parts.append(category->name.toLower());
        }
        const int rank = spanedits::severityRank(schema(), span.severity);
        if (rank > 0) {
            parts.append(schema().severities.at(rank - 1).name.toLower());
        }
    }
    if (!overlaps.isEmpty()) {
        parts.append(tr("overlaps %1").arg(numberList(overlaps)));
    }
    return parts.join(u", "_s);
}

QString SpanPanel::subtitle() const
{
    QStringList parts{tr("errors")};
    if (schema().asksMissing) {
        parts.append(tr("missing information"));
    }
    if (schema().asksCorrection) {
        parts.append(tr("corrected text"));
    }
    return parts.join(u", "_s);
}

QString SpanPanel::arrivalSummary() const
{
    const auto count = static_cast<int>(spanedits::textOrder(content(), kJudged).size());
    return tr("Spans, %1").arg(count == 0 ? tr("nothing marked yet") : tr("%n marked", nullptr, count));
}

QString SpanPanel::promptTitle() const
{
    return tr("Question");
}

QWidget* SpanPanel::answerRow()
{
    return m_categories;
}

QWidget* SpanPanel::explanationRow()
{
    return m_details;
}

QWidget* SpanPanel::unfoldingField()
{
    return m_fields;
}

QWidget* SpanPanel::sidePane()
{
    return m_pane;
}

int SpanPanel::sidePaneWidth() const
{
    return metrics::kPaneEvidenceWide;
}

QStringList SpanPanel::statusKeys() const
{
    return {tr("← →\tword"), tr("Shift\tcharacter"), tr("Ctrl\tmove the start"), tr("Space\tnew span")};
}

QStringList SpanPanel::actionContexts() const
{
    return {m_confidences->isOpen() ? u"popover"_s : u"annotate.span"_s};
}

void SpanPanel::focusAnswer()
{
    if (m_isReading) {
        m_reader->area()->setFocus(Qt::OtherFocusReason);
    } else {
        m_view->setFocus(Qt::OtherFocusReason);
    }
}

QList<QWidget*> SpanPanel::focusStops() const
{
    QList<QWidget*> stops;
    if (m_pane->model()->rowCount() > 0) {
        stops.append(m_pane->list());
    }
    stops.append(m_pane->evidence()->sentenceView());
    return stops;
}

void SpanPanel::setMarkdown(bool)
{
    // Spans are offsets into the text as the model wrote it, so it is shown so at first; M shows it rendered.
}

void SpanPanel::setCompact(bool isCompact)
{
    AnswerPanel::setCompact(isCompact);
    m_details->setCompact(isCompact);
}

} // namespace plumbline
