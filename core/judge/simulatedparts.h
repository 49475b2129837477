#pragma once

#include "core/base/random.h"
#include "core/judge/simulated.h"

#include <QList>
#include <QStringList>

namespace plumbline {

/// One simulated answer in the making.
struct SimulatedTask
{
    const JudgeSpec& spec;
    const SimulatedOptions& options;
    const ItemView& item;
    QList<ResponseIndex> shown; ///< the order in which the responses were looked at

    [[nodiscard]] const SchemaDefinition& schema() const { return item.schema.definition; }
    /// The schema's aspects that are asked.
    [[nodiscard]] QList<Aspect> aspects() const;
    /// A generator of its own for each purpose ("overall", "rating 2 truthful"…).
    [[nodiscard]] Random random(const QString& purpose) const;
};

/// A simulated annotator cannot answer this: a sentence that begins with the rule.
[[nodiscard]] Error cannotAnswer(const SimulatedTask& task, const QString& why);

/// The truth of an oracle for an item.
[[nodiscard]] Result<AnnotationContent> oracleTruth(const SimulatedTask& task, const SimulatedInput& input);
/// The truth with errors at the rates of the options.
[[nodiscard]] Result<AnnotationContent> oracleAnswer(const SimulatedTask& task,
                                                     const AnnotationContent& truth);

/// Groups of a ranking with errors by Mallows' (1957) model: P ∝ ((1 − p)/p)^(pairs out of order), drawn by
/// repeated insertion (Doignon, Pekeč & Regenwetter 2004).
[[nodiscard]] QList<QList<ResponseIndex>> mallows(const QList<QList<ResponseIndex>>& truth, double p,
                                                  Random& random);

} // namespace plumbline
