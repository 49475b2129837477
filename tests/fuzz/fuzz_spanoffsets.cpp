#include "core/base/diff.h"
#include "core/base/spanoffsets.h"
#include "core/base/textboundaries.h"

#include <cstdlib>
#include <cstring>

namespace {

using namespace plumbline;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

/// Every way from one count to another and back must agree, and the quote must be the slice in each.
void checkOffsets(const TextIndex& index, qint64 start, qint64 end)
{
    const auto offsets = spanFromCodePoints(index, start, end);
    require(offsets.hasValue() == checkSpan(index, start, end).hasValue());
    if (!offsets) {
        require(!offsets.error().message.isEmpty());
        return;
    }
    const QString quote = index.slice(start, end);
    require(quote == index.text().mid(offsets->utf16Start, offsets->utf16End - offsets->utf16Start));
    require(checkSpan(index, start, end, quote).hasValue());
    require(*spanFromUtf16(index, offsets->utf16Start, offsets->utf16End) == *offsets);
    require(*spanFromUtf8(index, offsets->utf8Start, offsets->utf8End) == *offsets);
    require(!index.isInsideSurrogatePair(offsets->utf16Start));
}

void checkBoundaries(const QString& text, qint64 start, qint64 end)
{
    const TextBoundaries boundaries(text);
    const TextRange range{std::min(start, end), std::max(start, end)};
    for (const TextRange& snapped : {boundaries.snapToGraphemes(range), boundaries.snapToWords(range)}) {
        require(boundaries.isGraphemeBoundary(snapped.start) && boundaries.isGraphemeBoundary(snapped.end));
        require(snapped.start >= 0 && snapped.end <= text.size() && snapped.start <= snapped.end);
    }
    const qsizetype at = std::clamp<qsizetype>(start, 0, text.size());
    require(at == text.size() || boundaries.nextWordEnd(at) > at);
    require(at == 0 || boundaries.previousWordStart(at) < at);
    require(at == text.size() || boundaries.nextGrapheme(at) > at);
    require(at == 0 || boundaries.previousGrapheme(at) < at);
}

} // namespace

/// Two positions, then two texts as raw UTF-16 (so that lone surrogates occur).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 6) {
        return 0;
    }
    const qint64 start = static_cast<std::int16_t>(data[0] | data[1] << 8);
    const qint64 end = static_cast<std::int16_t>(data[2] | data[3] << 8);
    QString text(static_cast<qsizetype>((size - 4) / 2), Qt::Uninitialized);
    std::memcpy(text.data(), data + 4, static_cast<std::size_t>(text.size()) * 2);
    const TextIndex index(text);

    checkOffsets(index, start, end);
    checkOffsets(index, 0, index.codePointCount());
    checkBoundaries(text, start, end);
    for (const qint64 position : {start, end}) {
        const auto fromUnit = index.codePointAtUtf16(position);
        require(!fromUnit || index.codePointToUtf16(*fromUnit) == position);
        const auto fromByte = index.codePointAtUtf8(position);
        require(!fromByte || index.codePointToUtf8(*fromByte) == position);
    }
    const QString other = text.mid(text.size() / 2) + text.left(text.size() / 3);
    const auto applied = applyEditScript(text, makeEditScript(text, other));
    require(applied && *applied == other);
    return 0;
}
