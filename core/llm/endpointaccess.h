#pragma once

#include "core/llm/connectionpool.h"
#include "core/llm/keysource.h"
#include "core/llm/llmerror.h"

#include <memory>
#include <optional>

namespace plumbline {

/// The way to a server: its key and its connections.
struct EndpointAccess
{
    Secret key;
    std::unique_ptr<ConnectionPool> pool;

    /// Checks the endpoint, looks up its keys and makes the pool, on the calling thread. The failure: a
    /// setting that cannot be used, or a key that was not found.
    [[nodiscard]] std::optional<LlmError> open(const LlmEndpoint& endpoint, const KeySource* keys);
};

/// Puts "<the key>" in place of the key in whatever may hold a server's words.
void hideKey(const Secret& key, LlmReply& reply);
void hideKey(const Secret& key, LlmError& error);

} // namespace plumbline
