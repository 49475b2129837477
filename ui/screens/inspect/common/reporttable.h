#pragma once

#include "core/stats/estimate.h"
#include "ui/models/annotationwords.h"
#include "ui/screens/inspect/common/numberstable.h"
#include "ui/theme/color.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace plumbline {

/// How the cells of a column are painted.
enum class ReportColumnKind {
    Text,      ///< main text; strong in the selected row
    Secondary, ///< smaller, text2
    Number,    ///< at the right, digits under each other
    Share,     ///< a bar in [0, 1], its text at the right
    Votes,     ///< small boxes, one a vote
};

struct ReportColumn
{
    QString title;
    ReportColumnKind kind = ReportColumnKind::Text;
    int width = 100;        ///< pixels at the normal text size; ignored where it stretches
    bool stretches = false; ///< takes what is left; one column of a table at most
    QString tip;            ///< what the figures mean, in a sentence
    QString csvName{};      ///< in a saved file; "": the title. Columns named "-" are not saved
    int spare = 0;          ///< above 0: left out where the table is too narrow for it, the highest first
};

/// One cell. What stands there, and what it means for sorting and saving.
struct ReportCell
{
    QString text;
    QVariant value{}; ///< full precision; for sorting and saving
    QString note{};   ///< smaller, after the text: an interval "0.58–0.66"
    QString reason{}; ///< why there is no value: stands instead of the text, whole in the tooltip
    std::optional<double> share{}; ///< of a bar
    QList<VoteMark> votes{};
    QString tip{};
    std::optional<Color> color{};
    std::optional<stats::Interval> interval{}; ///< saved in two more columns where a column has any
};

struct ReportRow
{
    qint64 key = 0; ///< names the row to its page: an item's id, an index
    std::vector<ReportCell> cells;
    bool isMuted = false; ///< stands back: outside what is asked for
};

/// Rows of numbers with intervals and reasons, votes and people: what every Inspect page lists. Read-only;
/// can be sorted by a column. A new list with the same keys changes the rows in place, so that selection and
/// scroll position stay.
class ReportTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        CellRole = Qt::UserRole + 1, ///< pointer: const ReportCell*, valid until the rows change
        KeyRole,                     ///< qint64
        IsMutedRole,
        ColumnKindRole,
    };

    explicit ReportTable(std::vector<ReportColumn> columns, QObject* parent = nullptr);

    /// For tables whose columns depend on the data.
    void setColumns(std::vector<ReportColumn> columns);
    [[nodiscard]] const std::vector<ReportColumn>& columns() const { return m_columns; }
    void setRows(std::vector<ReportRow> rows);
    [[nodiscard]] const std::vector<ReportRow>& rows() const { return m_rows; }
    /// The row with a key; −1 when there is none.
    [[nodiscard]] int rowOf(qint64 key) const;
    /// Everything as it is saved: texts and full numbers, intervals as columns NAME_low and NAME_high,
    /// reasons as NAME_reason.
    [[nodiscard]] NumbersTable numbers(const QString& name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// By value; rows without one come last either way. Column −1: as given.
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    /// The columns are others now: their widths have to be set again.
    void columnsReplaced();

private:
    void sortRows(std::vector<ReportRow>& rows) const;

    std::vector<ReportColumn> m_columns;
    std::vector<ReportRow> m_rows;
    std::vector<ReportRow> m_given; ///< in the order in which they came; only while sorted
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

/// Cells of the usual kinds.
[[nodiscard]] ReportCell textCell(const QString& text);
[[nodiscard]] ReportCell countCell(qint64 count);
/// "0.62" with its interval "0.58–0.66", or the reason why there is none.
[[nodiscard]] ReportCell estimateCell(const stats::Estimate& estimate, int decimals = 2);
/// "65.5 %" with its interval "61–70 %", or the reason.
[[nodiscard]] ReportCell percentCell(const stats::Estimate& share, int decimals = 1);
/// A bar with "65.5 %" after it, or the reason.
[[nodiscard]] ReportCell shareCell(const stats::Estimate& share, int decimals = 0);
/// "author_2, author_4, expert_17".
[[nodiscard]] ReportCell namesCell(const QStringList& names);

/// "0.58–0.66"; "" without an interval.
[[nodiscard]] QString intervalText(const stats::Estimate& estimate, int decimals);

} // namespace plumbline

Q_DECLARE_METATYPE(const plumbline::ReportCell*)
