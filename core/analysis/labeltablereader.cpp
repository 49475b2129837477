#include "core/analysis/labeltablereader.h"

#include "core/analysis/labelparts.h"
#include "core/base/json.h"
#include "core/domain/suggestion.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/schemarepository.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kChunk = 4096;          // rows of the history that are worked on at once
constexpr qsizetype kShort = 256;     // bytes: longer contents are hardly the same twice
constexpr qsizetype kContents = 8192; // contents that are remembered

/// isSuggested() of a stored provenance; only one that may say so is read.
bool isSuggestedRow(QByteArrayView provenance)
{
    if (!provenance.contains(QByteArrayView("\"suggested\":true"))) {
        return false;
    }
    const Result<QJsonObject> object = parseJsonObject(provenance);
    return object && isSuggested(*object);
}

/// The place of a name in a list; added when it is not there.
std::int32_t placeOf(QStringList& names, const QString& name)
{
    qsizetype index = names.indexOf(name);
    if (index < 0) {
        index = names.size();
        names.append(name);
    }
    return static_cast<std::int32_t>(index);
}

/// The place of an id in a list that lies in order of id; −1: it is not there.
template <typename Row, typename IdType> std::int32_t placeOf(const std::vector<Row>& rows, IdType id)
{
    const auto found = std::lower_bound(rows.begin(), rows.end(), id,
                                        [](const Row& row, IdType wanted) { return row.id < wanted; });
    return found != rows.end() && found->id == id ? static_cast<std::int32_t>(found - rows.begin()) : -1;
}

template <typename IdType> void sortOnce(std::vector<IdType>& ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// Whether an annotation's index names one of the item's responses.
bool isIn(const LabelledItem& item, ResponseIndex index)
{
    return index >= 0 && static_cast<std::size_t>(index) < item.responses.size();
}

} // namespace

LabelTableReader::LabelTableReader(LabelTable& table, Session& session)
    : m_table(table)
    , m_labels(session)
    , m_session(session)
{
}

Result<bool> LabelTableReader::takeNew(const LabelTable::IsCancelled& isCancelled,
                                       const LabelTable::Progress& progress)
{
    PLUMBLINE_ASSIGN(bool hasChanged, takeNames());
    PLUMBLINE_ASSIGN(const AnnotationId newest, m_labels.newest());
    for (qint64 rows = kChunk; rows == kChunk;) {
        if (isCancelled && isCancelled()) {
            return makeError(ErrorCode::Cancelled, u"Reading the labels was stopped."_s);
        }
        PLUMBLINE_ASSIGN(const bool isNew, takeChunk(rows));
        hasChanged = hasChanged || isNew;
        if (progress) {
            progress(m_table.m_newest.value, newest.value);
        }
    }
    dropSuperseded();
    return hasChanged;
}

Result<bool> LabelTableReader::takeNames()
{
    bool hasChanged = false;
    PLUMBLINE_ASSIGN(const AnnotatorId annotator, m_labels.newestAnnotator());
    if (m_table.m_annotators.empty() ? annotator.isValid() : m_table.m_annotators.back().id != annotator) {
        PLUMBLINE_ASSIGN(QList<Annotator> annotators, AnnotatorRepository(m_session).list());
        m_table.m_annotators.assign(annotators.cbegin(), annotators.cend());
        std::sort(m_table.m_annotators.begin(), m_table.m_annotators.end(),
                  [](const Annotator& a, const Annotator& b) { return a.id < b.id; });
        hasChanged = true;
    }
    PLUMBLINE_ASSIGN(const SchemaVersionId schema, m_labels.newestSchemaVersion());
    if (m_table.m_schemas.empty() ? schema.isValid() : m_table.m_schemas.back().id != schema) {
        PLUMBLINE_ASSIGN(const QList<SchemaVersion> schemas, SchemaRepository(m_session).list());
        m_table.m_schemas.assign(schemas.cbegin(), schemas.cend());
        hasChanged = true;
    }
    PLUMBLINE_ASSIGN(std::vector<Batch> batches, labelparts::batchesById(m_session));
    if (batches != m_table.m_batches) {
        m_table.m_batches = std::move(batches);
        hasChanged = true;
    }
    return hasChanged;
}

Result<bool> LabelTableReader::takeChunk(qint64& rows)
{
    m_pending.clear();
    PLUMBLINE_TRY(m_labels.labelsAfter(m_table.m_newest, kChunk,
                                       [this](const LabelRepository::LabelRow& row) -> Result<void> {
                                           PLUMBLINE_ASSIGN(Pending pending, pendingOf(row));
                                           m_pending.push_back(std::move(pending));
                                           return {};
                                       }));
    rows = static_cast<qint64>(m_pending.size());
    PLUMBLINE_TRY(readNewItems());
    bool hasChanged = false;
    for (Pending& pending : m_pending) {
        m_table.m_newest = pending.head.id;
        if (pending.supersedes.isValid()) {
            const std::int32_t old = placeOf(m_table.m_heads, pending.supersedes);
            if (old >= 0) {
                m_superseded.push_back(old);
                hasChanged = true;
            }
        }
        if (pending.isSubmit) {
            append(pending);
            hasChanged = true;
        }
    }
    m_newItems.clear();
    m_newPrompts.clear();
    m_newResponses.clear();
    return hasChanged;
}

