#pragma once

#include "core/analysis/questionlabels.h"
#include "core/stats/estimate.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace plumbline {

/// How annotators are measured.
struct AnnotatorOptions
{
    double tooFastSeconds = 5; ///< a label given quicker was not read
    double confidence = stats::kDefaultConfidence;

    bool operator==(const AnnotatorOptions&) const = default;
};

/// Everything that the labels of one question say of one annotator. What cannot be computed says why.
struct AnnotatorRow
{
    AnnotatorId id; ///< not valid for everybody together
    QString name;
    AnnotatorKind kind = AnnotatorKind::Human;
    std::int64_t labels = 0;
    std::int64_t shared = 0; ///< labels on units that others labelled too
    /// Share of labels that are the mode of the people but this one; where m values are the mode together,
    /// each counts 1/m. Wilson's interval.
    stats::Estimate agreement;
    std::int64_t timed = 0; ///< labels whose time is known
    stats::Estimate medianSeconds;
    stats::Estimate tooFastShare;
    stats::Estimate hasteCost; ///< agreement of the quickest quarter − that of the others
    std::int64_t goldAnswered = 0;
    stats::Estimate gold; ///< share of gold items answered right
    std::int64_t checksAnswered = 0;
    stats::Estimate checks;       ///< the same of attention checks
    std::int64_t placedVotes = 0; ///< decided votes of which is known what stood first
    stats::Estimate prefersFirst; ///< share of these for what stood first; ½ is no bias
    double positionP = 1;         ///< exact two-sided test against ½
    std::int64_t lengthVotes = 0;
    stats::Estimate prefersLonger; ///< share of decided votes on texts of different length
    stats::Estimate tieShare;      ///< of all votes on pairs
    stats::Estimate drift;         ///< change of agreement from the first to the last label
    double driftP = 1;
    stats::Estimate leniency;     ///< ratings: points above the mean annotator
    std::int64_t triples = 0;     ///< of answers to one prompt of which all three pairs were judged
    stats::Estimate intransitive; ///< share of these that contradict themselves
};

/// Who labels how?
struct AnnotatorReport
{
    LabelFilter filter;
    AnnotatorOptions options;
    std::vector<Question> questions;
    std::optional<Question> question;
    LabelUnits kind = LabelUnits::Pairs;
    QStringList values;
    std::vector<AnnotatorRow> rows; ///< those who count, by number of labels
    AnnotatorRow everybody;         ///< those who count, together
    bool isAgainstPeople = true; ///< false: nobody human labelled, so everybody who counts is the reference
    QString undefined;

    [[nodiscard]] const AnnotatorRow* find(const QString& name) const;
};

/// `filter` as for agreementReport(). Agreement is always with people, where there are any.
///
/// Gold items are attention checks when their batch says so in its meta, {"purpose":"attention"}.
[[nodiscard]] AnnotatorReport annotatorReport(const LabelTable& table, const LabelFilter& filter,
                                              const AnnotatorOptions& options = {},
                                              const std::function<bool()>& isCancelled = {});

/// How much an annotator's labels are worth by models of annotators.
struct Competence
{
    AnnotatorId id;
    stats::Estimate dawidSkene; ///< probability that a label is right
    stats::Estimate mace;       ///< probability of knowing rather than guessing
};
struct CompetenceReport
{
    std::vector<Competence> rows;
    QString undefined; ///< why no model can be fitted; else empty

    [[nodiscard]] const Competence* find(AnnotatorId id) const;
};
/// Of those who count. Takes seconds for millions of labels.
[[nodiscard]] CompetenceReport competenceReport(const LabelTable& table, const LabelFilter& filter,
                                                const std::function<bool()>& isCancelled = {});

/// Agreement over a stretch of somebody's labels.
struct DriftPoint
{
    std::int64_t first = 1; ///< number of the first label of the stretch, from 1, of those with others
    std::int64_t last = 1;
    std::int64_t fromMs = 0; ///< since 1970, UTC
    std::int64_t toMs = 0;
    stats::Estimate agreement;
};

/// One annotator in full.
struct AnnotatorDetails
{
    QString name;
    bool isFound = false; ///< has a label of the question
    QStringList values;
    LabelUnits kind = LabelUnits::Pairs;
    /// values × values: what most of the others said (where that is clear), and what this one did.
    std::vector<std::int64_t> confusion;
    std::int64_t clear = 0; ///< labels in it
    std::vector<DriftPoint> drift;

    [[nodiscard]] std::int64_t confused(std::int32_t others, std::int32_t own) const
    {
        return confusion[static_cast<std::size_t>(others) * static_cast<std::size_t>(values.size()) +
                         static_cast<std::size_t>(own)];
    }
};
[[nodiscard]] AnnotatorDetails annotatorDetails(const LabelTable& table, const LabelFilter& filter,
                                                const QString& name,
                                                double confidence = stats::kDefaultConfidence,
                                                const std::function<bool()>& isCancelled = {});

} // namespace plumbline
