#include "ui/textviews/markdownstyle.h"

#include <QCoreApplication>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QTextFrame>
#include <QTextList>
#include <QTextTable>

#include "ui/theme/theme.h"

#include <algorithm>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCodeLine = 20;
constexpr int kCodeSize = 13;

/// The sentences for the reader, in the context of the class that shows them.
struct Words
{
    static QString image()
    {
        return QCoreApplication::translate("plumbline::MarkdownText", "[image, not loaded]");
    }
    static QString image(const QString& description)
    {
        return QCoreApplication::translate("plumbline::MarkdownText", "[image, not loaded: %1]")
            .arg(description);
    }
    static QString link(const QString& target)
    {
        return QCoreApplication::translate("plumbline::MarkdownText", "Link, not opened: %1").arg(target);
    }
};

bool isCode(const QTextBlock& block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage) ||
           block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
}

/// One stretch of equal character format; collected first, since changing them moves the iterators.
struct Stretch
{
    int position = 0;
    int length = 0;
    QTextCharFormat format;
};

std::vector<Stretch> stretchesOf(const QTextBlock& block)
{
    std::vector<Stretch> all;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        all.push_back({it.fragment().position(), it.fragment().length(), it.fragment().charFormat()});
    }
    return all;
}

QString imageWords(const QTextImageFormat& image)
{
    const QString described = image.property(QTextFormat::ImageAltText).toString().simplified();
    return described.isEmpty() ? Words::image() : Words::image(described);
}

/// Images and links lose their power before the document is ever shown.
void disarm(QTextDocument& document, const Theme& theme)
{
    std::vector<Stretch> all;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (const Stretch& stretch : stretchesOf(block)) {
            if (stretch.format.isImageFormat() || stretch.format.isAnchor()) {
                all.push_back(stretch);
            }
        }
    }
    for (auto it = all.rbegin(); it != all.rend(); ++it) { // from the end: images become longer
        QTextCursor cursor(&document);
        cursor.setPosition(it->position);
        cursor.setPosition(it->position + it->length, QTextCursor::KeepAnchor);
        if (it->format.isImageFormat()) {
            QTextCharFormat format;
            format.setForeground(theme.color(Color::Text3));
            cursor.insertText(imageWords(it->format.toImageFormat()), format);
        } else if (it->format.isAnchor()) {
            QTextCharFormat format = it->format;
            const QString target = format.anchorHref().left(500).toHtmlEscaped();
            for (const int property :
                 {QTextFormat::IsAnchor, QTextFormat::AnchorHref, QTextFormat::AnchorName}) {
                format.clearProperty(property);
            }
            format.setForeground(theme.color(Color::Accent));
            format.setFontUnderline(true);
            format.setToolTip(u"<qt>"_s + Words::link(target) + u"</qt>"_s);
            cursor.setCharFormat(format);
        }
    }
}

int headingSize(int level, int body)
{
    return level == 1 ? body + 5 : level == 2 ? body + 2 : body;
}

void styleBlock(const QTextBlock& block, const Theme& theme)
{
    const int body = theme.responseFont().pixelSize();
    const int line = theme.responseLineHeight();
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    const int level = format.headingLevel();
    const bool isInTable = cursor.currentTable() != nullptr;
    const int quote = format.intProperty(QTextFormat::BlockQuoteLevel);
    format.setLineHeight(level > 0 ? line + headingSize(level, body) - body : line,
                         QTextBlockFormat::FixedHeight);
    format.setTopMargin(level > 0 && block.position() > 0 ? line / 2.0 : 0);
    const bool isList = block.textList() != nullptr;
    const bool isListEnd = isList && (!block.next().isValid() || block.next().textList() == nullptr);
    format.setBottomMargin(isInTable ? 0 : level > 0 ? line / 6.0 : isList && !isListEnd ? 2 : line / 2.0);
    if (quote > 0) {
        format.setLeftMargin(16.0 * quote);
        format.setRightMargin(0);
    }
    format.setNonBreakableLines(false);
    cursor.setBlockFormat(format);

    for (const Stretch& stretch : stretchesOf(block)) {
        QTextCharFormat letters = stretch.format;
        letters.clearProperty(QTextFormat::FontSizeAdjustment); // it would win over the size
        const bool isMono = letters.fontFixedPitch();
        letters.setProperty(QTextFormat::FontPixelSize, isMono ? body - 2 : headingSize(level, body));
        if (isMono) {
            letters.setFontFamilies(theme.font(Text::Code).families());
            letters.setBackground(theme.color(Color::Inset));
        }
        if (level > 0) {
            letters.setFontWeight(QFont::DemiBold);
        }
        if (quote > 0) {
            letters.setForeground(theme.color(Color::Text2));
        }
        QTextCursor over(block);
        over.setPosition(stretch.position);
        over.setPosition(stretch.position + stretch.length, QTextCursor::KeepAnchor);
        over.setCharFormat(letters);
    }
}

