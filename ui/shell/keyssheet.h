#pragma once

#include <QStringList>
#include <QWidget>

class QAction;
class QLabel;

namespace plumbline {

class ActionCollection;
class KeyColumns;
class ReasonChip;
class SearchField;
class Theme;
class ThemedLabel;

/// The sheet that "?" opens: every key that acts here, made from the same table as the keys themselves.
/// Typing filters; the profile of keys can be changed at its foot.
class KeysSheet : public QWidget
{
    Q_OBJECT

public:
    KeysSheet(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// Shows the keys of these contexts; `where` says them in words ("in Annotate, pairwise").
    void showFor(const QStringList& activeContexts, const QString& where);
    [[nodiscard]] SearchField* searchField() const { return m_search; }

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void closeRequested();
    void changeRequested();
    void profileChosen(const QString& profileName);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeFoot();
    void refresh();

    const Theme& m_theme;
    ActionCollection& m_actions;
    QStringList m_contexts;
    ThemedLabel* m_where = nullptr;
    SearchField* m_search = nullptr;
    KeyColumns* m_columns = nullptr;
    ThemedLabel* m_verdict = nullptr;
    QList<ReasonChip*> m_profiles;
    QAction* m_close = nullptr;
    QAction* m_change = nullptr;
};

} // namespace plumbline
