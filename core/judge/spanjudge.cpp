#include "core/judge/spanjudge.h"

#include "core/judge/pairorders.h"
#include "core/judge/replytext.h"
#include "core/judge/spanreply.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString lineOf(const QString& id, const QString& name, const QString& description)
{
    const QString line = u"%1: %2"_s.arg(id, name);
    return description.isEmpty() ? line : line + u". "_s + description;
}

QString categoryLines(const SchemaDefinition& schema, bool isMissing)
{
    QStringList lines;
    for (const SpanCategory& category : schema.categories) {
        if (category.isMissing == isMissing) {
            lines.append(lineOf(category.id, category.name, category.description));
        }
    }
    return lines.join(u'\n');
}

QString severityLines(const SchemaDefinition& schema)
{
    QStringList lines;
    for (const Choice& severity : schema.severities) {
        lines.append(lineOf(severity.id, severity.name, severity.description));
    }
    return lines.join(u'\n');
}

/// The conversation before the judged turn, turn by turn where it has several.
QString beforeJudged(const ItemView& item, ResponseIndex response)
{
    QList<Message> all = conversation(item.prompt, item.responses.at(response));
    if (!all.isEmpty()) {
        all.removeLast();
    }
    if (all.size() == 1) {
        return all.first().content;
    }
    QStringList out;
    for (const Message& message : std::as_const(all)) {
        out.append(message.role + u":\n"_s + message.content);
    }
    return out.join(u"\n\n"_s);
}

} // namespace

PromptFields SpanJudgeSession::fieldsOf(ResponseIndex response) const
{
    PromptFields fields = itemFields();
    // A quote is looked up in the judged turn, so that alone stands in the field.
    fields.setUntrusted(u"question"_s, beforeJudged(item(), response));
    fields.setUntrusted(u"answer"_s, item().responses.at(response).text());
    fields.setTrusted(u"categories"_s, categoryLines(schema(), false));
    fields.setTrusted(u"severities"_s, severityLines(schema()));
    fields.setTrusted(u"missing"_s, schema().asksMissing ? categoryLines(schema(), true) : QString());
    const bool hasEvidence = std::any_of(schema().categories.cbegin(), schema().categories.cend(),
                                         [](const SpanCategory& one) { return one.needsEvidence; });
    fields.setSwitch(u"earlier"_s, hasEvidence);
    fields.setSwitch(u"no_errors"_s, schema().canSayNoErrors);
    return fields;
}

Result<void> SpanJudgeSession::planCalls()
{
    if (hasPlanned({})) {
        return {};
    }
    PLUMBLINE_TRY(checkOptionNames(spec(), {}));
    if (categoryLines(schema(), false).isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"The schema has no category to mark a text with."_s,
                         u"categories"_s);
    }
    for (int response = 0; response < item().responses.size(); ++response) {
        CallPlan call;
        call.order = {response};
        call.fields = fieldsOf(response);
        call.json = spanWish(item());
        PLUMBLINE_TRY(plan(call));
    }
    return {};
}

ParsedReply SpanJudgeSession::parse(const JudgeCall& call, const LlmReply& reply) const
{
    const ParsedReply json = parsedJson(reply, spanWish(item()));
    if (json.fault) {
        return json;
    }
    const SpanReply read = spanReply(json.parsed, item(), call.order.first());
    if (read.fault) {
        return {{}, read.fault};
    }
    AnnotationContent content;
    content.spans = read.spans;
    content.missing = read.missing;
    content.saysNoErrors = read.saysNoErrors;
    return ParsedReply::of({{u"content"_s, content.toJson()}, {u"faults"_s, read.faults}});
}

Result<JudgeVerdict> SpanJudgeSession::combine() const
{
    JudgeVerdict out;
    QJsonArray faults;
    const QList<JudgeReply> all = answers({});
    for (const JudgeReply& answer : all) {
        PLUMBLINE_ASSIGN(const AnnotationContent part,
                         AnnotationContent::fromJson(answer.parsed.value(u"content"_s).toObject()));
        out.content.spans += part.spans;
        out.content.missing += part.missing;
        const QJsonArray own = answer.parsed.value(u"faults"_s).toArray();
        for (const QJsonValue& fault : own) {
            faults.append(fault);
        }
    }
    // Each reply that marks nothing says so, or it would have been a fault.
    out.content.saysNoErrors = out.content.spans.isEmpty() && out.content.missing.isEmpty();
    if (!faults.isEmpty()) {
        out.details.insert(u"faults"_s, faults);
    }
    return out;
}

} // namespace plumbline
