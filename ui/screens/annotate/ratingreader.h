#pragma once

#include <QFrame>
#include <QString>

namespace plumbline {

class ActionCollection;
class ElidedLabel;
class KeyButton;
class ResponseView;
class Theme;

/// One response in full, beside its ratings: mark, length, and the way to the responses before and after it.
class RatingReader : public QFrame
{
    Q_OBJECT

public:
    RatingReader(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// `row` of `count` responses. A response that is shown already keeps its scroll position.
    void showResponse(int row, int count, const QString& text, bool isEdited);
    /// See ResponseView::prepare().
    [[nodiscard]] bool prepare(const QString& text);
    void setMarkdown(bool isMarkdown);
    void scrollLines(int lines);
    [[nodiscard]] QWidget* textWidget() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    ElidedLabel* m_heading;
    ElidedLabel* m_caption;
    KeyButton* m_previous;
    KeyButton* m_next;
    ResponseView* m_view;
    int m_row = -1;
};

} // namespace plumbline
