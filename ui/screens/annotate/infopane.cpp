#include "ui/screens/annotate/infopane.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QVBoxLayout>

#include "ui/screens/annotate/wordchip.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeadHeight = 40;
constexpr double kParagraphGap = 4;
constexpr double kHeadingGap = 14;
constexpr double kListIndent = 18;

} // namespace

QuietBrowser::QuietBrowser(const Theme& theme, QWidget* parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    document()->setIndentWidth(kListIndent);
    setFont(theme.font(Text::Body));
    connect(&theme, &Theme::changed, this, [this] {
        setFont(m_theme.font(Text::Body));
        restyle();
    });
}

QVariant QuietBrowser::loadResource(int type, const QUrl& name)
{
    Q_UNUSED(type)
    Q_UNUSED(name)
    return {};
}

void QuietBrowser::showMarkdown(const QString& markdown)
{
    document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownNoHTML) |
                                          QTextDocument::MarkdownDialectGitHub);
    restyle();
    moveCursor(QTextCursor::Start);
}

void QuietBrowser::begin()
{
    clear();
}

void QuietBrowser::addHeading(const QString& text)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    QTextBlockFormat format;
    format.setHeadingLevel(3);
    if (document()->isEmpty()) {
        cursor.setBlockFormat(format);
    } else {
        cursor.insertBlock(format);
    }
    cursor.insertText(text);
}

void QuietBrowser::addText(const QString& text)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    const QStringList paragraphs = text.split(u'\n');
    for (const QString& paragraph : paragraphs) {
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
        cursor.insertText(paragraph);
    }
}

void QuietBrowser::end()
{
    restyle();
    moveCursor(QTextCursor::Start);
}

void QuietBrowser::restyle()
{
    const QColor strong = m_theme.color(Color::Text);
    const QColor quiet = m_theme.color(Color::Text2);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const bool isHeading = block.blockFormat().headingLevel() > 0;
        QTextCursor cursor(block);
        QTextBlockFormat blockFormat;
        blockFormat.setTopMargin(isHeading && block.blockNumber() > 0 ? kHeadingGap : 0);
        blockFormat.setBottomMargin(isHeading ? kParagraphGap / 2 : kParagraphGap);
        cursor.mergeBlockFormat(blockFormat);
        cursor.select(QTextCursor::BlockUnderCursor);
        QTextCharFormat format;
        format.setProperty(QTextFormat::FontSizeAdjustment, 0);
        format.setForeground(isHeading ? strong : quiet);
        if (isHeading) {
            format.setFontWeight(QFont::DemiBold);
        }
        cursor.mergeCharFormat(format);
    }
}

InfoPane::InfoPane(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_title(new ThemedLabel(theme, {}, Text::Strong, Color::Text, this))
    , m_version(new WordChip(theme, this))
    , m_close(new KeyButton(theme, nullptr, KeyButton::Kind::Quiet, this))
    , m_browser(new QuietBrowser(theme, this))
{
    setObjectName(u"infoPane"_s);
    m_browser->setObjectName(u"infoText"_s);
    m_browser->setAccessibleName(tr("Guidelines"));
    m_close->setObjectName(u"infoClose"_s);
    m_close->setText(tr("Close the pane"));
    m_close->setAccessibleName(m_close->text());
    m_close->setIconName(u"x"_s);
    m_close->setIconOnly(true);
    m_close->setToolTip(m_close->text());
    connect(m_close, &QAbstractButton::clicked, this, &InfoPane::closeRequested);

    auto* head = new QWidget(this);
    head->setFixedHeight(theme.scaled(kHeadHeight));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::kSpace5, 0, metrics::kSpace4, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(m_title);
    row->addWidget(m_version);
    row->addStretch(1);
    row->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(new Separator(theme, Qt::Horizontal, this));
    auto* body = new QVBoxLayout;
    body->setContentsMargins(metrics::kSpace5, metrics::kSpace5, metrics::kSpace2, metrics::kSpace3);
    body->addWidget(m_browser);
    layout->addLayout(body, 1);
    setMinimumWidth(200);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void InfoPane::setItem(const ItemView& view)
{
    const bool isSame = view.schema.id == m_view.schema.id && m_content == Content::Guidelines &&
                        !m_browser->document()->isEmpty();
    m_view = view;
    m_otherAnswers.clear();
    if (!isSame) {
        show(m_content);
    }
}

void InfoPane::setOtherAnswers(const QStringList& lines)
{
    m_otherAnswers = lines;
    if (m_content == Content::Reference) {
        show(m_content);
    }
}

void InfoPane::show(Content content)
{
    m_content = content;
    const bool isGuidelines = content == Content::Guidelines;
    m_title->setText(isGuidelines ? tr("Guidelines") : tr("Reference"));
    m_browser->setAccessibleName(m_title->text());
    const QString version =
        isGuidelines && m_view.schema.version > 0 ? tr("v%1").arg(m_view.schema.version) : QString();
    m_version->setText(version, tr("Version %1").arg(m_view.schema.version));
    m_close->setKeys(
        m_actions.keycapTexts(isGuidelines ? u"annotate.guidelines"_s : u"annotate.reference"_s));
    if (isGuidelines) {
        const QString text = m_view.schema.definition.guidelines;
        m_browser->showMarkdown(text.isEmpty() ? tr("This schema has no guidelines.") : text);
    } else {
        showReference();
    }
}

void InfoPane::showReference()
{
    m_browser->begin();
    const QStringList& references = m_view.prompt.references;
    for (int index = 0; index < references.size(); ++index) {
        m_browser->addHeading(references.size() > 1 ? tr("Reference answer, turn %1").arg(index + 1)
                                                    : tr("Reference answer"));
        m_browser->addText(references.at(index));
    }
    for (const Passage& passage : m_view.prompt.passages) {
        m_browser->addHeading(passage.title.isEmpty() ? tr("Passage") : passage.title);
        m_browser->addText(passage.sentences.join(u'\n'));
    }
    if (!m_otherAnswers.isEmpty()) {
        m_browser->addHeading(tr("Other answers"));
        m_browser->addText(m_otherAnswers.join(u'\n'));
    }
    if (references.isEmpty() && m_view.prompt.passages.isEmpty() && m_otherAnswers.isEmpty()) {
        m_browser->addHeading(tr("No reference"));
        m_browser->addText(tr("This prompt has neither a reference answer nor passages."));
    }
    m_browser->end();
}

QWidget* InfoPane::browser() const
{
    return m_browser;
}

void InfoPane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Inset));
}

} // namespace plumbline
