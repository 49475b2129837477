#include "core/exchange/recordreader.h"

#include <cstdint>
#include <cstdlib>

/// The first byte picks the framing. Offsets and lines never go back, records lie inside the file, and a
/// plain file holds each record at its offset.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace plumbline;
    if (size == 0) {
        return 0;
    }
    const auto framing = static_cast<Framing>(data[0] % 4);
    const QByteArray bytes(reinterpret_cast<const char*>(data + 1), static_cast<qsizetype>(size - 1));
    const auto reader = RecordReader::openBytes(bytes, framing);
    if (!reader) {
        return 0;
    }
    const bool isPlain = !bytes.startsWith("\x1f\x8b") && !bytes.startsWith("\x28\xb5\x2f\xfd");
    qint64 offset = -1;
    qint64 line = 1;
    for (;;) {
        const RecordReader::Step step = (*reader)->next();
        if (step.kind == RecordReader::Kind::End) {
            return 0;
        }
        if (step.kind == RecordReader::Kind::Failed) {
            if (step.error.message.isEmpty() || (*reader)->next().kind != RecordReader::Kind::End) {
                std::abort();
            }
            return 0;
        }
        const bool isInside =
            !isPlain || bytes.mid(step.record.offset, step.record.text.size()) == step.record.text;
        if (step.record.offset <= offset || step.record.line < line || !isInside) {
            std::abort();
        }
        offset = step.record.offset;
        line = step.record.line;
    }
}
