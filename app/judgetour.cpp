#include "app/judgetour.h"

#include "app/application.h"
#include "app/tourdriver.h"
#include "core/jobs/judgejob.h"
#include "core/jobs/judgesetup.h"
#include "core/store/endpointrepository.h"
#include "core/store/store.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPlainTextEdit>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLoadMs = 700;
constexpr int kEstimateMs = 2'500;
constexpr QSize kSmallPicture(1280, 800);
constexpr QSize kDialog(metrics::kDialogWidth, metrics::kDialogHeight);

QList<LlmEndpoint> endpoints(const QDateTime& testedAt)
{
    LlmEndpoint paid;
    paid.name = u"OpenAI"_s;
    paid.baseUrl = QUrl(u"https://api.openai.com/v1"_s);
    paid.model = u"gpt-4.1-mini"_s;
    paid.keyName = u"openai"_s;
    paid.prices = {0.4, 0.1, 1.6, 0.5};
    paid.limits.requestsPerMinute = 500;
    paid.limits.tokensPerMinute = 200'000;
    paid.abilities.structured = StructuredMode::JsonSchema;
    paid.abilities.answeredModel = u"gpt-4.1-mini-2025-04-14"_s;
    paid.abilities.probedAt = testedAt;
    LlmEndpoint own;
    own.name = u"llama.cpp"_s;
    own.baseUrl = QUrl(u"http://localhost:8080/v1"_s);
    own.model = u"smollm2-1.7b"_s;
    own.limits.inFlight = 4;
    return {paid, own};
}

QList<JudgeSpec> judges()
{
    JudgeSpec pairs;
    pairs.name = u"gpt-4.1-mini, both orders"_s;
    pairs.endpoint = u"OpenAI"_s;
    JudgeSpec local = pairs;
    local.name = u"smollm2, both orders"_s;
    local.endpoint = u"llama.cpp"_s;
    JudgeSpec criteria;
    criteria.name = u"criteria first"_s;
    criteria.protocol = JudgeProtocol::Pc2;
    criteria.endpoint = u"OpenAI"_s;
    criteria.options = {{u"scale"_s, 5}};
    JudgeSpec longest;
    longest.name = u"always the longer"_s;
    longest.protocol = JudgeProtocol::Simulated;
    longest.options = {{u"rule"_s, u"longest"_s}};
    return {pairs, local, criteria, longest};
}

Result<void> addJudges(Store& store)
{
    return store.write([&store](Session& session) -> Result<void> {
        for (const LlmEndpoint& endpoint : endpoints(store.clock().now())) {
            PLUMBLINE_TRY(EndpointRepository(session).save(endpoint.name, endpoint.toJson()));
        }
        for (const JudgeSpec& judge : judges()) {
            PLUMBLINE_TRY(saveJudge(session, judge));
        }
        return {};
    });
}

/// A few stations on one page; each leaves no dialog open.
class JudgeTour
{
public:
    JudgeTour(Application& application, TourDriver& driver)
        : m_app(application)
        , m_driver(driver)
    {
    }

    Result<void> take()
    {
        PLUMBLINE_TRY(addJudges(*m_app.workspace().store()));
        PLUMBLINE_TRY(runLongest());
        PLUMBLINE_TRY(lists());
        PLUMBLINE_TRY(dialog(u"judgesetup.edit"_s, u"E"_s, u"25c-judge-dialog"_s));
        PLUMBLINE_TRY(endpointDialog());
        PLUMBLINE_TRY(templateDialog());
        return estimate();
    }

private:
    void go(const QString& argument)
    {
        m_app.window().showPage(u"judgesetup"_s, argument);
        m_driver.settle(kLoadMs);
    }

    Result<void> shootDark(const QString& name)
    {
        m_app.context().theme.setKind(ThemeKind::Dark);
        const Result<void> shot = m_driver.shoot(name);
        m_app.context().theme.setKind(ThemeKind::Light);
        m_driver.settle();
        return shot;
    }

