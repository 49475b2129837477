#include "core/domain/kinds.h"

#include <array>
#include <cstddef>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

template <std::size_t N> using Names = std::array<QStringView, N>;

// In the order of the enumerators.
constexpr Names<6> kItemKinds{u"pairwise", u"rating", u"ranking", u"span", u"critique", u"reaction"};
constexpr Names<4> kAnnotatorKinds{u"human", u"llm", u"simulated", u"reward_model"};
constexpr Names<3> kActions{u"submit", u"skip", u"retract"};
constexpr Names<5> kAssignmentStates{u"leased", u"submitted", u"skipped", u"released", u"expired"};
constexpr Names<4> kQueueOrders{u"fixed", u"random", u"fewest_labels", u"priority"};
constexpr Names<6> kJobStates{u"queued", u"running", u"done", u"failed", u"cancelled", u"interrupted"};

template <typename Enum, std::size_t N> QString nameOf(const Names<N>& names, Enum value)
{
    return names.at(static_cast<std::size_t>(value)).toString();
}

template <typename Enum, std::size_t N> std::optional<Enum> valueOf(const Names<N>& names, QStringView name)
{
    for (std::size_t index = 0; index < N; ++index) {
        if (names[index] == name) {
            return static_cast<Enum>(index);
        }
    }
    return std::nullopt;
}

} // namespace

QString toName(ItemKind kind)
{
    return nameOf(kItemKinds, kind);
}
QString toName(AnnotatorKind kind)
{
    return nameOf(kAnnotatorKinds, kind);
}
QString toName(AnnotationAction action)
{
    return nameOf(kActions, action);
}
QString toName(AssignmentState state)
{
    return nameOf(kAssignmentStates, state);
}
QString toName(QueueOrder order)
{
    return nameOf(kQueueOrders, order);
}
QString toName(JobState state)
{
    return nameOf(kJobStates, state);
}

std::optional<ItemKind> itemKindFromName(QStringView name)
{
    return valueOf<ItemKind>(kItemKinds, name);
}
std::optional<AnnotatorKind> annotatorKindFromName(QStringView name)
{
    return valueOf<AnnotatorKind>(kAnnotatorKinds, name);
}
std::optional<AnnotationAction> annotationActionFromName(QStringView name)
{
    return valueOf<AnnotationAction>(kActions, name);
}
std::optional<AssignmentState> assignmentStateFromName(QStringView name)
{
    return valueOf<AssignmentState>(kAssignmentStates, name);
}
std::optional<QueueOrder> queueOrderFromName(QStringView name)
{
    return valueOf<QueueOrder>(kQueueOrders, name);
}
std::optional<JobState> jobStateFromName(QStringView name)
{
    return valueOf<JobState>(kJobStates, name);
}

} // namespace plumbline
