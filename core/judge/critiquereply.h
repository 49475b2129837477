#pragma once

#include "core/judge/judgesession.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// What a judge says of one text in words, and its score where one is asked for.
struct CritiqueReply
{
    QString feedback;
    QString strengths; ///< WildBench's form
    QString weaknesses;
    QStringList reasons;      ///< ids of the schema's
    std::optional<int> score; ///< on the scale that was asked for
    std::optional<ParseFault> fault;
};

/// What a critique must hold.
struct CritiqueShape
{
    bool asksScore = false;
    int lowest = 1;
    int highest = 10;
    QStringList reasons; ///< ids to choose from; empty: not asked
    bool operator==(const CritiqueShape&) const = default;
};

/// The JSON that is asked for: "feedback", where asked "reasons" and "score".
[[nodiscard]] LlmJsonWish critiqueWish(const CritiqueShape& shape);

/// Reads a critique with a score: JSON with "feedback", or with "strengths" and "weaknesses" as WildBench
/// (Lin et al. 2024, arXiv:2406.04770) asks for them, and "score" as a number or a text; or lines
/// "Feedback: …" ("Strengths: …", "Weaknesses: …") and "Score: n", also "Overall score: n". Without a score
/// asked for, a reply that is no JSON is the feedback as a whole. Faults: "empty", "no-verdict",
/// "two-verdicts", "out-of-range", "misfit" (an unknown reason), "truncated", and those of findJson().
[[nodiscard]] CritiqueReply critiqueReply(const LlmReply& reply, const CritiqueShape& shape);

} // namespace plumbline
