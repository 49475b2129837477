#pragma once

#include "ui/screens/inspect/common/filterchoices.h"

#include <QWidget>

class QAction;

namespace plumbline {

class Chip;
class ElidedLabel;
class FilterChooser;
class FlowLayout;
class KeyButton;
class Theme;

/// What a page has selected, as a blue chip: it fills the lists below and filters nothing else.
struct InspectSelection
{
    QString key;   ///< names it to the page
    QString label; ///< "selected"
    QString value; ///< "claude-v1, gpt-3.5-turbo"
    bool operator==(const InspectSelection&) const = default;
};

/// The first line of an Inspect page: a chip for each part of the filter, blue chips for what is selected,
/// "+ Filter", and how much passes at the right.
class InspectFilterBar : public QWidget
{
    Q_OBJECT

public:
    /// `page` is what the chooser opens over; `parts` what it offers.
    InspectFilterBar(const Theme& theme, QAction* filterAction, const QList<FilterPart>& parts,
                     QWidget* page);

    [[nodiscard]] const LabelFilter& filter() const { return m_filter; }
    /// Shows a filter; does not emit.
    void setFilter(const LabelFilter& filter);
    void setSelections(const QList<InspectSelection>& selections);
    void setCount(const QString& text);
    /// What the chooser offers is read from here when it opens.
    void setTable(std::shared_ptr<const LabelTable> table);
    /// Opens the list of filters under its button; with a part, its entries alone under that part's chip.
    void openChooser(std::optional<FilterPart> part = {});

Q_SIGNALS:
    void filterChanged(const plumbline::LabelFilter& filter);
    void selectionRemoved(const QString& key);
    void selectionClicked(const QString& key);

private:
    void rebuildChips();
    Chip* addChip(const QString& name, const QString& label, const QString& value, bool isSelection);
    void change(const LabelFilter& filter);
    void fillChooser();

    const Theme& m_theme;
    QList<FilterPart> m_parts;
    LabelFilter m_filter;
    QList<InspectSelection> m_selections;
    std::shared_ptr<const LabelTable> m_table;
    FlowLayout* m_flow;
    KeyButton* m_button;
    ElidedLabel* m_count;
    FilterChooser* m_chooser;
    QList<Chip*> m_chips;
};

} // namespace plumbline
