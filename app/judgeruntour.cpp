#include "app/judgeruntour.h"

#include "app/application.h"
#include "app/tourdriver.h"
#include "core/jobs/judgejob.h"
#include "core/jobs/judgesetup.h"
#include "core/store/annotationrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/replyrepository.h"
#include "core/store/schemarepository.h"
#include "core/store/store.h"
#include "ui/screens/judgereply/replyinspector.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QApplication>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLoadMs = 700;
constexpr int kRunMs = 60'000;
constexpr QSize kDialog(metrics::kDialogWidth, metrics::kDialogHeight);
// Judges that tourJudges() adds.
constexpr QStringView kRule = u"always the longer";
constexpr QStringView kModel = u"smollm2, both orders";

/// A reply as a small model might write it: the second of the two, with the probabilities of its verdict.
LlmReply replyTo(const LlmEndpoint& endpoint, double probability)
{
    LlmReply reply;
    reply.text =
        u"{\"explanation\": \"Answer A lists the steps but leaves out why they matter. Answer B gives "
        "the reason first, and its example fits the question.\", \"verdict\": \"B\"}"_s;
    reply.finish = LlmFinish::Stop;
    reply.usage.promptTokens = 742;
    reply.usage.replyTokens = 39;
    reply.model = endpoint.model;
    reply.latencyMs = 1840;
    const qsizetype at = reply.text.lastIndexOf(u'B');
    const auto token = [](const QString& text, double share) {
        return LlmToken{text, std::log(share), text.toUtf8()};
    };
    reply.tokens.append({token(reply.text.left(at), 1), {token(reply.text.left(at), 1)}});
    reply.tokens.append({token(u"B"_s, probability),
                         {token(u"B"_s, probability), token(u"A"_s, 0.9 * (1 - probability)),
                          token(u"C"_s, 0.1 * (1 - probability))}});
    reply.tokens.append({token(u"\"}"_s, 1), {token(u"\"}"_s, 1)}});
    return reply;
}

/// Lets a judge that asks a server judge one pair, with the tour's own replies in the place of the server's.
Result<AnnotatorId> judgeOne(Session& session, ItemId item)
{
    PLUMBLINE_ASSIGN(const JudgeSetup setup, loadJudge(session, kModel.toString()));
    PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(item));
    PLUMBLINE_ASSIGN(const std::unique_ptr<JudgeSession> work, makeJudgeSession(setup.setting, view));
    ReplyRepository kept(session);
    double probability = 0.81;
    while (!work->isFinished()) {
        const QList<JudgeCall> calls = work->takeCalls();
        if (calls.isEmpty()) {
            break;
        }
        for (const JudgeCall& call : calls) {
            const LlmReply reply = replyTo(setup.setting.endpoint, probability);
            probability = 0.64;
            StoredReply stored;
            stored.requestHash = requestHash(setup.setting.endpoint, call.request);
            stored.reply = reply.toJson();
            stored.annotator = setup.annotator.id;
            stored.item = item;
            PLUMBLINE_TRY(kept.add(stored));
            work->give(call.id, LlmOutcome::of(reply));
        }
    }
    PLUMBLINE_ASSIGN(const JudgeVerdict verdict, work->verdict());
    Annotation row;
    row.itemId = item;
    row.annotatorId = setup.annotator.id;
    row.schemaVersionId = view.schema.id;
    row.content = verdict.content;
    row.shownOrder = verdict.shownOrder;
    row.provenance = judgeProvenance(setup.setting, verdict, work->replies());
    PLUMBLINE_TRY(AnnotationRepository(session).append(row));
    return setup.annotator.id;
}

/// A batch of two pairs whose schema lets a screen begin with what a judge says.
Result<BatchId> addSuggested(Session& session, ItemId like)
{
    PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(like));
    SchemaDefinition definition = view.schema.definition;
    definition.name = u"Pairs with suggestions"_s;
    definition.suggestionsFrom = kRule.toString();
    definition.showsSuggestionFirst = true;
    PLUMBLINE_ASSIGN(const SchemaVersion schema, SchemaRepository(session).save(definition));
    PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(u"Suggested pairs"_s));
    NewItem item;
    item.kind = view.item.kind;
    item.prompt = view.prompt;
    item.responses = view.responses;
    item.schemaVersionId = schema.id;
    item.batchId = batch.id;
    PLUMBLINE_TRY(ItemRepository(session).add(item));
    return batch.id;
}

