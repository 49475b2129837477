#include "ui/screens/annotate/cardtext.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

#include "core/base/textboundaries.h"
#include "ui/textviews/markdownstyle.h"
#include "ui/textviews/markdowntext.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

/// A document that loads nothing.
class SealedDocument final : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl&) override { return QByteArray(""); }
};

/// Of a folded text no more than this is laid out for each line shown.
constexpr qsizetype kCharactersPerLine = 400;

} // namespace

CardText::CardText() = default;
CardText::~CardText() = default;
CardText::CardText(CardText&&) noexcept = default;
CardText& CardText::operator=(CardText&&) noexcept = default;

void CardText::layOut(const Form& form, const Theme& theme)
{
    const QFont font = theme.responseFont();
    if (m_document && m_form == form && m_font == font) {
        return;
    }
    m_form = form;
    m_font = font;
    const bool isMarkdown =
        form.isMarkdown && form.marks.isEmpty() && form.text.size() <= MarkdownText::kMostMarkdown;
    QString shown = form.text;
    const qsizetype most = form.lines * kCharactersPerLine;
    if (form.lines > 0 && shown.size() > most) {
        shown.truncate(TextBoundaries(shown.left(most + kCharactersPerLine)).graphemeStart(most));
    }
    build(shown, isMarkdown, theme);
    mark(theme, shown.size());
    m_document->setTextWidth(form.width);
    const double full = std::ceil(m_document->documentLayout()->documentSize().height());
    m_height = form.lines > 0 ? std::min(full, bottomOfLine(form.lines)) : full;
    m_isCut = shown.size() < form.text.size() || m_height + 1 < full;
}

void CardText::build(const QString& text, bool isMarkdown, const Theme& theme)
{
    m_document = std::make_unique<SealedDocument>();
    m_document->setUndoRedoEnabled(false);
    m_document->setDocumentMargin(0);
    m_document->setIndentWidth(20);
    m_document->setDefaultFont(m_font);
    QTextOption option = m_document->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_document->setDefaultTextOption(option);
    if (isMarkdown) {
        m_document->setMarkdown(text, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                          QTextDocument::MarkdownNoHTML);
        styleMarkdown(*m_document, theme);
        if (hasTables(*m_document)) {
            fitTables(*m_document);
        }
        return;
    }
    m_document->setPlainText(text);
    QTextCursor all(m_document.get());
    all.select(QTextCursor::Document);
    QTextBlockFormat block;
    block.setLineHeight(theme.responseLineHeight(), QTextBlockFormat::FixedHeight);
    all.mergeBlockFormat(block);
}

void CardText::mark(const Theme& theme, qsizetype end)
{
    for (const TextHighlight& each : std::as_const(m_form.marks)) {
        const bool isInserted = each.kind == TextHighlight::Kind::Inserted;
        QTextCursor cursor(m_document.get());
        cursor.setPosition(static_cast<int>(std::min(each.range.start, end)));
        cursor.setPosition(static_cast<int>(std::min(each.range.end, end)), QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setBackground(theme.color(isInserted ? Color::OkSoft : Color::BadSoft));
        format.setUnderlineColor(theme.color(isInserted ? Color::Ok : Color::Bad));
        format.setFontUnderline(isInserted);
        format.setFontStrikeOut(!isInserted);
        cursor.mergeCharFormat(format);
    }
}

double CardText::bottomOfLine(int number) const
{
    const QAbstractTextDocumentLayout* layout = m_document->documentLayout();
    int lines = 0;
    double bottom = 0;
    for (QTextBlock block = m_document->begin(); block.isValid() && lines < number; block = block.next()) {
        const QTextLayout* ofBlock = block.layout();
        const double top = layout->blockBoundingRect(block).top();
        for (int line = 0; line < ofBlock->lineCount() && lines < number; ++line, ++lines) {
            const QTextLine each = ofBlock->lineAt(line);
            bottom = std::max(bottom, top + each.y() + each.height());
        }
    }
    return std::ceil(bottom);
}

void CardText::drop()
{
    m_document.reset();
}

void CardText::paint(QPainter& painter, const QPointF& topLeft, const QColor& color) const
{
    if (!m_document) {
        return;
    }
    painter.save();
    painter.translate(topLeft);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, color);
    context.clip = QRectF(0, 0, m_form.width, m_height);
    painter.setClipRect(context.clip, Qt::IntersectClip);
    m_document->documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace plumbline
