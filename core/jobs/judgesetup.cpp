#include "core/jobs/judgesetup.h"

#include "core/store/annotatorrepository.h"
#include "core/store/endpointrepository.h"
#include "core/store/judgerepository.h"
#include "core/store/templaterepository.h"

#include <algorithm>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSpecKey = u"judge"_s;

AnnotatorKind kindOf(JudgeProtocol protocol)
{
    switch (protocol) {
    case JudgeProtocol::Simulated:
        return AnnotatorKind::Simulated;
    case JudgeProtocol::RewardServer:
        return AnnotatorKind::RewardModel;
    default:
        return AnnotatorKind::Llm;
    }
}

const PromptTemplate* builtInById(const QString& id)
{
    const QList<PromptTemplate>& all = builtInTemplates();
    const auto found =
        std::find_if(all.cbegin(), all.cend(), [&id](const PromptTemplate& one) { return one.id == id; });
    return found == all.cend() ? nullptr : &*found;
}

Result<PromptTemplate> fromStored(const StoredTemplate& stored)
{
    PLUMBLINE_ASSIGN(PromptTemplate out, PromptTemplate::fromJson(stored.definition));
    out.id = stored.id;
    out.version = stored.version;
    out.isBuiltIn = false;
    return out;
}

/// The templates of a judge's steps: the one that its spec names at its own step, the newest of the usual
/// ones at the others.
Result<QHash<QString, PromptTemplate>> templatesOf(Session& session, const JudgeSpec& spec)
{
    QHash<QString, PromptTemplate> out;
    const QStringList steps = templateSteps(spec.protocol);
    for (const QString& step : steps) {
        if (const PromptTemplate* usual = builtInTemplate(spec.protocol, step)) {
            PLUMBLINE_ASSIGN(const PromptTemplate newest, findTemplate(session, usual->id));
            out.insert(step, newest);
        }
    }
    if (!spec.promptTemplate.isEmpty()) {
        PLUMBLINE_ASSIGN(const PromptTemplate own,
                         findTemplate(session, spec.promptTemplate, spec.templateVersion));
        if (own.protocol != spec.protocol) {
            return makeError(
                ErrorCode::InvalidData,
                u"The prompt template “%1” is for the protocol “%2”; the judge “%3” works by “%4”."_s.arg(
                    own.id, toName(own.protocol), spec.name, toName(spec.protocol)),
                u"template"_s);
        }
        out.insert(own.step, own);
    }
    return out;
}

} // namespace

Result<Annotator> saveJudge(Session& session, const JudgeSpec& spec)
{
    PLUMBLINE_TRY(spec.check());
    AnnotatorRepository annotators(session);
    PLUMBLINE_ASSIGN(Annotator annotator, annotators.findOrCreate(spec.name, kindOf(spec.protocol)));
    annotator.details.insert(kSpecKey, spec.toJson());
    PLUMBLINE_TRY(JudgeRepository(session).setDetails(annotator.id, annotator.details));
    return annotator;
}

Result<StoredJudge> findJudge(Session& session, const QString& name)
{
    PLUMBLINE_ASSIGN(const std::optional<Annotator> found,
                     AnnotatorRepository(session).findByName(name.trimmed()));
    if (!found) {
        return makeError(ErrorCode::NotFound, u"There is no judge “%1”."_s.arg(name), u"judge"_s);
    }
    if (!found->details.contains(kSpecKey)) {
        return makeError(ErrorCode::InvalidData,
                         u"“%1” is no judge of this project: it has no settings to run by."_s.arg(name),
                         u"judge"_s);
    }
    PLUMBLINE_ASSIGN(const JudgeSpec spec, JudgeSpec::fromJson(found->details.value(kSpecKey).toObject()));
    return StoredJudge{*found, spec};
}

Result<QList<StoredJudge>> listJudges(Session& session)
{
    PLUMBLINE_ASSIGN(const QList<Annotator> all, AnnotatorRepository(session).list());
    QList<StoredJudge> out;
    for (const Annotator& annotator : all) {
        if (!annotator.details.contains(kSpecKey)) {
            continue;
        }
        if (auto spec = JudgeSpec::fromJson(annotator.details.value(kSpecKey).toObject())) {
            out.append({annotator, *spec});
        }
    }
    return out;
}

