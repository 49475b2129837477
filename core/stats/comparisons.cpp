#include "core/stats/comparisons.h"

#include <algorithm>
#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

QString whyRowUnusable(const Comparisons& votes, std::size_t index)
{
    const Comparison& row = votes.rows[index];
    const auto number = static_cast<qint64>(index + 1);
    if (row.a < 0 || row.b < 0 || row.a >= votes.models || row.b >= votes.models) {
        return u"Vote %1 names a model that is not in the list."_s.arg(number);
    }
    if (row.a == row.b) {
        return u"Vote %1 compares %2 with itself; leave such votes out."_s.arg(number).arg(
            modelName(votes.names, row.a));
    }
    if (!std::isfinite(row.weight) || row.weight < 0) {
        return u"The weight of vote %1 is not a number from 0 up."_s.arg(number);
    }
    return {};
}

} // namespace

double PairTable::total() const
{
    double sum = 0;
    for (const PairCell& cell : cells) {
        sum += cell.total();
    }
    return sum;
}

QString modelName(const QStringList& names, std::int32_t index)
{
    return index < names.size() ? names.at(index) : u"model %1"_s.arg(index + 1);
}

QString modelNames(const QStringList& names, const std::vector<std::int32_t>& indexes)
{
    constexpr std::size_t kNamed = 6;
    QStringList parts;
    for (std::size_t i = 0; i < std::min(indexes.size(), kNamed); ++i) {
        parts << modelName(names, indexes[i]);
    }
    if (indexes.size() > kNamed) {
        const auto others = static_cast<qint64>(indexes.size() - kNamed);
        return others == 1 ? u"%1 and 1 other"_s.arg(parts.join(u", "_s))
                           : u"%1 and %2 others"_s.arg(parts.join(u", "_s)).arg(others);
    }
    if (parts.size() < 2) {
        return parts.join(QString());
    }
    const QString last = parts.takeLast();
    return u"%1 and %2"_s.arg(parts.join(u", "_s), last);
}

QString whyUnusable(const Comparisons& votes)
{
    for (std::size_t i = 0; i < votes.rows.size(); ++i) {
        if (QString reason = whyRowUnusable(votes, i); !reason.isEmpty()) {
            return reason;
        }
    }
    const auto covariates = static_cast<std::size_t>(votes.covariateNames.size());
    if (votes.covariates.size() != covariates * votes.rows.size()) {
        return u"There must be one value of each covariate for each vote."_s;
    }
    for (std::size_t i = 0; i < votes.covariates.size(); ++i) {
        if (!std::isfinite(votes.covariates[i])) {
            return u"The covariate \"%1\" of vote %2 is not a number."_s
                .arg(votes.covariateNames.at(static_cast<qsizetype>(i % covariates)))
                .arg(static_cast<qint64>(i / covariates) + 1);
        }
    }
    if (std::none_of(votes.rows.begin(), votes.rows.end(),
                     [](const Comparison& row) { return row.weight > 0; })) {
        return u"There is no vote yet; compare two models to begin."_s;
    }
    return {};
}

PairTable tabulate(const Comparisons& votes)
{
    const auto n = static_cast<std::size_t>(votes.models);
    // Below this many models a full square is cheaper than sorting the votes.
    constexpr std::size_t kSquareLimit = 2'048;
    std::vector<PairCell> all;
    const auto add = [](PairCell& cell, const Comparison& row) {
        const bool inOrder = row.a < row.b;
        cell.a = std::min(row.a, row.b);
        cell.b = std::max(row.a, row.b);
        const std::size_t outcome = outcomeIndex(inOrder ? row.winner : swapped(row.winner));
        cell.weights[outcome] += row.weight;
        cell.weightSquares[outcome] += row.weight * row.weight;
        ++cell.count;
    };
    if (n <= kSquareLimit) {
        all.resize(n * n);
        for (const Comparison& row : votes.rows) {
            const auto a = static_cast<std::size_t>(std::min(row.a, row.b));
            const auto b = static_cast<std::size_t>(std::max(row.a, row.b));
            if (row.weight > 0) {
                add(all[a * n + b], row);
            }
        }
    } else {
        std::vector<const Comparison*> sorted;
        for (const Comparison& row : votes.rows) {
            if (row.weight > 0) {
                sorted.push_back(&row);
            }
        }
        const auto key = [](const Comparison* row) {
            return std::pair(std::min(row->a, row->b), std::max(row->a, row->b));
        };
        std::stable_sort(sorted.begin(), sorted.end(),
                         [&](const Comparison* x, const Comparison* y) { return key(x) < key(y); });
        for (const Comparison* row : sorted) {
            if (all.empty() || std::pair(all.back().a, all.back().b) != key(row)) {
                all.emplace_back();
            }
            add(all.back(), *row);
        }
    }
    PairTable table{votes.models, {}, votes.names};
    std::copy_if(all.begin(), all.end(), std::back_inserter(table.cells),
                 [](const PairCell& cell) { return cell.count > 0; });
    return table;
}

SeenModels dropUnseen(const Comparisons& votes)
{
    std::vector<std::int32_t> index(static_cast<std::size_t>(std::max(votes.models, 0)), -1);
    for (const Comparison& row : votes.rows) {
        if (row.weight > 0) {
            index[static_cast<std::size_t>(row.a)] = 0;
            index[static_cast<std::size_t>(row.b)] = 0;
        }
    }
    SeenModels seen;
    for (std::int32_t model = 0; model < votes.models; ++model) {
        std::int32_t& mine = index[static_cast<std::size_t>(model)];
        if (mine == 0) {
            mine = static_cast<std::int32_t>(seen.original.size());
            seen.original.push_back(model);
            seen.votes.names << modelName(votes.names, model);
        }
    }
    seen.votes.models = static_cast<std::int32_t>(seen.original.size());
    seen.votes.covariateNames = votes.covariateNames;
    const auto covariates = static_cast<std::size_t>(votes.covariateNames.size());
    for (std::size_t i = 0; i < votes.rows.size(); ++i) {
        Comparison row = votes.rows[i];
        if (row.weight == 0) {
            continue; // a model with such votes alone is not seen
        }
        row.a = index[static_cast<std::size_t>(row.a)];
        row.b = index[static_cast<std::size_t>(row.b)];
        seen.votes.rows.push_back(row);
        for (std::size_t k = 0; k < covariates; ++k) {
            seen.votes.covariates.push_back(votes.covariates[i * covariates + k]);
        }
    }
    return seen;
}

} // namespace plumbline::stats
