#pragma once

#include "core/llm/keysource.h"

namespace plumbline {

/// Keys in the system's keyring (Secret Service or KWallet, the macOS and Windows stores), under the service
/// "org.plumbline.Plumbline". Every call waits for the keyring, at most 30 s, and so for a person who unlocks
/// it: not for the GUI thread. Where the program was built without QtKeychain, each call says so.
class KeyringKeys final : public KeySource
{
public:
    [[nodiscard]] Result<Secret> key(const QString& name) const override;
    [[nodiscard]] Result<void> store(const QString& name, const Secret& key) const;
    /// Takes a key out; one that is not there is no error.
    [[nodiscard]] Result<void> remove(const QString& name) const;
    /// Whether this build can use a keyring at all.
    [[nodiscard]] static bool isBuiltIn();
};

} // namespace plumbline
