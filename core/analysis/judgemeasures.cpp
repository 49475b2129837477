#include "core/analysis/judgemeasures.h"

#include "core/stats/correlation.h"
#include "core/stats/distributions.h"
#include "core/stats/kappa.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;
using stats::Estimate;
using stats::PairWinner;

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// 0 for a, 1 for a tie, 2 for b.
std::int32_t classOf(PairWinner winner)
{
    return 1 - static_cast<std::int32_t>(winner);
}

constexpr QStringView kBaselineReason =
    u"People are what judges are measured by here, so this has no value for them.";

UnitWinners winnersOf(const UnitVotes& votes)
{
    UnitWinners out;
    for (const UnitVote& vote : votes) {
        out.push_back(vote.winner);
    }
    return out;
}

/// One unit's part of a share.
struct Part
{
    double hits = 0;
    double total = 0;
};

/// Σ hits / Σ total with Student's interval from the units as clusters (ratio estimator; Cochran 1977,
/// section 6.4), cut at 0 and 1.
Estimate clusteredShare(const std::vector<Part>& parts, double confidence, const QString& whenEmpty)
{
    double hits = 0;
    double total = 0;
    for (const Part& part : parts) {
        hits += part.hits;
        total += part.total;
    }
    if (!(total > 0)) {
        return Estimate::none(whenEmpty);
    }
    const double share = hits / total;
    const auto units = static_cast<double>(parts.size());
    double squares = 0;
    for (const Part& part : parts) {
        const double rest = part.hits - share * part.total;
        squares += rest * rest;
    }
    if (parts.size() < 2 || !(squares > 0)) {
        return Estimate::of(share);
    }
    const double half =
        stats::studentTwoSided(confidence, units - 1) * std::sqrt(units / (units - 1) * squares) / total;
    return Estimate::of(share, {std::max(0.0, share - half), std::min(1.0, share + half)});
}

Estimate oneMinus(const Estimate& estimate)
{
    if (!estimate) {
        return estimate;
    }
    if (!estimate.interval) {
        return Estimate::of(1 - *estimate.value);
    }
    return Estimate::of(1 - *estimate.value, {1 - estimate.interval->high, 1 - estimate.interval->low});
}

} // namespace

JudgeMeasures::JudgeMeasures(const LabelTable& table, const LabelFilter& filter, const JudgeOptions& options,
                             const std::function<bool()>& isCancelled)
    : m_table(table)
    , m_options(options)
{
    LabelFilter all = filter; // who counts, the report says
    all.by.clear();
    all.annotators.clear();
    m_units = verdictUnits(table, all, isCancelled);
    if (m_units.empty()) {
        m_undefined =
            u"No pair of responses has a verdict here. Remove a filter, or import or give verdicts."_s;
        return;
    }
    if (!options.baseline.isEmpty()) {
        m_baselineAnnotator = annotatorNamed(options.baseline);
        if (m_baselineAnnotator < 0) {
            m_undefined = u"“%1” judged nothing here. Choose another baseline."_s.arg(options.baseline);
            return;
        }
    }
    m_baseline.reserve(m_units.size());
    m_reference.reserve(m_units.size());
    for (const VerdictUnit& unit : m_units) {
        UnitWinners verdicts;
        for (const UnitVotes* votes : {&unit.people, &unit.judges}) {
            for (const UnitVote& vote : *votes) {
                const bool counts =
                    m_baselineAnnotator < 0 ? votes == &unit.people : vote.annotator == m_baselineAnnotator;
                if (counts) {
                    verdicts.push_back(vote.winner);
                }
            }
        }
        m_reference.push_back(m_baselineAnnotator < 0 ? unit.reference() : clearMode(verdicts));
        m_baseline.push_back(std::move(verdicts));
    }
}

std::int32_t JudgeMeasures::annotatorNamed(const QString& name) const
{
    for (const VerdictUnit& unit : m_units) {
        for (const UnitVotes* votes : {&unit.people, &unit.judges}) {
            for (const UnitVote& vote : *votes) {
                if (m_table.annotators()[place(vote.annotator)].name == name) {
                    return vote.annotator;
                }
            }
        }
    }
    return -1;
}

const LabelCall* JudgeMeasures::callOf(const UnitVote& vote) const
{
    if (vote.pair < 0) {
        return nullptr;
    }
    const std::int32_t head = m_table.pairs()[place(vote.pair)].head;
    const std::vector<LabelCall>& calls = m_table.judgeCalls(); // in the order of heads
    const auto found =
        std::lower_bound(calls.begin(), calls.end(), head,
                         [](const LabelCall& call, std::int32_t wanted) { return call.head < wanted; });
    return found != calls.end() && found->head == head ? &*found : nullptr;
}

