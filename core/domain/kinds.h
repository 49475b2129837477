#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace plumbline {

/// What an item asks for.
enum class ItemKind { Pairwise, Rating, Ranking, Span, Critique, Reaction };
/// Who or what an annotator is.
enum class AnnotatorKind { Human, Llm, Simulated, RewardModel };
/// What an annotation row does to the label of its item and annotator.
enum class AnnotationAction {
    Submit,  ///< gives (or, when it supersedes, replaces) a label
    Skip,    ///< declines to label, with a reason
    Retract, ///< takes back what it supersedes
};
/// Where an assignment stands.
enum class AssignmentState { Leased, Submitted, Skipped, Released, Expired };
/// In which order a batch hands out its open items.
enum class QueueOrder { Fixed, Random, FewestLabels, Priority };
/// Where a job stands.
enum class JobState { Queued, Running, Done, Failed, Cancelled, Interrupted };

/// The name of each value as it stands in a store and in files ("pairwise", "reward_model",
/// "fewest_labels"…).
[[nodiscard]] QString toName(ItemKind kind);
[[nodiscard]] QString toName(AnnotatorKind kind);
[[nodiscard]] QString toName(AnnotationAction action);
[[nodiscard]] QString toName(AssignmentState state);
[[nodiscard]] QString toName(QueueOrder order);
[[nodiscard]] QString toName(JobState state);

/// The value of a name; nothing when the name is unknown.
[[nodiscard]] std::optional<ItemKind> itemKindFromName(QStringView name);
[[nodiscard]] std::optional<AnnotatorKind> annotatorKindFromName(QStringView name);
[[nodiscard]] std::optional<AnnotationAction> annotationActionFromName(QStringView name);
[[nodiscard]] std::optional<AssignmentState> assignmentStateFromName(QStringView name);
[[nodiscard]] std::optional<QueueOrder> queueOrderFromName(QStringView name);
[[nodiscard]] std::optional<JobState> jobStateFromName(QStringView name);

} // namespace plumbline
