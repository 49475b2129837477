#include "core/exchange/plumblinerefs.h"

#include "core/base/json.h"

#include <algorithm>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;

void appendField(QByteArray& out, QByteArrayView name, const QString& text)
{
    out += ",\"";
    out += name;
    out += "\":";
    appendJsonString(out, text);
}

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

using Places = QList<std::pair<QString, QString*>>;

/// Reads a line all of whose fields are texts and none of which may be missing or empty.
Result<void> readTexts(const simdjson::dom::object& object, const Places& places)
{
    PLUMBLINE_TRY(checkKeysOnce(object));
    for (const simdjson::dom::key_value_pair pair : object) {
        const QString key = toQString(pair.key);
        const auto place = std::find_if(places.cbegin(), places.cend(),
                                        [&](const auto& candidate) { return candidate.first == key; });
        if (place != places.cend()) {
            PLUMBLINE_ASSIGN(*place->second, asString(pair.value, key));
        } else if (key != "type"_L1) {
            return invalid(u"The field “%1” is not known here. Remove it."_s.arg(key), key);
        }
    }
    for (const auto& [name, text] : places) {
        if (text->isEmpty()) {
            return invalid(u"The field “%1” is missing or empty."_s.arg(name), name);
        }
    }
    return {};
}

} // namespace

Result<ExternalRef> readRefLine(const simdjson::dom::object& object)
{
    ExternalRef ref;
    PLUMBLINE_TRY(readTexts(object, {{u"source"_s, &ref.source},
                                     {u"kind"_s, &ref.kind},
                                     {u"key"_s, &ref.key},
                                     {u"target"_s, &ref.target}}));
    if (!QStringList{u"prompt"_s, u"response"_s, u"item"_s, u"batch"_s}.contains(ref.kind)) {
        return invalid(
            u"The kind “%1” is not known here; use prompt, response, item or batch."_s.arg(ref.kind.left(40)),
            u"kind"_s);
    }
    return ref;
}

Result<ValueLine> readValueLine(const simdjson::dom::object& object)
{
    ValueLine line;
    PLUMBLINE_TRY(readTexts(object, {{u"key"_s, &line.key}, {u"value"_s, &line.value}}));
    if (!line.key.contains(u'/')) { // the project's own values have plain names
        return invalid(u"The key “%1” does not begin with its format and a slash."_s.arg(line.key.left(40)),
                       u"key"_s);
    }
    return line;
}

Result<void> writeRefs(Session& session, ExportSink& sink,
                       const std::function<bool(const ExternalRef&)>& isWritten)
{
    ProjectRepository project(session);
    using Values = QMap<QString, QString>;
    PLUMBLINE_ASSIGN(const Values values, project.freeValues());
    QByteArray out;
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (it.value().isEmpty() || !it.key().contains(u'/')) {
            continue; // the project's own, not a format's
        }
        out += "{\"type\":\"value\"";
        appendField(out, "key", it.key());
        appendField(out, "value", it.value());
        out += "}\n";
    }
    ExternalRef last;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<ExternalRef> page, project.externalRefsAfter(last, kPage));
        for (const ExternalRef& ref : page) {
            if (ref.target.isEmpty() || !isWritten(ref)) {
                continue;
            }
            out += "{\"type\":\"ref\"";
            appendField(out, "source", ref.source);
            appendField(out, "kind", ref.kind);
            appendField(out, "key", ref.key);
            appendField(out, "target", ref.target);
            out += "}\n";
        }
        PLUMBLINE_TRY(sink.write({}, out));
        out.clear();
        if (page.isEmpty()) {
            return {};
        }
        last = page.constLast();
    }
}

Result<void> applyRef(Session& session, const ExternalRef& ref)
{
    ProjectRepository project(session);
    PLUMBLINE_ASSIGN(const std::optional<qint64> known, project.externalRef(ref.source, ref.kind, ref.key));
    if (known) {
        return {}; // what the project has already is left as it is
    }
    PLUMBLINE_ASSIGN(const std::optional<qint64> target, project.targetOf(ref.kind, ref.target));
    if (!target) {
        return refWithoutTarget(ref);
    }
    return project.setExternalRef(ref.source, ref.kind, ref.key, *target);
}

Error refWithoutTarget(const ExternalRef& ref)
{
    return invalid(
        u"The %1 “%2” stands neither before this line nor in the project."_s.arg(ref.kind, ref.target),
        u"target"_s);
}

} // namespace plumbline
