#include "core/judge/sessionbase.h"

#include "core/llm/structuredreply.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What is wrong with a reply whatever the protocol.
std::optional<ParsedReply> plainFault(const LlmReply& reply)
{
    const bool isEmpty = reply.text.trimmed().isEmpty();
    if (reply.finish == LlmFinish::ContentFilter) {
        return ParsedReply::failed(u"refused"_s, u"The server's content filter ended the reply."_s);
    }
    if (isEmpty && !reply.refusal.isEmpty()) {
        return ParsedReply::failed(u"refused"_s, u"The model declined to judge."_s);
    }
    if (isEmpty && reply.finish == LlmFinish::Length) {
        return ParsedReply::failed(
            u"truncated"_s,
            u"The reply's tokens were used up before any text came. Allow more tokens for the reply."_s);
    }
    if (isEmpty) {
        return ParsedReply::failed(u"empty"_s, u"The reply is empty."_s);
    }
    return std::nullopt;
}

QString inTurns(const QList<Message>& messages)
{
    QStringList out;
    for (const Message& message : messages) {
        QString role = message.role;
        if (!role.isEmpty()) {
            role[0] = role[0].toUpper();
        }
        out.append(role + u":\n"_s + message.content);
    }
    return out.join(u"\n\n"_s);
}

/// The messages before the answers that are the same whatever the response.
QList<Message> prefixOf(const ItemView& item)
{
    if (item.responses.isEmpty()) {
        return item.prompt.messages;
    }
    const Response& first = item.responses.first();
    QList<Message> out = commonPrefix(item.prompt, first, first);
    for (const Response& other : item.responses) {
        const QList<Message> prefix = commonPrefix(item.prompt, first, other);
        if (prefix.size() < out.size()) {
            out = prefix;
        }
    }
    // The turns of the answers belong to the answers, even where they are the same.
    qsizetype turns = 1;
    for (const Response& response : item.responses) {
        turns = std::max(turns, response.turns.size());
    }
    qsizetype users = 0;
    for (qsizetype at = item.prompt.messages.size(); at-- > 0;) {
        if (item.prompt.messages.at(at).role == u"user" && ++users == turns) {
            return out.first(std::min(out.size(), at + 1));
        }
    }
    return out;
}

QString referenceText(const QStringList& references)
{
    if (references.size() == 1) {
        return references.first();
    }
    QStringList out;
    for (qsizetype index = 0; index < references.size(); ++index) {
        out.append(u"%1. %2"_s.arg(index + 1).arg(references.at(index)));
    }
    return out.join(u"\n\n"_s);
}

QString passageText(const QList<Passage>& passages)
{
    QStringList out;
    for (qsizetype index = 0; index < passages.size(); ++index) {
        const Passage& passage = passages.at(index);
        out.append(u"[%1] "_s.arg(index + 1) + passage.title);
        for (qsizetype sentence = 0; sentence < passage.sentences.size(); ++sentence) {
            out.append(u"[%1.%2] "_s.arg(index + 1).arg(sentence + 1) + passage.sentences.at(sentence));
        }
    }
    return out.join(u'\n');
}

} // namespace

SessionBase::SessionBase(JudgeSetting setting, ItemView item)
    : m_setting(std::move(setting))
    , m_item(std::move(item))
{
}

Result<void> SessionBase::start()
{
    return planCalls();
}

QList<JudgeCall> SessionBase::takeCalls()
{
    QList<JudgeCall> out;
    if (m_failure) {
        return out;
    }
    for (const size_t slot : m_waiting) {
        JudgeCall& call = m_slots[slot].call;
        call.id = m_nextId++;
        m_open.emplace(call.id, slot);
        out.append(call);
    }
    m_waiting.clear();
    return out;
}

