#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>
#include <QString>

class QVBoxLayout;

namespace plumbline {

class ActionCollection;
class Theme;
class ThemedLabel;

/// A small list over the page from which one thing is chosen with one key: skip reasons, confidence, the
/// queue. A child of the window, so that the page's keys stay in one place: while it is open the page answers
/// to the context "popover" alone. Esc or a click elsewhere closes it.
class ChoicePopover : public QFrame
{
    Q_OBJECT

public:
    struct Choice
    {
        QString id;
        QString text;
        bool isChosen = false;
        bool operator==(const Choice&) const = default;
    };

    /// `name` is the object name; `page` is what it lies over.
    ChoicePopover(const QString& name, const Theme& theme, ActionCollection& actions, QWidget* page);

    /// Opens over `anchor` (below it where there is no room above), with the focus on the chosen or the first
    /// entry.
    void openAt(QWidget* anchor, const QString& title, const QList<Choice>& choices);
    void dismiss();
    [[nodiscard]] bool isOpen() const { return isVisible(); }
    [[nodiscard]] const QList<Choice>& choices() const { return m_choices; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    static constexpr int kKeyCount = 9;

    void fill(const QString& title);
    void place(const QWidget* anchor);
    void choose(int index);

    const Theme& m_theme;
    ActionCollection& m_actions;
    QWidget* m_page;
    ThemedLabel* m_title;
    QWidget* m_list;
    QVBoxLayout* m_rows;
    QList<Choice> m_choices;
    QPointer<QWidget> m_focusBefore;
};

} // namespace plumbline
