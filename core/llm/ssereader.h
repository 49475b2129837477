#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace plumbline {

/// One event of a stream.
struct SseEvent
{
    QByteArray type; ///< empty: "message"
    QByteArray data; ///< its data lines, joined by line feeds

    bool operator==(const SseEvent&) const = default;
};

/// Reads server-sent events (WHATWG HTML, section 9.2.6) from pieces that may be cut anywhere, also between
/// CR and LF or within a character. Lines end in LF, CR LF or CR; comments, ids and retry times are skipped;
/// a byte order mark at the start is no part of the stream. An event without an empty line after it is not
/// complete and not reported.
class SseReader
{
public:
    using Sink = std::function<void(const SseEvent&)>;

    /// `maxEventBytes` bounds one event, so that a stream without line ends cannot fill the memory.
    explicit SseReader(Sink sink, qsizetype maxEventBytes = 8 * 1024 * 1024);

    /// Takes the next bytes and reports the events that they complete. InvalidData when an event is too long;
    /// then nothing more is read.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);
    /// Whether bytes are held that belong to no reported event.
    [[nodiscard]] bool hasRest() const { return !m_line.isEmpty() || m_hasData; }

private:
    void endLine();
    void field(QByteArrayView name, QByteArrayView value);
    void dispatch();

    Sink m_sink;
    qsizetype m_maxEventBytes;
    QByteArray m_line;
    SseEvent m_event;
    bool m_hasData = false;
    bool m_isAfterCr = false;
    bool m_isFirstLine = true;
    bool m_hasFailed = false;
};

} // namespace plumbline
