#include "ui/screens/annotate/responsecolumn.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/turnbadge.h"
#include "ui/shell/actioncollection.h"
#include "ui/textviews/responseview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRing = 2;
constexpr int kHeadHeight = 40;
constexpr int kTurnHeight = 32;
constexpr int kLeastText = 16;
constexpr int kUnfoldedTurnHeight = 200;
/// Where the text begins, from the inner edge of the column.
constexpr int kTextInset = 24;
/// Of an earlier turn, enough for its one line.
constexpr qsizetype kLinePreview = 300;

ResponseView::Mode modeOf(bool isMarkdown)
{
    return isMarkdown ? ResponseView::Mode::Markdown : ResponseView::Mode::Plain;
}

} // namespace

int countWords(const QString& text)
{
    int words = 0;
    bool isInWord = false;
    for (const QChar each : text) {
        const bool isSpace = each.isSpace();
        words += !isSpace && !isInWord ? 1 : 0;
        isInWord = !isSpace;
    }
    return words;
}

/// An answer to an earlier turn: one line, or its whole text in a pane of its own.
class ResponseColumn::EarlierTurn : public QWidget
{
public:
    EarlierTurn(const Theme& theme, int number, const QString& text, ResponseColumn* column)
        : QWidget(column)
        , m_theme(theme)
        , m_column(column)
        , m_text(text)
        , m_line(
              new ElidedLabel(theme, text.left(kLinePreview).simplified(), Text::Caption, Color::Text2, this))
        , m_layout(new QVBoxLayout(this))
    {
        setObjectName(u"earlierTurn"_s);
        setAccessibleName(tr("Turn %1 answer").arg(number));
        setCursor(Qt::PointingHandCursor);
        m_layout->setContentsMargins(0, 0, 0, 0);
        m_layout->setSpacing(0);
        m_head = new QWidget(this);
        m_head->setFixedHeight(theme.scaled(kTurnHeight));
        auto* row = new QHBoxLayout(m_head);
        row->setContentsMargins(kTextInset + 14, 0, metrics::kSpace5, 0);
        row->setSpacing(metrics::kSpace3);
        row->addWidget(
            new ThemedLabel(theme, tr("Turn %1 answer").arg(number), Text::Head, Color::Text2, m_head));
        row->addWidget(m_line, 1);
        m_layout->addWidget(m_head);
    }

    /// Another answer to the same turn, folded.
    void setText(const QString& text)
    {
        m_text = text;
        m_line->setText(text.left(kLinePreview).simplified());
        if (m_view != nullptr) {
            m_view->setText(text);
            m_body->hide();
        }
        m_isUnfolded = false;
        m_line->show();
        update();
    }

    void setUnfolded(bool isUnfolded, bool isMarkdown)
    {
        m_isUnfolded = isUnfolded;
        m_line->setVisible(!isUnfolded);
        if (isUnfolded && m_view == nullptr) {
            m_view = new ResponseView(m_theme, this);
            m_view->setObjectName(u"earlierTurnText"_s);
            m_view->setName(accessibleName());
            m_view->setMinimumHeight(1); // a scroll area would ask for more
            m_view->setMaximumHeight(kUnfoldedTurnHeight);
            m_view->setText(m_text);
            m_body = new QWidget(this);
            auto* body = new QVBoxLayout(m_body);
            body->setContentsMargins(kTextInset, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
            body->addWidget(m_view);
            m_layout->addWidget(m_body);
        }
        if (m_view != nullptr) {
            m_view->setMode(modeOf(isMarkdown));
            m_body->setVisible(isUnfolded);
        }
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(m_head->geometry(), m_theme.color(Color::Inset));
        const QRectF arrow(kTextInset - 8, 0, metrics::kIcon, m_head->height());
        m_theme.drawIcon(painter, arrow, m_isUnfolded ? u"down"_s : u"right"_s, metrics::kIconSmall,
                         m_theme.color(Color::Text2));
        painter.setPen(m_theme.color(Color::Border));
        painter.drawLine(0, height() - 1, width(), height() - 1);
    }
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        if (event->position().y() <= m_head->height()) {
            Q_EMIT m_column->unfoldRequested();
        }
    }

private:
    const Theme& m_theme;
    ResponseColumn* m_column;
    QString m_text;
    ElidedLabel* m_line;
    QVBoxLayout* m_layout;
    QWidget* m_head = nullptr;
    QWidget* m_body = nullptr; ///< the text with its margins
    ResponseView* m_view = nullptr;
    bool m_isUnfolded = false;
};

