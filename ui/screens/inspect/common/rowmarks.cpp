#include "ui/screens/inspect/common/rowmarks.h"

#include "ui/theme/numbers.h"

#include <QTableView>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

RowMarks::RowMarks(QTableView& view, ReportTable& model, int ticks)
    : QObject(&view)
    , m_view(view)
    , m_model(model)
{
    connect(&view, &QTableView::clicked, this, [this, ticks](const QModelIndex& index) {
        if (index.column() == ticks) {
            toggleCurrent();
        }
    });
}

QList<InspectSelection> RowMarks::chips() const
{
    return m_keys.isEmpty()
               ? QList<InspectSelection>{}
               : QList<InspectSelection>{{u"marked"_s, tr("marked"), groupedNumber(m_keys.size())}};
}

void RowMarks::toggleCurrent()
{
    const QModelIndex current = m_view.currentIndex();
    if (!current.isValid()) {
        return;
    }
    const qint64 key = current.data(ReportTable::KeyRole).toLongLong();
    if (!m_keys.remove(key)) {
        m_keys.insert(key);
    }
    Q_EMIT changed();
}

void RowMarks::toggleAll()
{
    const bool areAll = m_keys.size() == m_model.rowCount();
    m_keys.clear();
    for (const ReportRow& row : m_model.rows()) {
        if (!areAll) {
            m_keys.insert(row.key);
        }
    }
    Q_EMIT changed();
}

void RowMarks::clear()
{
    m_keys.clear();
    Q_EMIT changed();
}

void RowMarks::keepOnly(const QSet<qint64>& listed)
{
    m_keys.intersect(listed);
}

void RowMarks::show(std::vector<ReportRow> rows)
{
    const qint64 current = m_view.currentIndex().data(ReportTable::KeyRole).toLongLong();
    m_model.setRows(std::move(rows));
    if (m_model.rowCount() > 0 && !m_view.currentIndex().isValid()) {
        m_view.setCurrentIndex(m_model.index(std::max(0, m_model.rowOf(current)), 0));
    }
}

} // namespace plumbline
