#pragma once

#include "core/base/result.h"
#include "core/store/labelling.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

struct Session;

/// What one person or judge said of the open item's responses.
struct VoteEvidence
{
    QString who;
    bool isJudge = false;   ///< no person
    bool isVerdict = false; ///< from a batch for adjudication: settled before
    QString when;           ///< a time, or the line of the source file
    QString what;           ///< in letters, as the responses stand on the screen: "A is much better"
    QStringList reasons;    ///< names of the chosen reasons
    QString confidence;
    QString critique;
    QString comment;
    /// Pairwise: which of the open item's responses is better (index), −1 for a tie or both bad.
    std::optional<ResponseIndex> better;
};

/// All that was said of a unit, people before judges, oldest first.
struct UnitEvidence
{
    ItemId item; ///< for which it was read
    QList<VoteEvidence> votes;
    QStringList models;         ///< by place on the screen; "" where the author is not known
    bool isAdjudication = true; ///< false: an ordinary item, on which others' votes stay hidden
    int people = 0;
    int judges = 0;
};

/// Reads the current labels on the same responses, whichever items they were given to, without the open
/// item's own. For a background read.
[[nodiscard]] Result<UnitEvidence> readEvidence(Session& session, const OpenItem& open);

/// "A", "B"… of a place on the screen.
[[nodiscard]] QString placeLetter(int place);

} // namespace plumbline
