#pragma once

#include <QString>

namespace plumbline {

/// A number with its noun: "1 item", "2 items", "no item" is written "0 items". `many` is for nouns whose
/// plural is not the noun with an s: counted(2, u"entry"_s, u"entries"_s).
[[nodiscard]] inline QString counted(qint64 count, const QString& one, const QString& many = {})
{
    QString text = QString::number(count);
    text += u' ';
    text += one;
    if (count == 1) {
        return text;
    }
    return many.isEmpty() ? text + u's' : QString::number(count) + u' ' + many;
}

/// "is" for one, "are" for more.
[[nodiscard]] inline QString isOrAre(qint64 count)
{
    return count == 1 ? QStringLiteral("is") : QStringLiteral("are");
}

} // namespace plumbline
