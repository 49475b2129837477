#pragma once

#include <QStringList>
#include <QWidget>

namespace plumbline {

class ActionCollection;
class AnswerField;
class KeyButton;
class PaintedButton;
class Theme;

/// The corrected text under a response: a line to unfold, then a field that starts from the response, and
/// Reset.
class SpanCorrection : public QWidget
{
    Q_OBJECT

public:
    SpanCorrection(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);
    ~SpanCorrection() override;

    /// Shows the correction of `original`; without one, the original.
    void showText(const QString& original, const QString& corrected);
    [[nodiscard]] bool isUnfolded() const { return m_isUnfolded; }
    void setUnfolded(bool isUnfolded);
    void startTyping();
    [[nodiscard]] bool isTyping() const;
    [[nodiscard]] AnswerField* field() const { return m_field; }

Q_SIGNALS:
    /// The person asked to fold or unfold with the mouse.
    void foldToggled();
    /// The text was typed in, or brought back by Reset. What is not changed comes as it was given, line ends
    /// included.
    void textTyped(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class FoldLine;

    [[nodiscard]] QString text() const;
    void showFacts();

    const Theme& m_theme;
    FoldLine* m_line;
    QWidget* m_body;
    AnswerField* m_field;
    KeyButton* m_reset;
    QString m_original;
    QString m_given;    ///< the text last shown
    QString m_givenRaw; ///< and what the field made of it
    bool m_isUnfolded = false;
};

} // namespace plumbline