Result<LabelTableReader::Pending> LabelTableReader::pendingOf(const LabelRepository::LabelRow& row)
{
    Pending pending;
    pending.head.id = row.id;
    pending.itemId = row.itemId;
    pending.supersedes = row.supersedes;
    pending.isSubmit = row.isSubmit;
    if (!row.isSubmit) {
        return pending;
    }
    PLUMBLINE_ASSIGN(pending.content, contentOf(row));
    pending.head.annotator = placeOf(m_table.m_annotators, row.annotatorId);
    pending.head.schema = placeOf(m_table.m_schemas, row.schemaVersionId);
    pending.head.createdMs = labelparts::timeMs(row.createdAt);
    if (row.activeMs) {
        pending.head.activeMs = static_cast<std::int32_t>(
            std::clamp<qint64>(*row.activeMs, 0, std::numeric_limits<std::int32_t>::max()));
    }
    pending.head.isFlagged = pending.content->isFlagged;
    pending.head.isSuggested = isSuggestedRow(row.provenance);
    pending.shownOrder = labelparts::shownOrder(row.shownOrder);
    PLUMBLINE_TRY(readCall(row, pending));
    return pending;
}

Result<LabelTableReader::Content> LabelTableReader::contentOf(const LabelRepository::LabelRow& row)
{
    const bool isShort = row.content.size() <= kShort;
    if (isShort) {
        const QByteArray key = QByteArray::fromRawData(row.content.data(), row.content.size());
        if (const auto known = m_contents.constFind(key); known != m_contents.constEnd()) {
            return *known;
        }
    }
    const auto parse = [&row]() -> Result<AnnotationContent> {
        PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(row.content));
        return AnnotationContent::fromJson(object);
    };
    Result<AnnotationContent> parsed = parse();
    if (!parsed) {
        Error error = parsed.error();
        error.message = u"Annotation %1 cannot be read: %2"_s.arg(row.id.value).arg(error.message);
        return error;
    }
    auto content = std::make_shared<const AnnotationContent>(std::move(*parsed));
    if (isShort) {
        if (m_contents.size() >= kContents) {
            m_contents.clear();
        }
        m_contents.insert(row.content.toByteArray(), content);
    }
    return content;
}

Result<void> LabelTableReader::readCall(const LabelRepository::LabelRow& row, Pending& pending)
{
    const auto annotator = static_cast<std::size_t>(pending.head.annotator);
    if (pending.head.annotator < 0 || m_table.m_annotators[annotator].kind == AnnotatorKind::Human) {
        return {};
    }
    if (pending.content->extra.value("winner"_L1).toString() == "tie (inconsistent)"_L1) {
        pending.hasCall = true;
        pending.call.isInconsistent = true;
    }
    if (row.provenance.isEmpty()) {
        return {};
    }
    PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(row.provenance));
    const std::optional<labelparts::Call> call = labelparts::callOf(object);
    if (call) {
        pending.hasCall = true;
        pending.call.cost = call->cost;
        pending.call.seconds = call->seconds;
        pending.call.probability = call->probability;
        pending.call.tokens = call->tokens;
        if (!call->templateVersion.isEmpty()) {
            pending.call.templateVersion = placeOf(m_table.m_templateVersions, call->templateVersion);
        }
    }
    return {};
}

