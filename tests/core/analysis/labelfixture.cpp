#include "tests/core/analysis/labelfixture.h"

#include "core/base/json.h"

#include <QTest>

#include <numeric>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

ScalePoint point(int value)
{
    return {value, QString()};
}

Aspect ratedAspect(const QString& id)
{
    Aspect aspect;
    aspect.id = id;
    aspect.name = id;
    for (int value = 1; value <= 5; ++value) {
        aspect.points.append(point(value));
    }
    return aspect;
}

template <typename List> QString numbersOf(const List& list)
{
    QStringList words;
    for (const auto number : list) {
        words.append(QString::number(number));
    }
    return words.join(u' ');
}

QString number(std::optional<double> value)
{
    return value ? QString::number(*value) : u"-"_s;
}

void addThings(const LabelTable& table, QStringList& lines)
{
    for (const LabelledItem& item : table.items()) {
        lines.append(u"item %1 %2 prompt %3 batch %4 schema %5 of %6 gold %7 %8"_s.arg(item.id.value)
                         .arg(toName(item.kind))
                         .arg(item.prompt)
                         .arg(item.batch)
                         .arg(item.schema)
                         .arg(numbersOf(item.responses))
                         .arg(item.isGold)
                         .arg(item.gold ? QString::fromUtf8(canonicalJson(item.gold->toJson())) : QString()));
        lines.append(u"  at %1"_s.arg(table.indexOf(item.id)));
    }
    for (const LabelledPrompt& prompt : table.prompts()) {
        lines.append(u"prompt %1 category %2 turn %3 of %4 %5 at %6"_s.arg(prompt.id.value)
                         .arg(prompt.category)
                         .arg(prompt.turn)
                         .arg(prompt.conversation)
                         .arg(prompt.title)
                         .arg(table.indexOf(prompt.id)));
    }
    for (const LabelledResponse& response : table.responses()) {
        lines.append(u"response %1 prompt %2 model %3 style %4 at %5"_s.arg(response.id.value)
                         .arg(response.prompt)
                         .arg(response.model)
                         .arg(numbersOf(response.style.values()))
                         .arg(table.indexOf(response.id)));
    }
    for (const Annotator& annotator : table.annotators()) {
        lines.append(
            u"annotator %1 %2 %3"_s.arg(annotator.id.value).arg(annotator.name, toName(annotator.kind)));
    }
    for (const SchemaVersion& schema : table.schemas()) {
        lines.append(
            u"schema %1 %2 v%3"_s.arg(schema.id.value).arg(schema.definition.name).arg(schema.version));
    }
    for (const Batch& batch : table.batches()) {
        lines.append(u"batch %1 %2 open %3"_s.arg(batch.id.value).arg(batch.name).arg(batch.isOpen));
    }
    for (const QStringList& names : {table.models(), table.categories(), table.aspects(),
                                     table.spanCategories(), table.templateVersions()}) {
        lines.append(u"names "_s + names.join(u", "_s));
    }
}

} // namespace

SchemaDefinition shortSchema(ItemKind kind)
{
    SchemaDefinition schema = SchemaDefinition::builtIn(kind);
    schema.name = u"Short "_s + toName(kind);
    schema.critique = kind == ItemKind::Critique ? Requirement::Required : Requirement::Off;
    if (kind == ItemKind::Rating) {
        schema.aspects = {ratedAspect(u"helpfulness"_s), ratedAspect(u"safety"_s)};
    }
    return schema;
}

ItemId LabelFixture::addItem(const ItemParts& parts)
{
    const Result<AddedItem> added = store->write([&](Session& session) -> Result<AddedItem> {
        PLUMBLINE_ASSIGN(
            const SchemaVersion schema,
            SchemaRepository(session).save(parts.schema ? *parts.schema : shortSchema(parts.kind)));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).findOrCreate(parts.batch));
        NewItem item;
        item.kind = parts.kind;
        item.prompt.category = parts.category;
        for (int turn = 0; turn < parts.turns; ++turn) {
            item.prompt.messages.append({u"user"_s, turn == 0 ? parts.question : u"And then?"_s});
        }
        for (qsizetype index = 0; index < parts.models.size(); ++index) {
            Response response;
            response.model = parts.models[index];
            response.turns = QStringList(parts.turns, u"An earlier answer."_s);
            response.turns.last() =
                parts.texts.value(index, u"Answer of %1 to %2."_s.arg(parts.models[index], parts.question));
            item.responses.append(response);
        }
        item.schemaVersionId = schema.id;
        item.batchId = batch.id;
        item.overlap = parts.overlap;
        item.isGold = parts.gold.has_value();
        item.gold = parts.gold;
        return ItemRepository(session).add(item);
    });
    return checked(added).id;
}

