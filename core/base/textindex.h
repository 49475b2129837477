#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <vector>

namespace plumbline {

/// UTF-8 of a text; a lone surrogate becomes U+FFFD (QString::toUtf8() would write "?").
[[nodiscard]] QByteArray toUtf8(QStringView text);

/// A text and the three ways to count its positions: Unicode code points, UTF-16 units, UTF-8 bytes.
///
/// A lone surrogate is one code point, one unit and three bytes (it is written as U+FFFD). A carriage return
/// and a line feed are two of each. Every conversion between the three happens here. A text that is all ASCII
/// converts in no time and takes no memory beyond the text; any other in O(log n), with 16 bytes kept for
/// every 512 units. Immutable and cheap to copy; may be read from several threads.
class TextIndex
{
public:
    TextIndex()
        : TextIndex(QString())
    {
    }
    explicit TextIndex(QString text);
    /// Decodes UTF-8; an invalid sequence becomes U+FFFD, as QString::fromUtf8() does.
    [[nodiscard]] static TextIndex fromUtf8(QByteArrayView bytes);

    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] qint64 codePointCount() const { return m_codePoints; }
    [[nodiscard]] qint64 utf16Count() const { return m_text.size(); }
    [[nodiscard]] qint64 utf8Count() const { return m_bytes; }

    // Total conversions for positions that are known to be sound: a position outside the text is moved to the
    // nearest end, one inside a code point to the start of that code point.
    [[nodiscard]] qint64 codePointToUtf16(qint64 codePoint) const;
    [[nodiscard]] qint64 codePointToUtf8(qint64 codePoint) const;
    [[nodiscard]] qint64 utf16ToCodePoint(qint64 unit) const;
    [[nodiscard]] qint64 utf16ToUtf8(qint64 unit) const;
    [[nodiscard]] qint64 utf8ToCodePoint(qint64 byte) const;
    [[nodiscard]] qint64 utf8ToUtf16(qint64 byte) const;

    // Conversions of positions that came from outside. Errors: InvalidData with a sentence, when the position
    // is outside the text or falls inside a code point.
    [[nodiscard]] Result<qint64> codePointAtUtf16(qint64 unit) const;
    [[nodiscard]] Result<qint64> codePointAtUtf8(qint64 byte) const;

    /// True if the UTF-16 position `unit` stands between the two halves of a surrogate pair.
    [[nodiscard]] bool isInsideSurrogatePair(qint64 unit) const;
    /// True if the position `byte` of the UTF-8 form is not the start of a code point.
    [[nodiscard]] bool isInsideUtf8Sequence(qint64 byte) const;
    /// True if cutting the text before code point `codePoint` would split what a reader sees as one
    /// character.
    [[nodiscard]] bool splitsGrapheme(qint64 codePoint) const;

    /// The text of the code points [start, end); both are moved into the text, and an empty text results if
    /// nothing lies between them.
    [[nodiscard]] QString slice(qint64 start, qint64 end) const;

private:
    /// What lies before the last code point boundary at or before a multiple of kStride units.
    struct Checkpoint
    {
        qint64 codePoints = 0;
        qint64 bytes = 0;
    };
    /// One boundary between code points, in all three counts.
    struct Position
    {
        qint64 unit = 0;
        qint64 codePoints = 0;
        qint64 bytes = 0;
    };
    static constexpr qint64 kStride = 512;

    void build();
    [[nodiscard]] Position checkpoint(size_t index) const;
    /// Steps `at` over one code point.
    void step(Position& at) const;
    [[nodiscard]] Position findUnit(qint64 unit) const;
    [[nodiscard]] Position findCodePoint(qint64 codePoint) const;
    [[nodiscard]] Position findByte(qint64 byte) const;

    QString m_text;
    qint64 m_codePoints = 0;
    qint64 m_bytes = 0;
    std::vector<Checkpoint> m_checkpoints; ///< empty when the text is ASCII
};

} // namespace plumbline
