#include "ui/widgets/radiocellsaccessible.h"

#include "ui/widgets/radiocells.h"

#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

/// One cell: a radio button without a widget of its own.
class RadioCellsAccessible::Cell : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    Cell(RadioCells* cells, int index)
        : m_cells(cells)
        , m_index(index)
    {
    }

    [[nodiscard]] bool isValid() const override
    {
        return m_cells != nullptr && m_index < m_cells->cellCount();
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QWindow* window() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_cells);
    }
    [[nodiscard]] QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    [[nodiscard]] QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid()) {
            return {};
        }
        const QRect own = m_cells->cellRect(m_index).toAlignedRect();
        return QRect(m_cells->mapToGlobal(own.topLeft()), own.size());
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return isValid() && kind == QAccessible::Name ? m_cells->cellName(m_index) : QString();
    }
    void setText(QAccessible::Text /*kind*/, const QString& /*text*/) override {}
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::RadioButton; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.checkable = true;
        state.checked = m_cells->chosenCell() == m_index;
        state.focusable = m_cells->focusPolicy() != Qt::NoFocus;
        state.focused = m_cells->hasFocus() && state.checked;
        state.disabled = !m_cells->isEnabled();
        state.invisible = !m_cells->isVisible();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override
    {
        if (name == pressAction() && isValid() && m_cells->isEnabled()) {
            m_cells->chooseCell(m_index);
        }
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString& /*name*/) const override { return {}; }

private:
    QPointer<RadioCells> m_cells;
    int m_index;
};

RadioCellsAccessible::RadioCellsAccessible(RadioCells* cells)
    : QAccessibleWidget(cells, QAccessible::Grouping)
{
}

RadioCellsAccessible::~RadioCellsAccessible()
{
    for (const QAccessible::Id id : m_children) {
        QAccessible::deleteAccessibleInterface(id);
    }
}

void RadioCellsAccessible::install()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory([](const QString& /*key*/, QObject* object) -> QAccessibleInterface* {
            auto* cells = qobject_cast<RadioCells*>(object);
            return cells != nullptr ? new RadioCellsAccessible(cells) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(isInstalled)
}

RadioCells* RadioCellsAccessible::cells() const
{
    return static_cast<RadioCells*>(widget());
}

int RadioCellsAccessible::childCount() const
{
    return cells()->cellCount();
}

QAccessibleInterface* RadioCellsAccessible::child(int index) const
{
    if (index < 0 || index >= childCount()) {
        return nullptr;
    }
    while (m_children.size() <= static_cast<std::size_t>(index)) {
        auto* cell = new Cell(cells(), static_cast<int>(m_children.size()));
        m_children.push_back(QAccessible::registerAccessibleInterface(cell));
    }
    return QAccessible::accessibleInterface(m_children.at(static_cast<std::size_t>(index)));
}

QAccessibleInterface* RadioCellsAccessible::childAt(int x, int y) const
{
    const QPoint local = cells()->mapFromGlobal(QPoint(x, y));
    for (int index = 0; index < childCount(); ++index) {
        if (cells()->cellRect(index).contains(local)) {
            return child(index);
        }
    }
    return nullptr;
}

int RadioCellsAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    for (int index = 0; index < childCount(); ++index) {
        if (this->child(index) == child) {
            return index;
        }
    }
    return -1;
}

QAccessibleInterface* RadioCellsAccessible::focusChild() const
{
    const std::optional<int> chosen = cells()->chosenCell();
    return cells()->hasFocus() && chosen ? child(*chosen) : nullptr;
}

QString RadioCellsAccessible::text(QAccessible::Text kind) const
{
    if (kind == QAccessible::Value) {
        const std::optional<int> chosen = cells()->chosenCell();
        return chosen ? cells()->cellName(*chosen) : RadioCells::tr("nothing chosen");
    }
    return QAccessibleWidget::text(kind);
}

} // namespace plumbline
