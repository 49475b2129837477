#include "core/stats/stylecontrol.h"

#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

QStringList styleFeatureNames()
{
    return {u"length"_s, u"headers"_s, u"lists"_s, u"bold"_s};
}

QStringList setStyleCovariates(Comparisons& votes, const std::vector<StyleCounts>& ofA,
                               const std::vector<StyleCounts>& ofB, const StyleOptions& options)
{
    Q_ASSERT(ofA.size() == votes.rows.size() && ofB.size() == votes.rows.size());
    const std::size_t rows = votes.rows.size();
    const QStringList names = styleFeatureNames();
    std::vector<std::vector<double>> columns;
    QStringList constant;
    votes.covariateNames.clear();
    for (std::size_t feature = 0; feature < static_cast<std::size_t>(names.size()); ++feature) {
        std::vector<double> column(rows);
        double mean = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const double a = ofA[row].values()[feature];
            const double b = ofB[row].values()[feature];
            const double sum = a + b + (options.addOne ? 1 : 0);
            column[row] = !options.relative ? a - b : sum > 0 ? (a - b) / sum : 0.0;
            mean += column[row] / static_cast<double>(rows);
        }
        double squares = 0;
        for (const double value : column) {
            squares += (value - mean) * (value - mean);
        }
        const double deviation = rows > 0 ? std::sqrt(squares / static_cast<double>(rows)) : 0.0;
        const QString name = names.at(static_cast<qsizetype>(feature));
        if (!(deviation > 1e-12)) {
            constant << name;
            continue;
        }
        for (double& value : column) {
            value = (value - (options.centre ? mean : 0.0)) / (options.standardise ? deviation : 1.0);
        }
        votes.covariateNames << name;
        columns.push_back(std::move(column));
    }
    votes.covariates.resize(rows * columns.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t k = 0; k < columns.size(); ++k) {
            votes.covariates[row * columns.size() + k] = columns[k][row];
        }
    }
    return constant;
}

} // namespace plumbline::stats
