#pragma once

#include "core/base/result.h"
#include "core/llm/secret.h"

#include <QString>

#include <vector>

namespace plumbline {

/// Where keys come from. An endpoint names its key; only what sends a request asks for it.
class KeySource
{
public:
    virtual ~KeySource() = default;
    /// The key of a name. NotFound, with a sentence that says where it was looked for, if there is none. May
    /// wait for a person who unlocks the keyring: not for the GUI thread.
    [[nodiscard]] virtual Result<Secret> key(const QString& name) const = 0;
};

/// Keys from the environment: the key "openai" is the variable PLUMBLINE_KEY_OPENAI.
class EnvironmentKeys final : public KeySource
{
public:
    [[nodiscard]] Result<Secret> key(const QString& name) const override;
    /// PLUMBLINE_KEY_ and the name in capitals; whatever is no letter or digit of ASCII becomes "_".
    [[nodiscard]] static QString variableOf(const QString& name);
};

/// The first of several sources that has the key; those must outlive this. The environment goes before the
/// keyring.
class KeyChain final : public KeySource
{
public:
    explicit KeyChain(std::vector<const KeySource*> sources);
    [[nodiscard]] Result<Secret> key(const QString& name) const override;

private:
    std::vector<const KeySource*> m_sources;
};

/// Whether a text can be sent as a key in an HTTP header: printable ASCII without blanks, 1…4096 characters.
/// InvalidData says what is wrong and never quotes it.
[[nodiscard]] Result<Secret> checkedKey(const QString& name, const QByteArray& bytes);

} // namespace plumbline
