#include "core/judge/votesession.h"

#include "core/judge/verdictvote.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

VoteSession::VoteSession(std::vector<std::unique_ptr<JudgeSession>> samples, ItemView item)
    : m_samples(std::move(samples))
    , m_item(std::move(item))
{
}

QList<JudgeCall> VoteSession::takeCalls()
{
    QList<JudgeCall> out;
    for (size_t sample = 0; sample < m_samples.size() && !m_failure; ++sample) {
        const QList<JudgeCall> calls = m_samples[sample]->takeCalls();
        for (JudgeCall call : calls) {
            const Place place{sample, call.id};
            call.id = m_nextId++;
            m_open.emplace(call.id, place);
            m_ids.emplace(place, call.id);
            out.append(call);
        }
    }
    return out;
}

void VoteSession::give(int callId, const LlmOutcome& outcome)
{
    const auto open = m_open.find(callId);
    if (open == m_open.end()) {
        return;
    }
    const auto [sample, id] = open->second;
    m_open.erase(open);
    JudgeSession& session = *m_samples[sample];
    session.give(id, outcome);
    if (!m_failure && session.isFinished()) {
        // What cannot be read has no vote; what cannot be asked ends the work.
        const auto verdict = session.verdict();
        if (!verdict && verdict.error().code != ErrorCode::InvalidData) {
            m_failure = verdict.error();
        }
    }
}

bool VoteSession::isFinished() const
{
    const bool isDone = std::all_of(m_samples.begin(), m_samples.end(),
                                    [](const auto& session) { return session->isFinished(); });
    return m_open.empty() && (m_failure || isDone);
}

Result<JudgeVerdict> VoteSession::verdict() const
{
    if (!isFinished()) {
        return makeError(ErrorCode::InvalidArgument, u"The judge has not finished with this item."_s);
    }
    if (m_failure) {
        return *m_failure;
    }
    QList<JudgeVerdict> verdicts;
    std::optional<Error> unread;
    for (const auto& session : m_samples) {
        const auto one = session->verdict();
        if (one) {
            verdicts.append(*one);
        } else if (one.error().code != ErrorCode::InvalidData) {
            return one.error();
        } else if (!unread) {
            unread = one.error();
        }
    }
    const auto all = static_cast<qsizetype>(m_samples.size());
    if (unread && verdicts.size() * 2 <= all) {
        return makeError(
            ErrorCode::InvalidData,
            u"Only %1 of %2 samples gave a verdict. The first that did not: %3"_s.arg(verdicts.size())
                .arg(all)
                .arg(unread->message),
            unread->field);
    }
    PLUMBLINE_ASSIGN(JudgeVerdict verdict, voteOf(verdicts, m_item));
    verdict.details.insert(u"unread"_s, all - verdicts.size());
    PLUMBLINE_TRY(checkContent(verdict.content, m_item.schema.definition, m_item.judgedTexts()));
    return verdict;
}

QList<JudgeReply> VoteSession::replies() const
{
    QList<JudgeReply> out;
    for (size_t sample = 0; sample < m_samples.size(); ++sample) {
        const QList<JudgeReply> own = m_samples[sample]->replies();
        for (JudgeReply reply : own) {
            reply.call.id = m_ids.at({sample, reply.call.id});
            out.append(reply);
        }
    }
    std::sort(out.begin(), out.end(),
              [](const JudgeReply& a, const JudgeReply& b) { return a.call.id < b.call.id; });
    return out;
}

} // namespace plumbline