std::vector<std::int32_t> JudgeMeasures::judges() const
{
    std::vector<char> has(m_table.annotators().size(), 0);
    for (const VerdictUnit& unit : m_units) {
        for (const UnitVote& vote : unit.judges) {
            has[place(vote.annotator)] = 1;
        }
    }
    std::vector<std::int32_t> out;
    for (std::size_t index = 0; index < has.size(); ++index) {
        if (has[index] != 0 && static_cast<std::int32_t>(index) != m_baselineAnnotator) {
            out.push_back(static_cast<std::int32_t>(index));
        }
    }
    return out;
}

std::vector<std::int32_t> JudgeMeasures::versions(std::int32_t judge) const
{
    std::vector<std::int32_t> seen; // −1: not said
    for (const VerdictUnit& unit : m_units) {
        for (const UnitVote& vote : unit.judges) {
            if (vote.annotator == judge) {
                const LabelCall* call = callOf(vote);
                const std::int32_t version = call != nullptr ? call->templateVersion : -1;
                if (std::find(seen.begin(), seen.end(), version) == seen.end()) {
                    seen.push_back(version);
                }
            }
        }
    }
    if (seen.size() < 2) {
        return {};
    }
    std::sort(seen.begin(), seen.end());
    seen.erase(std::remove(seen.begin(), seen.end(), -1), seen.end());
    return seen;
}

std::vector<JudgedUnit> JudgeMeasures::canaryVerdicts(Canary canary) const
{
    std::vector<JudgedUnit> out;
    out.reserve(m_units.size());
    for (std::size_t index = 0; index < m_units.size(); ++index) {
        const VerdictUnit& unit = m_units[index];
        if (m_baseline[index].empty()) {
            continue;
        }
        PairWinner winner = PairWinner::Tie;
        if (canary == Canary::Longest) {
            const double a = m_table.responses()[place(unit.a)].style.length;
            const double b = m_table.responses()[place(unit.b)].style.length;
            winner = a > b ? PairWinner::A : a < b ? PairWinner::B : PairWinner::Tie;
        } else if (canary != Canary::Tie) {
            const UnitVote& vote = unit.people.empty() ? unit.judges.front() : unit.people.front();
            const LabelledItem& item = m_table.itemOf(m_table.headOf(m_table.pairs()[place(vote.pair)]));
            const bool isAFirst = std::find(item.responses.begin(), item.responses.end(), unit.a) <
                                  std::find(item.responses.begin(), item.responses.end(), unit.b);
            winner = isAFirst == (canary == Canary::First) ? PairWinner::A : PairWinner::B;
        }
        out.push_back({index, {UnitVote{-1, -1, winner}}});
    }
    return out;
}

std::vector<JudgedUnit> JudgeMeasures::verdictsOf(const JudgeKey& key) const
{
    if (key.kind == JudgeRowKind::Canary) {
        return canaryVerdicts(key.canary);
    }
    const std::int32_t judge = key.kind == JudgeRowKind::People ? -1 : annotatorNamed(key.name);
    std::vector<JudgedUnit> out;
    out.reserve(m_units.size());
    for (std::size_t index = 0; index < m_units.size(); ++index) {
        JudgedUnit judged{index, {}};
        if (key.kind == JudgeRowKind::People) {
            for (const UnitVote& vote : m_units[index].people) {
                if (vote.annotator != m_baselineAnnotator) {
                    judged.verdicts.push_back(vote);
                }
            }
        } else {
            for (const UnitVote& vote : m_units[index].judges) {
                const LabelCall* call = key.kind == JudgeRowKind::Version ? callOf(vote) : nullptr;
                const bool isVersion = key.kind != JudgeRowKind::Version ||
                                       (call != nullptr && call->templateVersion >= 0 &&
                                        m_table.templateVersions()[call->templateVersion] == key.version);
                if (vote.annotator == judge && isVersion) {
                    judged.verdicts.push_back(vote);
                }
            }
        }
        if (!judged.verdicts.empty()) {
            out.push_back(std::move(judged));
        }
    }
    return out;
}

PairWinner JudgeMeasures::verdictOn(const JudgedUnit& judged)
{
    return judged.verdicts.size() == 1 ? judged.verdicts.front().winner
                                       : clearMode(winnersOf(judged.verdicts)).value_or(PairWinner::Tie);
}

std::vector<stats::ItemVerdicts> JudgeMeasures::shared(const std::vector<JudgedUnit>& verdicts) const
{
    std::vector<stats::ItemVerdicts> items;
    items.reserve(verdicts.size());
    for (const JudgedUnit& judged : verdicts) {
        if (!m_baseline[judged.unit].empty()) {
            items.push_back({m_baseline[judged.unit], winnersOf(judged.verdicts)});
        }
    }
    return items;
}

