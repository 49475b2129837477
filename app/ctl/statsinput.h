#pragma once

#include "core/base/result.h"
#include "core/stats/comparisons.h"
#include "core/stats/consistency.h"
#include "core/stats/labels.h"
#include "core/stats/plackettluce.h"

#include <QHash>
#include <QStringList>

#include <string>

namespace plumbline {

class Store;

/// Names and their dense indexes in the order in which they came up.
class NameIndex
{
public:
    std::int32_t indexOf(const QString& name);
    [[nodiscard]] const QStringList& names() const { return m_names; }
    [[nodiscard]] QString name(std::int32_t index) const { return m_names.value(index); }
    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_names.size()); }

private:
    QHash<QString, std::int32_t> m_indexes;
    QStringList m_names;
};

/// One label as text, before scales are known.
struct TextLabel
{
    std::int32_t unit = 0;
    std::int32_t annotator = 0;
    QString label;
    qint64 place = 0; ///< file: its line; project: rises with the time at which it was given
};

/// The labels of one question.
struct LabelInput
{
    NameIndex units;
    NameIndex annotators;
    QString path;       ///< of the file; empty for a project
    QStringList values; ///< the scale: declared, or what occurs, numbers in order of size
    std::vector<TextLabel> rows;

    /// By index of the scale. Expects every label on it (setScale()).
    [[nodiscard]] stats::Labels labels() const;
    /// As numbers. Errors: InvalidData when a label is none.
    [[nodiscard]] Result<stats::NumericLabels> numbers() const;
    /// Declares the scale, or takes what occurs when `declared` is empty. Errors: InvalidArgument when a
    /// label is not on the declared scale, or a value is declared twice.
    [[nodiscard]] Result<void> setScale(const QStringList& declared);
    /// Keeps the newest of several labels of one annotator on one unit, for what allows one label only.
    void keepNewest();
    /// Keeps the labels of these annotators alone. Errors: NotFound for a name without labels.
    [[nodiscard]] Result<void> keepAnnotators(const QStringList& names);
    /// An error about one label, with its line where it has one.
    [[nodiscard]] Error error(const TextLabel& row, const QString& message) const;
};

/// Ratings and rankings of the same responses.
struct ConsistencyInput
{
    std::vector<stats::GroupRating> ratings;
    std::vector<stats::GroupRanking> rankings;
    stats::RepeatedRatings repeated = stats::RepeatedRatings::First;
};

/// Where the numbers come from, and which of a project's labels count.
struct StatsSource
{
    std::string path;
    std::string secondPath;              ///< consistency: the rankings
    Store* store = nullptr;              ///< the project that `path` is; null: a file
    std::string batch;                   ///< project: only this batch
    std::string aspect;                  ///< project: which question; empty: the main one
    std::string kind;                    ///< project: pairwise or rating; empty: what there is
    std::vector<std::string> annotators; ///< only these
    std::vector<std::string> by;         ///< project: kinds of annotators; empty: as the metric wants
    std::vector<std::string> scale;      ///< declared values, from lowest to highest
};

/// Each reads the project, or the CSV where there is none. Errors: what the file lacks, with its line; what
/// the store says.
[[nodiscard]] Result<LabelInput> readLabels(const StatsSource& source);
[[nodiscard]] Result<stats::Comparisons> readComparisons(const StatsSource& source);
[[nodiscard]] Result<stats::Rankings> readRankings(const StatsSource& source);
[[nodiscard]] Result<ConsistencyInput> readConsistency(const StatsSource& source);

/// From a project, in statsproject.cpp.
[[nodiscard]] Result<LabelInput> projectLabels(const StatsSource& source);
[[nodiscard]] Result<stats::Comparisons> projectComparisons(const StatsSource& source);
[[nodiscard]] Result<stats::Rankings> projectRankings(const StatsSource& source);
[[nodiscard]] Result<ConsistencyInput> projectConsistency(const StatsSource& source);

/// Whether the path is a project: by its first bytes, or by its name when it cannot be read.
[[nodiscard]] bool isProject(const StatsSource& source);

} // namespace plumbline
