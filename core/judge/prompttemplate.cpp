#include "core/judge/prompttemplate.h"

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/domain/fieldreader.h"
#include "core/judge/templatefields.h"
#include "core/judge/templateparts.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <tuple>

/// Links the templates in: a static library's resources are dropped unless something names them.
static void initPromptResources()
{
    Q_INIT_RESOURCE(prompts);
}

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// No template is longer; more is a mistake.
constexpr qsizetype kMostChars = 200'000;

Error wrong(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

QString placeOf(qsizetype message)
{
    return u"messages[%1]"_s.arg(message);
}

QJsonArray messageArray(const QList<LlmMessage>& messages)
{
    QJsonArray out;
    for (const LlmMessage& message : messages) {
        out.append(QJsonObject{{u"role"_s, message.role}, {u"text"_s, message.text}});
    }
    return out;
}

Result<void> checkRoles(const QList<LlmMessage>& messages)
{
    bool hasUser = false;
    for (qsizetype index = 0; index < messages.size(); ++index) {
        const LlmMessage& message = messages.at(index);
        if (message.role != u"system" && message.role != u"user" && message.role != u"assistant") {
            return wrong(u"Message %1 has the role “%2”; servers know “system”, “user” and “assistant”."_s
                             .arg(index + 1)
                             .arg(message.role.left(40)),
                         placeOf(index) + u".role"_s);
        }
        if (message.text.trimmed().isEmpty()) {
            return wrong(u"Message %1 is empty."_s.arg(index + 1), placeOf(index) + u".text"_s);
        }
        if (message.text.size() > kMostChars) {
            return wrong(u"Message %1 is too long for a template."_s.arg(index + 1),
                         placeOf(index) + u".text"_s);
        }
        hasUser = hasUser || message.role == u"user";
    }
    return hasUser
               ? Result<void>()
               : Result<void>(wrong(u"A template needs at least one message of the user."_s, u"messages"_s));
}

Result<void> checkKnown(const QList<TemplatePart>& parts, const StepFields& known, qsizetype message)
{
    for (const TemplatePart& part : parts) {
        if (part.kind == TemplatePart::Kind::Words || known.required.contains(part.text) ||
            known.optional.contains(part.text) || commonFields().contains(part.text)) {
            continue;
        }
        return wrong(u"Message %1 uses “{{%2}}”. Known here are: %3."_s.arg(message + 1)
                         .arg(part.text, (known.required + known.optional + commonFields()).join(u", "_s)),
                     placeOf(message) + u".text"_s);
    }
    return {};
}

/// Reads one built-in file; a mistake in it is a mistake in the program.
PromptTemplate readBuiltIn(const QString& path)
{
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const auto object = parseJsonObject(isOpen ? file.readAll() : QByteArray());
    if (!object) {
        qFatal("%s: %s", qPrintable(path), qPrintable(object.error().toString()));
    }
    auto read = PromptTemplate::fromJson(*object);
    if (!read) {
        qFatal("%s: %s", qPrintable(path), qPrintable(read.error().toString()));
    }
    read->isBuiltIn = true;
    return *read;
}

/// Place in allStepFields(), for sorting.
qsizetype placeInSteps(const PromptTemplate& one)
{
    const StepFields* fields = stepFields(one.protocol, one.step);
    return fields == nullptr ? allStepFields().size() : fields - allStepFields().constData();
}

QList<PromptTemplate> readBuiltIns()
{
    initPromptResources();
    const QDir folder(u":/plumbline/prompts"_s);
    QList<PromptTemplate> out;
    const QStringList names = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        out.append(readBuiltIn(folder.filePath(name)));
    }
    // The default of a step comes before its other wordings: its id is the shortest.
    std::sort(out.begin(), out.end(), [](const PromptTemplate& a, const PromptTemplate& b) {
        return std::tuple(placeInSteps(a), a.id.size(), a.id) <
               std::tuple(placeInSteps(b), b.id.size(), b.id);
    });
    return out;
}

} // namespace

QStringList PromptTemplate::fields() const
{
    QStringList out;
    for (const LlmMessage& message : messages) {
        const auto parts = templateParts(message.text);
        if (!parts) {
            continue;
        }
        for (const TemplatePart& part : parts.value()) {
            if (part.kind != TemplatePart::Kind::Words && !out.contains(part.text)) {
                out.append(part.text);
            }
        }
    }
    return out;
}

