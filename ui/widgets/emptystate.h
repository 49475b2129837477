#pragma once

#include <QWidget>

class QAction;

namespace plumbline {

class KeyButton;
class Theme;
class ThemedLabel;

/// What an empty page says: what the thing is, and the one next step.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// `action` can be null; an empty icon name draws the leaning stack and the plumb line.
    EmptyState(const Theme& theme, const QString& iconName, const QString& title, const QString& body,
               QAction* action = nullptr, QWidget* parent = nullptr);

    void setContent(const QString& iconName, const QString& title, const QString& body,
                    QAction* action = nullptr);

private:
    class Picture;

    const Theme& m_theme;
    Picture* m_picture;
    ThemedLabel* m_title;
    ThemedLabel* m_body;
    KeyButton* m_button;
};

} // namespace plumbline
