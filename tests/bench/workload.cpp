#include "tests/bench/workload.h"

#include "core/base/hash.h"
#include "core/exchange/plumblinewriter.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/schemarepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kItemsPerTransaction = 2'000;
constexpr int kUidDigits = 32;
constexpr int kPeople = 2; ///< of the rounds of labels on a shared item; the one after them is a judge's

QDateTime madeAt(qint64 number)
{
    return QDateTime::fromMSecsSinceEpoch(1'767'600'000'000 + number * 1'000, Qt::UTC);
}

QString hexUid(QByteArrayView kind, qint64 number)
{
    return QString::fromLatin1(contentHash({kind, QByteArray::number(number)}).toHex()).left(kUidDigits);
}

Result<void> put(QIODevice& device, QByteArray& out)
{
    if (device.write(out) != out.size()) {
        return makeError(ErrorCode::Io, u"The file could not be written: %1"_s.arg(device.errorString()));
    }
    out.resize(0);
    return {};
}

} // namespace

Workload::Workload(const RealTexts& texts, const WorkloadShape& shape)
    : m_texts(texts)
    , m_shape(shape)
{
    m_pairwise.definition = SchemaDefinition::builtIn(ItemKind::Pairwise);
    m_rating.definition = SchemaDefinition::builtIn(ItemKind::Rating);
}

QString Workload::batchName(qint64 item)
{
    return u"Set %1"_s.arg(item / kItemsPerPrompt % kBatches + 1);
}

QString Workload::annotatorName(qint64 item, int round)
{
    const quint64 chance = mix64(1, static_cast<quint64>(item));
    if (round < kPeople) {
        return u"person-%1"_s.arg((chance + static_cast<quint64>(round) * (1 + chance % 7)) % kAnnotators +
                                  1);
    }
    return u"judge-%1"_s.arg(chance % kJudges + 1);
}

QString Workload::uid(qint64 item) const
{
    return hexUid("item", item);
}

Prompt Workload::prompt(qint64 number) const
{
    const RealTexts::Question& question = m_texts.questions[number % m_texts.questions.size()];
    Prompt prompt;
    prompt.category = question.category;
    prompt.messages = {{u"user"_s, u"%1\n\n(variation %2)"_s.arg(question.text).arg(number)}};
    return prompt;
}

Response Workload::response(qint64 promptNumber, int index) const
{
    const RealTexts::Question& question = m_texts.questions[promptNumber % m_texts.questions.size()];
    const qint64 round = promptNumber / m_texts.questions.size();
    const qint64 model = (round * kItemsPerPrompt + index) % m_texts.models.size();
    Response response;
    response.model = m_texts.models[model];
    response.turns = {
        u"%1\n\n(answer %2 to variation %3)"_s.arg(question.answers[model]).arg(index + 1).arg(promptNumber)};
    return response;
}

ItemView Workload::view(qint64 item) const
{
    const qint64 number = item / kItemsPerPrompt;
    const int place = static_cast<int>(item % kItemsPerPrompt);
    const bool isRating = place == kItemsPerPrompt - 1;
    ItemView view;
    view.item.uid = uid(item);
    view.item.kind = isRating ? ItemKind::Rating : ItemKind::Pairwise;
    view.item.position = item / (static_cast<qint64>(kItemsPerPrompt) * kBatches) * kItemsPerPrompt + place;
    view.prompt = prompt(number);
    view.responses << response(number, place);
    if (!isRating) {
        view.responses << response(number, place + 1);
    }
    view.schema = isRating ? m_rating : m_pairwise;
    view.batchName = batchName(item);
    return view;
}

Annotation Workload::label(qint64 item, int round) const
{
    const auto number = static_cast<quint64>(item);
    const bool isOther = round > 0 && mix64(2 + static_cast<quint64>(round), number) % 10 < 4;
    const quint64 chance = mix64(isOther ? 20 + static_cast<quint64>(round) : 2, number);
    Annotation label;
    label.uid = hexUid(round == 0 ? "label"_ba : "label"_ba + QByteArray::number(round), item);
    label.createdAt = madeAt(item + round);
    label.activeMs = static_cast<qint64>(5'000 + chance % 60'000);
    if (item % kItemsPerPrompt == kItemsPerPrompt - 1) {
        for (const Aspect& aspect : m_rating.definition.aspects) {
            Rating rating;
            rating.aspect = aspect.id;
            const int steps = aspect.maximum() - aspect.minimum() + 1;
            rating.value = aspect.minimum() + static_cast<int>(chance % static_cast<quint64>(steps));
            label.content.ratings << rating;
        }
        label.shownOrder = {0};
        return label;
    }
    for (const Aspect& aspect : m_pairwise.definition.aspects) {
        Preference preference;
        preference.aspect = aspect.id;
        preference.margin = static_cast<int>(chance % 5) - 2;
        label.content.preferences << preference;
    }
    label.content.reasons = {m_pairwise.definition.reasons.value(0).id};
    label.shownOrder = (chance & 8U) != 0 ? QList<ResponseIndex>{0, 1} : QList<ResponseIndex>{1, 0};
    return label;
}

