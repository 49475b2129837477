#pragma once

#include <QList>
#include <QString>
#include <QStringView>

namespace plumbline {

/// Where a reply begins behind what a reasoning model thought aloud at its start (<think>…</think>), in
/// UTF-16 units; the text's size when it does not get beyond that.
[[nodiscard]] qsizetype behindThoughts(QStringView text);

/// A word in double brackets, [[word]], as replies in plain text name a verdict.
struct BracketedWord
{
    QString word;         ///< without blanks around it
    QString key;          ///< of a line "key: [[word]]", without list signs and emphasis; else ""
    qsizetype offset = 0; ///< of the word in the text, in UTF-16 units

    bool operator==(const BracketedWord&) const = default;
};

/// All words in double brackets of a reply's text, in order, but those of its reasoning
/// (<think>…</think> at the start). A word holds no bracket and no line end, and at most 400 characters.
[[nodiscard]] QList<BracketedWord> bracketedWords(const QString& text);

} // namespace plumbline
