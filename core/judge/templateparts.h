#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace plumbline {

/// One part of a template's text.
struct TemplatePart
{
    enum class Kind {
        Words,  ///< stand as they are
        Field,  ///< {{name}}
        If,     ///< {{#name}}: what follows up to its end stands where the field has a text
        Unless, ///< {{^name}}: …where it has none
        End,    ///< {{/name}}
    };
    Kind kind = Kind::Words;
    QString text; ///< the words, or the field's name
    bool operator==(const TemplatePart&) const = default;
};

/// Cuts a template's text at its fields and checks that conditional parts end in order. A line that holds
/// nothing but the beginning or the end of a conditional part leaves no empty line. InvalidData with what is
/// wrong and where (line, from 1).
[[nodiscard]] Result<QList<TemplatePart>> templateParts(const QString& text);

} // namespace plumbline