    /// The judge that needs no server judges a few pairs.
    Result<void> runLongest()
    {
        JudgeRunRequest request;
        request.judge = u"always the longer"_s;
        request.selection.kind = ItemKind::Pairwise;
        request.selection.limit = 200;
        JobRunner& jobs = *m_app.workspace().jobs();
        PLUMBLINE_ASSIGN(const JobId id, jobs.start(kJudgeJob.toString(), judgeJobParams(request)));
        jobs.wait(id);
        return {};
    }

    Result<void> lists()
    {
        go(u"judges:gpt-4.1-mini, both orders"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"25-judge-setup"_s));
        PLUMBLINE_TRY(shootDark(u"25-judge-setup-dark"_s));
        const QSize before = m_app.window().size();
        m_driver.resize(kSmallPicture);
        PLUMBLINE_TRY(m_driver.shoot(u"25-judge-setup-1280"_s));
        m_driver.resize(before);
        go(u"endpoints:OpenAI"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"25b-endpoints"_s));
        go(u"judges:gpt-4.1-mini, both orders"_s);
        return {};
    }

    Result<void> open(const QString& what, const QString& key)
    {
        m_driver.press(key);
        PLUMBLINE_TRY(m_driver.waitFor(what, [] { return QApplication::activeModalWidget() != nullptr; }));
        QApplication::activeModalWidget()->resize(kDialog);
        m_driver.settle(kLoadMs);
        return {};
    }

    Result<void> close()
    {
        if (QWidget* dialog = QApplication::activeModalWidget()) {
            dialog->close();
        }
        return m_driver.waitFor(u"the dialog closes"_s,
                                [] { return QApplication::activeModalWidget() == nullptr; });
    }

    Result<void> dialog(const QString& what, const QString& key, const QString& picture)
    {
        PLUMBLINE_TRY(open(what, key));
        PLUMBLINE_TRY(m_driver.shoot(picture));
        return close();
    }

    Result<void> endpointDialog()
    {
        go(u"endpoints:OpenAI"_s);
        return dialog(u"the endpoint opens"_s, u"E"_s, u"25d-endpoint-dialog"_s);
    }

    /// A copy of a built-in template with a sentence more; what changed stands beside it.
    Result<void> templateDialog()
    {
        go(u"templates:pairwise"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"25e-templates"_s));
        PLUMBLINE_TRY(open(u"the template opens"_s, u"E"_s));
        auto* text = QApplication::activeModalWidget()->findChild<QPlainTextEdit*>(u"messageText1"_s);
        if (text == nullptr) {
            return makeError(ErrorCode::NotFound, u"The template has no message."_s);
        }
        text->setFocus();
        text->moveCursor(QTextCursor::End);
        m_driver.press(u"Return"_s);
        m_driver.type(u"Weigh facts above style."_s);
        m_driver.settle(kLoadMs);
        PLUMBLINE_TRY(m_driver.shoot(u"25f-template-item"_s));
        m_driver.press(u"Alt+2"_s);
        PLUMBLINE_TRY(m_driver.shoot(u"25g-template-changes"_s));
        PLUMBLINE_TRY(shootDark(u"25g-template-changes-dark"_s));
        return close();
    }

    Result<void> estimate()
    {
        go(u"judges:gpt-4.1-mini, both orders"_s);
        PLUMBLINE_TRY(open(u"the run opens"_s, u"R"_s));
        m_driver.settle(kEstimateMs);
        PLUMBLINE_TRY(m_driver.shoot(u"25h-run-estimate"_s));
        PLUMBLINE_TRY(shootDark(u"25h-run-estimate-dark"_s));
        return close();
    }

    Application& m_app;
    TourDriver& m_driver;
};

} // namespace

Result<void> tourJudges(Application& application, TourDriver& driver)
{
    return JudgeTour(application, driver).take();
}

} // namespace plumbline