void SessionBase::give(int callId, const LlmOutcome& outcome)
{
    const auto open = m_open.find(callId);
    if (open == m_open.end()) {
        return;
    }
    Slot& slot = m_slots[open->second];
    JudgeReply reply;
    reply.call = slot.call;
    reply.outcome = outcome;
    reply.requestHash = requestHash(m_setting.endpoint, slot.call.request);
    if (!outcome.reply) {
        fail(outcome.error.error);
    } else {
        const auto plain = plainFault(*outcome.reply);
        ParsedReply parsed = plain ? *plain : parse(slot.call, *outcome.reply);
        reply.parsed = std::move(parsed.parsed);
        reply.fault = std::move(parsed.fault);
        if (!reply.fault) {
            slot.answer = reply;
        } else {
            reply.parsed = {};
            reply.fault->step = slot.call.step;
            if (slot.call.attempt < spec().retriesUnparsed) {
                slot.call = attempted(slot.call, slot.call.attempt + 1, slot.draw);
                m_waiting.push_back(open->second);
            } else {
                fail(makeError(ErrorCode::InvalidData,
                               u"The judge's reply could not be read: "_s + reply.fault->detail,
                               reply.fault->what));
            }
        }
    }
    m_replies.emplace(callId, std::move(reply));
    m_open.erase(open);
    planMore();
}

bool SessionBase::isFinished() const
{
    return m_open.empty() && (m_failure || m_waiting.empty());
}

Result<JudgeVerdict> SessionBase::verdict() const
{
    if (!isFinished()) {
        return makeError(ErrorCode::InvalidArgument, u"The judge has not finished with this item."_s);
    }
    if (m_failure) {
        return *m_failure;
    }
    PLUMBLINE_ASSIGN(JudgeVerdict verdict, combine());
    if (schema().kind != ItemKind::Critique && schema().critique == Requirement::Required &&
        verdict.content.critique.isEmpty()) {
        verdict.content.critique = explanation();
    }
    PLUMBLINE_TRY(checkContent(verdict.content, schema(), m_item.judgedTexts()));
    const auto gap =
        firstGap(verdict.content, schema(), static_cast<int>(m_item.responses.size()), m_item.judgedTexts());
    if (gap) {
        return makeError(ErrorCode::InvalidData,
                         u"The judge's answer leaves something open that the schema requires: %1."_s.arg(
                             gap->aspect.isEmpty() ? gap->what : gap->what + u' ' + gap->aspect),
                         u"incomplete"_s);
    }
    return verdict;
}

QList<JudgeReply> SessionBase::replies() const
{
    QList<JudgeReply> out;
    for (const auto& [id, reply] : m_replies) {
        out.append(reply);
    }
    return out;
}

Result<void> SessionBase::plan(const CallPlan& wish)
{
    const auto found = m_setting.templates.constFind(wish.step);
    if (found == m_setting.templates.constEnd()) {
        const QString step = wish.step.isEmpty() ? QString() : u", step “%1”"_s.arg(wish.step);
        return makeError(
            ErrorCode::InvalidArgument,
            u"There is no prompt template for the protocol “%1”%2."_s.arg(toName(spec().protocol), step),
            u"template"_s);
    }
    Slot slot;
    slot.call.step = wish.step;
    slot.call.key = wish.key;
    slot.call.order = wish.order;
    LlmRequest& request = slot.call.request;
    PLUMBLINE_ASSIGN(request.messages, fill(*found, wish.fields));
    request.temperature = wish.temperature ? wish.temperature : spec().temperature;
    request.topP = spec().topP;
    request.maxTokens = wish.maxTokens > 0 ? wish.maxTokens : spec().maxTokens;
    request.stop = wish.stop;
    if (wish.json && asksJson()) {
        request.json = wish.json;
    }
    if (wish.wantsLogprobs && spec().wantsLogprobs && m_setting.endpoint.abilities.hasLogprobs) {
        constexpr int kMostAlternatives = 20;
        request.wantsLogprobs = true;
        request.topLogprobs =
            std::clamp(spec().options.value("top_logprobs"_L1).toInt(5), 1, kMostAlternatives);
    }
    slot.draw = wish.draw;
    slot.call = attempted(std::move(slot.call), 0, slot.draw);
    m_waiting.push_back(m_slots.size());
    m_slots.push_back(std::move(slot));
    return {};
}

bool SessionBase::hasPlanned(const QString& step) const
{
    return std::any_of(m_slots.begin(), m_slots.end(),
                       [&step](const Slot& slot) { return slot.call.step == step; });
}

QList<JudgeReply> SessionBase::answers(const QString& step) const
{
    QList<JudgeReply> out;
    for (const Slot& slot : m_slots) {
        if (slot.call.step == step && slot.answer) {
            out.append(*slot.answer);
        }
    }
    return out;
}

bool SessionBase::asksJson() const
{
    return spec().wantsStructured && m_setting.endpoint.abilities.structured != StructuredMode::None;
}

