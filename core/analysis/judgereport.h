#pragma once

#include "core/analysis/labelfilter.h"
#include "core/analysis/labeltable.h"
#include "core/stats/estimate.h"

#include <QMap>
#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

/// How judges are measured.
struct JudgeOptions
{
    QString baseline; ///< name of the annotator against whom all are measured; "": people together
    /// Families that the rule of modelFamily() gets wrong: a model's or a judge's name → its family.
    QMap<QString, QString> families;
    std::uint64_t seed = 123; ///< of the draws that break ties of the mode
    double confidence = stats::kDefaultConfidence;

    bool operator==(const JudgeOptions&) const = default;
};

/// The family of a model by its name: the letters with which it begins after the last slash, in lower case.
/// "gpt-3.5-turbo" and "gpt4_pair" are "gpt", "meta-llama/Llama-3-8B" is "llama". "" where there are none.
[[nodiscard]] QString modelFamily(const QString& name);
/// The same with the exceptions of the options.
[[nodiscard]] QString modelFamily(const QString& name, const JudgeOptions& options);

enum class JudgeRowKind : std::uint8_t {
    People,  ///< people among themselves
    Judge,   ///< an annotator that is no person
    Version, ///< what it said with one version of its template
    Canary,  ///< reads nothing
};

/// Judges that read nothing: whoever agrees with people no better than these does not judge.
enum class Canary : std::uint8_t {
    First,   ///< always the item's first answer
    Second,  ///< always its second one
    Tie,     ///< always a tie
    Longest, ///< always the longer answer
};

/// One row of the table of judges. What cannot be computed says why.
struct JudgeRow
{
    JudgeRowKind kind = JudgeRowKind::Judge;
    QString name;    ///< the annotator's; "" for people and canaries
    QString version; ///< of a Version: "name v2"
    Canary canary = Canary::First;
    std::optional<AnnotatorId> annotator;
    AnnotatorKind annotatorKind = AnnotatorKind::Llm;

    std::int64_t verdicts = 0; ///< it gave (people: votes)
    std::int64_t units = 0;    ///< pairs of responses that it and the baseline judged
    std::int64_t compared = 0; ///< verdict-and-vote pairs behind `same`

    /// Against the mode of all people but one, for each one left out (people: each against the mode of the
    /// others), a tie worth half: AlpacaEval's. Against a single annotator: 1 − bias.
    stats::Estimate agreement;
    stats::Estimate bias;     ///< |mode of its verdicts − mode of people's|
    stats::Estimate variance; ///< of one of its verdicts against its others on the same pair
    /// Share of its verdicts that are the same as a person's vote, each with each; ties and verdicts that
    /// changed with the order are a verdict of their own (MT-Bench, setup S1). Intervals by pairs of
    /// responses.
    stats::Estimate same;
    stats::Estimate sameDecided;      ///< the same without ties on either side (setup S2)
    stats::Estimate kappa;            ///< Cohen's with the clear mode (or what was settled); people: Fleiss'
    stats::Estimate accuracy;         ///< share of clear modes that it met
    stats::Estimate macroF1;          ///< over a, tie and b
    stats::Estimate calibrationError; ///< ECE of the probabilities it states
    stats::Estimate brier;
    stats::Estimate spearman; ///< over models: its win rates with people's, on the same pairs
    stats::Estimate pearson;
    stats::Estimate consistency;  ///< share of verdicts that stay when the answers change places
    stats::Estimate prefersFirst; ///< share that moved towards whichever stood first
    stats::Estimate prefersLast;
    stats::Estimate prefersLonger; ///< share of decided pairs of different length
    stats::Estimate price;         ///< US dollars for one label
    stats::Estimate seconds;       ///< for one label
};

/// Which judge can stand in for people?
struct JudgeReport
{
    JudgeOptions options;
    LabelFilter filter;
    /// People, then judges by agreement, each followed by its versions where it has several, then canaries.
    std::vector<JudgeRow> rows;
    std::int64_t units = 0;  ///< pairs of responses with any verdict
    std::int64_t judged = 0; ///< with people's votes (the baseline's verdict)
    std::int64_t votes = 0;  ///< of people
    std::int64_t people = 0; ///< who gave them
    std::int64_t judges = 0;
    std::int64_t settled = 0; ///< pairs on which an adjudication holds
    std::int64_t unclear = 0; ///< judged, but without a clear mode: not in κ, accuracy and F1
    QString undefined;        ///< why there is no row at all; else empty

    /// The row of a judge (of its version, if one is named); −1 when there is none.
    [[nodiscard]] int rowOf(const QString& judge, const QString& version = {}) const;
};

/// Whose labels count says the report, not the filter: its kinds of annotators and names are not looked at.
/// A batch chooses pairs, see verdictUnits(). Cancelled it gives an empty report.
[[nodiscard]] JudgeReport judgeReport(const LabelTable& table, const LabelFilter& filter,
                                      const JudgeOptions& options = {},
                                      const std::function<bool()>& isCancelled = {});

} // namespace plumbline
