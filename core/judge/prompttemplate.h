#pragma once

#include "core/base/result.h"
#include "core/judge/judgespec.h"
#include "core/llm/llmrequest.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace plumbline {

/// The words in which a judge is asked: messages with named fields {{field}}, and parts that stand only where
/// a field has a text, {{#field}}…{{/field}}, or only where it has none, {{^field}}…{{/field}}. Built-in ones
/// stand in resources/prompts, one JSON file each ("pairwise.json": id, version, title, protocol, step,
/// notes, messages); a project may hold edited copies, which count up the version.
struct PromptTemplate
{
    QString id; ///< "pairwise", "pc2-criteria"…
    int version = 1;
    QString title;
    JudgeProtocol protocol = JudgeProtocol::Pairwise;
    QString step; ///< of protocols with several calls: "criteria", "baseline", "score"…; else ""
    QString notes;
    QList<LlmMessage> messages;
    bool isBuiltIn = true;
    bool operator==(const PromptTemplate&) const = default;

    /// The names of the fields, in order of first use, those of conditional parts among them.
    [[nodiscard]] QStringList fields() const;
    /// Unknown or malformed fields, fields that the protocol's step needs and that are not there, no message,
    /// a role that no server knows. InvalidData names message and place.
    [[nodiscard]] Result<void> check() const;
    /// 64 lower-case hexadecimal digits over what is sent: provenance.
    [[nodiscard]] QByteArray hash() const;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PromptTemplate> fromJson(const QJsonObject& object);
};

/// Values of the fields. Untrusted text (prompts, responses, references, replies of models) goes in by
/// setUntrusted(): it is put between markers that hold a nonce, which the text cannot contain, so that no
/// text can end its field, open another or be taken for the template's own words.
class PromptFields
{
public:
    void setTrusted(const QString& field, const QString& text);
    void setUntrusted(const QString& field, const QString& text);
    /// Several texts in one field, each between markers of its own: "<name> 1", "<name> 2"…
    void setUntrustedList(const QString& field, const QString& name, const QStringList& texts);
    /// A field for conditional parts alone.
    void setSwitch(const QString& field, bool isOn);
    [[nodiscard]] bool contains(const QString& field) const;
    /// The nonce: 8 hexadecimal digits derived from the untrusted texts (seeded by their hash, so that equal
    /// requests stay equal), chosen anew while any text contains it.
    [[nodiscard]] QString nonce() const;

private:
    friend Result<QList<LlmMessage>> fill(const PromptTemplate& promptTemplate, const PromptFields& fields);
    struct Value
    {
        QString text; ///< of a list: all of its texts
        bool isTrusted = true;
        QString itemName; ///< of a list
        QStringList items;
    };
    QHash<QString, Value> m_values;
};

/// The messages of a template with its fields put in, in one pass: what a value holds is never read as a
/// field. {{nonce}} is always there. InvalidData when a field has no value; in conditional parts that counts
/// as empty.
[[nodiscard]] Result<QList<LlmMessage>> fill(const PromptTemplate& promptTemplate,
                                             const PromptFields& fields);

/// The built-in templates, in order of protocol and step; read once from the program's resources.
[[nodiscard]] const QList<PromptTemplate>& builtInTemplates();
/// The built-in template of a protocol's step; null when there is none.
[[nodiscard]] const PromptTemplate* builtInTemplate(JudgeProtocol protocol, const QString& step = {});

/// The steps of a protocol that have templates, in the order in which they are asked; {""} for protocols of
/// one call, none for those that ask no model.
[[nodiscard]] QStringList templateSteps(JudgeProtocol protocol);
/// The built-in templates of all steps of a protocol, by step.
[[nodiscard]] QHash<QString, PromptTemplate> builtInTemplatesOf(JudgeProtocol protocol);

/// One line of a comparison of two versions.
struct TemplateDiffLine
{
    enum class Change { Same, Removed, Added };
    Change change = Change::Same;
    int message = 0; ///< index of the message
    QString text;
    bool operator==(const TemplateDiffLine&) const = default;
};
/// What changed from one version to another, line by line.
[[nodiscard]] QList<TemplateDiffLine> templateDiff(const PromptTemplate& before, const PromptTemplate& after);

} // namespace plumbline
