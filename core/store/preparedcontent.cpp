#include "core/store/preparedcontent.h"

#include "core/base/hash.h"
#include "core/base/json.h"

#include <algorithm>

namespace plumbline {

namespace {

constexpr size_t kMostResponses = 12;

} // namespace

PreparedContent ContentPreparer::prepare(const Prompt& prompt, const QList<Response>& responses)
{
    if (!m_prompt || *m_prompt != prompt) {
        m_prompt = prompt;
        m_last.promptBody = canonicalJson(prompt.toJson());
        m_last.promptHash = contentHash({m_last.promptBody});
        m_responses.clear();
    }
    PreparedContent out = m_last;
    for (const Response& response : responses) {
        const auto known = std::find_if(m_responses.cbegin(), m_responses.cend(),
                                        [&](const Hashed& one) { return one.response == response; });
        if (known != m_responses.cend()) {
            out.responseHashes << known->hash;
            continue;
        }
        out.responseHashes << response.hash(out.promptHash);
        m_responses.push_back({response, out.responseHashes.constLast()});
        if (m_responses.size() > kMostResponses) {
            m_responses.pop_front();
        }
    }
    return out;
}

} // namespace plumbline
