#include "ui/plots/chartaccessible.h"

#include "ui/plots/chart.h"

#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

/// One cell of the table of a chart.
class ChartAccessible::Cell : public QAccessibleInterface,
                              public QAccessibleTableCellInterface,
                              public QAccessibleActionInterface
{
public:
    Cell(Chart* chart, int row, int column)
        : m_chart(chart)
        , m_row(row)
        , m_column(column)
    {
    }

    [[nodiscard]] bool isValid() const override
    {
        return m_chart != nullptr && m_row < m_chart->table().rows.size() &&
               m_column < m_chart->table().columns.size();
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QWindow* window() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_chart);
    }
    [[nodiscard]] QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid()) {
            return {};
        }
        const QRect place = m_chart->markRect(mark()).toAlignedRect();
        return QRect(m_chart->mapToGlobal(place.topLeft()), place.size());
    }
    /// The first cell of a row says the whole mark, so that arrow keys read it in one go.
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (!isValid() || kind != QAccessible::Name) {
            return {};
        }
        const bool isWhole = m_column == 0 && mark().isValid();
        return isWhole ? m_chart->markLines(mark()).join(u", "_s)
                       : m_chart->table().rows.at(m_row).at(m_column).text;
    }
    void setText(QAccessible::Text /*kind*/, const QString& /*text*/) override {}
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.focusable = true;
        state.selectable = true;
        state.selected = isSelected();
        state.focused =
            m_chart->hasFocus() && m_column == 0 && mark().isValid() && m_chart->currentMark() == mark();
        state.invisible = !m_chart->isVisible();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableCellInterface) {
            return static_cast<QAccessibleTableCellInterface*>(this);
        }
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }

    [[nodiscard]] bool isSelected() const override { return isValid() && m_chart->isSelected(mark()); }
    [[nodiscard]] QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override { return m_column; }
    [[nodiscard]] int rowIndex() const override { return m_row; }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface* table() const override { return parent(); }

    [[nodiscard]] QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString& name) override
    {
        const ChartMark own = isValid() ? mark() : ChartMark{};
        if (!own.isValid()) {
            return;
        }
        m_chart->setCurrentMark(own);
        if (name == setFocusAction()) {
            m_chart->setFocus(Qt::OtherFocusReason);
        } else if (name == pressAction()) {
            Q_EMIT m_chart->markActivated(own.row, own.column);
        }
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString& /*name*/) const override { return {}; }

private:
    [[nodiscard]] ChartMark mark() const { return m_chart->markOfTableRow(m_row); }

    QPointer<Chart> m_chart;
    int m_row;
    int m_column;
};

ChartAccessible::ChartAccessible(Chart* chart)
    : QAccessibleWidget(chart, QAccessible::Table)
{
    QObject::connect(chart, &Chart::dataChanged, chart, [chart] {
        if (QAccessible::isActive()) {
            QAccessibleTableModelChangeEvent event(chart, QAccessibleTableModelChangeEvent::ModelReset);
            QAccessible::updateAccessibility(&event);
        }
    });
}

ChartAccessible::~ChartAccessible()
{
    forgetCells();
}

void ChartAccessible::install()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory([](const QString& /*key*/, QObject* object) -> QAccessibleInterface* {
            auto* chart = qobject_cast<Chart*>(object);
            return chart != nullptr ? new ChartAccessible(chart) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(isInstalled)
}

Chart* ChartAccessible::chart() const
{
    return static_cast<Chart*>(widget());
}

void ChartAccessible::forgetCells() const
{
    for (const auto& [place, id] : m_cells) {
        QAccessible::deleteAccessibleInterface(id);
    }
    m_cells.clear();
}

void ChartAccessible::modelChange(QAccessibleTableModelChangeEvent* /*event*/)
{
    forgetCells();
}

int ChartAccessible::rowCount() const
{
    return static_cast<int>(chart()->table().rows.size());
}

int ChartAccessible::columnCount() const
{
    return static_cast<int>(chart()->table().columns.size());
}

int ChartAccessible::childCount() const
{
    return rowCount() * columnCount();
}

QAccessibleInterface* ChartAccessible::child(int index) const
{
    const int columns = columnCount();
    if (index < 0 || columns == 0 || index >= childCount()) {
        return nullptr;
    }
    auto known = m_cells.find(index);
    if (known == m_cells.end()) {
        auto* cell = new Cell(chart(), index / columns, index % columns);
        known = m_cells.emplace(index, QAccessible::registerAccessibleInterface(cell)).first;
    }
    return QAccessible::accessibleInterface(known->second);
}

QAccessibleInterface* ChartAccessible::cellAt(int row, int column) const
{
    const bool isInside = row >= 0 && row < rowCount() && column >= 0 && column < columnCount();
    return isInside ? child(row * columnCount() + column) : nullptr;
}

QAccessibleInterface* ChartAccessible::childAt(int x, int y) const
{
    const ChartMark mark = chart()->markAt(chart()->mapFromGlobal(QPointF(x, y)));
    return mark.isValid() ? cellAt(chart()->tableRowOf(mark), 0) : nullptr;
}

int ChartAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    for (const auto& [place, id] : m_cells) {
        if (QAccessible::accessibleInterface(id) == child) {
            return place;
        }
    }
    return -1;
}

QAccessibleInterface* ChartAccessible::focusChild() const
{
    const ChartMark current = chart()->currentMark();
    return chart()->hasFocus() && current.isValid() ? cellAt(chart()->tableRowOf(current), 0) : nullptr;
}

QString ChartAccessible::text(QAccessible::Text kind) const
{
    if (kind == QAccessible::Description) {
        return chart()->summary();
    }
    if (kind == QAccessible::Value) {
        const ChartMark current = chart()->currentMark();
        return current.isValid() ? chart()->markLines(current).join(u", "_s) : QString();
    }
    return QAccessibleWidget::text(kind);
}

void* ChartAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface) {
        return static_cast<QAccessibleTableInterface*>(this);
    }
    return QAccessibleWidget::interface_cast(type);
}

QString ChartAccessible::columnDescription(int column) const
{
    return column >= 0 && column < columnCount() ? chart()->table().columns.at(column).title : QString();
}

QString ChartAccessible::rowDescription(int row) const
{
    return row >= 0 && row < rowCount() && columnCount() > 0 ? chart()->table().rows.at(row).front().text
                                                             : QString();
}

QList<int> ChartAccessible::selectedRows() const
{
    QList<int> rows;
    for (const ChartMark& mark : chart()->selection()) {
        const int row = chart()->tableRowOf(mark);
        if (row >= 0) {
            rows.append(row);
        }
    }
    return rows;
}

int ChartAccessible::selectedRowCount() const
{
    return static_cast<int>(selectedRows().size());
}

bool ChartAccessible::isRowSelected(int row) const
{
    return selectedRows().contains(row);
}

int ChartAccessible::selectedCellCount() const
{
    return selectedRowCount() * columnCount();
}

QList<QAccessibleInterface*> ChartAccessible::selectedCells() const
{
    QList<QAccessibleInterface*> cells;
    for (const int row : selectedRows()) {
        for (int column = 0; column < columnCount(); ++column) {
            cells.append(cellAt(row, column));
        }
    }
    return cells;
}

} // namespace plumbline