QList<ItemId> LabelFixture::addMany(int count)
{
    constexpr ItemKind kKinds[] = {ItemKind::Pairwise, ItemKind::Rating, ItemKind::Pairwise,
                                   ItemKind::Ranking,  ItemKind::Span,   ItemKind::Critique,
                                   ItemKind::Reaction};
    const QStringList models{u"gamma"_s, u"alpha"_s, u"beta"_s, u""_s};
    QList<ItemId> items;
    for (int index = 0; index < count; ++index) {
        ItemParts parts;
        parts.kind = kKinds[index % 7];
        parts.question = u"Question %1?"_s.arg(index / 2);
        const int responses = parts.kind == ItemKind::Pairwise  ? 2
                              : parts.kind == ItemKind::Ranking ? 3
                              : parts.kind == ItemKind::Rating  ? 2
                                                                : 1;
        parts.models.clear();
        for (int response = 0; response < responses; ++response) {
            parts.models.append(models[(index + response) % 4]);
        }
        parts.batch = u"Batch %1"_s.arg(index % 3);
        parts.category = index % 4 == 0 ? QString() : u"category %1"_s.arg(index % 4);
        parts.turns = 1 + index % 2;
        parts.overlap = 1 + index % 3;
        items.append(addItem(parts));
    }
    return items;
}

Annotation LabelFixture::submit(ItemId item, AnnotatorId annotator, const AnnotationContent& content)
{
    return checked(store->write([&](Session& session) -> Result<Annotation> {
        Labelling labelling(session, annotator);
        PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(item));
        return labelling.submit(open.view.item.id, content, {}, 1500);
    }));
}

void LabelFixture::skip(ItemId item, AnnotatorId annotator)
{
    checked(store->write([&](Session& session) -> Result<Annotation> {
        Labelling labelling(session, annotator);
        PLUMBLINE_ASSIGN(const OpenItem open, labelling.open(item));
        AnnotationContent content;
        content.skipReason = u"unclear"_s;
        return labelling.skip(open.view.item.id, content, {}, 10);
    }));
}

bool LabelFixture::undo(AnnotatorId annotator)
{
    return checked(store->write([&](Session& session) { return Labelling(session, annotator).undo(); }))
        .didSomething;
}

bool LabelFixture::redo(AnnotatorId annotator)
{
    return checked(store->write([&](Session& session) { return Labelling(session, annotator).redo({}); }))
        .didSomething;
}

Annotation LabelFixture::append(ItemId item, AnnotatorId annotator, const AnnotationContent& content,
                                const QJsonObject& provenance, const QList<ResponseIndex>& shownOrder)
{
    return checked(store->write([&](Session& session) -> Result<Annotation> {
        PLUMBLINE_ASSIGN(const Item stored, ItemRepository(session).get(item));
        Annotation annotation;
        annotation.itemId = item;
        annotation.annotatorId = annotator;
        annotation.schemaVersionId = stored.schemaVersionId;
        annotation.content = content;
        annotation.provenance = provenance;
        annotation.shownOrder = shownOrder;
        return AnnotationRepository(session).append(annotation);
    }));
}

void LabelFixture::doSomething(AnnotatorId annotator, Random& random)
{
    const quint64 what = random.below(10);
    if (what < 2) {
        undo(annotator);
        return;
    }
    if (what == 2) {
        redo(annotator);
        return;
    }
    const Result<bool> done = store->write([&](Session& session) -> Result<bool> {
        Labelling labelling(session, annotator);
        PLUMBLINE_ASSIGN(const QList<HistoryEntry> history, labelling.history(20));
        std::optional<OpenItem> open;
        if (what < 5 && !history.isEmpty()) {
            const auto which = static_cast<qsizetype>(random.below(static_cast<quint64>(history.size())));
            Result<OpenItem> again = labelling.open(history[which].itemId);
            if (!again) {
                return false; // somebody else has it by now
            }
            open = std::move(*again);
        } else {
            PLUMBLINE_ASSIGN(open, labelling.openNext({}));
        }
        if (!open) {
            return false;
        }
        const ItemId item = open->view.item.id;
        if (what == 9) {
            AnnotationContent content;
            content.skipReason = u"unclear"_s;
            PLUMBLINE_TRY(labelling.skip(item, content, {}, 5));
            return true;
        }
        PLUMBLINE_TRY(
            labelling.submit(item,
                             randomAnswer(open->view.item.kind, static_cast<int>(open->view.responses.size()),
                                          open->view.judgedTexts(), random),
                             {}, static_cast<qint64>(random.below(9000))));
        return true;
    });
    if (!done && done.error().code != ErrorCode::Conflict) { // somebody else was faster
        qFatal("%s", qPrintable(done.error().toString() + done.error().details));
    }
}

