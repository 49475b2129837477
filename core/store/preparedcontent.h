#pragma once

#include "core/domain/prompt.h"

#include <QByteArray>
#include <QList>

#include <deque>
#include <optional>

namespace plumbline {

/// How an item's content is stored and recognised: its prompt's canonical JSON and the hashes.
struct PreparedContent
{
    QByteArray promptBody;
    QByteArray promptHash;
    QList<QByteArray> responseHashes;
};

/// Works PreparedContent out, on whatever thread reads the items, so that the writer thread need not.
/// Remembers the last content: items that stand next to each other share prompt and responses.
class ContentPreparer
{
public:
    [[nodiscard]] PreparedContent prepare(const Prompt& prompt, const QList<Response>& responses);

private:
    struct Hashed
    {
        Response response;
        QByteArray hash;
    };

    std::optional<Prompt> m_prompt;
    PreparedContent m_last; ///< of m_prompt, without responses
    std::deque<Hashed> m_responses;
};

} // namespace plumbline
