#include "core/judge/rewardverdict.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/llm/rewardclient.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Asks for the reward of each response.
class RewardSession final : public JudgeSession
{
public:
    RewardSession(JudgeSetting setting, ItemView item, const RewardShape& shape)
        : m_setting(std::move(setting))
        , m_item(std::move(item))
    {
        for (ResponseIndex response = 0; response < m_item.responses.size(); ++response) {
            QList<LlmMessage> messages;
            for (const Message& message : conversation(m_item.prompt, m_item.responses[response])) {
                messages.append({message.role, message.content});
            }
            JudgeReply reply;
            reply.call.id = response + 1;
            reply.call.request = rewardRequest(messages, shape);
            reply.call.order = {response};
            reply.requestHash = requestHash(m_setting.endpoint, reply.call.request);
            m_replies.append(reply);
        }
        m_isGiven.resize(m_replies.size());
    }

    [[nodiscard]] QList<JudgeCall> takeCalls() override
    {
        QList<JudgeCall> out;
        if (!std::exchange(m_areTaken, true)) {
            for (const JudgeReply& reply : std::as_const(m_replies)) {
                out << reply.call;
            }
        }
        return out;
    }

    void give(int callId, const LlmOutcome& outcome) override
    {
        const qsizetype at = callId - 1;
        if (at < 0 || at >= m_replies.size() || m_isGiven[at]) {
            return;
        }
        m_isGiven[at] = true;
        JudgeReply& reply = m_replies[at];
        reply.outcome = outcome;
        if (!outcome.reply) {
            return;
        }
        bool isNumber = false;
        const double reward = outcome.reply->text.toDouble(&isNumber);
        if (isNumber && std::isfinite(reward)) {
            reply.parsed.insert(u"reward"_s, reward);
        } else {
            reply.fault =
                ParseFault{{}, u"no-verdict"_s, u"“%1” is no number."_s.arg(outcome.reply->text.left(80))};
        }
    }

    [[nodiscard]] bool isFinished() const override
    {
        return std::all_of(m_isGiven.begin(), m_isGiven.end(), [](bool isGiven) { return isGiven; });
    }

    [[nodiscard]] Result<JudgeVerdict> verdict() const override
    {
        if (!isFinished()) {
            return makeError(ErrorCode::InvalidArgument, u"The judge has not finished with this item."_s);
        }
        std::vector<double> rewards;
        for (const JudgeReply& reply : m_replies) {
            if (reply.fault) {
                return makeError(ErrorCode::InvalidData,
                                 u"The server's reply could not be read: "_s + reply.fault->detail,
                                 reply.fault->what);
            }
            if (!reply.outcome.reply) {
                return reply.outcome.error.error;
            }
            rewards.push_back(reply.parsed.value(u"reward"_s).toDouble());
        }
        return rewardVerdict(m_setting.spec, m_item, rewards);
    }

    [[nodiscard]] QList<JudgeReply> replies() const override
    {
        QList<JudgeReply> out;
        for (qsizetype at = 0; at < m_replies.size(); ++at) {
            if (m_isGiven[at]) {
                out << m_replies[at];
            }
        }
        return out;
    }

private:
    JudgeSetting m_setting;
    ItemView m_item;
    QList<JudgeReply> m_replies; ///< one for each response
    QList<bool> m_isGiven;
    bool m_areTaken = false;
};

} // namespace

Result<std::unique_ptr<JudgeSession>> makeRewardSession(const JudgeSetting& setting, const ItemView& item)
{
    PLUMBLINE_ASSIGN(const RewardOptions options, RewardOptions::of(setting.spec));
    return std::unique_ptr<JudgeSession>(std::make_unique<RewardSession>(setting, item, options.shape));
}

} // namespace plumbline
