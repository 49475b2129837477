#include "core/llm/llmprobe.h"

#include <QJsonArray>

#include <utility>

#include "core/base/whenfinished.h"
#include "core/llm/structuredreply.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kReplyTokens = 64;
constexpr int kTopLogprobs = 5;
// A word that no model says by chance; only the schema holds it.
constexpr QLatin1StringView kSecretWord("quince-4417");

LlmJsonWish secretWish()
{
    LlmJsonWish wish;
    wish.name = u"probe"_s;
    wish.schema = {{u"type"_s, u"object"_s},
                   {u"properties"_s,
                    QJsonObject{{u"fruit"_s, QJsonObject{{u"type"_s, u"string"_s},
                                                         {u"enum"_s, QJsonArray{QString(kSecretWord)}}}}}},
                   {u"required"_s, QJsonArray{u"fruit"_s}},
                   {u"additionalProperties"_s, false}};
    return wish;
}

/// Whether the words of a refusal name a field.
bool names(const LlmError& error, const QString& field)
{
    return error.serverMessage.contains(field, Qt::CaseInsensitive) || error.error.details.contains(field);
}

bool isRefusal(const LlmError& error)
{
    // 501 and 500 are what some servers answer to a field that they cannot do.
    return error.kind == LlmErrorKind::BadRequest || error.status == 500 || error.status == 501;
}

} // namespace

LlmProbe::LlmProbe(LlmClient& client, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
{
}

QFuture<ProbeReport> LlmProbe::run()
{
    m_report = {};
    m_abilities = {};
    m_modes = {StructuredMode::JsonSchema, StructuredMode::StructuredOutputs, StructuredMode::GuidedJson,
               StructuredMode::JsonObjectSchema, StructuredMode::JsonObject};
    m_promise = std::make_unique<QPromise<ProbeReport>>();
    m_promise->start();
    const QFuture<ProbeReport> future = m_promise->future();
    askPlain();
    return future;
}

void LlmProbe::ask(const LlmRequest& request, void (LlmProbe::*then)(const LlmOutcome&))
{
    if (m_promise->isCanceled()) {
        m_promise->finish();
        return;
    }
    LlmRequest probing = request;
    probing.abilities = m_abilities;
    probing.isCached = false;
    probing.maxTokens = kReplyTokens;
    ++m_report.requests;
    whenFinished(m_client.ask(probing), this, [this, then](const LlmOutcome& outcome) {
        m_report.cost += outcome.reply ? outcome.reply->cost : 0;
        (this->*then)(outcome);
    });
}

void LlmProbe::askPlain()
{
    LlmRequest request;
    request.messages = {{u"user"_s, u"Say hello in one word."_s}};
    request.temperature = 0;
    request.seed = 1;
    request.wantsLogprobs = true;
    request.topLogprobs = kTopLogprobs;
    ask(request, &LlmProbe::plainDone);
}

/// Leaves out the field that a refusal names; false if it names none that is still there.
bool LlmProbe::leaveOut(const LlmError& error)
{
    if (m_abilities.limitField == TokenLimitField::MaxTokens && names(error, u"max_tokens"_s)) {
        m_abilities.limitField = TokenLimitField::MaxCompletionTokens;
        return true;
    }
    if (m_abilities.hasLogprobs && names(error, u"logprobs"_s)) {
        m_abilities.hasLogprobs = false;
        return true;
    }
    if (m_abilities.hasTemperature && names(error, u"temperature"_s)) {
        m_abilities.hasTemperature = false;
        return true;
    }
    if (m_abilities.hasSeed && names(error, u"seed"_s)) {
        m_abilities.hasSeed = false;
        return true;
    }
    return false;
}

void LlmProbe::plainDone(const LlmOutcome& outcome)
{
    if (!outcome.reply) {
        m_report.notes << u"plain: "_s + outcome.error.error.details;
        if (isRefusal(outcome.error) && leaveOut(outcome.error)) {
            askPlain();
            return;
        }
        m_report.error = outcome.error;
        m_promise->addResult(m_report);
        m_promise->finish();
        return;
    }
    m_abilities.answeredModel = outcome.reply->model;
    if (m_abilities.hasLogprobs && outcome.reply->tokens.isEmpty()) {
        m_abilities.hasLogprobs = false;
        m_report.notes << u"plain: logprobs were asked for and did not come"_s;
    }
    askJson();
}

void LlmProbe::askJson()
{
    if (m_modes.empty()) {
        m_abilities.structured = StructuredMode::None;
        finish();
        return;
    }
    m_abilities.structured = m_modes.front();
    LlmRequest request;
    request.messages = {{u"user"_s, u"Name a fruit."_s}};
    request.temperature = 0;
    request.json = secretWish();
    ask(request, &LlmProbe::jsonDone);
}

void LlmProbe::jsonDone(const LlmOutcome& outcome)
{
    const StructuredMode mode = m_modes.front();
    const QString name = structuredModeName(mode);
    if (outcome.reply) {
        // json_object bounds the form alone; the words that go with it ask for the shape.
        const StructuredReply read = mode == StructuredMode::JsonObject
                                         ? findJson(outcome.reply->text)
                                         : structuredReply(*outcome.reply, secretWish());
        if (!read.fault && read.form == JsonForm::Whole) {
            m_report.notes << name + u": works"_s;
            finish();
            return;
        }
        m_report.notes << name + u": accepted and not followed"_s;
    } else if (isRefusal(outcome.error)) {
        m_report.notes << name + u": "_s + outcome.error.error.details;
    } else {
        m_report.error = outcome.error;
        m_promise->addResult(m_report);
        m_promise->finish();
        return;
    }
    m_modes.pop_front();
    askJson();
}

void LlmProbe::finish()
{
    m_abilities.probedAt = m_clock.now();
    m_report.abilities = m_abilities;
    m_promise->addResult(m_report);
    m_promise->finish();
}

} // namespace plumbline
