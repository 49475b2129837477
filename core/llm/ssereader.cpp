#include "core/llm/ssereader.h"

#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

SseReader::SseReader(Sink sink, qsizetype maxEventBytes)
    : m_sink(std::move(sink))
    , m_maxEventBytes(maxEventBytes)
{
}

Result<void> SseReader::feed(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (at < bytes.size() && !m_hasFailed) {
        if (m_isAfterCr) {
            m_isAfterCr = false;
            if (bytes[at] == '\n') {
                ++at;
                continue;
            }
        }
        qsizetype end = at;
        while (end < bytes.size() && bytes[end] != '\n' && bytes[end] != '\r') {
            ++end;
        }
        m_line.append(bytes.data() + at, end - at);
        m_hasFailed = m_line.size() + m_event.data.size() > m_maxEventBytes;
        if (m_hasFailed) {
            break;
        }
        if (end < bytes.size()) {
            m_isAfterCr = bytes[end] == '\r';
            endLine();
            ++end;
        }
        at = end;
    }
    if (m_hasFailed) {
        m_line.clear();
        m_event = {};
        return makeError(ErrorCode::InvalidData,
                         u"One event of the stream is longer than %1 bytes."_s.arg(m_maxEventBytes));
    }
    return {};
}

void SseReader::endLine()
{
    QByteArrayView line(m_line);
    if (std::exchange(m_isFirstLine, false) && line.startsWith("\xEF\xBB\xBF")) {
        line = line.sliced(3);
    }
    if (line.isEmpty()) {
        dispatch();
    } else if (const qsizetype colon = line.indexOf(':'); colon < 0) {
        field(line, {});
    } else if (colon > 0) {
        QByteArrayView value = line.sliced(colon + 1);
        if (value.startsWith(' ')) {
            value = value.sliced(1);
        }
        field(line.first(colon), value);
    }
    m_line.clear();
}

void SseReader::field(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (m_hasData) {
            m_event.data.append('\n');
        }
        m_event.data.append(value);
        m_hasData = true;
    } else if (name == "event") {
        m_event.type = value.toByteArray();
    }
}

void SseReader::dispatch()
{
    SseEvent event = std::exchange(m_event, {});
    if (std::exchange(m_hasData, false)) {
        m_sink(event);
    }
}

} // namespace plumbline
