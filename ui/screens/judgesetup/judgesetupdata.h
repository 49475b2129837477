#pragma once

#include "core/jobs/judgesetup.h"
#include "core/llm/llmendpoint.h"

#include <QList>

namespace plumbline {

/// An endpoint and who asks at it.
struct EndpointRow
{
    LlmEndpoint endpoint;
    QStringList judges; ///< names of judges that ask there
    bool operator==(const EndpointRow&) const = default;
};

/// A judge and what it has done so far.
struct JudgeListRow
{
    StoredJudge judge;
    qint64 labels = 0; ///< given, by the project's counter
    double spent = 0;  ///< US dollars, over all runs
    int runs = 0;
    bool operator==(const JudgeListRow&) const = default;
};

/// A prompt template in its newest version.
struct TemplateRow
{
    PromptTemplate newest;
    int versions = 1;   ///< that can be looked at
    QStringList judges; ///< names of judges that ask with it
    bool operator==(const TemplateRow&) const = default;
};

/// What the page of judges and endpoints shows of a project.
struct JudgeSetupData
{
    QList<JudgeListRow> judges;
    QList<EndpointRow> endpoints;
    QList<TemplateRow> templates;
    QStringList people;                     ///< names of all who label here, judges among them
    QList<QPair<ItemKind, Aspect>> aspects; ///< of the project's schemas, each once

    /// For a background read.
    [[nodiscard]] static Result<JudgeSetupData> read(Session& session);
};

/// All versions of a template, oldest first: the built-in one, and the project's.
[[nodiscard]] Result<QList<PromptTemplate>> templateVersions(Session& session, const QString& id);

/// A name that is not among `taken`: "judge v2", "judge v3"…
[[nodiscard]] QString nextName(const QString& name, const QStringList& taken);

} // namespace plumbline