Result<LlmEndpoint> findEndpoint(Session& session, const QString& name)
{
    PLUMBLINE_ASSIGN(const std::optional<QJsonObject> found, EndpointRepository(session).find(name));
    if (!found) {
        return makeError(ErrorCode::NotFound, u"There is no endpoint “%1” in this project."_s.arg(name),
                         u"endpoint"_s);
    }
    return LlmEndpoint::fromJson(*found);
}

Result<QList<LlmEndpoint>> listEndpoints(Session& session)
{
    PLUMBLINE_ASSIGN(const QList<StoredEndpoint> all, EndpointRepository(session).list());
    QList<LlmEndpoint> out;
    for (const StoredEndpoint& stored : all) {
        if (auto endpoint = LlmEndpoint::fromJson(stored.definition)) {
            out.append(*endpoint);
        }
    }
    return out;
}

Result<PromptTemplate> findTemplate(Session& session, const QString& id, int version)
{
    TemplateRepository templates(session);
    PLUMBLINE_ASSIGN(const std::optional<StoredTemplate> stored,
                     version > 0 ? templates.find(id, version) : templates.newest(id));
    if (stored) {
        return fromStored(*stored);
    }
    const PromptTemplate* builtIn = builtInById(id);
    if (builtIn == nullptr || (version > 0 && builtIn->version != version)) {
        return makeError(ErrorCode::NotFound,
                         version > 0
                             ? u"There is no version %1 of the prompt template “%2”."_s.arg(version).arg(id)
                             : u"There is no prompt template “%1”."_s.arg(id),
                         u"template"_s);
    }
    return *builtIn;
}

Result<QList<PromptTemplate>> listTemplates(Session& session)
{
    std::map<QString, PromptTemplate> byId;
    for (const PromptTemplate& one : builtInTemplates()) {
        byId.emplace(one.id, one);
    }
    PLUMBLINE_ASSIGN(const QList<StoredTemplate> stored, TemplateRepository(session).list());
    for (const StoredTemplate& one : stored) {
        if (auto read = fromStored(one)) {
            byId.insert_or_assign(one.id, *read);
        }
    }
    QList<PromptTemplate> out;
    for (const auto& [id, one] : byId) {
        out.append(one);
    }
    return out;
}

Result<PromptTemplate> saveTemplate(Session& session, const PromptTemplate& edited)
{
    PLUMBLINE_TRY(edited.check());
    const PromptTemplate* builtIn = builtInById(edited.id);
    PLUMBLINE_ASSIGN(const StoredTemplate stored,
                     TemplateRepository(session).append(edited.id, edited.toJson(),
                                                        builtIn == nullptr ? 0 : builtIn->version));
    return fromStored(stored);
}

Result<JudgeSetup> setUpJudge(Session& session, const JudgeSpec& spec)
{
    PLUMBLINE_TRY(spec.check());
    JudgeSetup out;
    out.annotator.name = spec.name;
    out.annotator.kind = kindOf(spec.protocol);
    out.setting.spec = spec;
    out.setting.projectSeed = session.project.seed;
    if (spec.protocol != JudgeProtocol::Simulated && spec.protocol != JudgeProtocol::Jury) {
        PLUMBLINE_ASSIGN(out.setting.endpoint, findEndpoint(session, spec.endpoint));
    }
    PLUMBLINE_ASSIGN(out.setting.templates, templatesOf(session, spec));
    return out;
}

Result<JudgeSetup> loadJudge(Session& session, const QString& name)
{
    PLUMBLINE_ASSIGN(const StoredJudge judge, findJudge(session, name));
    PLUMBLINE_ASSIGN(JudgeSetup out, setUpJudge(session, judge.spec));
    out.annotator = judge.annotator;
    out.setting.annotatorUid = judge.annotator.uid;
    return out;
}

} // namespace plumbline
