#pragma once

#include "core/store/session.h"

#include <QHash>
#include <QMap>

namespace plumbline {

/// A name that a source's files use for something here.
struct ExternalRef
{
    QString source; ///< "mt-bench"
    QString kind;   ///< "prompt", "response", "item", "batch"
    QString key;    ///< the name there
    qint64 targetId = 0;
    QString target; ///< what the thing is called in every project: a content hash, a uid, a batch's name
};

/// The project's own words and its kept counters.
class ProjectRepository
{
public:
    explicit ProjectRepository(Session& session)
        : m_session(session)
    {
    }

    [[nodiscard]] Result<ProjectInfo> info();
    [[nodiscard]] Result<void> setInfo(const ProjectInfo& info);
    /// A free value of the project; `fallback` when it was never set.
    [[nodiscard]] Result<QString> value(const QString& key, const QString& fallback = {});
    [[nodiscard]] Result<void> setValue(const QString& key, const QString& value);

    /// Adds to a kept counter, written when the transaction commits. Scopes: "" (project), "batch:ID",
    /// "annotator:ID", "annotator:ID/batch:ID".
    void addToCounter(const QString& scope, QStringView name, qint64 delta);
    /// One kept counter; 0 when it was never touched.
    [[nodiscard]] Result<qint64> counter(const QString& scope, QStringView name);
    /// All counters of a scope.
    [[nodiscard]] Result<QMap<QString, qint64>> counters(const QString& scope);

    /// The id that a source's own name stands for; nothing when unknown.
    [[nodiscard]] Result<std::optional<qint64>> externalRef(const QString& source, const QString& kind,
                                                            const QString& key);
    [[nodiscard]] Result<void> setExternalRef(const QString& source, const QString& kind, const QString& key,
                                              qint64 id);
    /// The names above `after` (by source, kind, key), at most `limit`, that other projects can use too:
    /// those whose source is not Plumbline itself.
    [[nodiscard]] Result<QList<ExternalRef>> externalRefsAfter(const ExternalRef& after, int limit);
    /// The id of what ExternalRef::target names; nothing when it is not here.
    [[nodiscard]] Result<std::optional<qint64>> targetOf(const QString& kind, const QString& target);

    /// The free values by key: what formats keep with the project.
    [[nodiscard]] Result<QMap<QString, QString>> freeValues();

private:
    Session& m_session;
};

/// Counter names (scope in the comment).
namespace counters {
inline constexpr QStringView kItems = u"items";              ///< "", batch
inline constexpr QStringView kOpenItems = u"open_items";     ///< "", batch: taken < overlap
inline constexpr QStringView kPrompts = u"prompts";          ///< ""
inline constexpr QStringView kResponses = u"responses";      ///< ""
inline constexpr QStringView kLabelsHuman = u"labels_human"; ///< "", batch: current labels by people
inline constexpr QStringView kLabelsOther =
    u"labels_other";                                    ///< "", batch: current labels by judges and models
inline constexpr QStringView kSpans = u"spans";         ///< "": spans in current labels
inline constexpr QStringView kMissing = u"missing";     ///< "": missing information in current labels
inline constexpr QStringView kRatings = u"ratings";     ///< "": ratings in current labels
inline constexpr QStringView kSubmitted = u"submitted"; ///< annotator, annotator/batch
inline constexpr QStringView kSkipped = u"skipped";     ///< annotator, annotator/batch
inline constexpr QStringView kNextPosition = u"next_position";        ///< batch: where the next item goes
inline constexpr QStringView kIndexedPrompt = u"text_indexed_prompt"; ///< "": full-text index reaches this id
inline constexpr QStringView kIndexedResponse = u"text_indexed_response"; ///< "": the same for responses
inline constexpr QStringView kActiveMs = u"active_ms";                    ///< annotator
} // namespace counters

[[nodiscard]] QString batchScope(qint64 batchId);
[[nodiscard]] QString annotatorScope(qint64 annotatorId);
[[nodiscard]] QString annotatorBatchScope(qint64 annotatorId, qint64 batchId);

} // namespace plumbline
