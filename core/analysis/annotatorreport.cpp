#include "core/analysis/annotatorreport.h"

#include "core/analysis/consensusreport.h"
#include "core/analysis/labeloutcomes.h"
#include "core/stats/annotatorbias.h"
#include "core/stats/bias.h"
#include "core/stats/proportion.h"

#include <algorithm>
#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t place(std::int32_t index)
{
    return static_cast<std::size_t>(index);
}

/// Whether the gold items of a batch are attention checks.
bool holdsChecks(const Batch& batch)
{
    return batch.meta.value("purpose"_L1).toString() == "attention"_L1;
}

/// What the gold answer of an item says of one label; nothing when it says nothing.
class GoldKey
{
public:
    GoldKey(const LabelTable& table, const Question& question)
        : m_table(table)
        , m_question(question)
    {
    }

    [[nodiscard]] std::optional<bool> isRight(const LabelledItem& item, std::int32_t row) const
    {
        if (!item.isGold || !item.gold) {
            return std::nullopt;
        }
        if (m_question.kind == ItemKind::Pairwise) {
            return isRightPair(item, m_table.pairs()[place(row)]);
        }
        return m_question.kind == ItemKind::Rating ? isRightRating(item, m_table.ratings()[place(row)])
                                                   : std::nullopt;
    }

private:
    [[nodiscard]] static std::int32_t responseAt(const LabelledItem& item, ResponseIndex index)
    {
        const auto at = static_cast<std::size_t>(index);
        return index >= 0 && at < item.responses.size() ? item.responses[at] : -1;
    }

