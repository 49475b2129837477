#include "ui/screens/judgesetup/templatepreview.h"

#include "core/judge/sessionbase.h"
#include "core/store/itemrepository.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TemplatePreview", text);
}

/// What a field holds where no session tells: from the item, or its own name.
QString standIn(const QString& field, const ItemView& item, bool& isNamed)
{
    if (field == "question"_L1) {
        return questionText(item);
    }
    if (field == "reference"_L1) {
        return item.prompt.references.value(0);
    }
    if (field == "guidelines"_L1) {
        return item.schema.definition.guidelines;
    }
    const bool isSecond = field.endsWith("_b"_L1) && item.responses.size() > 1;
    if (field.startsWith("answer"_L1) || field == "response"_L1) {
        return judgedText(item, isSecond ? 1 : 0);
    }
    isNamed = true;
    return tr("‹%1: what an earlier answer says›").arg(field);
}

} // namespace

Result<TemplatePreview> previewTemplate(const PromptTemplate& promptTemplate, const ItemView& item,
                                        quint64 projectSeed)
{
    PLUMBLINE_TRY(promptTemplate.check());
    TemplatePreview preview;
    JudgeSetting setting;
    setting.spec.name = u"preview"_s;
    setting.spec.endpoint = u"preview"_s;
    setting.spec.protocol = promptTemplate.protocol;
    setting.projectSeed = projectSeed;
    setting.annotatorUid = setting.spec.name;
    setting.templates = builtInTemplatesOf(promptTemplate.protocol);
    setting.templates.insert(promptTemplate.step, promptTemplate);
    if (auto session = makeJudgeSession(setting, item)) {
        const QList<JudgeCall> calls = (*session)->takeCalls();
        for (const JudgeCall& call : calls) {
            if (call.step == promptTemplate.step) {
                preview.messages = call.request.messages;
                return preview;
            }
        }
    }
    PromptFields fields;
    const QStringList names = promptTemplate.fields();
    for (const QString& name : names) {
        if (name == "json"_L1 || name == "text"_L1) {
            fields.setSwitch(name, name == "json"_L1);
        } else if (name != "nonce"_L1) {
            const QString text = standIn(name, item, preview.hasStandIns);
            fields.setUntrusted(name, text);
        }
    }
    PLUMBLINE_ASSIGN(preview.messages, fill(promptTemplate, fields));
    return preview;
}

Result<TemplatePreview> previewTemplate(Session& session, const PromptTemplate& promptTemplate, qint64 number)
{
    const QList<ItemKind> kinds = kindsOf(promptTemplate.protocol);
    QList<QPair<ItemFilter, qint64>> filters;
    qint64 count = 0;
    for (const ItemKind kind : kinds) {
        ItemFilter filter;
        filter.kind = kind;
        PLUMBLINE_ASSIGN(const qint64 items, ItemRepository(session).count(filter));
        filters.append({filter, items});
        count += items;
    }
    if (count == 0) {
        return makeError(
            ErrorCode::NotFound,
            tr("No item of this project can be judged with this template, so there is nothing to "
               "fill it with."));
    }
    qint64 skip = std::clamp<qint64>(number, 1, count) - 1;
    const qint64 shown = skip + 1;
    for (const auto& [filter, items] : filters) {
        if (skip >= items) {
            skip -= items;
            continue;
        }
        PLUMBLINE_ASSIGN(const QList<ItemRow> rows,
                         ItemRepository(session).rowsAfter(filter, 0, 1, static_cast<int>(skip)));
        if (rows.isEmpty()) {
            break;
        }
        PLUMBLINE_ASSIGN(const ItemView item, ItemRepository(session).view(rows.first().id));
        PLUMBLINE_ASSIGN(TemplatePreview preview,
                         previewTemplate(promptTemplate, item, session.project.seed));
        preview.number = shown;
        preview.count = count;
        preview.itemTitle = rows.first().promptStart;
        return preview;
    }
    return makeError(ErrorCode::NotFound, tr("The item has gone. Choose another one."));
}

} // namespace plumbline