class JudgeRunTour
{
public:
    JudgeRunTour(Application& application, TourDriver& driver)
        : m_app(application)
        , m_driver(driver)
    {
    }

    Result<void> take()
    {
        PLUMBLINE_TRY(run());
        PLUMBLINE_TRY(inspector());
        return suggestion();
    }

private:
    Store& store() { return *m_app.workspace().store(); }

    Result<void> shootBoth(const QString& name)
    {
        PLUMBLINE_TRY(m_driver.shoot(name));
        m_app.context().theme.setKind(ThemeKind::Dark);
        const Result<void> shot = m_driver.shoot(name + u"-dark"_s);
        m_app.context().theme.setKind(ThemeKind::Light);
        m_driver.settle();
        return shot;
    }

    Result<JobId> start(const JudgeSelection& selection)
    {
        JudgeRunRequest request;
        request.judge = kRule.toString();
        request.selection = selection;
        return m_app.workspace().jobs()->start(kJudgeJob.toString(), judgeJobParams(request));
    }

    Result<void> waitFor(JobId id)
    {
        JobRunner& jobs = *m_app.workspace().jobs();
        return m_driver.waitFor(
            u"the judge is done"_s, [&jobs, id] { return jobs.wait(id, 0); }, kRunMs);
    }

    Result<void> run()
    {
        JudgeSelection selection;
        selection.kind = ItemKind::Pairwise;
        m_app.window().showPage(u"judgeruns"_s, {});
        m_driver.settle(kLoadMs);
        PLUMBLINE_ASSIGN(const JobId id, start(selection));
        m_app.window().showPage(u"judgeruns"_s, QString::number(id.value));
        PLUMBLINE_TRY(waitFor(id));
        m_driver.settle(kLoadMs);
        m_driver.press(u"F6"_s);
        return shootBoth(u"26-judge-runs"_s);
    }

    Result<void> inspector()
    {
        const Result<std::optional<ItemId>> pair = store().read(
            [](Session& session) { return ItemRepository(session).findByUid(u"sample-pair-004"_s); });
        if (!pair || !*pair) {
            return makeError(ErrorCode::NotFound, u"The sample has no pair to judge."_s);
        }
        m_pair = **pair;
        PLUMBLINE_ASSIGN(const AnnotatorId judge,
                         store().write([this](Session& session) { return judgeOne(session, m_pair); }));
        const ReplyInspector* inspector =
            ReplyInspector::openFor(m_app.context(), judge, m_pair, &m_app.window());
        PLUMBLINE_TRY(
            m_driver.waitFor(u"the calls are read"_s, [inspector] { return inspector->isLoaded(); }));
        QApplication::activeModalWidget()->resize(kDialog);
        m_driver.settle(kLoadMs);
        PLUMBLINE_TRY(shootBoth(u"27-asked-and-answered"_s));
        m_driver.press(u"2"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"27b-raw-reply"_s));
        QApplication::activeModalWidget()->close();
        m_driver.settle(kLoadMs);
        return {};
    }

    Result<void> suggestion()
    {
        PLUMBLINE_ASSIGN(const BatchId batch,
                         store().write([this](Session& session) { return addSuggested(session, m_pair); }));
        JudgeSelection selection;
        selection.batches = {batch};
        PLUMBLINE_ASSIGN(const JobId id, start(selection));
        PLUMBLINE_TRY(waitFor(id));
        ItemFilter filter;
        filter.batch = batch;
        PLUMBLINE_ASSIGN(const QList<ItemView> views, store().read([&filter](Session& session) {
            return ItemRepository(session).viewsAfter(filter, ItemId{}, 1);
        }));
        if (views.isEmpty()) {
            return makeError(ErrorCode::NotFound, u"The batch of suggestions is empty."_s);
        }
        m_app.window().showPage(u"annotate"_s, QString::number(views.constFirst().item.id.value));
        m_driver.settle(kLoadMs);
        return shootBoth(u"28-suggestion"_s);
    }

    Application& m_app;
    TourDriver& m_driver;
    ItemId m_pair;
};

} // namespace

Result<void> tourJudgeRuns(Application& application, TourDriver& driver)
{
    return JudgeRunTour(application, driver).take();
}

} // namespace plumbline
