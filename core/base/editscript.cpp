#include "core/base/counted.h"
#include "core/base/diff.h"
#include "core/base/textindex.h"

#include <QJsonObject>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Error invalid(const QString& message, const QString& field = {})
{
    return makeError(ErrorCode::InvalidData, message, field);
}

/// A whole number at `key`, 0 if there is none; -1 if it is something else.
qint64 wholeNumber(const QJsonObject& step, const QString& key)
{
    const QJsonValue value = step.value(key);
    if (value.isUndefined()) {
        return 0;
    }
    return value.toInteger(-1);
}

} // namespace

EditScript makeEditScript(const QString& before, const QString& after)
{
    const TextIndex index(before);
    EditScript script;
    for (const TextChange& change : diffTexts(before, after)) {
        const qint64 from = index.utf16ToCodePoint(change.before.start);
        const qint64 to = index.utf16ToCodePoint(change.before.end);
        script.push_back({from, to - from, after.mid(change.after.start, change.after.length())});
    }
    return script;
}

Result<QString> applyEditScript(const QString& before, const EditScript& script)
{
    const TextIndex index(before);
    QString out;
    qint64 done = 0;
    for (size_t i = 0; i < script.size(); ++i) {
        const EditScriptStep& step = script[i];
        if (step.at < done || step.removed < 0 || step.removed > index.codePointCount() ||
            step.at > index.codePointCount() - step.removed) {
            return invalid(u"Step %1 of the edit takes out %2 at %3, which is outside the text of %4 or "
                           u"overlaps the step "
                           "before it."_s.arg(i + 1)
                               .arg(counted(step.removed, u"code point"_s))
                               .arg(step.at)
                               .arg(counted(index.codePointCount(), u"code point"_s)));
        }
        out += index.slice(done, step.at);
        out += step.inserted;
        done = step.at + step.removed;
    }
    out += index.slice(done, index.codePointCount());
    return out;
}

QJsonArray editScriptToJson(const EditScript& script)
{
    QJsonArray steps;
    for (const EditScriptStep& step : script) {
        QJsonObject object{{u"at"_s, step.at}};
        if (step.removed > 0) {
            object.insert(u"del"_s, step.removed);
        }
        if (!step.inserted.isEmpty()) {
            object.insert(u"ins"_s, step.inserted);
        }
        steps.append(object);
    }
    return steps;
}

Result<EditScript> editScriptFromJson(const QJsonArray& steps)
{
    EditScript script;
    for (const QJsonValue& value : steps) {
        const QString number = QString::number(script.size() + 1);
        if (!value.isObject()) {
            return invalid(u"Step %1 of the edit is not an object with at, del and ins."_s.arg(number));
        }
        const QJsonObject object = value.toObject();
        const EditScriptStep step{object.contains(u"at"_s) ? wholeNumber(object, u"at"_s) : -1,
                                  wholeNumber(object, u"del"_s), object.value(u"ins"_s).toString()};
        if (step.at < 0) {
            return invalid(u"Step %1 of the edit has no whole number at “at”."_s.arg(number), u"at"_s);
        }
        if (step.removed < 0) {
            return invalid(u"Step %1 of the edit has no whole number at “del”."_s.arg(number), u"del"_s);
        }
        if (object.contains(u"ins"_s) && !object.value(u"ins"_s).isString()) {
            return invalid(u"Step %1 of the edit has no text at “ins”."_s.arg(number), u"ins"_s);
        }
        script.push_back(step);
    }
    return script;
}

} // namespace plumbline
