#include "core/stats/winmatrix.h"

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

WinMatrix::WinMatrix(const PairTable& table)
    : m_models(table.models)
    , m_names(table.names)
{
    const auto n = static_cast<std::size_t>(table.models);
    m_wins.assign(n * n, 0);
    m_ties.assign(n * n, 0);
    m_squares.assign(n * n, 0);
    m_counts.assign(n * n, 0);
    for (const PairCell& cell : table.cells) {
        m_wins[at(cell.a, cell.b)] = cell.weights[0];
        m_wins[at(cell.b, cell.a)] = cell.weights[2];
        for (const std::size_t index : {at(cell.a, cell.b), at(cell.b, cell.a)}) {
            m_ties[index] = cell.weights[1];
            m_squares[index] = cell.weightSquares[0] + cell.weightSquares[1] + cell.weightSquares[2];
            m_counts[index] = cell.count;
        }
    }
}

double WinMatrix::wins(std::int32_t row, std::int32_t column) const
{
    return m_wins[at(row, column)];
}

double WinMatrix::ties(std::int32_t row, std::int32_t column) const
{
    return m_ties[at(row, column)];
}

double WinMatrix::total(std::int32_t row, std::int32_t column) const
{
    return wins(row, column) + ties(row, column) + wins(column, row);
}

std::int64_t WinMatrix::count(std::int32_t row, std::int32_t column) const
{
    return m_counts[at(row, column)];
}

Estimate WinMatrix::rate(std::int32_t row, std::int32_t column, RateInterval method, double confidence) const
{
    if (row == column) {
        return Estimate::none(u"A model does not meet itself."_s);
    }
    if (!haveMet(row, column)) {
        return Estimate::none(u"%1 and %2 have not met; compare them to fill this cell."_s.arg(
            modelName(m_names, row), modelName(m_names, column)));
    }
    const double all = total(row, column);
    const double share = (wins(row, column) + 0.5 * ties(row, column)) / all;
    const double effective = all * all / m_squares[at(row, column)];
    return Estimate::of(share, rateInterval(share * effective, effective, method, confidence));
}

double WinMatrix::margin(std::int32_t row, std::int32_t column) const
{
    return haveMet(row, column) ? 0.5 * (wins(row, column) - wins(column, row)) / total(row, column) : 0.0;
}

} // namespace plumbline::stats
