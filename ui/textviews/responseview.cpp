#include "ui/textviews/responseview.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStackedLayout>

#include "ui/textviews/markdowntext.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

ResponseView::ResponseView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stack(new QStackedLayout(this))
    , m_markdown(makeMarkdown())
    , m_plain(new PlainTextView(theme, this))
{
    setObjectName(u"response"_s);
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_plain);
    watch(m_plain);
    setName(tr("Response"));
    m_stack->setCurrentWidget(m_markdown);
    setFocusProxy(m_markdown);
    connect(&theme, &Theme::changed, this, &ResponseView::restyleEditor);
}

MarkdownText* ResponseView::makeMarkdown()
{
    auto* made = new MarkdownText(m_theme, this);
    made->setAccessibleName(accessibleName());
    m_stack->addWidget(made);
    watch(made);
    return made;
}

bool ResponseView::isPrepared(const QString& text) const
{
    return m_ahead != nullptr && m_ahead->isReady(text) && m_ahead->width() == m_markdown->width();
}

bool ResponseView::prepare(const QString& text)
{
    const bool isShort = text.size() <= MarkdownText::kMostAhead;
    if (m_mode != Mode::Markdown || !isShort || isPrepared(text)) {
        return true;
    }
    if (m_ahead == nullptr) {
        m_ahead = makeMarkdown();
        return false;
    }
    return m_ahead->stepAhead(text, m_markdown->size());
}

void ResponseView::exchange()
{
    std::swap(m_markdown, m_ahead);
    m_markdownIsStale = false;
}

void ResponseView::watch(QAbstractScrollArea* part)
{
    connect(part->verticalScrollBar(), &QScrollBar::valueChanged, this, [this, part] {
        if (!m_isSetting && part == area()) {
            Q_EMIT scrolledByUser(scrollShare());
        }
    });
}

void ResponseView::setText(const QString& text)
{
    m_text = text;
    m_highlights.clear();
    m_isEditable = false;
    m_markdownIsStale = true;
    m_plainIsStale = true;
    refresh();
    const QScopedValueRollback<bool> guard(m_isSetting, true);
    area()->verticalScrollBar()->setValue(0);
}

void ResponseView::setMode(Mode mode)
{
    if (mode != m_mode) {
        m_mode = mode;
        refresh();
        Q_EMIT modeChanged();
    }
}

bool ResponseView::showsMarkdown() const
{
    return m_mode == Mode::Markdown && m_highlights.isEmpty() && !m_isEditable &&
           m_text.size() <= MarkdownText::kMostMarkdown;
}

void ResponseView::refresh()
{
    const QScopedValueRollback<bool> guard(m_isSetting, true);
    const double share = m_markdownIsStale && m_plainIsStale ? 0 : scrollShare();
    if (m_isEditable) {
        showPart(m_editor);
    } else if (showsMarkdown()) {
        if (m_markdownIsStale && isPrepared(m_text)) {
            exchange();
        } else if (m_markdownIsStale) {
            m_markdown->setMarkdownText(m_text);
            m_markdownIsStale = false;
        }
        showPart(m_markdown);
    } else {
        if (m_plainIsStale) {
            m_plain->setText(m_text);
            m_plainIsStale = false;
        }
        m_plain->setHighlights(m_highlights);
        showPart(m_plain);
    }
    setScrollShare(share);
}

void ResponseView::showPart(QWidget* part)
{
    const bool hadFocus = focusWidget() != nullptr && focusWidget()->hasFocus();
    m_stack->setCurrentWidget(part);
    setFocusProxy(part);
    if (hadFocus) {
        part->setFocus();
    }
}

void ResponseView::setHighlights(const QList<TextHighlight>& highlights)
{
    if (highlights.isEmpty() && m_highlights.isEmpty()) {
        return;
    }
    m_highlights = highlights;
    refresh();
}

void ResponseView::setName(const QString& name)
{
    if (accessibleName() == name) {
        return;
    }
    setAccessibleName(name);
    m_markdown->setAccessibleName(name);
    if (m_ahead != nullptr) {
        m_ahead->setAccessibleName(name);
    }
    m_plain->setAccessibleName(name);
    if (m_editor != nullptr) {
        m_editor->setAccessibleName(tr("%1, edited").arg(name));
    }
}

void ResponseView::makeEditor()
{
    if (m_editor != nullptr) {
        return;
    }
    m_editor = new QPlainTextEdit(this);
    m_editor->setObjectName(u"responseEditor"_s);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_editor->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_editor->document()->setDocumentMargin(0);
    m_editor->setTabChangesFocus(true);
    m_editor->installEventFilter(this);
    m_stack->addWidget(m_editor);
    watch(m_editor);
    m_editor->setAccessibleName(tr("%1, edited").arg(accessibleName()));
    restyleEditor();
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isEditable) {
            Q_EMIT textEdited(m_editor->toPlainText());
        }
    });
}

void ResponseView::restyleEditor()
{
    if (m_editor != nullptr) {
        m_editor->setFont(m_theme.responseFont());
        QPalette colors = m_editor->palette();
        colors.setColor(QPalette::Base, m_theme.color(Color::Surface));
        colors.setColor(QPalette::Text, m_theme.color(Color::Text));
        m_editor->setPalette(colors);
    }
}

void ResponseView::setEditable(bool editable)
{
    setEditable(editable, m_text);
}

void ResponseView::setEditable(bool editable, const QString& draft)
{
    if (editable == m_isEditable) {
        return;
    }
    if (editable) {
        makeEditor();
        m_editor->setPlainText(draft); // before m_isEditable: this is no edit
    }
    const bool hadFocus = m_editor->hasFocus();
    m_isEditable = editable;
    refresh();
    if (editable || hadFocus) {
        area()->setFocus();
    }
}

QString ResponseView::editedText() const
{
    return m_isEditable ? m_editor->toPlainText() : m_text;
}

bool ResponseView::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_editor || !isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) {
        return QWidget::eventFilter(watched, event);
    }
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        setEditable(false);
        Q_EMIT editCancelled();
    }
    return true;
}

QAbstractScrollArea* ResponseView::area() const
{
    return qobject_cast<QAbstractScrollArea*>(m_stack->currentWidget());
}

int ResponseView::contentHeight() const
{
    if (area() == m_plain) {
        return static_cast<int>(std::min<qint64>(m_plain->contentHeight(), std::numeric_limits<int>::max()));
    }
    const bool isMarkdown = area() == m_markdown;
    return isMarkdown ? static_cast<int>(std::ceil(m_markdown->document()->size().height()))
                      : m_editor->document()->blockCount() * m_theme.responseLineHeight();
}

double ResponseView::scrollShare() const
{
    const QScrollBar* bar = area()->verticalScrollBar();
    return bar->maximum() > 0 ? static_cast<double>(bar->value()) / bar->maximum() : 0;
}

void ResponseView::setScrollShare(double share)
{
    const QScopedValueRollback<bool> guard(m_isSetting, true);
    QScrollBar* bar = area()->verticalScrollBar();
    bar->setValue(static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * bar->maximum())));
}

void ResponseView::scrollLines(int lines)
{
    QScrollBar* bar = area()->verticalScrollBar();
    const bool countsLines = area() == m_editor;
    bar->setValue(bar->value() + lines * (countsLines ? 1 : m_theme.responseLineHeight()));
}

} // namespace plumbline