QList<QList<ResponseIndex>> SessionBase::orders() const
{
    const int count = static_cast<int>(m_item.responses.size());
    QList<ResponseIndex> own;
    for (int index = 0; index < count; ++index) {
        own.append(index);
    }
    switch (spec().orders) {
    case OrderPolicy::Seeded:
        return {plumbline::shownOrder(m_setting.projectSeed, m_item.item.uid, m_setting.annotatorUid, count)};
    case OrderPolicy::Both:
        return count < 2 ? QList<QList<ResponseIndex>>{own}
                         : QList<QList<ResponseIndex>>{own, {own.crbegin(), own.crend()}};
    case OrderPolicy::AsIs:
        return {own};
    }
    return {own};
}

QList<ResponseIndex> SessionBase::shownOrderOfVerdict() const
{
    const QList<QList<ResponseIndex>> all = orders();
    return all.size() == 1 ? all.first() : QList<ResponseIndex>();
}

QList<Aspect> SessionBase::aspects() const
{
    QList<Aspect> out;
    for (const Aspect& aspect : schema().aspects) {
        if (spec().aspects.isEmpty() || spec().aspects.contains(aspect.id)) {
            out.append(aspect);
        }
    }
    return out;
}

PromptFields SessionBase::itemFields() const
{
    PromptFields fields;
    fields.setUntrusted(u"question"_s, questionText(m_item));
    fields.setUntrusted(u"reference"_s,
                        spec().usesReference ? referenceText(m_item.prompt.references) : QString());
    fields.setUntrusted(u"passages"_s, passageText(m_item.prompt.passages));
    fields.setTrusted(u"guidelines"_s, schema().guidelines);
    fields.setSwitch(u"json"_s, asksJson());
    fields.setSwitch(u"text"_s, !asksJson());
    return fields;
}

QString SessionBase::explanation() const
{
    QStringList out;
    for (const Slot& slot : m_slots) {
        const QString text =
            slot.answer ? slot.answer->parsed.value("explanation"_L1).toString().trimmed() : QString();
        if (text.isEmpty()) {
            continue;
        }
        if (slot.call.order.size() != 1) {
            return text; // of a pair in both orders, "A" means one answer in one and the other in the other
        }
        out.append(m_item.responses.size() == 1 ? text
                                                : u"%1: %2"_s.arg(slot.call.order.first() + 1).arg(text));
    }
    return out.join(u"\n\n"_s);
}

JudgeCall SessionBase::attempted(JudgeCall call, int attempt, int draw)
{
    call.attempt = attempt;
    // No two samples and no two attempts are the same request, so that the cache keeps them apart.
    const int attempts = spec().retriesUnparsed + 1;
    call.request.sample = m_setting.sample + (attempt + draw * attempts) * spec().samples;
    if (spec().seed) {
        call.request.seed = *spec().seed + call.request.sample;
    }
    const QJsonValue retryTemperature = spec().options.value("retry_temperature"_L1);
    if (attempt > 0 && retryTemperature.isDouble()) {
        call.request.temperature = retryTemperature.toDouble();
    }
    return call;
}

void SessionBase::planMore()
{
    if (m_failure || !m_open.empty() || !m_waiting.empty()) {
        return;
    }
    if (const auto planned = planCalls(); !planned) {
        fail(planned.error());
    }
}

void SessionBase::fail(const Error& error)
{
    if (!m_failure) {
        m_failure = error;
    }
}

QString judgedText(const ItemView& item, ResponseIndex response)
{
    const QList<Message> all = conversation(item.prompt, item.responses.at(response));
    const QList<Message> rest = all.sliced(std::min(prefixOf(item).size(), all.size() - 1));
    return rest.size() == 1 ? rest.first().content : inTurns(rest);
}

QString questionText(const ItemView& item)
{
    const QList<Message> prefix = prefixOf(item);
    return prefix.size() == 1 ? prefix.first().content : inTurns(prefix);
}

ParsedReply parsedJson(const LlmReply& reply, const LlmJsonWish& wish)
{
    const StructuredReply read = structuredReply(reply, wish);
    if (!read.fault) {
        return ParsedReply::of(read.object);
    }
    return ParsedReply::failed(jsonFaultName(*read.fault), read.error.message);
}

} // namespace plumbline
