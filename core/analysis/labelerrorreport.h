#pragma once

#include "core/analysis/consensusreport.h"
#include "core/analysis/unitexamples.h"

namespace plumbline {

/// How label errors are looked for.
struct LabelErrorReportOptions
{
    ConsensusMethod method = ConsensusMethod::DawidSkene;
    std::size_t most = 2000; ///< candidates that are listed
    bool isQuick = false;    ///< a first answer, after few steps of the method (see combine())

    bool operator==(const LabelErrorReportOptions&) const = default;
};

/// A label that is probably wrong.
struct LabelErrorRow
{
    AnnotationId annotation;
    ItemId item; ///< that was answered
    QString annotator;
    AnnotatorId annotatorId;
    ResponseId a;
    ResponseId b;
    QString modelA;
    QString modelB;
    PromptId prompt;
    QString title;
    QString category;
    int turn = 1;
    std::int32_t given = 0;       ///< indexes into the values
    std::int32_t alternative = 0; ///< what the others' labels make most probable
    double suspicion = 0; ///< probability that the given value is wrong, from the others' labels alone
    double alternativeProbability = 0;
    std::int32_t others = 0;           ///< labels of others that this rests on
    std::vector<double> posterior;     ///< the unit's soft label, all labels taken together
    std::vector<UnitLabel> unitLabels; ///< everybody's labels of the unit, by value
};

/// Which labels are probably wrong?
struct LabelErrorReport
{
    LabelErrorReportOptions options;
    std::vector<Question> questions;
    std::optional<Question> question;
    LabelUnits kind = LabelUnits::Pairs;
    QStringList values;
    std::vector<LabelErrorRow> rows; ///< most suspicious first
    std::int64_t candidates = 0;     ///< all, also past the listed ones
    std::int64_t checked = 0;        ///< labels that others' labels speak for or against
    std::int64_t unchecked = 0;      ///< labels that nobody else's stands beside
    std::int64_t settled = 0;        ///< left out: adjudication has settled their units
    std::int64_t annotators = 0;     ///< who gave the candidates
    QString undefined;
};

[[nodiscard]] LabelErrorReport labelErrorReport(const LabelTable& table, const LabelFilter& filter,
                                                const LabelErrorReportOptions& options = {},
                                                const std::function<bool()>& isCancelled = {});

} // namespace plumbline
