#include "core/domain/excerpt.h"

namespace plumbline {

namespace {
constexpr qsizetype kShown = 60;
} // namespace

QString excerpt(const QString& text)
{
    if (text.size() <= kShown) {
        return text;
    }
    return text.left(text.at(kShown - 1).isHighSurrogate() ? kShown - 1 : kShown) + u'…';
}

} // namespace plumbline