/// Blocks that frames need around them take no room.
void flatten(QTextBlock block)
{
    if (!block.isValid() || block.length() > 1) {
        return;
    }
    QTextCursor cursor(block);
    QTextBlockFormat format;
    format.setLineHeight(1, QTextBlockFormat::FixedHeight);
    cursor.setBlockFormat(format);
    QTextCharFormat tiny;
    tiny.setProperty(QTextFormat::FontPixelSize, 1);
    cursor.setBlockCharFormat(tiny);
}

/// Puts the code from `first` to `last` into a frame of its own, in which long lines wrap.
void frameCode(QTextDocument& document, const QTextBlock& first, const QTextBlock& last, const Theme& theme)
{
    QStringList lines;
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        lines << block.text();
        if (block == last) {
            break;
        }
    }
    while (!lines.isEmpty() && lines.last().isEmpty()) {
        lines.removeLast();
    }
    const int indent = first.textList() != nullptr ? first.textList()->format().indent() : 0;
    QTextCursor cursor(&document);
    cursor.setPosition(first.position());
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    if (QTextList* list = cursor.currentList()) {
        list->remove(cursor.block());
    }
    cursor.setBlockFormat({});
    cursor.setBlockCharFormat({});
    QTextFrameFormat frame;
    frame.setBackground(theme.color(Color::Inset));
    frame.setBorder(1);
    frame.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    frame.setBorderBrush(theme.color(Color::Border));
    frame.setPadding(8);
    frame.setTopMargin(0);
    frame.setBottomMargin(10);
    frame.setLeftMargin(indent * 20.0);
    const QTextFrame* made = cursor.insertFrame(frame);
    QTextBlockFormat block;
    const int scaled = theme.responseFont().pixelSize() * kCodeSize / 15;
    block.setLineHeight(scaled + kCodeLine - kCodeSize, QTextBlockFormat::FixedHeight);
    QTextCharFormat letters;
    QFont font = theme.font(Text::Code);
    font.setPixelSize(scaled);
    letters.setFont(font);
    letters.setForeground(theme.color(Color::Text));
    cursor = made->firstCursorPosition();
    cursor.setBlockFormat(block);
    cursor.setBlockCharFormat(letters);
    cursor.insertText(lines.join(u'\n'), letters);
    flatten(document.findBlock(made->firstPosition() - 1));
    flatten(document.findBlock(made->lastPosition() + 1));
}

void frameAllCode(QTextDocument& document, const Theme& theme)
{
    // From the end, so that what was found stays where it is.
    for (QTextBlock block = document.lastBlock(); block.isValid();) {
        if (!isCode(block)) {
            block = block.previous();
            continue;
        }
        const QTextBlock last = block;
        while (block.previous().isValid() && isCode(block.previous())) {
            block = block.previous();
        }
        const int start = block.position();
        frameCode(document, block, last, theme);
        if (start == 0) {
            return;
        }
        block = document.findBlock(start - 1);
    }
}

void styleTables(QTextFrame* frame, const Theme& theme)
{
    for (QTextFrame* child : frame->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(child)) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderCollapse(true);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderBrush(theme.color(Color::Border));
            format.setCellPadding(4);
            format.setCellSpacing(0);
            format.setTopMargin(8);
            format.setBottomMargin(12);
            table->setFormat(format);
            if (const QTextBlock after = table->document()->findBlock(table->lastPosition() + 1);
                after.next().isValid()) {
                flatten(after);
            }
        }
        styleTables(child, theme);
    }
}

void fitTablesIn(QTextFrame* frame)
{
    for (QTextFrame* child : frame->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(child)) {
            QTextTableFormat format = table->format();
            format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
            format.setColumnWidthConstraints(QList<QTextLength>(
                table->columns(), QTextLength(QTextLength::PercentageLength, 100.0 / table->columns())));
            format.setCellPadding(table->columns() > 12 ? 1 : 4);
            table->setFormat(format);
        }
        fitTablesIn(child);
    }
}

} // namespace

void styleMarkdown(QTextDocument& document, const Theme& theme)
{
    QTextCursor edit(&document);
    edit.beginEditBlock();
    disarm(document, theme);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!isCode(block)) {
            styleBlock(block, theme);
        }
    }
    frameAllCode(document, theme);
    styleTables(document.rootFrame(), theme);
    edit.endEditBlock();
}

bool hasTables(const QTextDocument& document)
{
    const QList<QTextFrame*> frames = document.rootFrame()->childFrames();
    return std::any_of(frames.begin(), frames.end(),
                       [](QTextFrame* frame) { return qobject_cast<QTextTable*>(frame) != nullptr; });
}

void fitTables(QTextDocument& document)
{
    fitTablesIn(document.rootFrame());
}

} // namespace plumbline
