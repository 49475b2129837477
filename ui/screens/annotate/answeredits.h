#pragma once

#include "core/domain/content.h"

namespace plumbline {

/// The content with a response rewritten as `text`; without an edit of it when that is the original.
[[nodiscard]] AnnotationContent withEdit(AnnotationContent content, ResponseIndex response,
                                         const QString& text, const QString& original);
/// The undo field of typing in a response.
[[nodiscard]] QString editField(ResponseIndex response);

} // namespace plumbline
