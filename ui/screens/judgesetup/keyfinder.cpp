#include "ui/screens/judgesetup/keyfinder.h"

#include "core/base/whenfinished.h"
#include "core/llm/keyringkeys.h"

#include <QCoreApplication>
#include <QtConcurrent>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("KeyFinder", text);
}

const KeyringKeys& keyring()
{
    static const KeyringKeys keys;
    return keys;
}

} // namespace

KeyFinder::KeyFinder(QObject* parent)
    : QObject(parent)
{
}

const KeySource& KeyFinder::all()
{
    static const EnvironmentKeys environment;
    static const KeyChain chain({&environment, &keyring()});
    return chain;
}

bool KeyFinder::hasKeyring()
{
    return KeyringKeys::isBuiltIn();
}

KeyPlace KeyFinder::place(const QString& name)
{
    if (name.isEmpty()) {
        return KeyPlace::NotNeeded;
    }
    if (const auto known = m_places.constFind(name); known != m_places.constEnd()) {
        return *known;
    }
    KeyPlace place = KeyPlace::Missing;
    if (EnvironmentKeys().key(name)) {
        place = KeyPlace::Environment;
    } else if (hasKeyring()) {
        place = KeyPlace::Looking;
        whenFinished(QtConcurrent::run([name] { return keyring().key(name).hasValue(); }), this,
                     [this, name, generation = m_generation](bool isThere) {
                         if (generation == m_generation) {
                             m_places.insert(name, isThere ? KeyPlace::Keyring : KeyPlace::Missing);
                             Q_EMIT found(name);
                         }
                     });
    }
    m_places.insert(name, place);
    return place;
}

void KeyFinder::forget()
{
    ++m_generation;
    m_places.clear();
}

void KeyFinder::store(const QString& name, const Secret& key)
{
    whenFinished(QtConcurrent::run([name, key] { return keyring().store(name, key); }), this,
                 [this, name](const Result<void>& written) {
                     if (!written) {
                         Q_EMIT refused(written.error());
                         return;
                     }
                     forget();
                     Q_EMIT stored(name);
                     Q_EMIT found(name);
                 });
}

QString keyPlaceWords(const QString& name, KeyPlace place)
{
    const QString variable = EnvironmentKeys::variableOf(name);
    switch (place) {
    case KeyPlace::NotNeeded:
        return tr("No key is sent.");
    case KeyPlace::Looking:
        return tr("Looking in the keyring…");
    case KeyPlace::Environment:
        return tr("Found in the environment (%1).").arg(variable);
    case KeyPlace::Keyring:
        return tr("Found in the keyring, as “%1”.").arg(name);
    case KeyPlace::Missing:
        break;
    }
    return KeyFinder::hasKeyring()
               ? tr("Not found in the environment (%1) nor in the keyring. Store it in the endpoint's "
                    "settings, or set the "
                    "variable "
                    "and start Plumbline again.")
                     .arg(variable)
               : tr("Not found. This build has no keyring: set %1 in the environment and start Plumbline "
                    "again.")
                     .arg(variable);
}

QString keyPlaceShort(KeyPlace place)
{
    switch (place) {
    case KeyPlace::NotNeeded:
        return tr("none needed");
    case KeyPlace::Looking:
        return tr("looking…");
    case KeyPlace::Environment:
        return tr("in the environment");
    case KeyPlace::Keyring:
        return tr("in the keyring");
    case KeyPlace::Missing:
        return tr("missing");
    }
    return {};
}

} // namespace plumbline
