#pragma once

#include "ui/screens/inspect/common/inspectfilterbar.h"
#include "ui/screens/inspect/common/reporttable.h"

#include <QObject>
#include <QSet>

#include <vector>

class QTableView;

namespace plumbline {

/// Which rows of a table are marked, so that a batch takes these alone: a click on the column of ticks or one
/// key marks a row, another key all of them. The page lists its rows with their ticks and hears changed().
class RowMarks : public QObject
{
    Q_OBJECT

public:
    /// `ticks`: the column that is clicked. Lives as long as the view.
    RowMarks(QTableView& view, ReportTable& model, int ticks);

    [[nodiscard]] const QSet<qint64>& keys() const { return m_keys; }
    /// Whether a batch takes the row: it is marked, or none is.
    [[nodiscard]] bool isWanted(qint64 key) const { return m_keys.isEmpty() || m_keys.contains(key); }
    /// The chip that says how many are marked; nothing when none is.
    [[nodiscard]] QList<InspectSelection> chips() const;

    void toggleCurrent();
    /// Marks all rows; when they all are, none.
    void toggleAll();
    void clear();
    /// Forgets those that are listed no more; says nothing of it.
    void keepOnly(const QSet<qint64>& listed);
    /// Lists rows and keeps the current one, or begins with the first.
    void show(std::vector<ReportRow> rows);

Q_SIGNALS:
    void changed();

private:
    QTableView& m_view;
    ReportTable& m_model;
    QSet<qint64> m_keys;
};

} // namespace plumbline
