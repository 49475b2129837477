#pragma once

#include "core/judge/judgespec.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// The fields that the template of one step of a protocol works with.
struct StepFields
{
    JudgeProtocol protocol = JudgeProtocol::Pairwise;
    QString step;         ///< "" for protocols of one call
    QStringList required; ///< must stand in the template
    QStringList optional; ///< beside those that every template may use: see commonFields()
};

/// All steps of all protocols that have templates, in the order in which they are asked.
[[nodiscard]] const QList<StepFields>& allStepFields();
/// One of them; null when the protocol has no such step.
[[nodiscard]] const StepFields* stepFields(JudgeProtocol protocol, const QString& step);
/// Fields of any template: "question", "reference", "passages", "guidelines", "json", "text", "nonce".
[[nodiscard]] const QStringList& commonFields();

} // namespace plumbline