Result<void> PromptTemplate::check() const
{
    if (id.isEmpty() || id.size() > 80) {
        return wrong(u"A template needs an id of at most 80 characters."_s, u"id"_s);
    }
    if (version < 1) {
        return wrong(u"Versions of a template count from 1."_s, u"version"_s);
    }
    const StepFields* known = stepFields(protocol, step);
    if (known == nullptr) {
        return wrong(u"The protocol “%1” has no step “%2” that asks a model."_s.arg(toName(protocol), step),
                     u"step"_s);
    }
    PLUMBLINE_TRY(checkRoles(messages));
    for (qsizetype index = 0; index < messages.size(); ++index) {
        const auto parts = templateParts(messages.at(index).text);
        if (!parts) {
            return wrong(u"Message %1, %2"_s.arg(index + 1).arg(parts.error().message),
                         placeOf(index) + u".text"_s);
        }
        PLUMBLINE_TRY(checkKnown(parts.value(), *known, index));
    }
    const QStringList used = fields();
    for (const QString& field : known->required) {
        if (!used.contains(field)) {
            return wrong(u"The field “{{%1}}” is missing: without it, the judge would not see what it "
                         "judges."_s.arg(field),
                         u"messages"_s);
        }
    }
    return {};
}

QByteArray PromptTemplate::hash() const
{
    Sha256 sha;
    sha.addData(canonicalJson(messageArray(messages)));
    return sha.result().toHex();
}

QJsonObject PromptTemplate::toJson() const
{
    QJsonObject out{{u"id"_s, id},
                    {u"version"_s, version},
                    {u"title"_s, title},
                    {u"protocol"_s, toName(protocol)},
                    {u"messages"_s, messageArray(messages)}};
    if (!step.isEmpty()) {
        out.insert(u"step"_s, step);
    }
    if (!notes.isEmpty()) {
        out.insert(u"notes"_s, notes);
    }
    return out;
}

Result<PromptTemplate> PromptTemplate::fromJson(const QJsonObject& object)
{
    PromptTemplate out;
    out.isBuiltIn = false;
    QString protocolName;
    FieldReader reader(object);
    reader.require("id"_L1);
    reader.read("id"_L1, out.id);
    reader.read("version"_L1, out.version);
    reader.read("title"_L1, out.title);
    reader.require("protocol"_L1);
    reader.read("protocol"_L1, protocolName);
    reader.read("step"_L1, out.step);
    reader.read("notes"_L1, out.notes);
    reader.require("messages"_L1);
    reader.readList("messages"_L1, out.messages, [](FieldReader& inner) {
        LlmMessage message;
        inner.require("role"_L1);
        inner.read("role"_L1, message.role);
        // The built-in files hold a list of lines, which people can read and compare.
        const QJsonValue text = inner.take("text"_L1);
        QStringList lines;
        if (text.isArray()) {
            inner.read("text"_L1, lines);
            message.text = lines.join(u'\n');
        } else {
            inner.require("text"_L1);
            inner.read("text"_L1, message.text);
        }
        return message;
    });
    if (const auto protocol = judgeProtocolFromName(protocolName)) {
        out.protocol = *protocol;
    } else {
        reader.fail(u"protocol"_s, u"“%1” is no protocol of a judge."_s.arg(protocolName.left(80)));
    }
    PLUMBLINE_TRY(reader.finish());
    PLUMBLINE_TRY(out.check());
    return out;
}

const QList<PromptTemplate>& builtInTemplates()
{
    static const QList<PromptTemplate> kTemplates = readBuiltIns();
    return kTemplates;
}

const PromptTemplate* builtInTemplate(JudgeProtocol protocol, const QString& step)
{
    for (const PromptTemplate& one : builtInTemplates()) {
        if (one.protocol == protocol && one.step == step) {
            return &one;
        }
    }
    return nullptr;
}

QStringList templateSteps(JudgeProtocol protocol)
{
    QStringList out;
    for (const StepFields& fields : allStepFields()) {
        if (fields.protocol == protocol) {
            out.append(fields.step);
        }
    }
    return out;
}

QHash<QString, PromptTemplate> builtInTemplatesOf(JudgeProtocol protocol)
{
    QHash<QString, PromptTemplate> out;
    const QStringList steps = templateSteps(protocol);
    for (const QString& step : steps) {
        if (const PromptTemplate* one = builtInTemplate(protocol, step)) {
            out.insert(step, *one);
        }
    }
    return out;
}

} // namespace plumbline
