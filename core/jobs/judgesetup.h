#pragma once

#include "core/judge/judgesession.h"
#include "core/store/session.h"

#include <QList>

#include <optional>

namespace plumbline {

/// A judge as a project holds it.
struct StoredJudge
{
    Annotator annotator;
    JudgeSpec spec;
    bool operator==(const StoredJudge&) const = default;
};

/// A judge with all that its work needs: spec, templates, endpoint, seed.
struct JudgeSetup
{
    Annotator annotator;
    JudgeSetting setting;
};

/// Adds a judge, or changes the one of its name: an annotator of kind llm (simulated, reward_model for those
/// protocols) with the spec in details["judge"]. Errors: InvalidArgument of JudgeSpec::check(); Conflict when
/// the name is another kind of annotator's.
[[nodiscard]] Result<Annotator> saveJudge(Session& session, const JudgeSpec& spec);
/// Errors: NotFound; InvalidData when the annotator is no judge.
[[nodiscard]] Result<StoredJudge> findJudge(Session& session, const QString& name);
/// All judges, in order of id. Annotators whose spec cannot be read are left out.
[[nodiscard]] Result<QList<StoredJudge>> listJudges(Session& session);

/// The stored endpoint of a name. Errors: NotFound, InvalidData.
[[nodiscard]] Result<LlmEndpoint> findEndpoint(Session& session, const QString& name);
/// In order of name. Endpoints that cannot be read are left out.
[[nodiscard]] Result<QList<LlmEndpoint>> listEndpoints(Session& session);

/// The template of an id: the project's (version 0: its newest), or the built-in one. Errors: NotFound.
[[nodiscard]] Result<PromptTemplate> findTemplate(Session& session, const QString& id, int version = 0);
/// The built-in templates and the project's own, the newest version of each, in order of id.
[[nodiscard]] Result<QList<PromptTemplate>> listTemplates(Session& session);
/// Appends a version of a project's template. Errors: of PromptTemplate::check().
[[nodiscard]] Result<PromptTemplate> saveTemplate(Session& session, const PromptTemplate& edited);

/// Everything for a judge's work. Errors: NotFound (judge, endpoint, template), InvalidData.
[[nodiscard]] Result<JudgeSetup> loadJudge(Session& session, const QString& name);
/// The same for a spec that is not stored yet (the annotator has no id then): for trying one out.
[[nodiscard]] Result<JudgeSetup> setUpJudge(Session& session, const JudgeSpec& spec);

} // namespace plumbline
