#include "ui/screens/annotate/answeredits.h"

#include <algorithm>

namespace plumbline {

AnnotationContent withEdit(AnnotationContent content, ResponseIndex response, const QString& text,
                           const QString& original)
{
    content.edits.removeIf([response](const Edit& each) { return each.response == response; });
    if (text != original) {
        content.edits.append(Edit{response, text});
        std::sort(content.edits.begin(), content.edits.end(),
                  [](const Edit& left, const Edit& right) { return left.response < right.response; });
    }
    return content;
}

QString editField(ResponseIndex response)
{
    return QStringLiteral("edit %1").arg(response);
}

} // namespace plumbline
