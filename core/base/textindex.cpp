#include "core/base/textindex.h"

#include "core/base/counted.h"
#include "core/base/textboundaries.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

qint64 bytesOf(char16_t unit)
{
    return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
}

Error invalidPosition(const QString& message)
{
    return makeError(ErrorCode::InvalidData, message);
}

} // namespace

QByteArray toUtf8(QStringView text)
{
    const auto isLone = [&text](qsizetype at) {
        const QChar c = text.at(at);
        if (c.isHighSurrogate()) {
            return at + 1 >= text.size() || !text.at(at + 1).isLowSurrogate();
        }
        return c.isLowSurrogate() && (at == 0 || !text.at(at - 1).isHighSurrogate());
    };
    QString repaired;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at).isSurrogate() && isLone(at)) {
            if (repaired.isEmpty()) {
                repaired = text.toString();
            }
            repaired[at] = QChar::ReplacementCharacter;
        }
    }
    return repaired.isEmpty() ? text.toUtf8() : repaired.toUtf8();
}

TextIndex::TextIndex(QString text)
    : m_text(std::move(text))
{
    build();
}

TextIndex TextIndex::fromUtf8(QByteArrayView bytes)
{
    return TextIndex(QString::fromUtf8(bytes));
}

void TextIndex::build()
{
    if (isAscii(m_text)) {
        m_codePoints = m_text.size();
        m_bytes = m_text.size();
        return;
    }
    m_checkpoints.reserve(static_cast<size_t>(m_text.size() / kStride) + 1);
    Position at;
    while (at.unit < m_text.size()) {
        Position next = at;
        step(next);
        // A multiple of the stride in [at, next) has `at` as its boundary.
        while (static_cast<qint64>(m_checkpoints.size()) * kStride < next.unit) {
            m_checkpoints.push_back({at.codePoints, at.bytes});
        }
        at = next;
    }
    m_codePoints = at.codePoints;
    m_bytes = at.bytes;
}

void TextIndex::step(Position& at) const
{
    const QChar first = m_text.at(at.unit);
    ++at.codePoints;
    if (first.isHighSurrogate() && at.unit + 1 < m_text.size() && m_text.at(at.unit + 1).isLowSurrogate()) {
        at.unit += 2;
        at.bytes += 4;
        return;
    }
    ++at.unit;
    at.bytes += bytesOf(first.unicode());
}

TextIndex::Position TextIndex::checkpoint(size_t index) const
{
    const qint64 unit = static_cast<qint64>(index) * kStride;
    return {isInsideSurrogatePair(unit) ? unit - 1 : unit, m_checkpoints[index].codePoints,
            m_checkpoints[index].bytes};
}

TextIndex::Position TextIndex::findUnit(qint64 unit) const
{
    unit = std::clamp<qint64>(unit, 0, m_text.size());
    if (m_checkpoints.empty()) {
        return {unit, unit, unit};
    }
    if (unit == m_text.size()) {
        return {unit, m_codePoints, m_bytes};
    }
    Position at = checkpoint(static_cast<size_t>(unit / kStride));
    for (Position next = at; at.unit < unit; at = next) {
        step(next);
        if (next.unit > unit) {
            break;
        }
    }
    return at;
}

TextIndex::Position TextIndex::findCodePoint(qint64 codePoint) const
{
    codePoint = std::clamp<qint64>(codePoint, 0, m_codePoints);
    if (m_checkpoints.empty()) {
        return {codePoint, codePoint, codePoint};
    }
    if (codePoint == m_codePoints) {
        return {m_text.size(), m_codePoints, m_bytes};
    }
    const auto after =
        std::upper_bound(m_checkpoints.begin(), m_checkpoints.end(), codePoint,
                         [](qint64 wanted, const Checkpoint& point) { return wanted < point.codePoints; });
    Position at = checkpoint(static_cast<size_t>(after - m_checkpoints.begin() - 1));
    while (at.codePoints < codePoint) {
        step(at);
    }
    return at;
}

TextIndex::Position TextIndex::findByte(qint64 byte) const
{
    byte = std::clamp<qint64>(byte, 0, m_bytes);
    if (m_checkpoints.empty()) {
        return {byte, byte, byte};
    }
    if (byte == m_bytes) {
        return {m_text.size(), m_codePoints, m_bytes};
    }
    const auto after =
        std::upper_bound(m_checkpoints.begin(), m_checkpoints.end(), byte,
                         [](qint64 wanted, const Checkpoint& point) { return wanted < point.bytes; });
    Position at = checkpoint(static_cast<size_t>(after - m_checkpoints.begin() - 1));
    for (Position next = at; at.bytes < byte; at = next) {
        step(next);
        if (next.bytes > byte) {
            break;
        }
    }
    return at;
}

qint64 TextIndex::codePointToUtf16(qint64 codePoint) const
{
    return findCodePoint(codePoint).unit;
}

qint64 TextIndex::codePointToUtf8(qint64 codePoint) const
{
    return findCodePoint(codePoint).bytes;
}

qint64 TextIndex::utf16ToCodePoint(qint64 unit) const
{
    return findUnit(unit).codePoints;
}

qint64 TextIndex::utf16ToUtf8(qint64 unit) const
{
    return findUnit(unit).bytes;
}

qint64 TextIndex::utf8ToCodePoint(qint64 byte) const
{
    return findByte(byte).codePoints;
}

qint64 TextIndex::utf8ToUtf16(qint64 byte) const
{
    return findByte(byte).unit;
}

Result<qint64> TextIndex::codePointAtUtf16(qint64 unit) const
{
    if (unit < 0 || unit > m_text.size()) {
        return invalidPosition(
            u"UTF-16 position %1 is outside the text, which is %2 units long."_s.arg(unit).arg(
                m_text.size()));
    }
    if (isInsideSurrogatePair(unit)) {
        return invalidPosition(
            u"UTF-16 position %1 falls inside a surrogate pair, in the middle of “%2”; move it by one."_s
                .arg(unit)
                .arg(m_text.mid(unit - 1, 2)));
    }
    return findUnit(unit).codePoints;
}

Result<qint64> TextIndex::codePointAtUtf8(qint64 byte) const
{
    if (byte < 0 || byte > m_bytes) {
        return invalidPosition(u"UTF-8 position %1 is outside the text, which is %2 long."_s.arg(byte).arg(
            counted(m_bytes, u"byte"_s)));
    }
    const Position at = findByte(byte);
    if (at.bytes != byte) {
        return invalidPosition(u"UTF-8 position %1 falls inside a character that starts at byte %2; are the "
                               "positions counted in bytes?"_s.arg(byte)
                                   .arg(at.bytes));
    }
    return at.codePoints;
}

bool TextIndex::isInsideSurrogatePair(qint64 unit) const
{
    return unit > 0 && unit < m_text.size() && m_text.at(unit - 1).isHighSurrogate() &&
           m_text.at(unit).isLowSurrogate();
}

bool TextIndex::isInsideUtf8Sequence(qint64 byte) const
{
    return byte > 0 && byte < m_bytes && findByte(byte).bytes != byte;
}

bool TextIndex::splitsGrapheme(qint64 codePoint) const
{
    if (codePoint <= 0 || codePoint >= m_codePoints) {
        return false;
    }
    return !TextBoundaries(m_text).isGraphemeBoundary(codePointToUtf16(codePoint));
}

QString TextIndex::slice(qint64 start, qint64 end) const
{
    const qint64 from = codePointToUtf16(start);
    const qint64 to = codePointToUtf16(end);
    return to > from ? m_text.mid(from, to - from) : QString();
}

} // namespace plumbline
