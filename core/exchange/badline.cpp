#include "core/exchange/badline.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kSnippetLength = 200;
constexpr qsizetype kBefore = 40;

/// Where the value of a field stands in the text; 0 when it is not found.
qsizetype placeOf(const QString& text, const QString& field)
{
    const QString name = field.section(u'.', -1).section(u'[', 0, 0);
    const qsizetype at = name.isEmpty() ? -1 : text.indexOf(u'"' + name + u'"');
    return std::max<qsizetype>(at, 0);
}

} // namespace

BadLine makeBadLine(const QString& file, qint64 line, qint64 offset, QByteArrayView text, const Error& error)
{
    BadLine bad;
    bad.file = file;
    bad.line = error.line > 0 ? error.line : line;
    bad.offset = offset;
    bad.field = error.field;
    bad.message = error.message;
    constexpr qsizetype kLooked = 16 * 1024;
    const QString shown = QString::fromUtf8(text.first(std::min(text.size(), kLooked)));
    const qsizetype place = placeOf(shown, error.field);
    const qsizetype begin = place > kBefore && shown.size() > kSnippetLength ? place - kBefore : 0;
    bad.snippet = begin > 0 ? u"…"_s + shown.mid(begin, kSnippetLength - 1) : shown.left(kSnippetLength);
    return bad;
}

bool isRecordError(const Error& error)
{
    switch (error.code) {
    case ErrorCode::InvalidData:
    case ErrorCode::InvalidArgument:
    case ErrorCode::AlreadyExists:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
        return true;
    default:
        return false;
    }
}

} // namespace plumbline
