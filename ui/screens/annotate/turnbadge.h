#pragma once

#include <QWidget>

namespace plumbline {

class Theme;

/// A number or a letter in a small square: the turns of a prompt, the letters of the responses. Filled where
/// it marks the judged turn or the chosen response.
class TurnBadge : public QWidget
{
    Q_OBJECT

public:
    TurnBadge(const Theme& theme, int number, bool isFilled, QWidget* parent = nullptr);
    TurnBadge(const Theme& theme, const QString& letter, QWidget* parent = nullptr);

    void setText(const QString& text);
    void setFilled(bool isFilled);
    [[nodiscard]] bool isFilled() const { return m_isFilled; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_text;
    bool m_isFilled = false;
    bool m_isLetter = false;
};

} // namespace plumbline