ResponseColumn::ResponseColumn(const Theme& theme, ActionCollection& actions, const QString& letter,
                               QAction* editAction, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_letter(letter)
{
    setObjectName(u"response"_s + letter);
    setAccessibleName(name());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kRing, kRing, kRing, kRing);
    layout->setSpacing(0);
    buildHead(layout, editAction);
    layout->addWidget(new Separator(theme, Qt::Horizontal, this));
    buildBody(layout);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QString ResponseColumn::name() const
{
    return m_letter.isEmpty() ? tr("Response") : tr("Response %1").arg(m_letter);
}

void ResponseColumn::buildHead(QVBoxLayout* layout, QAction* editAction)
{
    auto* head = new QWidget(this);
    head->setFixedHeight(m_theme.scaled(kHeadHeight));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::kSpace5, 0, metrics::kSpace3, 0);
    row->setSpacing(metrics::kSpace3);
    m_badge = new TurnBadge(m_theme, m_letter, head);
    m_badge->setVisible(!m_letter.isEmpty());
    m_name = new ThemedLabel(m_theme, name(), Text::Strong, Color::Text, head);
    m_words = new ElidedLabel(m_theme, {}, Text::Caption, Color::Text2, head);
    // Stands for itself, since the column says already which response it edits.
    m_edit = new KeyButton(m_theme, nullptr, KeyButton::Kind::Toggle, head);
    m_edit->setObjectName(u"edit"_s + m_letter);
    m_edit->setText(tr("Edit"));
    m_edit->setAccessibleName(m_letter.isEmpty() ? tr("Edit the response")
                                                 : tr("Edit response %1").arg(m_letter));
    m_edit->setIconName(u"pen"_s);
    m_edit->setCheckable(true);
    const auto syncKeys = [this, editAction] {
        m_edit->setKeys(editAction->property("keycaps").toStringList());
        m_edit->setChecked(editAction->isChecked());
    };
    connect(editAction, &QAction::changed, m_edit, syncKeys);
    connect(m_edit, &QAbstractButton::clicked, editAction, &QAction::trigger);
    syncKeys();
    row->addWidget(m_badge);
    row->addWidget(m_name);
    row->addWidget(m_words, 1);
    row->addWidget(m_edit);
    layout->addWidget(head);
}

void ResponseColumn::buildBody(QVBoxLayout* layout)
{
    m_turnsArea = new QWidget(this);
    m_turns = new QVBoxLayout(m_turnsArea);
    m_turns->setContentsMargins(0, 0, 0, 0);
    m_turns->setSpacing(0);
    layout->addWidget(m_turnsArea);

    m_judgedLine = new QWidget(this);
    auto* row = new QHBoxLayout(m_judgedLine);
    row->setContentsMargins(kTextInset, metrics::kSpace4, metrics::kSpace5, 0);
    row->setSpacing(metrics::kSpace3);
    m_judgedTurn = new ThemedLabel(m_theme, {}, Text::Head, Color::Text2, m_judgedLine);
    row->addWidget(m_judgedTurn);
    row->addWidget(
        new ElidedLabel(m_theme, tr("you judge this one"), Text::Caption, Color::Text2, m_judgedLine), 1);
    layout->addWidget(m_judgedLine);

    m_stack = new QStackedWidget(this);
    m_view = new ResponseView(m_theme, m_stack);
    m_view->setObjectName(u"text"_s + m_letter);
    m_view->setName(name());
    m_field = new AnswerField(m_theme, m_actions, m_stack);
    m_field->setObjectName(u"editor"_s + m_letter);
    m_field->setProperty("isFramed", true);
    m_field->setAccessibleName(m_letter.isEmpty() ? tr("Your version of the response")
                                                  : tr("Your version of response %1").arg(m_letter));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_field);
    // Two columns above each other fit the lowest window; a scroll area would ask for more.
    for (QWidget* each :
         {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_field), static_cast<QWidget*>(m_stack)}) {
        each->setMinimumHeight(kLeastText);
    }
    auto* body = new QVBoxLayout;
    body->setContentsMargins(kTextInset, metrics::kSpace4, metrics::kSpace3, metrics::kSpace3);
    body->addWidget(m_stack);
    layout->addLayout(body, 1);
    connect(m_field, &AnswerField::textEdited, this, &ResponseColumn::textEdited);
}

