#pragma once

#include <QTextBrowser>

namespace plumbline {

class Theme;

/// Shows Markdown (GitHub's dialect) that may come from anyone: no network, no file, no image, no script, no
/// link that opens; HTML in it is shown as the text that it is. Read-only; text can be selected and copied.
/// For texts up to kMostMarkdown; longer ones belong in a PlainTextView.
class MarkdownText : public QTextBrowser
{
    Q_OBJECT

public:
    /// Most UTF-16 units that are rendered (about a frame of work); a longer text is cut there, and a line
    /// says so.
    static constexpr qsizetype kMostMarkdown = 50'000;

    explicit MarkdownText(const Theme& theme, QWidget* parent = nullptr);

    void setMarkdownText(const QString& markdown);
    [[nodiscard]] const QString& markdownText() const { return m_markdown; }

    /// Most UTF-16 units that are rendered ahead: each step stays under half a frame.
    static constexpr qsizetype kMostAhead = 12'000;

    /// Does one step towards a text that is ready to be shown in a view of this size, while this one is
    /// hidden: takes the text in, lays it out. True when there is nothing left to do.
    [[nodiscard]] bool stepAhead(const QString& markdown, const QSize& size);
    /// Whether this text has been rendered ahead, in the present type and colours.
    [[nodiscard]] bool isReady(const QString& markdown) const { return m_isReady && m_markdown == markdown; }

    /// The widest the text gets, in pixels; 616 at the start.
    void setTextWidthMax(int pixels);

    /// Never loads anything.
    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void doSetSource(const QUrl& name, QTextDocument::ResourceType type) override;

private:
    void restyle();
    void render();
    void fit();
    [[nodiscard]] int columnWidth() const;

    const Theme& m_theme;
    QString m_markdown;
    int m_widthMax;
    bool m_hasTables = false;
    bool m_isReady = false; ///< laid out by stepAhead()
    bool m_isFitted = false;
};

} // namespace plumbline
