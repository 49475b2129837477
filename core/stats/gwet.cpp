#include "core/stats/gwet.h"

#include "core/stats/chancecorrected.h"

namespace plumbline::stats {

Kappa gwetAgreement(const Labels& labels, AgreementWeights weights, double confidence)
{
    QString problem = agreementProblem(labels);
    if (!problem.isEmpty()) {
        return Kappa::none(std::move(problem));
    }
    Kappa out = chanceCorrected(UnitCounts::of(labels, 1), ChanceModel::Gwet, weights, confidence);
    out.annotators = activeAnnotators(labels);
    return out;
}

} // namespace plumbline::stats