    [[nodiscard]] std::optional<bool> isRightPair(const LabelledItem& item, const PairLabel& label) const
    {
        for (const Preference& known : item.gold->preferences) {
            const std::int32_t first = responseAt(item, known.first);
            const std::int32_t second = responseAt(item, known.second);
            const bool isSame = first == label.a && second == label.b;
            if (known.aspect != m_question.aspect || (!isSame && !(first == label.b && second == label.a))) {
                continue;
            }
            const int sign = (known.margin > 0) - (known.margin < 0);
            return known.bothBad == label.bothBad &&
                   static_cast<int>(label.winner) == (isSame ? sign : -sign);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<bool> isRightRating(const LabelledItem& item, const RatingLabel& label) const
    {
        for (const Rating& known : item.gold->ratings) {
            if (known.aspect == m_question.aspect && known.value &&
                responseAt(item, known.response) == label.response) {
                return *known.value == label.value;
            }
        }
        return std::nullopt;
    }

    const LabelTable& m_table;
    const Question& m_question;
};

/// Measures everybody who counts. Index 0 of the parts is everybody, then each annotator of the question.
class Measurer
{
public:
    Measurer(const LabelTable& table, const QuestionLabels& question, const AnnotatorOptions& options,
             const std::function<bool()>& isCancelled)
        : m_table(table)
        , m_question(question)
        , m_arrays(question.all)
        , m_options(options)
        , m_outcomes(labelOutcomes(table, question, isCancelled))
        , m_rows(place(question.all.labels.annotators) + 1)
    {
        for (std::size_t row = 0; row < m_arrays.labels.rows.size(); ++row) {
            if (m_question.isCounted[place(m_arrays.labels.rows[row].annotator)] != 0) {
                m_counted.push_back(row);
            }
        }
    }

    std::vector<AnnotatorRow> measure(const std::function<bool()>& isCancelled)
    {
        nameRows();
        measureAgreement();
        if (isCancelled && isCancelled()) {
            return {};
        }
        measureWork();
        measureDrift();
        measureKnown();
        if (m_question.question.kind == ItemKind::Pairwise) {
            measureVotes();
        } else {
            setNoVotes();
        }
        if (isCancelled && isCancelled()) {
            return {};
        }
        measureTransitivity();
        measureLeniency();
        return std::move(m_rows);
    }
    [[nodiscard]] bool isAgainstPeople() const { return m_outcomes.isAgainstPeople; }

private:
    [[nodiscard]] std::int32_t annotators() const { return m_arrays.labels.annotators; }
    [[nodiscard]] AnnotatorRow& rowOf(std::int32_t annotator) { return m_rows[place(annotator) + 1]; }
    [[nodiscard]] const stats::Label& label(std::size_t row) const { return m_arrays.labels.rows[row]; }
    [[nodiscard]] const LabelHead& head(std::size_t row) const
    {
        return m_table.heads()[place(m_arrays.heads[row])];
    }

    void nameRows()
    {
        for (std::int32_t annotator = 0; annotator < annotators(); ++annotator) {
            const Annotator& who = m_table.annotators()[place(m_arrays.annotators[place(annotator)])];
            rowOf(annotator).id = who.id;
            rowOf(annotator).name = who.name;
            rowOf(annotator).kind = who.kind;
        }
    }

    void measureAgreement()
    {
        std::vector<double> met(m_rows.size());
        for (const std::size_t row : m_counted) {
            const LabelOutcome& outcome = m_outcomes.rows[row];
            for (const std::size_t part : {std::size_t(0), place(label(row).annotator) + 1}) {
                ++m_rows[part].labels;
                m_rows[part].shared += outcome.others > 0 ? 1 : 0;
                met[part] += outcome.meetsMode;
            }
        }
        for (std::size_t part = 0; part < m_rows.size(); ++part) {
            const auto shared = static_cast<double>(m_rows[part].shared);
            m_rows[part].agreement =
                shared > 0 ? stats::Estimate::of(met[part] / shared,
                                                 stats::wilson(met[part], shared, m_options.confidence))
                           : stats::Estimate::none(u"Nobody else labelled the same."_s);
        }
    }

    void measureWork()
    {
        std::vector<stats::WorkedLabel> work;
        std::int32_t lastHead = -1;
        for (const std::size_t row : m_counted) {
            stats::WorkedLabel each;
            each.annotator = label(row).annotator;
            each.order = static_cast<double>(row);
            // An answer with several values took its time once.
            if (head(row).activeMs >= 0 && m_arrays.heads[row] != lastHead) {
                each.seconds = head(row).activeMs / 1000.0;
            }
            lastHead = m_arrays.heads[row];
            if (m_outcomes.rows[row].others > 0) {
                each.agreement = m_outcomes.rows[row].sameShare;
            }
            work.push_back(each);
        }
        for (const stats::SpeedBias& speed :
             stats::speedBias(work, annotators(), m_options.tooFastSeconds, m_options.confidence)) {
            AnnotatorRow& out = m_rows[place(speed.annotator + 1)];
            out.timed = speed.timed;
            out.medianSeconds = speed.medianSeconds;
            out.tooFastShare = speed.tooFastShare;
            out.hasteCost = speed.difference;
        }
    }

    void measureDrift()
    {
        std::vector<stats::OrderedValue> values;
        for (const std::size_t row : m_counted) {
            if (m_outcomes.rows[row].others > 0) {
                values.push_back({label(row).annotator, static_cast<double>(m_arrays.heads[row]),
                                  m_outcomes.rows[row].meetsMode});
            }
        }
        for (const stats::Drift& drift : stats::drift(values, annotators(), m_options.confidence)) {
            m_rows[place(drift.annotator + 1)].drift = drift.change;
            m_rows[place(drift.annotator + 1)].driftP = drift.pValue;
        }
    }

    void measureKnown()
    {
        const GoldKey key(m_table, m_question.question);
        std::vector<stats::KnownAnswer> gold;
        std::vector<stats::KnownAnswer> checks;
        for (const std::size_t row : m_counted) {
            const LabelledItem& item = m_table.itemOf(head(row));
            if (const std::optional<bool> isRight = key.isRight(item, m_arrays.rows[row])) {
                const bool isCheck = item.batch >= 0 && holdsChecks(m_table.batches()[place(item.batch)]);
                (isCheck ? checks : gold).push_back({label(row).annotator, *isRight});
            }
        }
        for (const stats::KnownAnswerScore& score :
             stats::knownAnswerScores(gold, annotators(), m_options.confidence)) {
            m_rows[place(score.annotator + 1)].gold = score.accuracy;
            m_rows[place(score.annotator + 1)].goldAnswered = score.answered;
        }
        for (const stats::KnownAnswerScore& score :
             stats::knownAnswerScores(checks, annotators(), m_options.confidence)) {
            m_rows[place(score.annotator + 1)].checks = score.accuracy;
            m_rows[place(score.annotator + 1)].checksAnswered = score.answered;
        }
    }

    void measureVotes()
    {
        std::vector<std::vector<stats::PairWinner>> placed(m_rows.size());
        std::vector<std::vector<stats::LengthVote>> lengths(m_rows.size());
        std::vector<std::int64_t> ties(m_rows.size());
        for (const std::size_t row : m_counted) {
            const PairLabel& pair = m_table.pairs()[place(m_arrays.rows[row])];
            const auto lengthOf = [this](std::int32_t response) {
                return static_cast<std::int64_t>(m_table.response(response).style.length);
            };
            for (const std::size_t part : {std::size_t(0), place(label(row).annotator) + 1}) {
                if (pair.shownFirst != 0) {
                    placed[part].push_back(pair.shownFirst > 0 ? pair.winner : stats::swapped(pair.winner));
                }
                lengths[part].push_back({lengthOf(pair.a), lengthOf(pair.b), pair.winner});
                ties[part] += pair.winner == stats::PairWinner::Tie ? 1 : 0;
            }
        }
        for (std::size_t part = 0; part < m_rows.size(); ++part) {
            AnnotatorRow& out = m_rows[part];
            const stats::PositionBias position = stats::positionBias(placed[part], m_options.confidence);
            out.placedVotes = position.firstWins + position.secondWins;
            out.prefersFirst = placed[part].empty()
                                   ? stats::Estimate::none(u"It is not recorded which answer stood first."_s)
                                   : position.firstShare;
            out.positionP = position.pValue;
            const stats::LengthBias length = stats::lengthBias(lengths[part], m_options.confidence);
            out.lengthVotes = length.pairs;
            out.prefersLonger = length.prefersLonger;
            out.tieShare =
                stats::proportion(ties[part], out.labels, m_options.confidence, u"There is no vote."_s);
        }
    }

    void setNoVotes()
    {
        const stats::Estimate none =
            stats::Estimate::none(u"Only preferences between two answers can favour a place or a length."_s);
        for (AnnotatorRow& row : m_rows) {
            row.prefersFirst = none;
            row.prefersLonger = none;
            row.tieShare = none;
        }
    }

    void measureTransitivity()
    {
        if (m_question.question.kind != ItemKind::Pairwise) {
            for (AnnotatorRow& row : m_rows) {
                row.intransitive = stats::Estimate::none(
                    u"Only preferences between pairs can contradict themselves; these labels order all "
                    "answers at once."_s);
            }
            return;
        }
        std::vector<stats::GroupPreference> preferences;
        preferences.reserve(m_counted.size());
        for (const std::size_t row : m_counted) {
            const PairLabel& pair = m_table.pairs()[place(m_arrays.rows[row])];
            preferences.push_back(
                {label(row).annotator, m_table.response(pair.a).prompt, pair.a, pair.b, pair.winner});
        }
        std::int64_t triples = 0;
        std::int64_t conflicts = 0;
        for (const stats::Transitivity& each :
             stats::transitivity(preferences, annotators(), m_options.confidence)) {
            rowOf(each.annotator).triples = each.triples;
            rowOf(each.annotator).intransitive = each.conflictShare;
            triples += each.triples;
            conflicts += each.conflicts;
        }
        m_rows.front().triples = triples;
        m_rows.front().intransitive =
            stats::proportion(conflicts, triples, m_options.confidence,
                              u"Nobody judged all three pairs of three answers to one prompt."_s);
    }

    void measureLeniency()
    {
        const stats::Estimate none =
            stats::Estimate::none(m_arrays.numbers.empty() ? u"Only ratings can be lenient or severe."_s
                                                           : u"It is measured against everybody together."_s);
        for (AnnotatorRow& row : m_rows) {
            row.leniency = none;
        }
        if (m_arrays.numbers.empty()) {
            return;
        }
        stats::NumericLabels numbers;
        numbers.units = m_arrays.labels.units;
        numbers.annotators = annotators();
        for (const std::size_t row : m_counted) {
            numbers.rows.push_back(
                {label(row).unit, label(row).annotator, m_arrays.numbers[place(label(row).value)]});
        }
        for (const stats::Leniency& each : stats::leniency(numbers, m_options.confidence)) {
            rowOf(each.annotator).leniency = each.offset;
        }
    }

    const LabelTable& m_table;
    const QuestionLabels& m_question;
    const LabelArrays& m_arrays;
    const AnnotatorOptions& m_options;
    LabelOutcomes m_outcomes;
    std::vector<AnnotatorRow> m_rows;
    std::vector<std::size_t> m_counted;
};

/// Values from 0 to 1 with their times, cut into stretches of about equal length.
std::vector<DriftPoint> driftPoints(const std::vector<std::pair<double, std::int64_t>>& values,
                                    double confidence)
{
    constexpr std::size_t kMostPoints = 10;
    constexpr std::size_t kFewestLabels = 5;
    std::vector<DriftPoint> points;
    const std::size_t count = std::min(kMostPoints, values.size() / kFewestLabels);
    for (std::size_t part = 0; part < count; ++part) {
        const std::size_t begin = values.size() * part / count;
        const std::size_t end = values.size() * (part + 1) / count;
        double sum = 0;
        for (std::size_t index = begin; index < end; ++index) {
            sum += values[index].first;
        }
        const auto labels = static_cast<double>(end - begin);
        points.push_back({static_cast<std::int64_t>(begin) + 1, static_cast<std::int64_t>(end),
                          values[begin].second, values[end - 1].second,
                          stats::Estimate::of(sum / labels, stats::wilson(sum, labels, confidence))});
    }
    return points;
}

} // namespace

const AnnotatorRow* AnnotatorReport::find(const QString& name) const
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&name](const AnnotatorRow& row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

const Competence* CompetenceReport::find(AnnotatorId id) const
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [id](const Competence& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

AnnotatorReport annotatorReport(const LabelTable& table, const LabelFilter& filter,
                                const AnnotatorOptions& options, const std::function<bool()>& isCancelled)
{
    AnnotatorReport report;
    report.filter = filter;
    report.options = options;
    report.questions = questionsOf(table, filter);
    std::erase_if(report.questions, [](const Question& each) { return each.kind == ItemKind::Span; });
    report.question = chosenQuestion(report.questions, filter);
    if (!report.question) {
        report.undefined = u"No label answers a question whose values can be compared."_s;
        return report;
    }
    const QuestionLabels question = questionLabels(table, filter, *report.question);
    report.undefined = question.undefined;
    if (!report.undefined.isEmpty()) {
        return report;
    }
    report.kind = question.all.kind;
    report.values = question.all.values;
    Measurer measurer(table, question, options, isCancelled);
    std::vector<AnnotatorRow> rows = measurer.measure(isCancelled);
    if (rows.empty()) {
        return {};
    }
    report.isAgainstPeople = measurer.isAgainstPeople();
    report.everybody = std::move(rows.front());
    for (std::size_t index = 1; index < rows.size(); ++index) {
        if (rows[index].labels > 0) {
            report.rows.push_back(std::move(rows[index]));
        }
    }
    std::stable_sort(report.rows.begin(), report.rows.end(), [](const auto& one, const auto& other) {
        return one.labels != other.labels ? one.labels > other.labels : one.name < other.name;
    });
    return report;
}

CompetenceReport competenceReport(const LabelTable& table, const LabelFilter& filter,
                                  const std::function<bool()>& isCancelled)
{
    CompetenceReport report;
    std::vector<Question> questions = questionsOf(table, filter);
    std::erase_if(questions, [](const Question& each) { return each.kind == ItemKind::Span; });
    const std::optional<Question> question = chosenQuestion(questions, filter);
    if (!question) {
        report.undefined = u"No label answers a question whose values can be compared."_s;
        return report;
    }
    const QuestionLabels labels = questionLabels(table, filter, *question);
    report.undefined = labels.undefined;
    if (!report.undefined.isEmpty()) {
        return report;
    }
    const stats::Labels& counted = labels.counted.labels;
    const stats::Consensus dawidSkene = combine(counted, ConsensusMethod::DawidSkene, isCancelled);
    const stats::Consensus mace = combine(counted, ConsensusMethod::Mace, isCancelled);
    report.undefined = dawidSkene.undefined;
    const auto skillOf = [](const stats::Consensus& consensus, std::size_t index) {
        return consensus ? consensus.skills[index] : stats::Estimate::none(consensus.undefined);
    };
    for (std::size_t index = 0; index < labels.all.annotators.size(); ++index) {
        report.rows.push_back({table.annotators()[place(labels.all.annotators[index])].id,
                               skillOf(dawidSkene, index), skillOf(mace, index)});
    }
    return report;
}

AnnotatorDetails annotatorDetails(const LabelTable& table, const LabelFilter& filter, const QString& name,
                                  double confidence, const std::function<bool()>& isCancelled)
{
    AnnotatorDetails details;
    details.name = name;
    std::vector<Question> questions = questionsOf(table, filter);
    std::erase_if(questions, [](const Question& each) { return each.kind == ItemKind::Span; });
    const std::optional<Question> question = chosenQuestion(questions, filter);
    if (!question) {
        return details;
    }
    const QuestionLabels labels = questionLabels(table, filter, *question);
    const auto who = static_cast<std::int32_t>(labels.all.annotatorNames.indexOf(name));
    if (!labels.undefined.isEmpty() || who < 0) {
        return details;
    }
    const LabelOutcomes outcomes = labelOutcomes(table, labels, isCancelled);
    details.values = labels.all.values;
    details.kind = labels.all.kind;
    const std::size_t values = place(labels.all.labels.values);
    details.confusion.assign(values * values, 0);
    std::vector<std::pair<double, std::int64_t>> sequence;
    for (std::size_t row = 0; row < labels.all.labels.rows.size(); ++row) {
        const stats::Label& label = labels.all.labels.rows[row];
        if (label.annotator != who) {
            continue;
        }
        details.isFound = true;
        const LabelOutcome& outcome = outcomes.rows[row];
        if (outcome.mode >= 0) {
            ++details.confusion[place(outcome.mode) * values + place(label.value)];
            ++details.clear;
        }
        if (outcome.others > 0) {
            sequence.emplace_back(outcome.meetsMode, table.heads()[place(labels.all.heads[row])].createdMs);
        }
    }
    details.drift = driftPoints(sequence, confidence);
    return details;
}

} // namespace plumbline
