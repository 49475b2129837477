#pragma once

#include "core/llm/llmreply.h"

#include <QByteArray>

#include <optional>

namespace plumbline {

/// Replies by the hash of their request (requestHash()), so that none is paid twice. Thread-safe.
class ReplyCache
{
public:
    virtual ~ReplyCache() = default;
    [[nodiscard]] virtual std::optional<LlmReply> find(const QByteArray& hash) = 0;
    /// Keeps a reply; when it returns without an error, other processes find it.
    [[nodiscard]] virtual Result<void> insert(const QByteArray& hash, const LlmReply& reply) = 0;
    /// Says that this process will ask for the reply of a hash. False while another one does: look again
    /// later. A claim of a process that died is free again.
    [[nodiscard]] virtual bool tryClaim(const QByteArray& hash) = 0;
    virtual void release(const QByteArray& hash) = 0;
};

} // namespace plumbline