JudgeRow JudgeMeasures::measure(const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const
{
    JudgeRow row;
    row.kind = key.kind;
    row.name = key.name;
    row.version = key.version;
    row.canary = key.canary;
    if (key.kind == JudgeRowKind::Judge || key.kind == JudgeRowKind::Version) {
        if (const std::int32_t judge = annotatorNamed(key.name); judge >= 0) {
            row.annotator = m_table.annotators()[place(judge)].id;
            row.annotatorKind = m_table.annotators()[place(judge)].kind;
        }
    } else if (key.kind == JudgeRowKind::People) {
        row.annotatorKind = AnnotatorKind::Human;
    }
    for (const JudgedUnit& judged : verdicts) {
        row.verdicts += static_cast<std::int64_t>(judged.verdicts.size());
    }
    if (isBaseline(key)) {
        measurePeople(row, key, verdicts);
    } else {
        measureJudge(row, key, verdicts);
    }
    measureOrder(row, verdicts);
    measureCost(row, verdicts);
    row.prefersLonger = lengthOf(verdicts).share;
    return row;
}

void JudgeMeasures::measurePeople(JudgeRow& row, const JudgeKey& key,
                                  const std::vector<JudgedUnit>& verdicts) const
{
    const QString baseline = kBaselineReason.toString();
    std::vector<stats::ItemVerdicts> items;
    stats::Labels labels;
    labels.values = 3;
    labels.annotators = static_cast<std::int32_t>(m_table.annotators().size());
    for (const JudgedUnit& judged : verdicts) {
        if (judged.verdicts.size() < 2) {
            continue;
        }
        items.push_back({winnersOf(judged.verdicts), {}});
        for (const UnitVote& vote : judged.verdicts) {
            labels.rows.push_back({labels.units, vote.annotator, classOf(vote.winner)});
        }
        ++labels.units;
    }
    row.units = labels.units;
    row.agreement = stats::peopleAgreement(items, {m_options.seed, m_options.confidence});
    row.bias = Estimate::none(baseline);
    row.variance = oneMinus(row.agreement);
    row.same = same(key, verdicts, false, &row.compared);
    row.sameDecided = same(key, verdicts, true);
    row.kappa = stats::fleissKappa(labels, m_options.confidence).kappa;
    for (Estimate* estimate : {&row.accuracy, &row.macroF1, &row.spearman, &row.pearson}) {
        *estimate = Estimate::none(baseline);
    }
    row.calibrationError = row.brier = Estimate::none(u"People state no probabilities."_s);
}

void JudgeMeasures::measureJudge(JudgeRow& row, const JudgeKey& key,
                                 const std::vector<JudgedUnit>& verdicts) const
{
    const stats::AgreementOptions options{m_options.seed, m_options.confidence};
    const std::vector<stats::ItemVerdicts> items = shared(verdicts);
    row.units = static_cast<std::int64_t>(items.size());
    row.bias = stats::judgeBias(items, options);
    row.agreement = isAgainstPeople() ? stats::judgeAgreement(items, options) : oneMinus(row.bias);
    std::vector<stats::ItemVerdicts> all; // also those that nobody else judged
    for (const JudgedUnit& judged : verdicts) {
        if (judged.verdicts.size() < 2) {
            continue; // says nothing of variance
        }
        all.push_back({{}, winnersOf(judged.verdicts)});
    }
    row.variance = stats::judgeVariance(all, options);
    row.same = same(key, verdicts, false, &row.compared);
    row.sameDecided = same(key, verdicts, true);
    measureClasses(row, verdicts);
    measureModels(row, verdicts);
    const std::vector<stats::Forecast> stated = forecasts(verdicts);
    if (stated.empty()) {
        row.calibrationError = row.brier = Estimate::none(
            u"It states no probability of being right, so it cannot be said how well it knows."_s);
    } else {
        const stats::Calibration calibration =
            stats::calibration(stated, {.bins = 10, .isAdaptive = false, .confidence = m_options.confidence});
        row.calibrationError = calibration.expectedError;
        row.brier = calibration.brier;
    }
}

Estimate JudgeMeasures::same(const JudgeKey& key, const std::vector<JudgedUnit>& verdicts, bool isDecidedOnly,
                             std::int64_t* compared) const
{
    const bool isAmong = isBaseline(key);
    const auto counts = [isDecidedOnly](PairWinner one, PairWinner other) {
        return !isDecidedOnly || (one != PairWinner::Tie && other != PairWinner::Tie);
    };
    std::vector<Part> parts;
    parts.reserve(verdicts.size());
    for (const JudgedUnit& judged : verdicts) {
        Part part;
        const auto meet = [&](PairWinner one, PairWinner other) {
            if (counts(one, other)) {
                part.total += 1;
                part.hits += one == other ? 1 : 0;
            }
        };
        for (qsizetype i = 0; i < judged.verdicts.size(); ++i) {
            if (isAmong) {
                for (qsizetype j = 0; j < i; ++j) {
                    meet(judged.verdicts[i].winner, judged.verdicts[j].winner);
                }
                continue;
            }
            for (const PairWinner vote : m_baseline[judged.unit]) {
                meet(judged.verdicts[i].winner, vote);
            }
        }
        if (part.total > 0) {
            parts.push_back(part);
        }
    }
    if (compared != nullptr) {
        double total = 0;
        for (const Part& part : parts) {
            total += part.total;
        }
        *compared = static_cast<std::int64_t>(total);
    }
    return clusteredShare(parts, m_options.confidence,
                          isDecidedOnly ? u"No two verdicts that are no ties meet on a pair of responses."_s
                                        : u"No two verdicts meet on a pair of responses; let both judge the "
                                          "same ones."_s);
}

Estimate JudgeMeasures::accuracy(const JudgeKey& key, const std::vector<JudgedUnit>& verdicts) const
{
    if (isBaseline(key)) {
        return Estimate::none(kBaselineReason.toString());
    }
    std::int64_t hits = 0;
    std::int64_t total = 0;
    for (const JudgedUnit& judged : verdicts) {
        if (const auto truth = m_reference[judged.unit]) {
            ++total;
            hits += verdictOn(judged) == *truth ? 1 : 0;
        }
    }
    return stats::proportion(hits, total, m_options.confidence,
                             u"No pair that it judged has a clear verdict to compare with."_s);
}

void JudgeMeasures::measureClasses(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const
{
    std::vector<std::int32_t> truth;
    std::vector<std::int32_t> predicted;
    stats::Confusion table(3);
    for (const JudgedUnit& judged : verdicts) {
        if (const auto said = m_reference[judged.unit]) {
            truth.push_back(classOf(*said));
            predicted.push_back(classOf(verdictOn(judged)));
            ++table.at(truth.back(), predicted.back());
        }
    }
    if (truth.empty()) {
        row.kappa = row.accuracy = row.macroF1 =
            Estimate::none(u"No pair that it judged has a clear verdict to compare with."_s);
        return;
    }
    const stats::ClassificationScores scores =
        stats::classificationScores(truth, predicted, 3, m_options.confidence);
    row.accuracy = scores.accuracy;
    row.macroF1 = scores.macroF1;
    row.kappa = stats::cohenKappa(table, stats::AgreementWeights::None, m_options.confidence).kappa;
}

void JudgeMeasures::measureModels(JudgeRow& row, const std::vector<JudgedUnit>& verdicts) const
{
    struct Sums
    {
        double judge = 0;
        double people = 0;
        double units = 0;
    };
    std::vector<Sums> sums(static_cast<std::size_t>(m_table.models().size()));
    const auto mean = [](const UnitWinners& winners) {
        double sum = 0;
        for (const PairWinner winner : winners) {
            sum += stats::scoreOfA(winner);
        }
        return sum / static_cast<double>(winners.size());
    };
    for (const JudgedUnit& judged : verdicts) {
        const std::int32_t a = m_table.responses()[place(m_units[judged.unit].a)].model;
        const std::int32_t b = m_table.responses()[place(m_units[judged.unit].b)].model;
        if (m_baseline[judged.unit].empty() || a < 0 || b < 0 || a == b) {
            continue;
        }
        const double judge = mean(winnersOf(judged.verdicts));
        const double people = mean(m_baseline[judged.unit]);
        sums[place(a)].judge += judge;
        sums[place(a)].people += people;
        sums[place(b)].judge += 1 - judge;
        sums[place(b)].people += 1 - people;
        sums[place(a)].units += 1;
        sums[place(b)].units += 1;
    }
    std::vector<stats::ModelRates> rates;
    for (const Sums& model : sums) {
        if (model.units > 0) {
            rates.push_back({model.judge / model.units, model.people / model.units});
        }
    }
    const stats::ModelCorrelation correlation = stats::modelCorrelation(rates, m_options.confidence);
    row.spearman = correlation.spearman;
    row.pearson = correlation.pearson;
}

std::vector<stats::Forecast> JudgeMeasures::forecasts(const std::vector<JudgedUnit>& verdicts) const
{
    std::vector<stats::Forecast> out;
    for (const JudgedUnit& judged : verdicts) {
        const auto truth = m_reference[judged.unit];
        for (const UnitVote& vote : judged.verdicts) {
            const LabelCall* call = truth ? callOf(vote) : nullptr;
            if (call != nullptr && call->probability) {
                out.push_back({*call->probability, vote.winner == *truth});
            }
        }
    }
    return out;
}

} // namespace plumbline
