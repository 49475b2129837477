#pragma once

#include <QByteArray>
#include <QDebug>
#include <QString>

namespace plumbline {

/// A key. It prints as "(hidden)", compares with nothing, is no JSON, and its bytes are overwritten when it
/// goes. Only what puts it into a request asks for bytes().
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);
    ~Secret();
    Secret(const Secret& other);
    Secret& operator=(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }
    /// `text` with every occurrence of the key replaced by "(key)". A server may echo what it was sent.
    [[nodiscard]] QString hiddenIn(QString text) const;
    [[nodiscard]] QByteArray hiddenIn(QByteArray text) const;

private:
    void wipe();

    QByteArray m_bytes;
};

QDebug operator<<(QDebug debug, const Secret& secret);

} // namespace plumbline
