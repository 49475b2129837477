#include "core/llm/keysource.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostKeyBytes = 4096;

} // namespace

Result<Secret> checkedKey(const QString& name, const QByteArray& bytes)
{
    const QByteArray key = bytes.trimmed();
    const bool isPrintable = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (key.isEmpty() || key.size() > kMostKeyBytes || !isPrintable) {
        return makeError(
            ErrorCode::InvalidData,
            u"The key “%1” is empty, too long, or holds blanks or characters that no key has. Enter it again."_s
                .arg(name),
            u"key_name"_s);
    }
    return Secret(key);
}

QString EnvironmentKeys::variableOf(const QString& name)
{
    QString out = u"PLUMBLINE_KEY_"_s;
    for (const QChar c : name) {
        const QChar upper = c.toUpper();
        const bool isPlain = (upper >= u'A' && upper <= u'Z') || (upper >= u'0' && upper <= u'9');
        out += isPlain ? upper : QChar(u'_');
    }
    return out;
}

Result<Secret> EnvironmentKeys::key(const QString& name) const
{
    const QString variable = variableOf(name);
    const QByteArray value = qgetenv(variable.toLatin1().constData());
    if (value.isEmpty()) {
        return makeError(ErrorCode::NotFound,
                         u"There is no key “%1” in the environment. Set %2."_s.arg(name, variable),
                         u"key_name"_s);
    }
    return checkedKey(name, value);
}

KeyChain::KeyChain(std::vector<const KeySource*> sources)
    : m_sources(std::move(sources))
{
}

Result<Secret> KeyChain::key(const QString& name) const
{
    QStringList reasons;
    for (const KeySource* source : m_sources) {
        Result<Secret> found = source->key(name);
        if (found) {
            return found;
        }
        if (found.error().code == ErrorCode::InvalidData) {
            return found; // it is there, and wrong: another one would hide that
        }
        reasons << found.error().message;
    }
    reasons << (reasons.isEmpty() ? u"There is no place to look for the key “%1”."_s.arg(name) : QString());
    return makeError(ErrorCode::NotFound, reasons.join(u' ').trimmed(), u"key_name"_s);
}

} // namespace plumbline