void ResponseColumn::setResponse(const Response& response, bool isMarkdown)
{
    m_response = response;
    m_editedText.reset();
    m_isMarkdown = isMarkdown;
    m_areTurnsUnfolded = false;
    m_stack->setCurrentWidget(m_view);
    rebuildTurns();
    m_view->setMode(modeOf(isMarkdown));
    clearDifferences();
    showText();
}

bool ResponseColumn::prepare(const Response& response)
{
    return response.turns.isEmpty() || m_view->prepare(response.text());
}

void ResponseColumn::rebuildTurns()
{
    const qsizetype earlier = m_response.turns.size() - 1;
    while (m_earlier.size() > qMax<qsizetype>(earlier, 0)) {
        delete m_earlier.takeLast();
    }
    for (qsizetype index = 0; index < earlier; ++index) {
        if (index < m_earlier.size()) {
            m_earlier.at(index)->setText(m_response.turns.at(index));
            continue;
        }
        auto* turn = new EarlierTurn(m_theme, static_cast<int>(index) + 1, m_response.turns.at(index), this);
        m_turns->addWidget(turn);
        m_earlier.append(turn);
    }
    m_turnsArea->setVisible(earlier > 0);
    m_judgedLine->setVisible(earlier > 0);
    m_judgedTurn->setText(tr("Turn %1 answer").arg(earlier + 1));
}

void ResponseColumn::setEditedText(const std::optional<QString>& text)
{
    if (m_editedText != text) {
        m_editedText = text;
        showText();
    }
    m_field->showText(shownText());
}

QString ResponseColumn::shownText() const
{
    return m_editedText.value_or(m_response.turns.isEmpty() ? QString() : m_response.text());
}

void ResponseColumn::showText()
{
    m_view->setText(shownText());
    updateWords();
}

void ResponseColumn::updateWords()
{
    const QString count = groupedNumber(countWords(shownText()));
    m_words->setText(m_editedText ? tr("%1 words, edited").arg(count) : tr("%1 words").arg(count));
}

void ResponseColumn::setMarkdown(bool isMarkdown)
{
    m_isMarkdown = isMarkdown;
    m_view->setMode(modeOf(isMarkdown));
    setTurnsUnfolded(m_areTurnsUnfolded);
}

void ResponseColumn::setChosen(bool isChosen)
{
    if (m_isChosen == isChosen) {
        return;
    }
    m_isChosen = isChosen;
    m_badge->setFilled(isChosen);
    setAccessibleDescription(isChosen ? tr("Chosen") : QString());
    update();
}

void ResponseColumn::setEditAllowed(bool isAllowed)
{
    m_edit->setVisible(isAllowed);
}

void ResponseColumn::setTurnsUnfolded(bool isUnfolded)
{
    m_areTurnsUnfolded = isUnfolded && !m_earlier.isEmpty();
    for (EarlierTurn* turn : std::as_const(m_earlier)) {
        turn->setUnfolded(m_areTurnsUnfolded, m_isMarkdown);
    }
}

void ResponseColumn::setEditing(bool isEditing)
{
    m_stack->setCurrentWidget(isEditing ? static_cast<QWidget*>(m_field) : m_view);
    if (isEditing) {
        m_field->setFont(m_theme.responseFont());
        m_field->showText(shownText());
        m_field->setFocus(Qt::OtherFocusReason);
    }
}

bool ResponseColumn::isEditing() const
{
    return m_stack->currentWidget() == m_field;
}

void ResponseColumn::setDifferences(const QList<TextRange>& ranges, bool isFirst)
{
    QList<TextHighlight> marks;
    for (const TextRange& range : ranges) {
        marks.append(
            TextHighlight{range, isFirst ? TextHighlight::Kind::Deleted : TextHighlight::Kind::Inserted});
    }
    m_view->setHighlights(marks);
}

void ResponseColumn::clearDifferences()
{
    m_view->setHighlights({});
}

void ResponseColumn::setCompact(bool isCompact)
{
    m_edit->setIconOnly(isCompact);
}

void ResponseColumn::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    plumbline::drawFrame(
        painter, rect(),
        {m_theme.color(Color::Surface), m_theme.color(m_isChosen ? Color::Accent : Color::Border),
         m_isChosen ? metrics::kStrokeFocus : metrics::kStrokeHair, metrics::kRadiusCard, false});
}

} // namespace plumbline
