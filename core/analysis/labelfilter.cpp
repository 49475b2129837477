#include "core/analysis/labelfilter.h"

#include <QJsonArray>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kBy = "by"_L1;
constexpr auto kKind = "kind"_L1;
constexpr auto kTurn = "turn"_L1;
constexpr auto kIndependent = "independent"_L1;

Error badField(QLatin1StringView field, const QString& problem)
{
    return makeError(ErrorCode::InvalidData, u"The filter's “%1” %2."_s.arg(field, problem), field);
}

void insertText(QJsonObject& object, QLatin1StringView key, const QString& text)
{
    if (!text.isEmpty()) {
        object.insert(key, text);
    }
}

void insertTexts(QJsonObject& object, QLatin1StringView key, const QStringList& texts)
{
    if (!texts.isEmpty()) {
        object.insert(key, QJsonArray::fromStringList(texts));
    }
}

Result<void> readText(const QJsonObject& object, QLatin1StringView key, QString& text)
{
    const QJsonValue value = object.value(key);
    if (!value.isUndefined() && !value.isString()) {
        return badField(key, u"must be a text"_s);
    }
    text = value.toString();
    return {};
}

Result<void> readTexts(const QJsonObject& object, QLatin1StringView key, QStringList& texts)
{
    const QJsonValue value = object.value(key);
    if (!value.isUndefined() && !value.isArray()) {
        return badField(key, u"must be a list of texts"_s);
    }
    const QJsonArray array = value.toArray();
    for (const QJsonValue entry : array) {
        if (!entry.isString()) {
            return badField(key, u"must be a list of texts"_s);
        }
        texts.append(entry.toString());
    }
    return {};
}

Result<void> readKinds(const QJsonObject& object, QList<AnnotatorKind>& kinds)
{
    QStringList names;
    PLUMBLINE_TRY(readTexts(object, kBy, names));
    for (const QString& name : std::as_const(names)) {
        const std::optional<AnnotatorKind> kind = annotatorKindFromName(name);
        if (!kind) {
            return badField(kBy, u"names “%1”, which is no kind of annotator"_s.arg(name));
        }
        kinds.append(*kind);
    }
    return {};
}

/// One flag for each name: whether it is `wanted`. Empty `wanted`: none, everything counts.
std::vector<char> flags(const QStringList& names, const QStringList& wanted)
{
    std::vector<char> out;
    if (!wanted.isEmpty()) {
        for (const QString& name : names) {
            out.push_back(wanted.contains(name) ? 1 : 0);
        }
    }
    return out;
}

/// Whether an index passes; an empty list of flags lets everything through, −1 passes no other.
bool passes(const std::vector<char>& list, std::int32_t index)
{
    return list.empty() || (index >= 0 && list[static_cast<std::size_t>(index)] != 0);
}

} // namespace

QJsonObject LabelFilter::toJson() const
{
    QJsonObject object;
    QStringList kinds;
    for (const AnnotatorKind annotatorKind : by) {
        kinds.append(toName(annotatorKind));
    }
    insertTexts(object, kBy, kinds);
    insertTexts(object, "annotators"_L1, annotators);
    insertText(object, kKind, kind ? toName(*kind) : QString());
    insertText(object, "batch"_L1, batch);
    insertText(object, "category"_L1, category);
    if (turn) {
        object.insert(kTurn, *turn);
    }
    insertText(object, "aspect"_L1, aspect);
    insertTexts(object, "models"_L1, models);
    insertTexts(object, "hidden_models"_L1, hiddenModels);
    insertTexts(object, "prompts"_L1, prompts);
    if (isIndependent) {
        object.insert(kIndependent, true);
    }
    return object;
}

Result<LabelFilter> LabelFilter::fromJson(const QJsonObject& object)
{
    LabelFilter filter;
    PLUMBLINE_TRY(readKinds(object, filter.by));
    PLUMBLINE_TRY(readTexts(object, "annotators"_L1, filter.annotators));
    QString kindName;
    PLUMBLINE_TRY(readText(object, kKind, kindName));
    if (!kindName.isEmpty()) {
        filter.kind = itemKindFromName(kindName);
        if (!filter.kind) {
            return badField(kKind, u"is “%1”, which is no kind of item"_s.arg(kindName));
        }
    }
    PLUMBLINE_TRY(readText(object, "batch"_L1, filter.batch));
    PLUMBLINE_TRY(readText(object, "category"_L1, filter.category));
    if (const QJsonValue turn = object.value(kTurn); !turn.isUndefined()) {
        filter.turn = turn.toInt();
        if (*filter.turn < 1) {
            return badField(kTurn, u"must be a whole number from 1"_s);
        }
    }
    PLUMBLINE_TRY(readText(object, "aspect"_L1, filter.aspect));
    PLUMBLINE_TRY(readTexts(object, "models"_L1, filter.models));
    PLUMBLINE_TRY(readTexts(object, "hidden_models"_L1, filter.hiddenModels));
    PLUMBLINE_TRY(readTexts(object, "prompts"_L1, filter.prompts));
    if (const QJsonValue independent = object.value(kIndependent); !independent.isUndefined()) {
        if (!independent.isBool()) {
            return badField(kIndependent, u"must be true or false"_s);
        }
        filter.isIndependent = independent.toBool();
    }
    return filter;
}

