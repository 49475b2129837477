#include "core/exchange/safename.h"

#include "core/base/hash.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString safeFileName(const QString& name)
{
    constexpr qsizetype kLongest = 120;
    QString out;
    for (const QChar sign : name.left(kLongest)) {
        const char16_t unit = sign.unicode();
        const bool isPlain = (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') ||
                             (unit >= u'0' && unit <= u'9') || unit == u'-' || unit == u'_' ||
                             (unit == u'.' && !out.isEmpty());
        out += isPlain ? sign : QChar(u'_');
    }
    if (out == name && !out.isEmpty()) {
        return out;
    }
    return out + u'-' + QString::number(stableHash(name.toUtf8()) & 0xffffff, 16);
}

} // namespace plumbline
