#include "ui/screens/annotate/ratingaccessible.h"

#include "ui/screens/annotate/ratingtable.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include <memory>

namespace plumbline {

namespace {

class TableInterface;

/// One cell: a group of radio buttons, one for each point and one for "does not apply".
class CellInterface : public QAccessibleInterface
{
public:
    CellInterface(RatingTable* table, RatingCell cell)
        : m_table(table)
        , m_cell(cell)
    {
    }
    [[nodiscard]] bool isValid() const override { return !m_table.isNull(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_table.data());
    }
    [[nodiscard]] int childCount() const override
    {
        const Aspect& aspect = m_table->grid().aspectAt(m_cell.column);
        return static_cast<int>(aspect.points.size()) + (aspect.allowsNotApplicable ? 1 : 0);
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int index = 0; index < childCount(); ++index) {
            if (child(index)->rect().contains(x, y)) {
                return child(index);
            }
        }
        return nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (int index = 0; index < childCount(); ++index) {
            if (this->child(index) == child) {
                return index;
            }
        }
        return -1;
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? m_table->cellName(m_cell) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override
    {
        const QRect local = m_table->scaleRect(m_cell).toRect();
        return {m_table->viewport()->mapToGlobal(local.topLeft()), local.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Grouping; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = true;
        state.focused = m_table->hasFocus() && m_table->grid().cursor() == m_cell;
        return state;
    }

private:
    friend class PointInterface;
    QPointer<RatingTable> m_table;
    RatingCell m_cell;
    mutable QHash<int, QAccessible::Id> m_children;
};

/// One point of a cell's scale.
class PointInterface : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    PointInterface(RatingTable* table, RatingCell cell, int index, const CellInterface* parent)
        : m_table(table)
        , m_cell(cell)
        , m_index(index)
        , m_parent(parent)
    {
    }
    [[nodiscard]] bool isValid() const override { return !m_table.isNull(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return const_cast<CellInterface*>(m_parent); // the interface wants it without const
    }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name) {
            return {};
        }
        if (!value()) {
            return RatingTable::tr("Does not apply");
        }
        const ScalePoint& point = aspect().points.at(m_index);
        return point.label.isEmpty() ? QString::number(point.value)
                                     : RatingTable::tr("%1: %2").arg(point.value).arg(point.label);
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override
    {
        const QRect cell = m_parent->rect();
        const int width = cell.width() / std::max(1, m_parent->childCount());
        return {cell.left() + m_index * width, cell.top(), width, cell.height()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::RadioButton; }
    [[nodiscard]] QAccessible::State state() const override
    {
        const Rating* rating = m_table->grid().ratingAt(m_table->content(), m_cell);
        QAccessible::State state;
        state.checkable = true;
        state.checked = rating != nullptr && rating->value == value();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& action) override
    {
        if (action == pressAction()) {
            Q_EMIT m_table->choicePointed(m_cell, value());
        }
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    [[nodiscard]] const Aspect& aspect() const { return m_table->grid().aspectAt(m_cell.column); }
    [[nodiscard]] std::optional<double> value() const
    {
        return m_index < aspect().points.size() ? std::optional<double>(aspect().points.at(m_index).value)
                                                : std::nullopt;
    }

    QPointer<RatingTable> m_table;
    RatingCell m_cell;
    int m_index;
    const CellInterface* m_parent;
};

QAccessibleInterface* CellInterface::child(int index) const
{
    if (index < 0 || index >= childCount()) {
        return nullptr;
    }
    const auto known = m_children.constFind(index);
    if (known != m_children.cend()) {
        return QAccessible::accessibleInterface(*known);
    }
    auto* point = new PointInterface(m_table, m_cell, index, this);
    m_children.insert(index, QAccessible::registerAccessibleInterface(point));
    return point;
}

/// The table; its children are the cells, row by row.
class TableInterface : public QAccessibleWidget
{
public:
    explicit TableInterface(RatingTable* table)
        : QAccessibleWidget(table, QAccessible::Table)
    {
    }
    [[nodiscard]] RatingTable* table() const { return static_cast<RatingTable*>(widget()); }
    [[nodiscard]] int childCount() const override
    {
        return table()->grid().rowCount() * table()->grid().columnCount();
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount()) {
            return nullptr;
        }
        const auto known = m_children.constFind(index);
        if (known != m_children.cend()) {
            return QAccessible::accessibleInterface(*known);
        }
        const int columns = table()->grid().columnCount();
        auto* cell = new CellInterface(table(), {index / columns, index % columns});
        m_children.insert(index, QAccessible::registerAccessibleInterface(cell));
        return cell;
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int index = 0; index < childCount(); ++index) {
            if (child(index)->rect().contains(x, y)) {
                return child(index);
            }
        }
        return nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (auto entry = m_children.cbegin(); entry != m_children.cend(); ++entry) {
            if (QAccessible::accessibleInterface(entry.value()) == child) {
                return entry.key();
            }
        }
        return -1;
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override
    {
        const RatingCell cell = table()->grid().cursor();
        return table()->hasFocus() ? child(cell.row * table()->grid().columnCount() + cell.column) : nullptr;
    }

private:
    mutable QHash<int, QAccessible::Id> m_children;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* table = qobject_cast<RatingTable*>(object);
    return table != nullptr ? new TableInterface(table) : nullptr;
}

} // namespace

void installRatingAccessibility()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

void announceRatingCell(RatingTable* table, RatingCell cell)
{
    QAccessibleEvent event(table, QAccessible::Focus);
    event.setChild(cell.row * table->grid().columnCount() + cell.column);
    QAccessible::updateAccessibility(&event);
}

} // namespace plumbline
