#pragma once

#include "core/llm/keysource.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>

namespace plumbline {

/// Where the key of a name was found.
enum class KeyPlace {
    NotNeeded, ///< no name
    Looking,   ///< the keyring has not answered yet
    Environment,
    Keyring,
    Missing,
};

/// Looks for keys by name, in the background where the keyring is asked, and puts new ones into the keyring.
/// What a key says never leaves it. GUI thread.
class KeyFinder : public QObject
{
    Q_OBJECT

public:
    explicit KeyFinder(QObject* parent = nullptr);

    /// Where a key is, as far as it is known; looks for it when it is not.
    [[nodiscard]] KeyPlace place(const QString& name);
    /// Forgets what was found, and looks again when asked.
    void forget();
    /// Stores a key in the keyring in the background; stored() or refused() follows.
    void store(const QString& name, const Secret& key);

    /// Environment before keyring, for the thread of a client. Lives as long as the program.
    [[nodiscard]] static const KeySource& all();
    /// Whether this build can use a keyring.
    [[nodiscard]] static bool hasKeyring();

Q_SIGNALS:
    /// What place() says of a name has changed.
    void found(const QString& name);
    void stored(const QString& name);
    void refused(const plumbline::Error& error);

private:
    QHash<QString, KeyPlace> m_places;
    int m_generation = 0;
};

/// "found in the environment (PLUMBLINE_KEY_OPENAI)", "not found: set PLUMBLINE_KEY_OPENAI, or store it".
[[nodiscard]] QString keyPlaceWords(const QString& name, KeyPlace place);
/// "found", "missing", "none needed", "looking…"
[[nodiscard]] QString keyPlaceShort(KeyPlace place);

} // namespace plumbline
