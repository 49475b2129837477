#include "core/judge/jsonplace.h"

#include "core/judge/bracketed.h"

namespace plumbline {

namespace {

/// One past the quote that closes the text whose opening quote stands at `start`; the size when it has no
/// end.
qsizetype endOfText(QStringView text, qsizetype start)
{
    for (qsizetype at = start + 1; at < text.size(); ++at) {
        if (text[at] == u'\\') {
            ++at;
        } else if (text[at] == u'"') {
            return at + 1;
        }
    }
    return text.size();
}

qsizetype behindBlanks(QStringView text, qsizetype at)
{
    while (at < text.size() && text[at].isSpace()) {
        ++at;
    }
    return at;
}

} // namespace

qsizetype jsonValueAt(const QString& text, const QString& key)
{
    const QStringView view(text);
    int depth = 0;
    qsizetype at = view.indexOf(u'{', behindThoughts(view));
    while (at >= 0 && at < view.size()) {
        const QChar c = view[at];
        if (c == u'{' || c == u'[') {
            ++depth;
        } else if (c == u'}' || c == u']') {
            if (--depth == 0) {
                return -1;
            }
        } else if (c == u'"') {
            const qsizetype end = endOfText(view, at);
            const qsizetype colon = behindBlanks(view, end);
            const bool isKey = depth == 1 && colon < view.size() && view[colon] == u':';
            if (isKey && view.sliced(at + 1, end - at - 2) == key) {
                const qsizetype value = behindBlanks(view, colon + 1);
                return value >= view.size() ? -1 : view[value] == u'"' ? value + 1 : value;
            }
            at = end;
            continue;
        }
        ++at;
    }
    return -1;
}

} // namespace plumbline
