#pragma once

#include <QAccessibleWidget>

#include <memory>
#include <vector>

namespace plumbline {

class RadioCells;

/// What a screen reader sees of RadioCells: a group with one radio button for each cell.
class RadioCellsAccessible : public QAccessibleWidget
{
public:
    explicit RadioCellsAccessible(RadioCells* cells);
    ~RadioCellsAccessible() override;

    /// Makes Qt ask this class for every RadioCells; safe to call often.
    static void install();

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;
    [[nodiscard]] QString text(QAccessible::Text kind) const override;

private:
    class Cell;

    [[nodiscard]] RadioCells* cells() const;
    mutable std::vector<QAccessible::Id> m_children; ///< one registered interface for each cell asked for
};

} // namespace plumbline
