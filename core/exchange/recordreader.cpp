#include "core/exchange/recordreader.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kChunk = qsizetype(512) * 1024;
constexpr qsizetype kHead = 64 * 1024;

bool isSpace(int byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

Error invalid(const QString& message)
{
    return makeError(ErrorCode::InvalidData, message);
}

} // namespace

RecordReader::RecordReader(std::unique_ptr<ByteSource> source, Framing framing)
    : m_source(std::move(source))
    , m_framing(framing)
{
}

Result<std::unique_ptr<RecordReader>> RecordReader::open(const QString& path, Framing framing,
                                                         const ReadPosition& from)
{
    PLUMBLINE_ASSIGN(std::unique_ptr<ByteSource> source, ByteSource::open(path));
    std::unique_ptr<RecordReader> reader(new RecordReader(std::move(source), framing));
    if (const Result<void> begun = reader->begin(from); !begun) {
        return begun.error().inFile(path);
    }
    return reader;
}

Result<std::unique_ptr<RecordReader>> RecordReader::openBytes(const QByteArray& bytes, Framing framing)
{
    std::unique_ptr<RecordReader> reader(new RecordReader(ByteSource::fromBytes(bytes), framing));
    PLUMBLINE_TRY(reader->begin({}));
    return reader;
}

Result<void> RecordReader::begin(const ReadPosition& from)
{
    while (m_end < kHead && more()) {
    }
    if (m_end == 0 && m_readError) {
        return *m_readError;
    }
    PLUMBLINE_TRY(checkHead());
    if (m_buffer.startsWith("\xef\xbb\xbf")) {
        m_begin = 3;
    }
    if (m_framing == Framing::JsonAuto) {
        const int first = skipSpace();
        const QByteArrayView head = QByteArrayView(m_buffer).sliced(m_begin, m_end - m_begin);
        const qsizetype lineEnd = head.indexOf('\n');
        const bool isLoneBrace = first == '{' && lineEnd > 0 && head.first(lineEnd).trimmed() == "{";
        m_framing = first == '[' || isLoneBrace ? Framing::JsonValues : Framing::Lines;
    }
    if (from.offset > m_base + m_end) {
        PLUMBLINE_TRY(m_source->skip(from.offset - m_base - m_end));
        m_base = from.offset;
        m_begin = 0;
        m_end = 0;
    } else if (from.offset > 0) {
        m_begin = static_cast<qsizetype>(from.offset - m_base);
    }
    if (from.offset > 0) {
        m_isFirst = false;
        m_line = from.line;
        m_isInArray = from.isInArray;
    }
    return {};
}

Result<void> RecordReader::checkHead() const
{
    const QByteArrayView head = QByteArrayView(m_buffer).first(std::min(m_end, kHead));
    const bool isUtf16 = head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff") ||
                         (head.size() >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) ||
                         (head.size() >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0);
    if (isUtf16) {
        return invalid(u"The file is written in UTF-16. Save it as UTF-8 and import it again."_s);
    }
    if (head.contains('\0')) {
        return invalid(
            u"The file is binary, not text: it holds zero bytes. Choose a text file (JSON lines, JSON or "
            "CSV; plain, .gz or .zst)."_s);
    }
    return {};
}

bool RecordReader::more()
{
    if (m_isAtEnd) {
        return false;
    }
    if (m_begin > 0 && m_begin >= m_end / 2) {
        std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, static_cast<size_t>(m_end - m_begin));
        m_base += m_begin;
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_buffer.size() - m_end < kChunk) {
        m_buffer.resize(std::max(m_buffer.size() * 3 / 2, m_end + kChunk));
    }
    Result<qint64> count = m_source->read(m_buffer.data() + m_end, kChunk);
    if (!count) {
        m_readError = count.error();
        m_isAtEnd = true;
        return false;
    }
    m_end += static_cast<qsizetype>(*count);
    m_isAtEnd = *count == 0;
    return !m_isAtEnd;
}

int RecordReader::byteAt(qsizetype& at)
{
    if (at >= m_end) {
        dropIfTooLong(at);
        const qsizetype before = m_begin;
        const bool hasMore = more();
        at -= before - m_begin; // the buffer may have moved
        if (!hasMore) {
            return -1;
        }
    }
    return static_cast<unsigned char>(m_buffer[at]);
}

