#include "core/stats/samplesize.h"

#include "core/stats/distributions.h"

#include <cmath>

namespace plumbline::stats {

using namespace Qt::Literals::StringLiterals;

namespace {

QString whyNoPlan(const SamplePlan& plan)
{
    if (!(plan.tieRate >= 0 && plan.tieRate < 1)) {
        return u"The share of ties must be at least 0 and below 1."_s;
    }
    if (!(plan.agreement >= 0 && plan.agreement <= 1)) {
        return u"The agreement must lie between 0 and 1."_s;
    }
    if (!(plan.overlap >= 1 && std::isfinite(plan.overlap))) {
        return u"Each item needs at least one label."_s;
    }
    if (!(plan.power > 0 && plan.power < 1)) {
        return u"The power must lie between 0 and 1."_s;
    }
    if (!(plan.confidence > 0 && plan.confidence < 1)) {
        return u"The confidence must lie between 0 and 1."_s;
    }
    return plan.comparisons < 1 ? u"At least one pair of models must be compared."_s : QString();
}

QString whyNoGap(const SamplePlan& plan)
{
    const double most = (1 - plan.tieRate) / 2;
    if (!(plan.gap > 0 && plan.gap <= most)) {
        return u"The gap must be above 0 and, with this share of ties, at most %1; two equal models cannot "
               u"be "
               "told apart by any number of labels."_s.arg(most);
    }
    return {};
}

/// Half the significance of one test.
double tailOf(const SamplePlan& plan)
{
    return (1 - plan.confidence) / plan.comparisons / 2;
}

double baseSpread(const SamplePlan& plan)
{
    return std::sqrt((1 - plan.tieRate) / 4);
}

double gapSpread(const SamplePlan& plan, double gap)
{
    return std::sqrt(std::max(0.0, (1 - plan.tieRate) / 4 - gap * gap));
}

double labelsFor(const SamplePlan& plan, double gap)
{
    const double root = (-normalQuantile(tailOf(plan)) * baseSpread(plan) +
                         normalQuantile(plan.power) * gapSpread(plan, gap)) /
                        gap;
    return root > 0 ? root * root * designEffect(plan.overlap, plan.agreement) : 0;
}

} // namespace

double designEffect(double overlap, double agreement)
{
    return 1 + (overlap - 1) * agreement;
}

SampleSize sampleSize(const SamplePlan& plan)
{
    SampleSize size;
    QString reason = whyNoPlan(plan);
    if (reason.isEmpty()) {
        reason = whyNoGap(plan);
    }
    if (!reason.isEmpty()) {
        size.labels = size.items = Estimate::none(reason);
        return size;
    }
    size.designEffect = designEffect(plan.overlap, plan.agreement);
    const double labels = std::max(1.0, std::ceil(labelsFor(plan, plan.gap) - 1e-9));
    size.items = Estimate::of(std::ceil(labels / plan.overlap - 1e-9));
    size.labels = Estimate::of(labels);
    return size;
}

Estimate powerOf(const SamplePlan& plan, double labels)
{
    QString reason = whyNoPlan(plan);
    if (reason.isEmpty()) {
        reason = whyNoGap(plan);
    }
    if (reason.isEmpty() && !(labels > 0 && std::isfinite(labels))) {
        reason = u"There must be at least one label."_s;
    }
    if (!reason.isEmpty()) {
        return Estimate::none(reason);
    }
    const double worth = std::sqrt(labels / designEffect(plan.overlap, plan.agreement));
    const double spread = gapSpread(plan, plan.gap);
    const double reach = plan.gap * worth + normalQuantile(tailOf(plan)) * baseSpread(plan);
    if (!(spread > 0)) {
        return Estimate::of(reach >= 0 ? 1 : 0);
    }
    return Estimate::of(normalCdf(reach / spread));
}

Estimate detectableGap(const SamplePlan& plan, double labels)
{
    QString reason = whyNoPlan(plan);
    if (reason.isEmpty() && !(labels > 0 && std::isfinite(labels))) {
        reason = u"There must be at least one label."_s;
    }
    if (!reason.isEmpty()) {
        return Estimate::none(reason);
    }
    double low = 0;
    double high = (1 - plan.tieRate) / 2;
    if (labelsFor(plan, high) > labels) {
        return Estimate::none(u"So few labels cannot show even that one model always wins; at least %1 are "
                              "needed."_s.arg(std::ceil(labelsFor(plan, high)), 0, 'f', 0));
    }
    constexpr int kSteps = 60;
    for (int step = 0; step < kSteps; ++step) {
        const double middle = 0.5 * (low + high);
        (labelsFor(plan, middle) > labels ? low : high) = middle;
    }
    return Estimate::of(high);
}

} // namespace plumbline::stats
