#include "core/judge/bracketed.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostChars = 400;
constexpr qsizetype kMostKey = 120;

bool isAround(QChar c)
{
    return c.isSpace() || c == u'*' || c == u'_' || c == u'-' || c == u'#' || c == u'`' || c == u'"' ||
           c == u'•' || c == u'>';
}

/// The key of "key: " at the end of what stands on the line before the brackets; "" when it is something
/// else.
QString keyBefore(QStringView line)
{
    while (!line.isEmpty() && isAround(line.back())) {
        line.chop(1);
    }
    if (!line.endsWith(u':')) {
        return {};
    }
    line.chop(1);
    while (!line.isEmpty() && isAround(line.front())) {
        line = line.sliced(1);
    }
    while (!line.isEmpty() && isAround(line.back())) {
        line.chop(1);
    }
    return line.size() > kMostKey ? QString() : line.toString();
}

} // namespace

qsizetype behindThoughts(QStringView text)
{
    qsizetype start = 0;
    while (start < text.size() && (text[start].isSpace() || text[start] == QChar(0xFEFF))) {
        ++start;
    }
    if (!text.sliced(start).startsWith("<think>"_L1)) {
        return start;
    }
    constexpr QLatin1StringView kEnd("</think>");
    const qsizetype end = text.indexOf(kEnd, start);
    return end < 0 ? text.size() : end + kEnd.size();
}

QList<BracketedWord> bracketedWords(const QString& text)
{
    QList<BracketedWord> out;
    const QStringView view(text);
    qsizetype at = view.indexOf("[["_L1, behindThoughts(view));
    while (at >= 0) {
        // Of more than two brackets the last two count.
        qsizetype begin = at + 2;
        while (begin < view.size() && view[begin] == u'[') {
            ++begin;
        }
        qsizetype end = begin;
        while (end < view.size() && view[end] != u'[' && view[end] != u']' && view[end] != u'\n') {
            ++end;
        }
        if (end + 1 < view.size() && view[end] == u']' && view[end + 1] == u']' &&
            end - begin <= kMostChars) {
            const QStringView inner = view.sliced(begin, end - begin);
            qsizetype blanks = 0;
            while (blanks < inner.size() && inner[blanks].isSpace()) {
                ++blanks;
            }
            const qsizetype lineStart = view.first(at).lastIndexOf(u'\n') + 1;
            out.append({inner.trimmed().toString(), keyBefore(view.sliced(lineStart, at - lineStart)),
                        begin + blanks});
        }
        at = view.indexOf("[["_L1, std::max(end, begin));
    }
    return out;
}

} // namespace plumbline
