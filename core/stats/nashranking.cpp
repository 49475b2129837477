#include "core/stats/nashranking.h"

#include "core/stats/winmatrix.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <optional>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kZero = 1e-9;

/// What each model gains from each other.
Eigen::MatrixXd gainsOf(const PairTable& table, MatchPayoff payoff)
{
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(table.models, table.models);
    for (const PairCell& cell : table.cells) {
        const double margin = cell.weights[0] - cell.weights[2];
        double gain = margin;
        if (payoff == MatchPayoff::RateMargin) {
            gain = 0.5 * margin / cell.total();
        } else if (payoff == MatchPayoff::Majority) {
            gain = margin > 0 ? 1 : margin < 0 ? -1 : 0;
        }
        matrix(cell.a, cell.b) = gain;
        matrix(cell.b, cell.a) = -gain;
    }
    return matrix;
}

/// Maximises Σy subject to A y ≤ 1, y ≥ 0 for a positive matrix A, by pivoting a tableau from the slack
/// basis.
class Simplex
{
public:
    explicit Simplex(const Eigen::MatrixXd& a)
        : m_size(a.rows())
        , m_tableau(Eigen::MatrixXd::Zero(m_size + 1, 2 * m_size + 1))
        , m_basis(static_cast<std::size_t>(m_size))
    {
        m_tableau.topLeftCorner(m_size, m_size) = a;
        m_tableau.block(0, m_size, m_size, m_size).setIdentity();
        m_tableau.col(2 * m_size).head(m_size).setOnes();
        m_tableau.row(m_size).head(m_size).setConstant(-1);
        for (Eigen::Index i = 0; i < m_size; ++i) {
            m_basis[static_cast<std::size_t>(i)] = m_size + i;
        }
    }

    /// y; absent when the pivots did not come to an end.
    std::optional<Eigen::VectorXd> solve()
    {
        const Eigen::Index patience = 50 * m_size + 1'000;
        for (Eigen::Index pivots = 0; pivots < 20 * patience; ++pivots) {
            // Steepest cost first; after a while Bland's rule, which cannot go round in circles.
            const Eigen::Index column = pivots < patience ? steepest() : firstGain();
            if (column < 0) {
                Eigen::VectorXd y = Eigen::VectorXd::Zero(m_size);
                for (Eigen::Index i = 0; i < m_size; ++i) {
                    const Eigen::Index variable = m_basis[static_cast<std::size_t>(i)];
                    if (variable < m_size) {
                        y(variable) = m_tableau(i, 2 * m_size);
                    }
                }
                return y;
            }
            const Eigen::Index row = leaving(column);
            if (row < 0) {
                return std::nullopt;
            }
            pivot(row, column);
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] Eigen::Index steepest() const
    {
        Eigen::Index column = 0;
        const double cost = m_tableau.row(m_size).head(2 * m_size).minCoeff(&column);
        return cost < -kPivotZero ? column : -1;
    }

    [[nodiscard]] Eigen::Index firstGain() const
    {
        for (Eigen::Index column = 0; column < 2 * m_size; ++column) {
            if (m_tableau(m_size, column) < -kPivotZero) {
                return column;
            }
        }
        return -1;
    }

    [[nodiscard]] Eigen::Index leaving(Eigen::Index column) const
    {
        Eigen::Index best = -1;
        double least = 0;
        for (Eigen::Index row = 0; row < m_size; ++row) {
            const double element = m_tableau(row, column);
            if (element <= kPivotZero) {
                continue;
            }
            const double ratio = m_tableau(row, 2 * m_size) / element;
            const bool isTie = best >= 0 && std::abs(ratio - least) <= kPivotZero;
            if (best < 0 || (!isTie && ratio < least) ||
                (isTie && m_basis[static_cast<std::size_t>(row)] < m_basis[static_cast<std::size_t>(best)])) {
                best = row;
                least = ratio;
            }
        }
        return best;
    }

    void pivot(Eigen::Index row, Eigen::Index column)
    {
        m_tableau.row(row) /= m_tableau(row, column);
        const Eigen::RowVectorXd line = m_tableau.row(row);
        for (Eigen::Index other = 0; other <= m_size; ++other) {
            const double factor = m_tableau(other, column);
            if (other != row && factor != 0) {
                m_tableau.row(other) -= factor * line;
            }
        }
        m_basis[static_cast<std::size_t>(row)] = column;
    }

    static constexpr double kPivotZero = 1e-12;
    Eigen::Index m_size;
    Eigen::MatrixXd m_tableau;
    std::vector<Eigen::Index> m_basis;
};

/// The lottery over `support` that gives each of its models 0: the kernel of the payoffs among them. Absent
/// when the kernel has not exactly one dimension or changes sign.
std::optional<Eigen::VectorXd> onlyLottery(const Eigen::MatrixXd& payoffs,
                                           const std::vector<Eigen::Index>& support)
{
    const Eigen::MatrixXd among = payoffs(support, support);
    Eigen::FullPivLU<Eigen::MatrixXd> factors(among);
    factors.setThreshold(kZero);
    if (factors.dimensionOfKernel() != 1) {
        return std::nullopt;
    }
    Eigen::VectorXd shares = factors.kernel().col(0);
    shares /= shares.sum();
    if (!shares.allFinite() || shares.minCoeff() <= 0) {
        return std::nullopt;
    }
    Eigen::VectorXd lottery = Eigen::VectorXd::Zero(payoffs.rows());
    lottery(support) = shares;
    return lottery;
}

std::vector<std::int32_t> ranksOf(const NashRanking& ranking)
{
    const std::size_t n = ranking.lottery.size();
    const auto isAbove = [&](std::size_t one, std::size_t two) {
        const double shares = ranking.lottery[one] - ranking.lottery[two];
        return shares > kZero || (shares > -kZero && ranking.gain[one] > ranking.gain[two] + kZero);
    };
    std::vector<std::int32_t> ranks(n, 1);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            ranks[i] += isAbove(j, i) ? 1 : 0;
        }
    }
    return ranks;
}