void RecordReader::dropIfTooLong(qsizetype& at)
{
    const qsizetype length = at - m_begin;
    if (length + m_dropped <= kLongestRecord) {
        return;
    }
    const QByteArrayView gone = QByteArrayView(m_buffer).sliced(m_begin, length);
    if (m_dropped == 0) {
        m_droppedHead = gone.first(std::min<qsizetype>(length, 1024)).toByteArray();
        m_recordOffset = m_base + m_begin;
    }
    m_droppedLines += std::count(gone.begin(), gone.end(), '\n');
    m_dropped += length;
    m_begin = at;
}

void RecordReader::passOver(qsizetype count)
{
    m_line += std::count(m_buffer.constData() + m_begin, m_buffer.constData() + m_begin + count, '\n');
    m_begin += count;
}

RecordReader::Step RecordReader::next()
{
    if (m_hasFailed) {
        return {};
    }
    switch (m_framing) {
    case Framing::JsonValues:
        return nextJson();
    case Framing::Csv:
        return nextCsv();
    case Framing::Lines:
    case Framing::JsonAuto:
        break;
    }
    return nextLine();
}

RecordReader::Step RecordReader::failed(const QString& message)
{
    m_hasFailed = true;
    Step step;
    step.kind = Kind::Failed;
    step.record.line = m_line;
    step.record.offset = m_base + m_begin;
    const qsizetype shown = std::min<qsizetype>(m_end - m_begin, 1024);
    step.record.text = QByteArrayView(m_buffer).sliced(m_begin, shown);
    step.error = m_readError ? *m_readError : invalid(message);
    if (step.error.line == 0) {
        step.error.line = m_line;
    }
    return step;
}

RecordReader::Step RecordReader::atEnd()
{
    return m_readError ? failed({}) : Step{};
}

RecordReader::Step RecordReader::take(qsizetype end, qsizetype after)
{
    Step step;
    step.kind = Kind::Record;
    step.record.line = m_line;
    if (m_dropped > 0) {
        step.kind = Kind::Bad;
        step.record.text = m_droppedHead;
        step.record.offset = m_recordOffset;
        step.error =
            invalid(u"The record is longer than %1 MiB and was passed over."_s.arg(kLongestRecord >> 20));
        m_line += m_droppedLines;
        m_dropped = 0;
        m_droppedLines = 0;
    } else {
        step.record.offset = m_base + m_begin;
        step.record.text = QByteArrayView(m_buffer).sliced(m_begin, end - m_begin);
    }
    passOver(end - m_begin + after);
    return step;
}

RecordReader::Step RecordReader::nextLine()
{
    for (;;) {
        qsizetype at = m_begin;
        for (;;) {
            const void* found =
                at < m_end ? std::memchr(m_buffer.constData() + at, '\n', static_cast<size_t>(m_end - at))
                           : nullptr;
            if (found != nullptr) {
                at = static_cast<const char*>(found) - m_buffer.constData();
                break;
            }
            at = m_end;
            if (byteAt(at) < 0) {
                break;
            }
        }
        const bool hasEnd = at < m_end;
        if (m_readError && !hasEnd) {
            return failed({}); // what stands after the last line end is a torn line
        }
        if (!hasEnd && at == m_begin && m_dropped == 0) {
            return {};
        }
        qsizetype end = at;
        if (end > m_begin && m_buffer[end - 1] == '\r') {
            --end;
        }
        const QByteArrayView text = QByteArrayView(m_buffer).sliced(m_begin, end - m_begin);
        if (m_dropped == 0 && text.trimmed().isEmpty()) {
            passOver(at - m_begin + (hasEnd ? 1 : 0));
            continue;
        }
        return take(end, at - end + (hasEnd ? 1 : 0));
    }
}

int RecordReader::skipSpace()
{
    for (;;) {
        qsizetype at = m_begin;
        const int byte = byteAt(at);
        if (!isSpace(byte)) {
            return byte;
        }
        passOver(1);
    }
}

