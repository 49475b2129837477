#pragma once

#include "core/domain/item.h"
#include "core/store/itemrepository.h"

#include <QWidget>

#include <functional>

class QMenu;

namespace plumbline {

class FlowLayout;
class KeyButton;
class SearchField;
class Store;
class Theme;

/// What the filter menu offers; read once from the project.
struct FilterChoices
{
    QList<Batch> batches;
    QStringList categories;
    QStringList models;
    QList<Annotator> annotators;
};

/// Search field, a chip for each filter in force, and the menu that adds filters.
class ItemFilterBar : public QWidget
{
    Q_OBJECT

public:
    ItemFilterBar(const Theme& theme, QAction* filterAction, const QStringList& searchKeys,
                  QWidget* parent = nullptr);

    [[nodiscard]] const ItemFilter& filter() const { return m_filter; }
    void setFilter(const ItemFilter& filter);
    void setChoices(const FilterChoices& choices);
    void focusSearch();
    /// Opens the menu under its button.
    void openMenu();
    [[nodiscard]] SearchField* searchField() const { return m_search; }

Q_SIGNALS:
    void filterChanged(const plumbline::ItemFilter& filter);

private:
    void rebuildChips();
    void addChip(const QString& label, const QString& value, const std::function<void(ItemFilter&)>& remove);
    void fillMenu(QMenu& menu);
    void change(const std::function<void(ItemFilter&)>& edit);

    const Theme& m_theme;
    ItemFilter m_filter;
    FilterChoices m_choices;
    SearchField* m_search;
    FlowLayout* m_flow;
    KeyButton* m_button;
    QList<QWidget*> m_chips;
};

} // namespace plumbline
