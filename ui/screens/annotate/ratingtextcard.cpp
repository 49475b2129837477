#include "ui/screens/annotate/ratingtextcard.h"

#include "ui/screens/annotate/answerfield.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kPadding = 16;

} // namespace

RatingTextCard::RatingTextCard(const Theme& theme, ActionCollection& actions, const QString& name,
                               QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_heading(new ElidedLabel(theme, QString(), Text::Head, Color::Text2, this))
    , m_caption(new ElidedLabel(theme, QString(), Text::Caption, Color::Text2, this))
    , m_header(new QHBoxLayout)
    , m_editor(new AnswerField(theme, actions, this))
{
    setObjectName(name);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kPadding, 8, kPadding, 10);
    layout->setSpacing(2);
    m_header->setSpacing(metrics::kSpace3);
    m_heading->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_header->addWidget(m_heading, 0);
    m_header->addWidget(m_caption, 1);
    layout->addLayout(m_header);
    m_editor->setObjectName(name + QStringLiteral("Text"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->document()->setDocumentMargin(0);
    m_editor->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_editor->viewport()->setAutoFillBackground(false);
    m_editor->installEventFilter(this);
    layout->addWidget(m_editor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &RatingTextCard::fitHeight);
    connect(m_editor, &AnswerField::textEdited, this, [this] { Q_EMIT textTyped(text()); });
    connect(&theme, &Theme::changed, this, &RatingTextCard::restyle);
    restyle();
}

void RatingTextCard::restyle()
{
    m_editor->setStyleSheet(
        QStringLiteral("QPlainTextEdit { border: none; background: transparent; padding: 0; }"));
    fitHeight();
    update();
}

void RatingTextCard::setHeading(const QString& heading, const QString& caption)
{
    m_heading->setText(heading);
    m_caption->setText(caption);
    m_editor->setAccessibleName(caption.isEmpty() ? heading : tr("%1, %2").arg(heading, caption));
}

void RatingTextCard::setKeys(const QStringList& keys)
{
    m_keys = keys;
    const int reserved = static_cast<int>(keycapsWidth(m_theme, keys));
    m_header->setContentsMargins(0, 0, keys.isEmpty() ? 0 : reserved + metrics::kSpace3, 0);
    update();
}

void RatingTextCard::setPlaceholder(const QString& text)
{
    m_editor->setPlaceholderText(text);
}

void RatingTextCard::setLines(int least, int most)
{
    m_leastLines = least;
    m_mostLines = most;
    fitHeight();
}

void RatingTextCard::addHeaderWidget(QWidget* widget)
{
    m_header->addWidget(widget);
}

void RatingTextCard::setOriginal(const QString& text)
{
    m_original = text;
    if (m_reset == nullptr) {
        m_reset = new KeyButton(m_theme, new QAction(tr("Reset"), this), KeyButton::Kind::Secondary, this);
        m_reset->setObjectName(objectName() + QStringLiteral("Reset"));
        m_reset->setAccessibleName(tr("Reset to the response as it was"));
        m_reset->setToolTip(tr("Brings the response back as it was"));
        m_header->addWidget(m_reset);
        connect(m_reset, &QAbstractButton::clicked, this, [this] {
            setText(m_original);
            Q_EMIT textTyped(m_original);
            startTyping();
        });
    }
    m_reset->setVisible(!text.isEmpty());
}

void RatingTextCard::setText(const QString& text)
{
    if (this->text() != text) {
        m_editor->showText(text);
        m_given = text;
        m_givenRaw = m_editor->document()->toRawText();
    }
}

QString RatingTextCard::text() const
{
    QString raw = m_editor->document()->toRawText();
    if (raw == m_givenRaw) {
        return m_given;
    }
    // A field parts paragraphs in its own way; what is typed gets the line ends of the text it started from.
    const QString lineEnd =
        m_given.contains(QLatin1String("\r\n")) ? QStringLiteral("\r\n") : QStringLiteral("\n");
    return raw.replace(QChar::ParagraphSeparator, lineEnd);
}

void RatingTextCard::startTyping()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
    m_editor->moveCursor(QTextCursor::End);
}

bool RatingTextCard::isTyping() const
{
    return m_editor->hasFocus();
}

void RatingTextCard::fitHeight()
{
    int lines = 0;
    for (QTextBlock block = m_editor->document()->begin(); block.isValid() && lines < m_mostLines;
         block = block.next()) {
        lines += std::max(1, block.layout() != nullptr ? block.layout()->lineCount() : 1);
    }
    const int spacing = QFontMetrics(m_editor->font()).lineSpacing();
    m_editor->setFixedHeight(std::clamp(lines, m_leastLines, m_mostLines) * spacing + 4);
}

void RatingTextCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const bool hasFocus = isTyping();
    plumbline::drawFrame(painter, rect(),
                         {.fill = m_theme.color(Color::Surface),
                          .edge = m_theme.color(hasFocus ? Color::Focus : Color::Border),
                          .width = hasFocus ? metrics::kStrokeFocus : metrics::kStrokeHair,
                          .radius = metrics::kRadiusCard});
    if (!m_keys.isEmpty()) {
        const double width = keycapsWidth(m_theme, m_keys);
        const double left = isRightToLeft() ? kPadding : this->width() - kPadding - width;
        paintKeycaps(painter, m_theme, {left, m_heading->geometry().center().y() + 0.5}, m_keys);
    }
}

void RatingTextCard::mousePressEvent(QMouseEvent*)
{
    startTyping();
}

bool RatingTextCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
    } else if (event->type() == QEvent::Resize) {
        fitHeight();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace plumbline
