#pragma once

#include <QFrame>
#include <QStringList>

class QHBoxLayout;

namespace plumbline {

class ActionCollection;
class AnswerField;
class ElidedLabel;
class KeyButton;
class Theme;

/// A card with a heading, a key and a text that is typed in place: why a cell was rated so, an edited
/// response. Grows with its text up to a few lines. The frame takes the focus colour while one types.
class RatingTextCard : public QFrame
{
    Q_OBJECT

public:
    RatingTextCard(const Theme& theme, ActionCollection& actions, const QString& name,
                   QWidget* parent = nullptr);

    void setHeading(const QString& heading, const QString& caption);
    void setKeys(const QStringList& keys);
    void setPlaceholder(const QString& text);
    /// Lines shown at least and at most.
    void setLines(int least, int most);
    /// Puts a widget before the key.
    void addHeaderWidget(QWidget* widget);
    /// Offers Reset, which brings this text back; an empty one takes the offer away.
    void setOriginal(const QString& text);

    /// Shows a text without a signal; a text that is shown already keeps its cursor. What is not changed
    /// comes back from text() as it was given, line ends included.
    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] AnswerField* editor() const { return m_editor; }
    /// Puts the focus into the text, at its end.
    void startTyping();
    [[nodiscard]] bool isTyping() const;

Q_SIGNALS:
    void textTyped(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitHeight();
    void restyle();

    const Theme& m_theme;
    ElidedLabel* m_heading;
    ElidedLabel* m_caption;
    QHBoxLayout* m_header;
    AnswerField* m_editor;
    QString m_given;    ///< the text last shown
    QString m_givenRaw; ///< and what the field made of it
    KeyButton* m_reset = nullptr;
    QString m_original;
    QStringList m_keys;
    int m_leastLines = 1;
    int m_mostLines = 4;
};

} // namespace plumbline
