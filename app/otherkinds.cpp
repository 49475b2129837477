#include "app/otherkinds.h"

#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/schemarepository.h"
#include "core/store/store.h"

#include <QSet>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPairsRead = 400;
constexpr qsizetype kModels = 5;

/// A prompt of one question and an answer of each of several models, in the order of their names.
struct Answers
{
    Prompt prompt;
    QList<Response> responses;
};

Result<Answers> answersOfOnePrompt(Session& session)
{
    ItemFilter filter;
    filter.kind = ItemKind::Pairwise;
    PLUMBLINE_ASSIGN(const QList<ItemView> views,
                     ItemRepository(session).viewsAfter(filter, ItemId{}, kPairsRead));
    QList<Answers> all;
    for (const ItemView& view : views) {
        auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Answers& each) { return each.prompt.id == view.prompt.id; });
        if (found == all.end()) {
            all.append({view.prompt, {}});
            found = all.end() - 1;
        }
        for (const Response& response : view.responses) {
            const bool isKnown =
                std::any_of(found->responses.cbegin(), found->responses.cend(), [&](const Response& each) {
                    return each.model == response.model || each.turns == response.turns;
                });
            if (!isKnown && response.turns.size() == view.prompt.messages.size()) {
                found->responses.append(response);
            }
        }
        if (found->responses.size() >= kModels) {
            std::sort(found->responses.begin(), found->responses.end(),
                      [](const Response& left, const Response& right) { return left.model < right.model; });
            return *found;
        }
    }
    return makeError(ErrorCode::NotFound,
                     u"The project holds no question with the answers of several models."_s);
}

/// A prompt whose answers are short enough that a ranking of them is seen at once; those of a rating, if
/// there are such.
Result<Answers> shortAnswers(Session& session)
{
    constexpr qsizetype kLongest = 220;
    constexpr int kRatingsRead = 400;
    ItemFilter filter;
    filter.kind = ItemKind::Rating;
    PLUMBLINE_ASSIGN(const QList<ItemView> views,
                     ItemRepository(session).viewsAfter(filter, ItemId{}, kRatingsRead));
    for (const ItemView& view : views) {
        QSet<QStringList> texts;
        for (const Response& response : view.responses) {
            if (response.turns.constLast().size() <= kLongest) {
                texts.insert(response.turns);
            }
        }
        if (view.responses.size() >= kModels && texts.size() == view.responses.size()) {
            return Answers{view.prompt, view.responses};
        }
    }
    return answersOfOnePrompt(session);
}

Result<void> addItem(Session& session, const Answers& answers, const QString& uid,
                     const SchemaDefinition& schema, qsizetype responses)
{
    PLUMBLINE_ASSIGN(const SchemaVersion version, SchemaRepository(session).save(schema));
    PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(schema.name));
    NewItem item;
    item.uid = uid;
    item.kind = schema.kind;
    item.prompt = answers.prompt;
    item.responses = answers.responses.mid(0, responses);
    item.schemaVersionId = version.id;
    item.batchId = batch.id;
    if (const auto added = ItemRepository(session).add(item); !added) {
        return added.error();
    }
    return {};
}

} // namespace

Result<void> addOtherKinds(Store& store)
{
    return store.write([](Session& session) -> Result<void> {
        PLUMBLINE_ASSIGN(const std::optional<ItemId> known,
                         ItemRepository(session).findByUid(u"sample-reaction-001"_s));
        if (known) {
            return {};
        }
        PLUMBLINE_ASSIGN(const Answers answers, answersOfOnePrompt(session));
        SchemaDefinition refining = SchemaDefinition::builtIn(ItemKind::Critique);
        refining.name = u"Critique and the best refinement"_s;
        refining.refinement = Requirement::Required;
        PLUMBLINE_ASSIGN(const Answers ranked, shortAnswers(session));
        PLUMBLINE_TRY(addItem(session, ranked, u"sample-ranking-001"_s,
                              SchemaDefinition::builtIn(ItemKind::Ranking), ranked.responses.size()));
        PLUMBLINE_TRY(addItem(session, answers, u"sample-critique-001"_s, refining, 4));
        PLUMBLINE_TRY(addItem(session, answers, u"sample-critique-002"_s,
                              SchemaDefinition::builtIn(ItemKind::Critique), 1));
        return addItem(session, answers, u"sample-reaction-001"_s,
                       SchemaDefinition::builtIn(ItemKind::Reaction), 1);
    });
}

} // namespace plumbline
