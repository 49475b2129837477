#pragma once

#include <QDialog>

class QHBoxLayout;
class QVBoxLayout;

namespace plumbline {

class BarFrame;
class ElidedLabel;
class MessageBar;
class Theme;

/// A dialog as every page has it: title and what it is about on top, a close button with Esc, a bar for what
/// went wrong, the body, and a footer whose last button is the primary one. 1168 × 800, resizable, never
/// larger than its screen.
class DialogFrame : public QDialog
{
    Q_OBJECT

public:
    DialogFrame(const Theme& theme, const QString& title, QWidget* parent = nullptr);

    void setSubtitle(const QString& text);
    /// Between header and footer; no margins.
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    [[nodiscard]] QHBoxLayout* footer() const { return m_footer; }
    [[nodiscard]] MessageBar* message() const { return m_message; }
    /// The first size, cut down to the screen.
    void setFirstSize(const QSize& size);

private:
    const Theme& m_theme;
    ElidedLabel* m_subtitle;
    MessageBar* m_message;
    QVBoxLayout* m_body;
    QHBoxLayout* m_footer;
};

} // namespace plumbline
