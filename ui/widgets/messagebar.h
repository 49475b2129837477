#pragma once

#include <QFrame>
#include <QList>

class QAction;
class QHBoxLayout;
class QPlainTextEdit;

namespace plumbline {

class ElidedLabel;
class KeyButton;
class Theme;
class ThemedLabel;

/// A bar in the page that says what happened and what to do. It stays until dismissed and is read out as an
/// alert when shown.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Severity { Info, Warning, Error };

    explicit MessageBar(const Theme& theme, QWidget* parent = nullptr);

    /// Shows the bar with a first sentence (what was wrong), a second line (where, what to do; can be empty)
    /// and details behind a button (can be empty).
    void showMessage(Severity severity, const QString& title, const QString& body = {},
                     const QString& details = {});
    /// The buttons at the right, in this order; replaces earlier ones. The actions stay with their owner.
    void setActions(const QList<QAction*>& actions);
    void dismiss();

    [[nodiscard]] Severity severity() const { return m_severity; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString body() const;
    [[nodiscard]] bool areDetailsShown() const;

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void restyle();

    const Theme& m_theme;
    Severity m_severity = Severity::Info;
    ThemedLabel* m_title = nullptr;
    ThemedLabel* m_body = nullptr;
    QPlainTextEdit* m_details = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QAction* m_detailsAction = nullptr;
    QAction* m_dismissAction = nullptr;
    KeyButton* m_detailsButton = nullptr;
};

} // namespace plumbline
