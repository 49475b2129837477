#include "core/judge/critique.h"

#include "core/judge/pairorders.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString reasonLines(const QList<Choice>& reasons)
{
    QStringList lines;
    for (const Choice& reason : reasons) {
        QString line = u"%1: %2"_s.arg(reason.id, reason.name);
        if (!reason.description.isEmpty()) {
            line += u". "_s + reason.description;
        }
        lines.append(line);
    }
    return lines.join(u'\n');
}

int CritiqueSession::criticised() const
{
    return schema().criticisedCount(static_cast<int>(item().responses.size()));
}

CritiqueShape CritiqueSession::shape() const
{
    CritiqueShape out;
    // Reasons belong to the label as a whole, and are read only from JSON.
    if (criticised() == 1 && asksJson()) {
        for (const Choice& reason : schema().reasons) {
            out.reasons.append(reason.id);
        }
    }
    return out;
}

Result<void> CritiqueSession::planCalls()
{
    if (hasPlanned({})) {
        return {};
    }
    PLUMBLINE_TRY(checkOptionNames(spec(), {}));
    if (schema().critique == Requirement::Off) {
        return makeError(ErrorCode::InvalidArgument, u"The schema does not ask for a critique."_s,
                         u"protocol"_s);
    }
    if (schema().refinement == Requirement::Required && item().responses.size() > 1) {
        return makeError(ErrorCode::InvalidArgument,
                         u"The schema asks for the best refinement, which the protocol “refine” chooses."_s,
                         u"protocol"_s);
    }
    const bool asksReasons = !shape().reasons.isEmpty();
    for (int response = 0; response < criticised(); ++response) {
        CallPlan call;
        call.order = {response};
        call.fields = itemFields();
        call.fields.setUntrusted(u"answer"_s, judgedText(item(), response));
        call.fields.setTrusted(u"reasons"_s, asksReasons ? reasonLines(schema().reasons) : QString());
        call.json = critiqueWish(shape());
        PLUMBLINE_TRY(plan(call));
    }
    return {};
}

ParsedReply CritiqueSession::parse(const JudgeCall& call, const LlmReply& reply) const
{
    if (call.request.json) {
        const ParsedReply json = parsedJson(reply, *call.request.json);
        if (json.fault) {
            return json;
        }
    }
    const CritiqueReply read = critiqueReply(reply, shape());
    if (read.fault) {
        return {{}, read.fault};
    }
    QJsonObject parsed{{u"feedback"_s, read.feedback}};
    if (!read.reasons.isEmpty()) {
        parsed.insert(u"reasons"_s, QJsonArray::fromStringList(read.reasons));
    }
    return ParsedReply::of(parsed);
}

Result<JudgeVerdict> CritiqueSession::combine() const
{
    JudgeVerdict out;
    const QList<JudgeReply> all = answers({});
    for (const JudgeReply& answer : all) {
        const QString feedback = answer.parsed.value(u"feedback"_s).toString();
        if (criticised() > 1) {
            out.content.critiques.append({answer.call.order.first(), feedback});
        } else {
            out.content.critique = feedback;
        }
        const QJsonArray reasons = answer.parsed.value(u"reasons"_s).toArray();
        for (const QJsonValue& reason : reasons) {
            out.content.reasons.append(reason.toString());
        }
    }
    return out;
}

} // namespace plumbline
