#pragma once

#include "core/base/result.h"
#include "core/base/textboundaries.h"

#include <QJsonArray>
#include <QString>

#include <vector>

namespace plumbline {

/// One place where two texts differ: `before` of the first was replaced by `after` of the second. Either may
/// be empty. UTF-16 units; never cuts a grapheme.
struct TextChange
{
    TextRange before;
    TextRange after;

    bool operator==(const TextChange&) const = default;
};

/// Word-level difference of two texts (tokens are words, white space and single signs), in order and not
/// touching: Myers' O(ND) where the texts are alike; where they are not, and it would take too long, between
/// words that stand once in both (so the result is right but need not be the shortest).
[[nodiscard]] std::vector<TextChange> diffTexts(QStringView before, QStringView after);

/// One step of an edit: at code point `at` of the original text take out `removed` code points, put in
/// `inserted`.
struct EditScriptStep
{
    qint64 at = 0;
    qint64 removed = 0;
    QString inserted;

    bool operator==(const EditScriptStep&) const = default;
};

/// The steps of an edit, by growing `at`, not overlapping.
using EditScript = std::vector<EditScriptStep>;

/// The edit that makes `after` of `before`.
[[nodiscard]] EditScript makeEditScript(const QString& before, const QString& after);
/// Applies an edit. Errors: InvalidData if a step lies outside the text or the steps are out of order.
[[nodiscard]] Result<QString> applyEditScript(const QString& before, const EditScript& script);

/// [{"at":4,"del":2,"ins":"new"}…]; "del" and "ins" are left out when there is nothing.
[[nodiscard]] QJsonArray editScriptToJson(const EditScript& script);
/// Errors: InvalidData naming the step (from 1) and the key that is wrong.
[[nodiscard]] Result<EditScript> editScriptFromJson(const QJsonArray& steps);

} // namespace plumbline