Result<void> Workload::writeJsonl(QIODevice& device) const
{
    QByteArray out;
    ProjectInfo info;
    info.uid = u"bench"_s;
    info.name = u"Bench"_s;
    info.seed = m_shape.seed;
    info.createdAt = madeAt(0);
    appendProjectLine(out, info);
    for (int index = 1; index <= kAnnotators; ++index) {
        Annotator annotator;
        annotator.name = u"person-%1"_s.arg(index);
        annotator.uid = annotator.name + u"-uid"_s;
        annotator.createdAt = madeAt(0);
        appendAnnotatorLine(out, annotator, annotator.name);
    }
    appendSchemaLine(out, m_pairwise);
    appendSchemaLine(out, m_rating);
    for (int index = 1; index <= kBatches; ++index) {
        Batch batch;
        batch.name = u"Set %1"_s.arg(index);
        batch.uid = batch.name + u"-uid"_s;
        batch.order = QueueOrder::Random;
        batch.createdAt = madeAt(0);
        appendBatchLine(out, batch);
    }
    const QByteArray pairwise = schemaFields(m_pairwise);
    const QByteArray rating = schemaFields(m_rating);
    constexpr qsizetype kBlock = 1 << 20;
    for (qint64 item = first(); item < end(); ++item) {
        const ItemView one = view(item);
        appendItemLine(out, one, one.item.kind == ItemKind::Rating ? rating : pairwise);
        if (out.size() > kBlock) {
            PLUMBLINE_TRY(put(device, out));
        }
    }
    for (qint64 item = first(); item < end(); ++item) {
        if (isLabelled(item)) {
            const bool isRating = item % kItemsPerPrompt == kItemsPerPrompt - 1;
            appendAnnotationLine(out, label(item),
                                 {uid(item), annotatorName(item), isRating ? rating : pairwise, {}, {}});
        }
        if (out.size() > kBlock) {
            PLUMBLINE_TRY(put(device, out));
        }
    }
    return put(device, out);
}

Result<void> Workload::fill(Store& store, const Progress& progress) const
{
    for (qint64 from = first(); from < end(); from += kItemsPerTransaction) {
        const qint64 to = std::min(from + kItemsPerTransaction, end());
        PLUMBLINE_TRY(store.write([&](Session& session) { return addItems(session, from, to); }));
        if (progress) {
            progress(to - first());
        }
    }
    return {};
}

Result<void> Workload::addItems(Session& session, qint64 from, qint64 to) const
{
    SchemaRepository schemas(session);
    PLUMBLINE_ASSIGN(const SchemaVersion pairwise, schemas.save(m_pairwise.definition));
    PLUMBLINE_ASSIGN(const SchemaVersion rating, schemas.save(m_rating.definition));
    for (qint64 item = from; item < to; ++item) {
        const ItemView one = view(item);
        PLUMBLINE_ASSIGN(const Batch batch,
                         BatchRepository(session).findOrCreate(one.batchName, QueueOrder::Random));
        NewItem added;
        added.uid = one.item.uid;
        added.kind = one.item.kind;
        added.prompt = one.prompt;
        added.responses = one.responses;
        added.schemaVersionId = one.item.kind == ItemKind::Rating ? rating.id : pairwise.id;
        added.batchId = batch.id;
        added.position = one.item.position;
        PLUMBLINE_ASSIGN(const AddedItem stored, ItemRepository(session).add(added));
        PLUMBLINE_TRY(addLabels(session, item, stored.id, added.schemaVersionId));
    }
    return {};
}

Result<void> Workload::addLabels(Session& session, qint64 item, ItemId id, SchemaVersionId schema) const
{
    if (!isLabelled(item)) {
        return {};
    }
    const bool isShared = m_shape.isShared && item / m_shape.labelledOneIn % 2 == 0;
    for (int round = 0; round < (isShared ? kPeople + 1 : 1); ++round) {
        PLUMBLINE_ASSIGN(const Annotator who,
                         AnnotatorRepository(session).findOrCreate(annotatorName(item, round),
                                                                   round < kPeople ? AnnotatorKind::Human
                                                                                   : AnnotatorKind::Llm));
        Annotation annotation = label(item, round);
        annotation.itemId = id;
        annotation.annotatorId = who.id;
        annotation.schemaVersionId = schema;
        PLUMBLINE_TRY(AnnotationRepository(session).appendImported(annotation));
    }
    return {};
}

Result<std::unique_ptr<Store>> createBenchStore(const QString& path, const Clock& clock, quint64 seed)
{
    ProjectInfo info;
    info.uid = u"bench"_s;
    info.name = u"Bench"_s;
    info.seed = seed;
    info.createdAt = clock.now();
    return Store::create(path, info, clock);
}

} // namespace plumbline