Result<void> LabelTableReader::readNewItems()
{
    std::vector<ItemId> ids;
    for (const Pending& pending : m_pending) {
        if (pending.isSubmit && !m_table.m_itemIndexes.contains(pending.itemId)) {
            ids.push_back(pending.itemId);
        }
    }
    sortOnce(ids);
    std::vector<ResponseId> responses;
    std::vector<PromptId> prompts;
    PLUMBLINE_TRY(m_labels.items(ids, [&](const LabelRepository::ItemRow& row) -> Result<void> {
        NewItem item;
        item.item.id = row.id;
        item.item.kind = row.kind;
        item.item.batch = placeOf(m_table.m_batches, row.batchId);
        item.item.schema = placeOf(m_table.m_schemas, row.schemaVersionId);
        item.item.isGold = row.isGold;
        if (!row.gold.isEmpty()) {
            PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(row.gold));
            PLUMBLINE_ASSIGN(AnnotationContent gold, AnnotationContent::fromJson(object));
            item.item.gold = std::make_shared<const AnnotationContent>(std::move(gold));
        }
        item.promptId = row.promptId;
        item.responses = row.responses;
        prompts.push_back(row.promptId);
        responses.insert(responses.end(), row.responses.begin(), row.responses.end());
        m_newItems.insert(row.id, std::move(item));
        return {};
    }));
    std::erase_if(responses, [this](ResponseId id) { return m_table.m_responseIndexes.contains(id); });
    sortOnce(responses);
    PLUMBLINE_TRY(readNewResponses(responses));
    for (const NewResponse& response : std::as_const(m_newResponses)) {
        prompts.push_back(response.promptId);
    }
    std::erase_if(prompts, [this](PromptId id) { return m_table.m_promptIndexes.contains(id); });
    sortOnce(prompts);
    return m_labels.prompts(prompts, [this](const LabelRepository::PromptRow& row) -> Result<void> {
        NewPrompt prompt;
        prompt.prompt.id = row.id;
        prompt.prompt.turn = std::max(1, row.userMessages);
        prompt.prompt.title = QString::fromUtf8(row.title);
        prompt.category = QString::fromUtf8(row.category);
        prompt.opening = row.opening;
        m_newPrompts.insert(row.id, std::move(prompt));
        return {};
    });
}

Result<void> LabelTableReader::readNewResponses(const std::vector<ResponseId>& ids)
{
    return m_labels.responses(ids, [this](const LabelRepository::ResponseRow& row) -> Result<void> {
        NewResponse response;
        response.response.id = row.id;
        response.response.style = stats::styleCounts(row.text);
        response.promptId = row.promptId;
        response.model = QString::fromUtf8(row.model);
        m_newResponses.insert(row.id, std::move(response));
        return {};
    });
}

std::int32_t LabelTableReader::registerItem(ItemId id)
{
    if (const auto known = m_table.m_itemIndexes.constFind(id); known != m_table.m_itemIndexes.constEnd()) {
        return *known;
    }
    const auto found = m_newItems.find(id);
    if (found == m_newItems.end()) {
        return -1;
    }
    LabelledItem item = std::move(found->item);
    item.prompt = registerPrompt(found->promptId);
    for (const ResponseId response : found->responses) {
        item.responses.push_back(registerResponse(response));
    }
    const auto index = static_cast<std::int32_t>(m_table.m_items.size());
    m_table.m_items.push_back(std::move(item));
    m_table.m_itemIndexes.insert(id, index);
    return index;
}

std::int32_t LabelTableReader::registerPrompt(PromptId id)
{
    if (const auto known = m_table.m_promptIndexes.constFind(id);
        known != m_table.m_promptIndexes.constEnd()) {
        return *known;
    }
    NewPrompt found = m_newPrompts.value(id);
    if (!found.category.isEmpty()) {
        found.prompt.category = placeOf(m_table.m_categories, found.category);
    }
    const auto index = static_cast<std::int32_t>(m_table.m_prompts.size());
    auto conversation = m_table.m_conversations.find(found.opening);
    if (conversation == m_table.m_conversations.end()) {
        const auto next = static_cast<std::int32_t>(m_table.m_conversations.size());
        conversation = m_table.m_conversations.insert(found.opening, next);
    }
    found.prompt.conversation = *conversation;
    m_table.m_prompts.push_back(std::move(found.prompt));
    m_table.m_promptIndexes.insert(id, index);
    return index;
}

std::int32_t LabelTableReader::registerResponse(ResponseId id)
{
    if (const auto known = m_table.m_responseIndexes.constFind(id);
        known != m_table.m_responseIndexes.constEnd()) {
        return *known;
    }
    NewResponse found = m_newResponses.value(id);
    found.response.prompt = registerPrompt(found.promptId);
    if (!found.model.isEmpty()) {
        found.response.model = placeOf(m_table.m_models, found.model);
    }
    const auto index = static_cast<std::int32_t>(m_table.m_responses.size());
    m_table.m_responses.push_back(found.response);
    m_table.m_responseIndexes.insert(id, index);
    return index;
}

void LabelTableReader::append(Pending& pending)
{
    pending.head.item = registerItem(pending.itemId);
    if (pending.head.item < 0 || pending.head.annotator < 0) {
        return; // of an item or a person that is not there: the checks of the project tell
    }
    const auto head = static_cast<std::int32_t>(m_table.m_heads.size());
    m_table.m_heads.push_back(pending.head);
    const LabelledItem& item = m_table.m_items[static_cast<std::size_t>(pending.head.item)];
    switch (item.kind) {
    case ItemKind::Pairwise:
        appendPairs(pending, item, head);
        break;
    case ItemKind::Rating:
        appendRatings(pending, item, head);
        break;
    case ItemKind::Ranking:
        appendRanking(pending, item, head);
        break;
    case ItemKind::Span:
        appendSpans(pending, item, head);
        break;
    case ItemKind::Critique:
    case ItemKind::Reaction:
        break;
    }
    if (pending.hasCall) {
        pending.call.head = head;
        m_table.m_judgeCalls.push_back(pending.call);
    }
}

