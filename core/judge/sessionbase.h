#pragma once

#include "core/judge/judgesession.h"

#include <QList>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace plumbline {

/// What a protocol wants to ask next.
struct CallPlan
{
    QString step; ///< of the template to fill; "" for protocols of one call
    QString key;  ///< what the call is about, beyond its order: an aspect's id…; handed back in JudgeCall
    QList<ResponseIndex> order;        ///< the responses in the order in which the judge sees them
    PromptFields fields;               ///< start from itemFields()
    std::optional<LlmJsonWish> json;   ///< asked for where asksJson(); else left out
    bool wantsLogprobs = false;        ///< asked for where the spec and the endpoint allow
    int maxTokens = 0;                 ///< of the reply; 0: the spec's
    std::optional<double> temperature; ///< replaces the spec's
    QStringList stop;
    int draw = 0; ///< which of several equal requests this is, where a protocol wants more than one reply
};

/// What a protocol read in a reply, or why it could not.
struct ParsedReply
{
    QJsonObject parsed; ///< key "logprobs" goes on into the provenance of the call
    std::optional<ParseFault> fault;

    [[nodiscard]] static ParsedReply of(QJsonObject parsed) { return {std::move(parsed), std::nullopt}; }
    /// The step is filled in by the session.
    [[nodiscard]] static ParsedReply failed(const QString& what, const QString& detail)
    {
        return {{}, ParseFault{{}, what, detail}};
    }
};

/// The part that is the same in all protocols that ask a server: keeps calls and their outcomes, asks again
/// what could not be read, stops at a failure. A protocol says what to ask (planCalls), how a reply is read
/// (parse) and what the replies mean together (combine); all three must depend on nothing but the setting,
/// the item and the replies.
class SessionBase : public JudgeSession
{
public:
    SessionBase(JudgeSetting setting, ItemView item);

    /// Plans the first calls; once, before anything else.
    [[nodiscard]] Result<void> start();

    [[nodiscard]] QList<JudgeCall> takeCalls() final;
    void give(int callId, const LlmOutcome& outcome) final;
    [[nodiscard]] bool isFinished() const final;
    [[nodiscard]] Result<JudgeVerdict> verdict() const final;
    [[nodiscard]] QList<JudgeReply> replies() const final;

protected:
    /// Called at the start, and again each time all planned calls have been answered and read: plans what
    /// follows by plan(), or nothing when the verdict is ready. No plan at all at the start is fine: then
    /// combine() needs no reply.
    [[nodiscard]] virtual Result<void> planCalls() = 0;
    /// Reads a reply. Not called for replies without text, nor for refusals: those are faults in any
    /// protocol.
    [[nodiscard]] virtual ParsedReply parse(const JudgeCall& call, const LlmReply& reply) const = 0;
    /// The verdict, once every planned call has been read. Where the schema requires a critique beside the
    /// label and the content has none, the replies' "explanation" becomes it. The content is checked against
    /// the schema after, and must be complete.
    [[nodiscard]] virtual Result<JudgeVerdict> combine() const = 0;

    /// Adds a call. InvalidArgument when the setting lacks the step's template; InvalidData when a field of
    /// it has no value.
    [[nodiscard]] Result<void> plan(const CallPlan& wish);
    [[nodiscard]] bool hasPlanned(const QString& step) const;
    /// The replies of a step that were read, in the order of their plans.
    [[nodiscard]] QList<JudgeReply> answers(const QString& step) const;

    [[nodiscard]] const JudgeSetting& setting() const { return m_setting; }
    [[nodiscard]] const JudgeSpec& spec() const { return m_setting.spec; }
    [[nodiscard]] const ItemView& item() const { return m_item; }
    [[nodiscard]] const SchemaDefinition& schema() const { return m_item.schema.definition; }
    /// Whether JSON of a shape is asked for: the spec wants it and the endpoint can.
    [[nodiscard]] bool asksJson() const;
    /// In which orders the responses are shown, by the spec's policy: one, or one and its reverse.
    [[nodiscard]] QList<QList<ResponseIndex>> orders() const;
    /// The order for JudgeVerdict::shownOrder: empty where both were asked, since then no side is the first.
    [[nodiscard]] QList<ResponseIndex> shownOrderOfVerdict() const;
    /// The schema's aspects that are asked: the spec's, or all.
    [[nodiscard]] QList<Aspect> aspects() const;
    /// "question" (untrusted: the messages before the answers), "reference" (untrusted; "" unless the spec
    /// uses references and the prompt has any), "passages" (untrusted, numbered; "" where there are none),
    /// "guidelines" (of the schema), and the switches "json" and "text": which reply form is asked for.
    [[nodiscard]] PromptFields itemFields() const;

private:
    struct Slot
    {
        JudgeCall call; ///< the latest attempt
        std::optional<JudgeReply> answer;
        int draw = 0;
    };
    [[nodiscard]] JudgeCall attempted(JudgeCall call, int attempt, int draw);
    [[nodiscard]] QString explanation() const;
    void planMore();
    void fail(const Error& error);

    JudgeSetting m_setting;
    ItemView m_item;
    std::vector<Slot> m_slots;           ///< in the order of their plans
    std::map<int, size_t> m_open;        ///< calls that were handed out, with their slot
    std::vector<size_t> m_waiting;       ///< slots whose call has not been handed out
    std::map<int, JudgeReply> m_replies; ///< by the call's id
    std::optional<Error> m_failure;
    int m_nextId = 1;
};

/// Makes and starts a session of a protocol: the function for the table in judgesession.cpp.
template <typename Session>
[[nodiscard]] Result<std::unique_ptr<JudgeSession>> startSession(const JudgeSetting& setting,
                                                                 const ItemView& item)
{
    auto session = std::make_unique<Session>(setting, item);
    PLUMBLINE_TRY(session->start());
    return std::unique_ptr<JudgeSession>(std::move(session));
}

/// The text of a response as a judge sees it: its text, or all of its turns with the messages between them.
[[nodiscard]] QString judgedText(const ItemView& item, ResponseIndex response);
/// The messages before the answers: one plain text where the prompt is one message, else turn by turn.
[[nodiscard]] QString questionText(const ItemView& item);
/// structuredReply() as a protocol reads it: the object, or the fault by its name.
[[nodiscard]] ParsedReply parsedJson(const LlmReply& reply, const LlmJsonWish& wish);

} // namespace plumbline
