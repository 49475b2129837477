#include "core/llm/secret.h"

#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

Secret::Secret(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
    m_bytes.detach();
}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(const Secret& other)
    : m_bytes(other.m_bytes.constData(), other.m_bytes.size())
{
}

Secret& Secret::operator=(const Secret& other)
{
    if (this != &other) {
        wipe();
        m_bytes = QByteArray(other.m_bytes.constData(), other.m_bytes.size());
    }
    return *this;
}

Secret::Secret(Secret&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

void Secret::wipe()
{
    if (m_bytes.isDetached()) {
        volatile char* byte = m_bytes.data();
        for (qsizetype at = 0; at < m_bytes.size(); ++at) {
            byte[at] = 0;
        }
    }
    m_bytes.clear();
}

QString Secret::hiddenIn(QString text) const
{
    return isEmpty() ? text : text.replace(QString::fromUtf8(m_bytes), u"(key)"_s);
}

QByteArray Secret::hiddenIn(QByteArray text) const
{
    return isEmpty() ? text : text.replace(m_bytes, "(key)");
}

QDebug operator<<(QDebug debug, const Secret& secret)
{
    return debug << (secret.isEmpty() ? "(none)" : "(hidden)");
}

} // namespace plumbline