LabelTable LabelFixture::load()
{
    return checked(
        store->read([](Session& session) -> Result<LabelTable> { return LabelTable::load(session); }));
}

AnnotationContent randomAnswer(ItemKind kind, int responses, const QStringList& texts, Random& random)
{
    AnnotationContent content;
    content.isFlagged = random.below(8) == 0;
    switch (kind) {
    case ItemKind::Pairwise:
        content.preferences = pairwiseAnswer(static_cast<int>(random.below(5)) - 2).preferences;
        break;
    case ItemKind::Rating:
        for (int response = 0; response < responses; ++response) {
            for (const QString& aspect : {u"helpfulness"_s, u"safety"_s}) {
                Rating rating{response, aspect, 1.0 + static_cast<double>(random.below(5)), QString()};
                if (random.below(6) == 0) {
                    rating.value.reset();
                }
                content.ratings.append(rating);
            }
        }
        break;
    case ItemKind::Ranking: {
        QList<ResponseIndex> order(responses);
        std::iota(order.begin(), order.end(), 0);
        std::rotate(order.begin(), order.begin() + static_cast<qsizetype>(random.below(3)), order.end());
        content.ranking =
            Ranking{random.below(2) == 0 ? QList<QList<ResponseIndex>>{{order[0]}, {order[1], order[2]}}
                                         : QList<QList<ResponseIndex>>{{order[0]}, {order[1]}, {order[2]}}};
        break;
    }
    case ItemKind::Span:
        if (random.below(3) == 0) {
            content.saysNoErrors = true;
        } else {
            Span span;
            span.start = static_cast<qint64>(random.below(4));
            span.end = span.start + 1 + static_cast<qint64>(random.below(5));
            span.quote = texts.value(0).mid(span.start, span.end - span.start);
            const SchemaDefinition schema = shortSchema(ItemKind::Span);
            for (const SpanCategory& category : schema.categories) {
                if (!category.isMissing && !category.needsEvidence) {
                    span.category = category.id;
                }
            }
            span.severity = schema.severities.isEmpty() ? QString() : schema.severities.first().id;
            content.spans.append(span);
        }
        break;
    case ItemKind::Critique:
        content.critique = u"Too short %1."_s.arg(random.below(50));
        break;
    case ItemKind::Reaction:
        content.reaction = random.below(2) == 0 ? 1 : -1;
        break;
    }
    return content;
}

QStringList linesOf(const LabelTable& table)
{
    QStringList lines;
    addThings(table, lines);
    for (const LabelHead& head : table.heads()) {
        lines.append(
            u"head %1 item %2 annotator %3 schema %4 at %5 for %6 flagged %7 is %8"_s.arg(head.id.value)
                .arg(head.item)
                .arg(head.annotator)
                .arg(head.schema)
                .arg(head.createdMs)
                .arg(head.activeMs)
                .arg(head.isFlagged)
                .arg(table.indexOf(head.id)));
    }
    for (const PairLabel& label : table.pairs()) {
        lines.append(u"pair %1 "_s.arg(label.head) +
                     numbersOf(std::initializer_list<int>{label.aspect, label.a, label.b,
                                                          static_cast<int>(label.winner), label.margin,
                                                          label.bothBad ? 1 : 0, label.shownFirst}));
    }
    for (const PairLabel& label : table.selfPairs()) {
        lines.append(
            u"self %1 %2 %3 %4"_s.arg(label.head).arg(label.aspect).arg(label.a).arg(int(label.winner)));
    }
    for (const RatingLabel& label : table.ratings()) {
        lines.append(
            u"rating %1 %2 %3 %4"_s.arg(label.head).arg(label.aspect).arg(label.response).arg(label.value));
    }
    for (const RankingLabel& label : table.rankings()) {
        lines.append(u"ranking %1: %2; %3; %4"_s.arg(label.head)
                         .arg(numbersOf(label.responses), numbersOf(label.levels), numbersOf(label.rest)));
    }
    for (const SpanLabel& label : table.spans()) {
        lines.append(u"span %1 "_s.arg(label.head) +
                     numbersOf(std::initializer_list<std::int64_t>{label.response, label.category,
                                                                   label.start, label.end}));
    }
    for (const LabelCall& call : table.judgeCalls()) {
        lines.append(u"call %1 %2 %3 %4 %5 %6 %7"_s.arg(call.head)
                         .arg(call.templateVersion)
                         .arg(number(call.cost), number(call.seconds), number(call.probability))
                         .arg(call.tokens)
                         .arg(call.isInconsistent));
    }
    lines.append(u"newest %1"_s.arg(table.newest().value));
    return lines;
}

} // namespace plumbline
