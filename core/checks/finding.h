#pragma once

#include "core/base/ids.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace plumbline {

enum class Severity {
    Note,    ///< good to know
    Warning, ///< a number drawn from the data may mislead
    Error,   ///< something is broken
};
[[nodiscard]] QString toName(Severity severity);

/// What helps against a finding; the user interface offers it as a button.
enum class FindingAction {
    None,
    OpenItem,      ///< show the item and its history
    OpenAnnotator, ///< show the annotator and their labels
    ExpireLeases,  ///< put the leases that ran out back into the queue
    RestoreCopy,   ///< go back to a copy of the project
};
[[nodiscard]] QString toName(FindingAction action);

/// Where a finding is; what does not apply is invalid.
struct FindingLocation
{
    ItemId itemId = {};
    AnnotationId annotationId = {};
    AnnotatorId annotatorId = {};
    ResponseId responseId = {};
    bool operator==(const FindingLocation&) const = default;
};

/// One thing that a check found. `reason` names the sentence, `parts` fill it in, so that the user interface
/// can say it in the user's language; plainSentence() says it in English.
struct Finding
{
    QString check;  ///< id of the check: "quotes"
    QString reason; ///< "quotes.differs"
    Severity severity = Severity::Note;
    QStringList parts;
    FindingLocation location;
    FindingAction action = FindingAction::None;
    bool operator==(const Finding&) const = default;
};

/// The finding in an English sentence, for the command line and logs.
[[nodiscard]] QString plainSentence(const Finding& finding);
/// Every reason there is, each with its sentence; %1, %2… stand for the parts.
[[nodiscard]] QStringList findingReasons();
/// In the singular when `parts` count one thing.
[[nodiscard]] QString findingSentence(const QString& reason, const QStringList& parts = {});

/// {"check","reason","severity","message","parts"?,"item"?,"annotation"?,"annotator"?,"response"?,"action"?}
[[nodiscard]] QJsonObject findingToJson(const Finding& finding);

} // namespace plumbline