LabelSieve::LabelSieve(const LabelTable& table, const LabelFilter& filter)
    : m_table(table)
    , m_categories(
          flags(table.categories(), filter.category.isEmpty() ? QStringList() : QStringList{filter.category}))
    , m_kind(filter.kind)
    , m_turn(filter.turn)
    , m_isIndependent(filter.isIndependent)
    , m_hasUnknownModel(filter.models.isEmpty())
{
    for (const Annotator& annotator : table.annotators()) {
        const bool isKind = filter.by.isEmpty() || filter.by.contains(annotator.kind);
        const bool isNamed = filter.annotators.isEmpty() || filter.annotators.contains(annotator.name);
        m_annotators.push_back(isKind && isNamed ? 1 : 0);
    }
    if (!filter.batch.isEmpty()) {
        for (const Batch& batch : table.batches()) {
            m_batches.push_back(batch.name == filter.batch ? 1 : 0);
        }
    }
    if (!filter.models.isEmpty() || !filter.hiddenModels.isEmpty()) {
        for (const QString& model : table.models()) {
            const bool isWanted = filter.models.isEmpty() || filter.models.contains(model);
            m_models.push_back(isWanted && !filter.hiddenModels.contains(model) ? 1 : 0);
        }
    }
    if (!filter.prompts.isEmpty()) {
        m_prompts.assign(table.prompts().size(), 0);
        for (const QString& id : filter.prompts) {
            const std::int32_t index = table.indexOf(PromptId{id.toLongLong()});
            if (index >= 0) {
                m_prompts[static_cast<std::size_t>(index)] = 1;
            }
        }
    }
    m_pairAspect = chooseAspect(table.pairs(), filter.aspect, m_pairAspects);
    m_ratingAspect = chooseAspect(table.ratings(), filter.aspect, m_ratingAspects);
}

template <typename Label>
std::int32_t LabelSieve::chooseAspect(const std::vector<Label>& labels, const QString& asked,
                                      QStringList& names) const
{
    std::vector<char> isThere(static_cast<std::size_t>(m_table.aspects().size()), 0);
    for (const Label& label : labels) {
        char& seen = isThere[static_cast<std::size_t>(label.aspect)];
        if (seen == 0 && accepts(m_table.headOf(label))) {
            seen = 1;
        }
    }
    for (std::size_t index = 0; index < isThere.size(); ++index) {
        if (isThere[index] != 0) {
            names.append(m_table.aspects().at(static_cast<qsizetype>(index)));
        }
    }
    QString chosen = asked;
    if (asked.isEmpty()) {
        chosen = names.size() == 1 ? names.first() : u"overall"_s;
    }
    return names.contains(chosen) ? static_cast<std::int32_t>(m_table.aspects().indexOf(chosen)) : -1;
}

std::int32_t LabelSieve::aspect() const
{
    return m_kind == ItemKind::Rating ? m_ratingAspect : m_pairAspect;
}

bool LabelSieve::accepts(const LabelHead& head) const
{
    if (!passes(m_annotators, head.annotator) || (m_isIndependent && head.isSuggested)) {
        return false;
    }
    const LabelledItem& item = m_table.itemOf(head);
    if ((m_kind && item.kind != *m_kind) || !passes(m_batches, item.batch) ||
        !passes(m_prompts, item.prompt)) {
        return false;
    }
    const LabelledPrompt& prompt = m_table.promptOf(head);
    return passes(m_categories, prompt.category) && (!m_turn || prompt.turn == *m_turn);
}

bool LabelSieve::accepts(const PairLabel& label) const
{
    return label.aspect == m_pairAspect && accepts(m_table.headOf(label)) && acceptsResponse(label.a) &&
           acceptsResponse(label.b);
}

bool LabelSieve::accepts(const RatingLabel& label) const
{
    return label.aspect == m_ratingAspect && accepts(m_table.headOf(label)) &&
           acceptsResponse(label.response);
}

bool LabelSieve::accepts(const SpanLabel& label) const
{
    return accepts(m_table.headOf(label)) && acceptsResponse(label.response);
}

bool LabelSieve::acceptsModel(std::int32_t model) const
{
    return model < 0 ? m_hasUnknownModel : passes(m_models, model);
}

bool LabelSieve::acceptsResponse(std::int32_t response) const
{
    return acceptsModel(m_table.modelOf(response));
}

} // namespace plumbline
