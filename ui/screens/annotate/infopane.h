#pragma once

#include "core/domain/item.h"

#include <QTextBrowser>
#include <QWidget>

class QStackedWidget;

namespace plumbline {

class ActionCollection;
class KeyButton;
class Theme;
class ThemedLabel;
class WordChip;

/// Text of the project that is read beside the item. Loads nothing from anywhere and opens no link.
class QuietBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    QuietBrowser(const Theme& theme, QWidget* parent = nullptr);

    /// Shows Markdown in the type of the interface; HTML in it stays text.
    void showMarkdown(const QString& markdown);
    /// Starts an empty text for addHeading() and addText().
    void begin();
    void addHeading(const QString& text);
    /// Plain text, in paragraphs.
    void addText(const QString& text);
    void end();

    QVariant loadResource(int type, const QUrl& name) override;

private:
    void restyle();

    const Theme& m_theme;
};

/// The pane at the right of the page: the guidelines of the schema (F1), or reference answers and passages
/// (V).
class InfoPane : public QWidget
{
    Q_OBJECT

public:
    enum class Content { Guidelines, Reference };

    InfoPane(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    void setItem(const ItemView& view);
    /// Who else answered, and what, a line each; only once one's own answer is in.
    void setOtherAnswers(const QStringList& lines);
    void show(Content content);
    [[nodiscard]] Content content() const { return m_content; }
    [[nodiscard]] QWidget* browser() const;

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showReference();

    const Theme& m_theme;
    ActionCollection& m_actions;
    ItemView m_view;
    QStringList m_otherAnswers;
    Content m_content = Content::Guidelines;
    ThemedLabel* m_title;
    WordChip* m_version;
    KeyButton* m_close;
    QuietBrowser* m_browser;
};

} // namespace plumbline
