#include "core/judge/templateparts.h"

#include <QStringList>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostDepth = 8;

bool isName(QStringView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
    });
}

Error wrongAt(const QString& text, qsizetype position, const QString& sentence)
{
    const qsizetype line = QStringView(text).first(position).count(u'\n') + 1;
    return makeError(ErrorCode::InvalidData, u"Line %1: %2"_s.arg(line).arg(sentence));
}

TemplatePart::Kind kindOf(QStringView inner)
{
    if (inner.startsWith(u'#')) {
        return TemplatePart::Kind::If;
    }
    if (inner.startsWith(u'^')) {
        return TemplatePart::Kind::Unless;
    }
    return inner.startsWith(u'/') ? TemplatePart::Kind::End : TemplatePart::Kind::Field;
}

/// Where the text goes on behind a conditional mark that ends at `end`: behind the line's end if the mark has
/// the line to itself.
qsizetype behindMark(const QString& text, qsizetype start, qsizetype end)
{
    const bool beginsLine = start == 0 || text[start - 1] == u'\n';
    return beginsLine && end < text.size() && text[end] == u'\n' ? end + 1 : end;
}

} // namespace

Result<QList<TemplatePart>> templateParts(const QString& text)
{
    QList<TemplatePart> parts;
    QStringList open;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype start = text.indexOf("{{"_L1, at);
        if (start < 0) {
            break;
        }
        const qsizetype close = text.indexOf("}}"_L1, start);
        const QStringView inner =
            close < 0 ? QStringView() : QStringView(text).sliced(start + 2, close - start - 2);
        const TemplatePart::Kind kind = kindOf(inner);
        const QStringView name = kind == TemplatePart::Kind::Field ? inner : inner.sliced(1);
        if (!isName(name)) {
            return wrongAt(text, start,
                           u"“{{” begins a field, which must be a name of small letters, digits and “_” "
                           "followed by “}}”."_s);
        }
        if (start > at) {
            parts.append({TemplatePart::Kind::Words, text.sliced(at, start - at)});
        }
        at = close + 2;
        if (kind != TemplatePart::Kind::Field) {
            at = behindMark(text, start, at);
            if (kind != TemplatePart::Kind::End) {
                open.append(name.toString());
            } else if (open.isEmpty() || open.takeLast() != name) {
                return wrongAt(text, start, u"“{{/%1}}” ends a part that did not begin there."_s.arg(name));
            }
            if (open.size() > kMostDepth) {
                return wrongAt(text, start, u"Conditional parts lie too deep inside each other."_s);
            }
        }
        parts.append({kind, name.toString()});
    }
    if (!open.isEmpty()) {
        return wrongAt(text, text.size(), u"The part “{{#%1}}” has no end."_s.arg(open.last()));
    }
    if (at < text.size()) {
        parts.append({TemplatePart::Kind::Words, text.sliced(at)});
    }
    return parts;
}

} // namespace plumbline
