#pragma once

#include "ui/screens/inspect/common/filterchoices.h"

#include <QFrame>
#include <QPointer>

#include <optional>

class QListView;

namespace plumbline {

class FilterChoiceModel;
class SearchField;
class Theme;

/// The list that "+ Filter" opens over the page: a field, and what the labels can be filtered by. Typing
/// filters it, Up and Down move, Enter or a click chooses and leaves it open for the next, Esc or a click
/// elsewhere closes it.
class FilterChooser : public QFrame
{
    Q_OBJECT

public:
    /// `page` is what it lies over.
    FilterChooser(const Theme& theme, QWidget* page);

    /// What can be chosen; keeps what is typed and, where it is still there, the current entry.
    void setChoices(const QList<FilterChoice>& choices);
    /// Opens under `anchor`; with a part, only its entries.
    void openAt(const QWidget* anchor, std::optional<FilterPart> part = {});
    void dismiss();
    [[nodiscard]] bool isOpen() const { return isVisible(); }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void chosen(const plumbline::FilterChoice& choice);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void place(const QWidget* anchor);
    void choose();
    void moveBy(int step);

    const Theme& m_theme;
    QWidget* m_page;
    QPointer<QWidget> m_lastFocus;
    SearchField* m_search;
    QListView* m_list;
    FilterChoiceModel* m_model;
};

} // namespace plumbline
