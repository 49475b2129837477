#include "ui/screens/judgesetup/judgesetupdata.h"

#include "core/jobs/judgejob.h"
#include "core/store/annotatorrepository.h"
#include "core/store/jobrepository.h"
#include "core/store/projectrepository.h"
#include "core/store/schemarepository.h"
#include "core/store/templaterepository.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kJobsAtOnce = 200;

struct Spend
{
    double dollars = 0;
    int runs = 0;
};

/// What the runs of each judge have cost, by its name.
Result<QHash<QString, Spend>> spendByJudge(Session& session)
{
    QHash<QString, Spend> spend;
    qint64 before = 0;
    while (true) {
        PLUMBLINE_ASSIGN(const QList<Job> jobs, JobRepository(session).list(before, kJobsAtOnce));
        for (const Job& job : jobs) {
            if (job.kind != kJudgeJob) {
                continue;
            }
            const auto request = judgeRunRequest(job.params);
            if (request) {
                Spend& one = spend[request->judge];
                const QJsonObject& from = job.result.contains("spent"_L1) ? job.result : job.checkpoint;
                one.dollars += from.value("spent"_L1).toDouble();
                ++one.runs;
            }
        }
        if (jobs.size() < kJobsAtOnce) {
            return spend;
        }
        before = jobs.last().id.value;
    }
}

Result<QList<QPair<ItemKind, Aspect>>> aspectsOfSchemas(Session& session)
{
    QList<QPair<ItemKind, Aspect>> aspects;
    PLUMBLINE_ASSIGN(const QList<SchemaVersion> schemas, SchemaRepository(session).list());
    QSet<QPair<int, QString>> seen;
    for (const SchemaVersion& schema : schemas) {
        for (const Aspect& aspect : schema.definition.aspects) {
            const QPair<int, QString> key(static_cast<int>(schema.definition.kind), aspect.id);
            if (!seen.contains(key)) {
                seen.insert(key);
                aspects.append({schema.definition.kind, aspect});
            }
        }
    }
    return aspects;
}

/// Templates in the order in which protocols are offered and their steps are asked.
std::pair<int, qsizetype> placeOf(const TemplateRow& row)
{
    return {static_cast<int>(row.newest.protocol),
            templateSteps(row.newest.protocol).indexOf(row.newest.step)};
}

} // namespace

Result<JudgeSetupData> JudgeSetupData::read(Session& session)
{
    JudgeSetupData data;
    PLUMBLINE_ASSIGN(const QList<StoredJudge> judges, listJudges(session));
    PLUMBLINE_ASSIGN(const auto spend, spendByJudge(session));
    for (const StoredJudge& judge : judges) {
        JudgeListRow row;
        row.judge = judge;
        PLUMBLINE_ASSIGN(row.labels, ProjectRepository(session).counter(
                                         annotatorScope(judge.annotator.id.value), counters::kSubmitted));
        const Spend spent = spend.value(judge.annotator.name);
        row.spent = spent.dollars;
        row.runs = spent.runs;
        data.judges << row;
    }
    PLUMBLINE_ASSIGN(const QList<LlmEndpoint> endpoints, listEndpoints(session));
    for (const LlmEndpoint& endpoint : endpoints) {
        EndpointRow row{endpoint, {}};
        for (const StoredJudge& judge : judges) {
            if (judge.spec.endpoint == endpoint.name) {
                row.judges << judge.annotator.name;
            }
        }
        data.endpoints << row;
    }
    PLUMBLINE_ASSIGN(const QList<PromptTemplate> templates, listTemplates(session));
    for (const PromptTemplate& one : templates) {
        TemplateRow row{one, 1, {}};
        PLUMBLINE_ASSIGN(const QList<PromptTemplate> versions, templateVersions(session, one.id));
        row.versions = static_cast<int>(versions.size());
        for (const StoredJudge& judge : judges) {
            const bool isDefault = judge.spec.promptTemplate.isEmpty() && judge.spec.protocol == one.protocol;
            if (judge.spec.promptTemplate == one.id ||
                (isDefault && builtInTemplate(one.protocol, one.step) &&
                 builtInTemplate(one.protocol, one.step)->id == one.id)) {
                row.judges << judge.annotator.name;
            }
        }
        data.templates << row;
    }
    std::stable_sort(data.templates.begin(), data.templates.end(),
                     [](const TemplateRow& a, const TemplateRow& b) { return placeOf(a) < placeOf(b); });
    PLUMBLINE_ASSIGN(const QList<Annotator> annotators, AnnotatorRepository(session).list());
    for (const Annotator& annotator : annotators) {
        data.people << annotator.name;
    }
    PLUMBLINE_ASSIGN(data.aspects, aspectsOfSchemas(session));
    return data;
}

Result<QList<PromptTemplate>> templateVersions(Session& session, const QString& id)
{
    QList<PromptTemplate> all;
    for (const PromptTemplate& one : builtInTemplates()) {
        if (one.id == id) {
            all << one;
        }
    }
    PLUMBLINE_ASSIGN(const QList<StoredTemplate> stored, TemplateRepository(session).versions(id));
    for (const StoredTemplate& one : stored) {
        if (const auto read = PromptTemplate::fromJson(one.definition)) {
            all << *read;
        }
    }
    std::sort(all.begin(), all.end(),
              [](const PromptTemplate& a, const PromptTemplate& b) { return a.version < b.version; });
    return all;
}

QString nextName(const QString& name, const QStringList& taken)
{
    static const QRegularExpression kVersion(u" v(\\d+)$"_s);
    const QRegularExpressionMatch match = kVersion.match(name);
    const QString stem = match.hasMatch() ? name.left(match.capturedStart()) : name;
    int version = match.hasMatch() ? match.captured(1).toInt() + 1 : 2;
    while (taken.contains(u"%1 v%2"_s.arg(stem).arg(version))) {
        ++version;
    }
    return u"%1 v%2"_s.arg(stem).arg(version);
}

} // namespace plumbline
