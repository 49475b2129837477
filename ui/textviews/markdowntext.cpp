#include "ui/textviews/markdowntext.h"

#include <QCoreApplication>
#include <QPointer>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include "core/base/textboundaries.h"
#include "ui/textviews/markdownstyle.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Glyphs of longer texts would take too much memory.
constexpr qsizetype kMostGlyphsKept = 20'000;

/// A document that asks nobody. (QTextDocument opens local files by itself when its widget gives it nothing.)
class SealedDocument final : public QTextDocument
{
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int, const QUrl&) override { return QByteArray(""); }
};

} // namespace

MarkdownText::MarkdownText(const Theme& theme, QWidget* parent)
    : QTextBrowser(parent)
    , m_theme(theme)
    , m_widthMax(metrics::kResponseTextMax)
{
    setObjectName(u"markdownText"_s);
    setAccessibleName(tr("Formatted text"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLineWrapMode(QTextEdit::FixedPixelWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(&theme, &Theme::changed, this, &MarkdownText::restyle);
    render();
}

void MarkdownText::setMarkdownText(const QString& markdown)
{
    m_isReady = false;
    m_markdown = markdown;
    render();
    verticalScrollBar()->setValue(0);
}

void MarkdownText::restyle()
{
    m_isReady = false;
    render();
}

bool MarkdownText::stepAhead(const QString& markdown, const QSize& size)
{
    if (isReady(markdown) && width() == size.width()) {
        return true;
    }
    if (this->size() != size || testAttribute(Qt::WA_PendingResizeEvent)) {
        // Hidden, it would hear of its size only when it is shown.
        const QSize before = this->size();
        resize(size);
        QResizeEvent resized(size, before);
        QCoreApplication::sendEvent(this, &resized);
        setAttribute(Qt::WA_PendingResizeEvent, false);
        m_isReady = false;
    }
    if (m_markdown != markdown) {
        setMarkdownText(markdown);
        return false;
    }
    const double height = document()->size().height(); // lays out all of it
    Q_UNUSED(height)
    fit();
    m_isReady = true;
    return true;
}

void MarkdownText::setTextWidthMax(int pixels)
{
    m_widthMax = pixels;
    fit();
}

void MarkdownText::render()
{
    const int scroll = verticalScrollBar()->value();
    QPalette colors = palette();
    if (colors.color(QPalette::Base) != m_theme.color(Color::Surface) ||
        colors.color(QPalette::Text) != m_theme.color(Color::Text)) {
        colors.setColor(QPalette::Base, m_theme.color(Color::Surface));
        colors.setColor(QPalette::Text, m_theme.color(Color::Text));
        setPalette(colors);
    }
    QString shown = m_markdown;
    if (shown.size() > kMostMarkdown) {
        shown.truncate(TextBoundaries(m_markdown).graphemeStart(kMostMarkdown));
        shown += u"\n\n"_s + tr("The text goes on; show it as plain text to read all of it.");
    }
    // Made and disarmed before the widget sees it, so that nothing is laid out, or asked for, in between.
    auto* made = new SealedDocument(this);
    made->setUndoRedoEnabled(false);
    made->setDocumentMargin(0);
    made->setIndentWidth(20);
    made->setDefaultFont(m_theme.responseFont());
    made->setMarkdown(shown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                 QTextDocument::MarkdownNoHTML);
    styleMarkdown(*made, m_theme);
    QTextOption option = made->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    made->setDefaultTextOption(option);
    m_hasTables = hasTables(*made);
    const QPointer<QTextDocument> before = document();
    if (m_markdown.size() <= kMostGlyphsKept) {
        for (QTextBlock block = made->begin(); block.isValid(); block = block.next()) {
            // Without this every drawing shapes the words of every line in view again.
            block.layout()->setCacheEnabled(true);
        }
    }
    // The widget lays a document out for its width when it takes it over; before, it would be for nothing.
    if (lineWrapColumnOrWidth() != columnWidth()) {
        setLineWrapColumnOrWidth(columnWidth());
    }
    setDocument(made);
    if (before && before->parent() == this) { // the widget deletes only the document it began with
        delete before;
    }
    m_isFitted = false;
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    fit();
    verticalScrollBar()->setValue(scroll);
}

int MarkdownText::columnWidth() const
{
    return std::max(80, std::min(m_widthMax, viewport()->width()));
}

void MarkdownText::fit()
{
    const int width = columnWidth();
    if (lineWrapColumnOrWidth() != width) {
        setLineWrapColumnOrWidth(width);
    }
    // Only tables can be too wide; asking for the size lays out the whole text, which is otherwise done bit
    // by bit.
    if (m_hasTables && !m_isFitted && document()->size().width() > width + 1) {
        m_isFitted = true;
        fitTables(*document());
        // A table of more columns than there is room for is still to be reached.
        const bool isAbsurd = document()->size().width() > width + 1;
        setHorizontalScrollBarPolicy(isAbsurd ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    }
}

void MarkdownText::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        fit();
    }
}

QVariant MarkdownText::loadResource(int, const QUrl&)
{
    return QByteArray(""); // not an invalid QVariant: that would send QTextDocument to the file system
}

void MarkdownText::doSetSource(const QUrl&, QTextDocument::ResourceType)
{
    // There is nothing to go to: links lead nowhere.
}

} // namespace plumbline