QString whyNot(const PairTable& table, MatchPayoff payoff)
{
    if (table.models < 2) {
        return u"A ranking needs at least two models."_s;
    }
    if (table.cells.empty()) {
        return u"There is no vote yet; compare two models to begin."_s;
    }
    if (payoff != MatchPayoff::RateMargin) {
        return {};
    }
    const WinMatrix matrix(table);
    for (std::int32_t a = 0; a < table.models; ++a) {
        for (std::int32_t b = a + 1; b < table.models; ++b) {
            if (!matrix.haveMet(a, b)) {
                return u"%1 and %2 have not met, so their margin is not known; compare them, or rank by vote "
                       u"margins."_s.arg(modelName(table.names, a), modelName(table.names, b));
            }
        }
    }
    return {};
}

} // namespace

NashRanking nashRanking(const PairTable& table, MatchPayoff payoff)
{
    NashRanking ranking;
    ranking.undefined = whyNot(table, payoff);
    if (!ranking) {
        return ranking;
    }
    const Eigen::MatrixXd inUnits = gainsOf(table, payoff);
    const double most = inUnits.cwiseAbs().maxCoeff();
    const Eigen::MatrixXd payoffs = inUnits / (most > 0 ? most : 1.0); // at most 1
    constexpr double kShift = 2; // makes every payoff positive; the value of the game becomes this
    const Eigen::MatrixXd shifted = payoffs.array() + kShift;
    const std::optional<Eigen::VectorXd> solved = Simplex(shifted).solve();
    if (!solved) {
        ranking.undefined = u"The game between the models could not be solved."_s;
        return ranking;
    }
    const Eigen::VectorXd first = *solved / solved->sum();
    const Eigen::VectorXd gains = payoffs * first;
    std::vector<Eigen::Index> support;
    std::vector<std::int32_t> even; // models that lose nothing against the lottery
    for (Eigen::Index i = 0; i < first.size(); ++i) {
        if (first(i) > kZero) {
            support.push_back(i);
        }
        if (gains(i) > -kZero) {
            even.push_back(static_cast<std::int32_t>(i));
        }
    }
    const std::optional<Eigen::VectorXd> lottery =
        even.size() == support.size() ? onlyLottery(payoffs, support) : std::nullopt;
    if (!lottery) {
        ranking.undefined =
            u"Several lotteries over %1 are equally good, because votes between them are even; collect "
            u"more votes on these models."_s.arg(modelNames(table.names, even));
        return ranking;
    }
    const Eigen::VectorXd gain = payoffs * *lottery;
    ranking.lottery.assign(lottery->data(), lottery->data() + lottery->size());
    ranking.gain.assign(gain.data(), gain.data() + gain.size());
    ranking.ranks = ranksOf(ranking);
    for (double& one : ranking.gain) {
        one *= most > 0 ? most : 1.0;
    }
    return ranking;
}

} // namespace plumbline::stats
