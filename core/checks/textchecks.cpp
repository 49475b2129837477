#include "core/checks/textchecks.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/checks/findinglist.h"
#include "core/store/annotatorrepository.h"
#include "core/store/checkrepository.h"
#include "core/store/itemrepository.h"

#include <QHash>

namespace plumbline::checks {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;

/// The same for prompts that differ in case and white space alone.
QByteArray likeness(const Prompt& prompt)
{
    QList<Message> plain = prompt.messages;
    for (Message& message : plain) {
        message.content = message.content.simplified().toCaseFolded();
    }
    return contentHash({canonicalJson(messagesToJson(plain))});
}

/// The letters and digits of a name, in one case.
QString bareName(const QString& name)
{
    QString bare;
    for (const QChar character : name.toCaseFolded()) {
        if (character.isLetterOrNumber()) {
            bare += character;
        }
    }
    return bare;
}

} // namespace

Result<CheckFindings> emptyResponses(Session& session, const CheckOptions& options)
{
    FindingList list(u"empty_responses"_s, options);
    PLUMBLINE_TRY(list.proceed());
    PLUMBLINE_ASSIGN(const FoundRows found, CheckRepository(session).emptyResponses(options.limit));
    for (const FoundRow& row : found.rows) {
        const FindingLocation location{.itemId = row.item, .responseId = row.response};
        const FindingAction action = row.item.isValid() ? FindingAction::OpenItem : FindingAction::None;
        if (row.text.isEmpty()) {
            list.add("without_model"_L1, Severity::Warning, {}, location, action);
        } else {
            list.add("with_model"_L1, Severity::Warning, {row.text}, location, action);
        }
    }
    list.countMore(found.total - found.rows.size());
    return list.take();
}

Result<CheckFindings> duplicatePrompts(Session& session, const CheckOptions& options)
{
    FindingList list(u"duplicate_prompts"_s, options);
    ItemRepository items(session);
    CheckRepository repository(session);
    QHash<QByteArray, PromptId> seen;
    for (PromptId last;;) {
        PLUMBLINE_TRY(list.proceed());
        PLUMBLINE_ASSIGN(const QList<Prompt> prompts, items.promptsAfter(last, kPage));
        if (prompts.isEmpty()) {
            return list.take();
        }
        for (const Prompt& prompt : prompts) {
            const QByteArray key = likeness(prompt);
            const auto first = seen.constFind(key);
            if (first == seen.constEnd()) {
                seen.insert(key, prompt.id);
                continue;
            }
            PLUMBLINE_ASSIGN(const ItemId item, repository.firstItemOf(prompt.id));
            list.add("same_text"_L1, Severity::Note,
                     {QString::number(first->value), QString::number(prompt.id.value)}, {.itemId = item},
                     item.isValid() ? FindingAction::OpenItem : FindingAction::None);
        }
        last = prompts.constLast().id;
    }
}

Result<CheckFindings> unknownModels(Session& session, const CheckOptions& options)
{
    FindingList list(u"unknown_models"_s, options);
    PLUMBLINE_TRY(list.proceed());
    PLUMBLINE_ASSIGN(const FoundRows found, CheckRepository(session).responsesWithoutModel(1));
    for (const FoundRow& row : found.rows) {
        list.add("no_author"_L1, Severity::Warning, {QString::number(found.total)},
                 {.itemId = row.item, .responseId = row.response},
                 row.item.isValid() ? FindingAction::OpenItem : FindingAction::None);
    }
    PLUMBLINE_ASSIGN(const QStringList models, AnnotatorRepository(session).models());
    QHash<QString, QString> seen;
    for (const QString& model : models) {
        const QString bare = bareName(model);
        const auto first = seen.constFind(bare);
        if (first != seen.constEnd() && !bare.isEmpty()) {
            list.add("alike"_L1, Severity::Warning, {*first, model});
        } else {
            seen.insert(bare, model);
        }
    }
    return list.take();
}

} // namespace plumbline::checks
