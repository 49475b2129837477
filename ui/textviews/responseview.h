#pragma once

#include "ui/textviews/plaintextview.h"

#include <QList>
#include <QWidget>

class QAbstractScrollArea;
class QPlainTextEdit;
class QStackedLayout;

namespace plumbline {

class MarkdownText;
class Theme;

/// One response, as Markdown or as plain text, read-only until setEditable(). Its content is hostile until
/// shown otherwise: see MarkdownText. Texts too long for Markdown, and texts with differences marked, are
/// shown plain whatever the mode says.
class ResponseView : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Markdown, Plain };

    explicit ResponseView(const Theme& theme, QWidget* parent = nullptr);

    /// Shows a text from its top; ends editing and takes marked differences away.
    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }

    /// Does one step, shorter than half a frame, towards showing this text next: setText() with the same text
    /// then only exchanges two views. True when nothing is left to do. Another text, mode, size or theme
    /// makes what was prepared worthless, never wrong.
    [[nodiscard]] bool prepare(const QString& text);
    /// Whether setText() with this text would show what was prepared.
    [[nodiscard]] bool isPrepared(const QString& text) const;

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// False while the text is shown plain although the mode is Markdown, or the other way round.
    [[nodiscard]] bool showsMarkdown() const;

    /// Marks differences; an empty list takes them away. Ranges are UTF-16 units of text().
    void setHighlights(const QList<TextHighlight>& highlights);

    /// What a screen reader calls it ("Response A").
    void setName(const QString& name);

    /// Opens the source for editing, or ends that. Editing starts from `draft` if it is given.
    void setEditable(bool editable);
    void setEditable(bool editable, const QString& draft);
    [[nodiscard]] bool isEditable() const { return m_isEditable; }
    /// What the editor holds; text() when not editing.
    [[nodiscard]] QString editedText() const;

    /// How far down the view is, 0 (top) to 1 (end); 0 if everything fits.
    [[nodiscard]] double scrollShare() const;
    void setScrollShare(double share);
    /// Scrolls by lines, as J and K do; counts as done by the user.
    void scrollLines(int lines);

    /// Height of the whole text at this width, for cards that fold; an estimate for long plain text.
    [[nodiscard]] int contentHeight() const;

    /// The part that scrolls and takes the focus.
    [[nodiscard]] QAbstractScrollArea* area() const;

Q_SIGNALS:
    /// The user scrolled to this share; not sent for setScrollShare().
    void scrolledByUser(double share);
    void textEdited(const QString& text);
    /// Esc was pressed in the editor; editing has ended and nothing has changed.
    void editCancelled();
    void modeChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] MarkdownText* makeMarkdown();
    void exchange();
    void showPart(QWidget* part);
    void refresh();
    void restyleEditor();
    void makeEditor();
    void watch(QAbstractScrollArea* part);

    const Theme& m_theme;
    QString m_text;
    Mode m_mode = Mode::Markdown;
    QList<TextHighlight> m_highlights;
    bool m_isEditable = false;
    bool m_isSetting = false; ///< scroll bars move by program
    bool m_markdownIsStale = true;
    bool m_plainIsStale = true;
    QStackedLayout* m_stack = nullptr;
    MarkdownText* m_markdown = nullptr;
    MarkdownText* m_ahead = nullptr; ///< hidden, with the text of the next item; made when first asked for
    PlainTextView* m_plain = nullptr;
    QPlainTextEdit* m_editor = nullptr; ///< made when first asked for
};

} // namespace plumbline