/// The buffer index behind the JSON value that begins at m_begin; −1 when the file ends inside it.
qsizetype RecordReader::scanJsonValue()
{
    qsizetype at = m_begin;
    int depth = 0;
    bool isInString = false;
    for (;; ++at) {
        const int byte = byteAt(at);
        if (byte < 0) {
            const bool isScalar = depth == 0 && !isInString && at > m_begin;
            return isScalar ? at : -1;
        }
        if (isInString) {
            if (byte == '\\') {
                ++at;
                if (byteAt(at) < 0) {
                    return -1;
                }
            } else if (byte == '"') {
                isInString = false;
                if (depth == 0) {
                    return at + 1;
                }
            }
            continue;
        }
        if (byte == '"') {
            isInString = true;
        } else if (byte == '{' || byte == '[') {
            ++depth;
        } else if (byte == '}' || byte == ']') {
            if (depth <= 1) {
                return depth == 1 ? at + 1 : at;
            }
            --depth;
        } else if (depth == 0 && (byte == ',' || isSpace(byte))) {
            return at;
        }
    }
}

RecordReader::Step RecordReader::nextJson()
{
    int byte = skipSpace();
    const bool isFirst = std::exchange(m_isFirst, false);
    if (isFirst && byte == '[') {
        m_isInArray = true;
        passOver(1);
        byte = skipSpace();
    }
    if (m_isInArray && byte == ',') {
        passOver(1);
        byte = skipSpace();
    }
    if (byte < 0) {
        return m_isInArray ? failed(u"The file ends inside its JSON array: it was not copied completely."_s)
                           : atEnd();
    }
    if (m_isInArray && byte == ']') {
        passOver(1);
        m_isInArray = false;
        if (skipSpace() >= 0) {
            return failed(u"Something stands after the end of the JSON array. Remove it."_s);
        }
        return atEnd();
    }
    const qsizetype end = scanJsonValue();
    if (end < 0) {
        return failed(u"The file ends inside a JSON value: it was not copied completely."_s);
    }
    if (end == m_begin && m_dropped == 0) {
        return failed(u"A JSON value was expected here; “%1” stands there."_s.arg(QChar(byte)));
    }
    return take(end, 0);
}

RecordReader::Step RecordReader::nextCsv()
{
    for (;;) {
        qsizetype at = m_begin;
        bool isQuoted = false;
        int byte = byteAt(at);
        while (byte >= 0 && (byte != '\n' || isQuoted)) {
            if (byte == '"') {
                isQuoted = !isQuoted; // a doubled quote leaves and enters again
            }
            ++at;
            byte = byteAt(at);
        }
        if (byte < 0 && m_readError) {
            return failed({});
        }
        if (byte < 0 && at == m_begin && m_dropped == 0) {
            return {};
        }
        qsizetype end = at;
        if (end > m_begin && m_buffer[end - 1] == '\r') {
            --end;
        }
        const qsizetype after = at - end + (byte < 0 ? 0 : 1);
        if (end == m_begin && m_dropped == 0) {
            passOver(after);
            continue;
        }
        Step step = take(end, after);
        if (step.kind == Kind::Record) {
            Result<QList<QByteArray>> cells = splitCsv(step.record.text);
            if (cells) {
                step.record.cells = std::move(*cells);
            } else {
                step.kind = Kind::Bad;
                step.error = cells.error();
            }
        }
        return step;
    }
}

Result<QList<QByteArray>> RecordReader::splitCsv(QByteArrayView text)
{
    if (!simdjson::validate_utf8(text.data(), static_cast<size_t>(text.size()))) {
        return invalid(u"The text is not valid UTF-8. Save the file as UTF-8."_s);
    }
    QList<QByteArray> cells;
    qsizetype at = 0;
    for (;;) {
        QByteArray cell;
        if (at < text.size() && text[at] == '"') {
            ++at;
            for (;;) {
                const qsizetype quote = text.indexOf('"', at);
                if (quote < 0) {
                    return invalid(u"A quoted cell is never closed: a quotation mark is missing."_s);
                }
                cell += text.sliced(at, quote - at);
                at = quote + 1;
                if (at >= text.size() || text[at] != '"') {
                    break;
                }
                cell += '"';
                ++at;
            }
            if (at < text.size() && text[at] != ',') {
                return invalid(
                    u"Text stands after the closing quotation mark of cell %1. A comma was expected."_s.arg(
                        cells.size() + 1));
            }
        } else {
            qsizetype comma = text.indexOf(',', at);
            comma = comma < 0 ? text.size() : comma;
            cell = text.sliced(at, comma - at).toByteArray();
            at = comma;
        }
        cells.append(cell);
        if (at >= text.size()) {
            return cells;
        }
        ++at;
    }
}

} // namespace plumbline