void LabelTableReader::appendPairs(const Pending& pending, const LabelledItem& item, std::int32_t head)
{
    for (const Preference& preference : pending.content->preferences) {
        if (!isIn(item, preference.first) || !isIn(item, preference.second) ||
            preference.first == preference.second) {
            continue;
        }
        const std::int32_t first = item.responses[static_cast<std::size_t>(preference.first)];
        const std::int32_t second = item.responses[static_cast<std::size_t>(preference.second)];
        const LabelledResponse& one = m_table.response(first);
        const LabelledResponse& other = m_table.response(second);
        const bool isInOrder = one.model == other.model
                                   ? one.id < other.id
                                   : labelparts::isBefore(m_table.m_models.value(one.model),
                                                          m_table.m_models.value(other.model));
        const int sign = isInOrder ? 1 : -1;
        PairLabel label;
        label.head = head;
        label.aspect = placeOf(m_table.m_aspects, preference.aspect);
        label.a = isInOrder ? first : second;
        label.b = isInOrder ? second : first;
        label.margin = static_cast<std::int8_t>(sign * std::clamp(preference.margin, -2, 2));
        label.winner = static_cast<stats::PairWinner>((label.margin > 0) - (label.margin < 0));
        label.bothBad = preference.bothBad;
        label.shownFirst = static_cast<std::int8_t>(
            sign * labelparts::whoIsFirst(pending.shownOrder, preference.first, preference.second));
        (first == second ? m_table.m_selfPairs : m_table.m_pairs).push_back(label);
    }
}

void LabelTableReader::appendRatings(const Pending& pending, const LabelledItem& item, std::int32_t head)
{
    for (const Rating& rating : pending.content->ratings) {
        if (rating.value && isIn(item, rating.response)) {
            m_table.m_ratings.push_back({head, placeOf(m_table.m_aspects, rating.aspect),
                                         item.responses[static_cast<std::size_t>(rating.response)],
                                         *rating.value});
        }
    }
}

void LabelTableReader::appendRanking(const Pending& pending, const LabelledItem& item, std::int32_t head)
{
    if (!pending.content->ranking) {
        return;
    }
    RankingLabel label;
    label.head = head;
    std::vector<char> isPlaced(item.responses.size(), 0);
    std::int32_t level = 0;
    for (const QList<ResponseIndex>& group : pending.content->ranking->groups) {
        for (const ResponseIndex index : group) {
            if (isIn(item, index) && isPlaced[static_cast<std::size_t>(index)] == 0) {
                isPlaced[static_cast<std::size_t>(index)] = 1;
                label.responses.push_back(item.responses[static_cast<std::size_t>(index)]);
                label.levels.push_back(level);
            }
        }
        ++level;
    }
    for (std::size_t index = 0; index < isPlaced.size(); ++index) {
        if (isPlaced[index] == 0) {
            label.rest.push_back(item.responses[index]);
        }
    }
    m_table.m_rankings.push_back(std::move(label));
}

void LabelTableReader::appendSpans(const Pending& pending, const LabelledItem& item, std::int32_t head)
{
    for (const Span& span : pending.content->spans) {
        if (isIn(item, span.response)) {
            m_table.m_spans.push_back({head, item.responses[static_cast<std::size_t>(span.response)],
                                       placeOf(m_table.m_spanCategories, span.category), span.start,
                                       span.end});
        }
    }
}

void LabelTableReader::dropSuperseded()
{
    if (m_superseded.empty()) {
        return;
    }
    std::vector<std::int32_t> moved(m_table.m_heads.size(), 0); // the new place of each head, −1: it is gone
    for (const std::int32_t head : m_superseded) {
        moved[static_cast<std::size_t>(head)] = -1;
    }
    std::int32_t place = 0;
    for (std::size_t head = 0; head < moved.size(); ++head) {
        if (moved[head] == 0) {
            m_table.m_heads[static_cast<std::size_t>(place)] = m_table.m_heads[head];
            moved[head] = place++;
        }
    }
    m_table.m_heads.resize(static_cast<std::size_t>(place));
    const auto drop = [&moved](auto& rows) {
        std::erase_if(rows, [&moved](auto& row) {
            row.head = moved[static_cast<std::size_t>(row.head)];
            return row.head < 0;
        });
    };
    drop(m_table.m_pairs);
    drop(m_table.m_selfPairs);
    drop(m_table.m_ratings);
    drop(m_table.m_rankings);
    drop(m_table.m_spans);
    drop(m_table.m_judgeCalls);
    m_superseded.clear();
}

} // namespace plumbline
