#include "ui/screens/annotate/ratingrowtext.h"

#include "ui/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

/// A document that loads nothing.
class SealedDocument final : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

constexpr double kCharacterShare = 0.5; ///< mean width of a character, in font heights

} // namespace

RatingRowText::RatingRowText() = default;
RatingRowText::~RatingRowText() = default;
RatingRowText::RatingRowText(RatingRowText&&) noexcept = default;
RatingRowText& RatingRowText::operator=(RatingRowText&&) noexcept = default;

double RatingRowText::estimatedHeight(const QString& text, double width, const QFont& font)
{
    const double perLine = std::max(10.0, width / (font.pixelSize() * kCharacterShare));
    double lines = 0;
    qsizetype start = 0;
    while (start <= text.size() && lines < kFoldedLines) {
        qsizetype end = text.indexOf(QLatin1Char('\n'), start);
        end = end < 0 ? text.size() : end;
        lines += std::max(1.0, std::ceil(static_cast<double>(end - start) / perLine));
        start = end + 1;
    }
    return std::min<double>(lines, kFoldedLines) * QFontMetricsF(font).lineSpacing();
}

void RatingRowText::layOut(const QString& text, bool isMarkdown, double width, const Theme& theme)
{
    const QFont font = theme.responseFont();
    if (m_document && m_width == width && m_isMarkdown == isMarkdown && m_document->defaultFont() == font) {
        return;
    }
    m_width = width;
    m_isMarkdown = isMarkdown;
    m_document = std::make_unique<SealedDocument>();
    m_document->setUndoRedoEnabled(false);
    m_document->setDocumentMargin(0);
    m_document->setDefaultFont(font);
    if (isMarkdown) {
        m_document->setMarkdown(text, QTextDocument::MarkdownNoHTML);
    } else {
        m_document->setPlainText(text);
    }
    m_document->setTextWidth(width);
    measure();
}

void RatingRowText::measure()
{
    const QAbstractTextDocumentLayout* layout = m_document->documentLayout();
    m_fullHeight = std::ceil(layout->documentSize().height());
    m_foldedHeight = m_fullHeight;
    int lines = 0;
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
        const QTextLayout* blockLayout = block.layout();
        for (int line = 0; line < blockLayout->lineCount(); ++line) {
            if (++lines < kFoldedLines) {
                continue;
            }
            const QTextLine last = blockLayout->lineAt(line);
            const double bottom = layout->blockBoundingRect(block).top() + last.y() + last.height();
            const bool isEnd = line + 1 == blockLayout->lineCount() && !block.next().isValid();
            m_foldedHeight = isEnd ? m_fullHeight : std::min(m_fullHeight, std::ceil(bottom));
            return;
        }
    }
}

void RatingRowText::drop()
{
    m_document.reset();
}

void RatingRowText::paint(QPainter& painter, const QPointF& topLeft, double height, const QColor& color) const
{
    if (!m_document) {
        return;
    }
    painter.save();
    painter.translate(topLeft);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, color);
    context.clip = QRectF(0, 0, m_width, height);
    painter.setClipRect(context.clip, Qt::IntersectClip);
    m_document->documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace plumbline
