#pragma once

#include "ui/textviews/spanmarks.h"

#include <QString>

namespace plumbline::test {

/// A short answer with nine spans, two of which overlap a third.
inline QString sampleAnswer()
{
    return QStringLiteral("The Secretary-General of the United Nations is a United States-born foreign "
                          "service officer who was the "
                          "Secretary-General of the United Nations from 2007 to 2016. The Secretary-General "
                          "is envisioned by U.S. "
                          "President Franklin D. Roosevelt as a \"world moderator\", but the vague "
                          "definition provided by the United "
                          "Nations Charter left much room for interpretation. The Secretary-General of the "
                          "United Nations was appointed "
                          "by the General Assembly on 13 October 2016 and was succeeded by Ant\u00F3nio "
                          "Guterres in 2018. Ban Ki-moon was "
                          "a South Korean diplomat who was appointed as the Secretary-General of the United "
                          "Nations from January 2007 "
                          "to December 2016 and was appointed by the General Assembly on 13 October 2006.");
}

/// A mark on the n-th occurrence (from 0) of a quote.
inline SpanMark markOf(int id, const QString& text, const QString& quote, int slot, const QString& letter,
                       SpanWeight severity, int occurrence = 0)
{
    qsizetype at = text.indexOf(quote);
    for (int i = 0; i < occurrence; ++i) {
        at = text.indexOf(quote, at + 1);
    }
    const TextIndex index(text);
    return {
        id,   index.utf16ToCodePoint(at), index.utf16ToCodePoint(at + quote.size()), slot, letter, severity,
        false};
}

inline QList<SpanMark> sampleSpans(const QString& text)
{
    const QString i = QStringLiteral("I");
    const QString w = QStringLiteral("W");
    const QString u = QStringLiteral("U");
    return {
        markOf(1, text, QStringLiteral("Secretary-General of the United Nations"), 1, w,
               SpanWeight::Critical),
        markOf(2, text, QStringLiteral("a United States-born foreign service officer"), 2, u,
               SpanWeight::Major),
        markOf(3, text,
               QStringLiteral(
                   "The Secretary-General is envisioned by U.S. President Franklin D. Roosevelt as a \"world "
                   "moderator\", but the vague definition provided by the United Nations Charter left "
                   "much room for interpretation."),
               0, i, SpanWeight::Minor),
        markOf(4, text, QStringLiteral("Secretary-General of the United Nations"), 1, w, SpanWeight::Critical,
               2),
        markOf(5, text, QStringLiteral("appointed by the General Assembly on 13 October 2016"), 0, i,
               SpanWeight::Minor),
        markOf(6, text, QStringLiteral("in 2018"), 1, w, SpanWeight::Major),
        markOf(7, text,
               QStringLiteral(
                   "Ban Ki-moon was a South Korean diplomat who was appointed as the Secretary-General of "
                   "the United Nations from January 2007 to December 2016 and"),
               3, QStringLiteral("R"), SpanWeight::Major),
        markOf(8, text,
               QStringLiteral(
                   "from January 2007 to December 2016 and was appointed by the General Assembly on 13 "
                   "October 2006."),
               2, u, SpanWeight::Major),
        markOf(9, text, QStringLiteral("was appointed by the General Assembly on 13 October 2006."), 0, i,
               SpanWeight::Minor),
    };
}

} // namespace plumbline::test
