#include "core/exchange/mtbenchimporter.h"

#include "core/base/counted.h"
#include "core/base/json.h"
#include "core/exchange/firstrecord.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCellLength = 80;
constexpr int kPeople = 0;
constexpr int kJudges = 1;

const QString& source()
{
    static const QString kSource = u"mt-bench"_s;
    return kSource;
}

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

QString turnKey(const QString& question, qsizetype turn)
{
    return u"%1/%2"_s.arg(question).arg(turn);
}

QString answerKey(const QString& question, const QString& model, qsizetype turn)
{
    return u"%1/%2/%3"_s.arg(question).arg(turn).arg(model);
}

QString referenceKey(const QString& question)
{
    return u"mt-bench/reference/"_s + question;
}

Error noQuestion(const QString& question)
{
    return invalid(
        u"There is no question %1. Import question.jsonl with this file or before it."_s.arg(question),
        u"question_id"_s);
}

Error noTurn(const QString& question, int turn)
{
    return invalid(u"Question %1 has no turn %2."_s.arg(question).arg(turn), u"turn"_s);
}

Error noAnswer(const QString& model, const QString& question, int turn, const QString& field)
{
    return invalid(u"The model “%1” has no answer to question %2, turn %3. Import its answers "
                   "(model_answer/%1.jsonl) with the votes or before them."_s.arg(model, question)
                       .arg(turn),
                   field);
}

/// Reference answers look like answers; only their place tells them apart.
bool isReferencePath(const QString& path)
{
    const QFileInfo info(path);
    return info.fileName().startsWith(u"reference_answer"_s) ||
           info.dir().dirName().startsWith(u"reference_answer"_s);
}

QJsonObject without(QJsonObject object, std::initializer_list<QLatin1StringView> keys)
{
    for (const QLatin1StringView key : keys) {
        object.remove(key);
    }
    return object;
}

Result<QString> textField(const QJsonObject& object, const QString& name)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined()) {
        return invalid(u"The field “%1” is missing."_s.arg(name), name);
    }
    if (!value.isString() || value.toString().isEmpty()) {
        return invalid(u"%1 must be a text that is not empty."_s.arg(name), name);
    }
    return value.toString();
}

Result<QStringList> textList(const QJsonValue& value, const QString& field)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue& element : array) {
        if (!element.isString()) {
            return invalid(u"%1 must be a list of texts."_s.arg(field), field);
        }
        texts.append(element.toString());
    }
    if (!value.isArray() || texts.isEmpty()) {
        return invalid(u"%1 must be a list of at least one text."_s.arg(field), field);
    }
    return texts;
}

/// Whether the choices of an answer are the usual ones: one, with index and turns and nothing else.
bool isPlainChoice(const QJsonArray& choices)
{
    const QJsonObject choice = choices.at(0).toObject();
    return choices.size() == 1 && choice.size() == 2 && choice.value(u"index"_s) == 0 &&
           choice.contains(u"turns"_s);
}

bool isLlmJudge(const QString& judge)
{
    return judge.startsWith(u"gpt"_s, Qt::CaseInsensitive) ||
           judge.startsWith(u"claude"_s, Qt::CaseInsensitive) || judge.endsWith(u"_pair"_s);
}

/// The prompt of one turn: all questions up to it. What an export needs and nothing else has a place for is
/// kept with the last turn.
Prompt promptOf(const MtBenchRecord& record, qsizetype turn, const QStringList& references,
                const QJsonObject& reference)
{
    const qsizetype count = record.turns.size();
    Prompt prompt;
    for (const QString& text : record.turns.first(turn)) {
        prompt.messages.append({u"user"_s, text});
    }
    prompt.category = record.object.value(u"category"_s).toString();
    prompt.references = references.first(std::min(turn, references.size()));
    prompt.meta = {{u"question_id"_s, record.object.value(u"question_id"_s)},
                   {u"turn"_s, static_cast<qint64>(turn)},
                   {u"turns"_s, static_cast<qint64>(count)}};
    if (turn == count) {
        const QJsonObject rest = without(record.object, {"question_id"_L1, "category"_L1, "turns"_L1});
        if (!rest.isEmpty()) {
            prompt.meta.insert(u"question"_s, rest);
        }
        if (!reference.isEmpty()) {
            prompt.meta.insert(u"reference_answer"_s, reference);
        }
    }
    return prompt;
}

} // namespace

MtBenchImporter::MtBenchImporter(const ImportOptions& options)
    : ItemImporter(options, {{SchemaDefinition::builtIn(ItemKind::Pairwise), u"MT-Bench pairs, people"_s},
                             {SchemaDefinition::builtIn(ItemKind::Pairwise), u"MT-Bench pairs, GPT-4"_s}})
{
}

QStringList MtBenchImporter::arranged(const QStringList& files) const
{
    const auto hasOriginal = std::any_of(files.cbegin(), files.cend(), [](const QString& path) {
        return QFileInfo(path).dir().dirName() == u"model_answer_original"_s;
    });
    QList<QPair<int, QString>> ranked;
    for (const QString& path : files) {
        // The answers that the votes were cast on stand beside newer ones in some copies of the data.
        if (hasOriginal && QFileInfo(path).dir().dirName() == u"model_answer"_s) {
            continue;
        }
        int rank = isReferencePath(path) ? 0 : 4;
        const Result<Probe> probe = probeFile(path);
        if (const auto first = probe ? firstJsonRecord(*probe) : std::nullopt; first && rank != 0) {
            rank = first->contains(u"winner"_s) ? 3 : first->contains(u"choices"_s) ? 2 : 1;
        }
        ranked.append({rank, path});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    QStringList out;
    for (const auto& [rank, path] : std::as_const(ranked)) {
        out.append(path);
    }
    return out;
}

void MtBenchImporter::beginFile(const QString& path)
{
    ItemImporter::beginFile(path);
    m_isReferenceFile = isReferencePath(path);
}

Result<std::unique_ptr<ImportRecord>> MtBenchImporter::parse(const RawRecord& raw)
{
    auto record = std::make_unique<MtBenchRecord>();
    static_cast<ItemRecord&>(*record) = *newRecord(raw);
    PLUMBLINE_ASSIGN(record->object, parseJsonObject(raw.text));
    const QJsonValue question = record->object.value(u"question_id"_s);
    if (!question.isDouble() && !question.isString()) {
        return invalid(u"question_id is missing; it must be a number."_s, u"question_id"_s);
    }
    record->question = QString::fromUtf8(canonicalJson(question));
    if (record->object.contains(u"winner"_s) || record->object.contains(u"model_a"_s)) {
        PLUMBLINE_TRY(parseVote(*record));
    } else if (record->object.contains(u"choices"_s)) {
        PLUMBLINE_TRY(parseAnswer(*record));
    } else if (record->object.contains(u"turns"_s)) {
        PLUMBLINE_TRY(parseQuestion(*record));
    } else {
        return invalid(
            u"The line is no question (it has no turns), no answer (no choices) and no vote (no winner)."_s,
            {});
    }
    return std::unique_ptr<ImportRecord>(std::move(record));
}

Result<void> MtBenchImporter::parseQuestion(MtBenchRecord& record) const
{
    record.type = MtBenchRecord::Type::Question;
    PLUMBLINE_ASSIGN(record.turns, textList(record.object.value(u"turns"_s), u"turns"_s));
    record.cells = {record.question,
                    QString::number(record.turns.size()),
                    {},
                    {},
                    record.turns.constFirst().left(kCellLength),
                    {}};
    return {};
}

Result<void> MtBenchImporter::parseAnswer(MtBenchRecord& record) const
{
    record.type = m_isReferenceFile ? MtBenchRecord::Type::Reference : MtBenchRecord::Type::Answer;
    PLUMBLINE_ASSIGN(record.model, textField(record.object, u"model_id"_s));
    const QJsonObject choice = record.object.value(u"choices"_s).toArray().at(0).toObject();
    PLUMBLINE_ASSIGN(record.turns, textList(choice.value(u"turns"_s), u"choices"_s));
    record.cells = {record.question,
                    QString::number(record.turns.size()),
                    record.model,
                    {},
                    record.turns.constFirst().left(kCellLength),
                    {}};
    return {};
}

Result<void> MtBenchImporter::parseVote(MtBenchRecord& record) const
{
    record.type = MtBenchRecord::Type::Vote;
    const QJsonObject& object = record.object;
    PLUMBLINE_ASSIGN(record.modelA, textField(object, u"model_a"_s));
    PLUMBLINE_ASSIGN(record.modelB, textField(object, u"model_b"_s));
    PLUMBLINE_ASSIGN(const QString winner, textField(object, u"winner"_s));
    PLUMBLINE_ASSIGN(const QString judge, textField(object, u"judge"_s));
    const qint64 turn = object.value(u"turn"_s).toInteger(0);
    if (turn < 1 || turn > 1000) {
        return invalid(u"turn must be a whole number from 1."_s, u"turn"_s);
    }
    record.turn = static_cast<int>(turn);
    if (record.modelA == record.modelB) {
        return invalid(u"model_a and model_b are the same."_s, u"model_b"_s);
    }
    const bool isStraight = record.modelA < record.modelB;
    ImportedLabel label;
    label.annotator = judge;
    label.kind = isLlmJudge(judge) ? AnnotatorKind::Llm : AnnotatorKind::Human;
    label.shownOrder = isStraight ? QList<ResponseIndex>{0, 1} : QList<ResponseIndex>{1, 0};
    label.content.extra =
        without(object, {"judge"_L1, "model_a"_L1, "model_b"_L1, "question_id"_L1, "turn"_L1, "winner"_L1});
    Preference preference;
    preference.aspect = u"overall"_s;
    if (winner == u"model_a"_s || winner == u"model_b"_s) {
        preference.margin = (winner == u"model_a"_s) == isStraight ? 1 : -1;
    } else if (winner == u"tie (bothbad)"_s) {
        preference.bothBad = true;
    } else if (winner == u"tie (inconsistent)"_s) {
        label.content.extra.insert(u"winner"_s, winner);
    } else if (winner != u"tie"_s) {
        return invalid(
            u"winner is “%1”. It must be model_a, model_b, tie, tie (inconsistent) or tie (bothbad)."_s.arg(
                winner.left(40)),
            u"winner"_s);
    }
    label.content.preferences = {preference};
    record.slot = label.kind == AnnotatorKind::Human ? kPeople : kJudges;
    record.item.kind = ItemKind::Pairwise;
    record.labels = {label};
    record.cells = {record.question, QString::number(turn), record.modelA, record.modelB, winner, judge};
    return {};
}

Result<std::optional<qint64>> MtBenchImporter::ref(Session& session, const QString& kind, const QString& key)
{
    return ProjectRepository(session).externalRef(source(), kind, key);
}

Result<void> MtBenchImporter::check(const ImportRecord& record, Session* session)
{
    const auto& line = static_cast<const MtBenchRecord&>(record);
    const auto stored = [&](const QString& kind, const QString& key) -> Result<bool> {
        if (session == nullptr) {
            return false;
        }
        PLUMBLINE_ASSIGN(const std::optional<qint64> id, ref(*session, kind, key));
        return id.has_value();
    };
    switch (line.type) {
    case MtBenchRecord::Type::Question:
        m_seenQuestions.insert(line.question, line.turns.size());
        return {};
    case MtBenchRecord::Type::Reference:
        return {};
    case MtBenchRecord::Type::Answer: {
        PLUMBLINE_ASSIGN(const bool isStored, stored(u"prompt"_s, turnKey(line.question, 1)));
        if (!isStored && !m_seenQuestions.contains(line.question)) {
            return noQuestion(line.question);
        }
        m_seenAnswers.insert(answerKey(line.question, line.model, 0), line.turns.size());
        return {};
    }
    case MtBenchRecord::Type::Vote:
        break;
    }
    PLUMBLINE_ASSIGN(const bool hasQuestion, stored(u"prompt"_s, turnKey(line.question, 1)));
    if (!hasQuestion && !m_seenQuestions.contains(line.question)) {
        return noQuestion(line.question);
    }
    PLUMBLINE_ASSIGN(const bool hasTurn, stored(u"prompt"_s, turnKey(line.question, line.turn)));
    if (!hasTurn && m_seenQuestions.value(line.question) < line.turn) {
        return noTurn(line.question, line.turn);
    }
    for (const bool isFirst : {true, false}) {
        const QString& model = isFirst ? line.modelA : line.modelB;
        PLUMBLINE_ASSIGN(const bool isStored,
                         stored(u"response"_s, answerKey(line.question, model, line.turn)));
        if (!isStored && m_seenAnswers.value(answerKey(line.question, model, 0)) < line.turn) {
            return noAnswer(model, line.question, line.turn, isFirst ? u"model_a"_s : u"model_b"_s);
        }
    }
    return session != nullptr ? checkAnnotators(*session, line) : Result<void>();
}

Result<void> MtBenchImporter::apply(Session& session, ImportRecord& record, ImportReport& report)
{
    auto& line = static_cast<MtBenchRecord&>(record);
    switch (line.type) {
    case MtBenchRecord::Type::Question:
        return applyQuestion(session, line, report);
    case MtBenchRecord::Type::Reference:
        return applyReference(session, line, report);
    case MtBenchRecord::Type::Answer:
        return applyAnswer(session, line, report);
    case MtBenchRecord::Type::Vote:
        break;
    }
    return applyVote(session, line, report);
}

Result<void> MtBenchImporter::applyReference(Session& session, const MtBenchRecord& record,
                                             ImportReport& report)
{
    const QJsonObject reference = without(record.object, {"question_id"_L1});
    ProjectRepository project(session);
    ++report.other;
    PLUMBLINE_ASSIGN(const std::optional<qint64> prompt,
                     ref(session, u"prompt"_s, turnKey(record.question, 1)));
    const QString text = QString::fromUtf8(canonicalJson(reference));
    if (!prompt) {
        return project.setValue(referenceKey(record.question), text);
    }
    PLUMBLINE_ASSIGN(const QString known, project.value(referenceKey(record.question)));
    if (known != text) {
        return invalid(
            u"Question %1 came before its reference answer, which is part of what people see. Import "
            "reference answers with the questions or before them."_s.arg(record.question),
            u"question_id"_s);
    }
    return {};
}

Result<void> MtBenchImporter::applyQuestion(Session& session, const MtBenchRecord& record,
                                            ImportReport& report)
{
    ProjectRepository project(session);
    ItemRepository items(session);
    ++report.other;
    PLUMBLINE_ASSIGN(const std::optional<qint64> known,
                     ref(session, u"prompt"_s, turnKey(record.question, record.turns.size())));
    if (known) {
        PLUMBLINE_ASSIGN(const Prompt prompt, items.prompt(PromptId{*known}));
        QStringList turns;
        for (const Message& message : prompt.messages) {
            turns.append(message.content);
        }
        if (turns != record.turns) {
            return invalid(
                u"Question %1 is in the project already, with another text."_s.arg(record.question),
                u"turns"_s);
        }
        return {};
    }
    PLUMBLINE_ASSIGN(const QString referenceText, project.value(referenceKey(record.question)));
    QStringList references;
    QJsonObject reference;
    if (!referenceText.isEmpty()) {
        PLUMBLINE_ASSIGN(reference, parseJsonObject(referenceText.toUtf8()));
        const QJsonObject choice = reference.value(u"choices"_s).toArray().at(0).toObject();
        references = textList(choice.value(u"turns"_s), {}).valueOr({});
    } else {
        references = textList(record.object.value(u"reference"_s), {}).valueOr({});
    }
    for (qsizetype turn = 1; turn <= record.turns.size(); ++turn) {
        const Prompt prompt = promptOf(record, turn, references, reference);
        PLUMBLINE_ASSIGN(const PromptId id, items.addPrompt(prompt));
        PLUMBLINE_TRY(
            project.setExternalRef(source(), u"prompt"_s, turnKey(record.question, turn), id.value));
    }
    return {};
}

Result<void> MtBenchImporter::applyAnswer(Session& session, const MtBenchRecord& record, ImportReport& report)
{
    ItemRepository items(session);
    const qsizetype count = record.turns.size();
    PLUMBLINE_ASSIGN(const std::optional<qint64> first,
                     ref(session, u"prompt"_s, turnKey(record.question, 1)));
    if (!first) {
        return noQuestion(record.question);
    }
    PLUMBLINE_ASSIGN(const std::optional<qint64> last,
                     ref(session, u"prompt"_s, turnKey(record.question, count)));
    if (!last) {
        return invalid(u"The answer has %1, more than question %2 has."_s.arg(counted(count, u"turn"_s),
                                                                              record.question),
                       u"choices"_s);
    }
    ++report.other;
    PLUMBLINE_ASSIGN(const std::optional<qint64> known,
                     ref(session, u"response"_s, answerKey(record.question, record.model, count)));
    if (known) {
        PLUMBLINE_ASSIGN(const Response response, items.response(ResponseId{*known}));
        if (response.turns != record.turns) {
            return makeError(
                ErrorCode::AlreadyExists,
                u"The model “%1” has answered question %2 already, with another text. Import the answers "
                "of one run only."_s.arg(record.model, record.question),
                u"model_id"_s);
        }
        return {};
    }
    for (qsizetype turn = 1; turn <= count; ++turn) {
        PLUMBLINE_ASSIGN(const std::optional<qint64> id,
                         ref(session, u"prompt"_s, turnKey(record.question, turn)));
        PLUMBLINE_ASSIGN(const Prompt prompt, items.prompt(PromptId{id.value_or(0)}));
        Response response;
        response.model = record.model;
        response.turns = record.turns.first(turn);
        if (turn == count) {
            response.meta = without(record.object, {"question_id"_L1, "model_id"_L1});
            if (isPlainChoice(response.meta.value(u"choices"_s).toArray())) {
                response.meta.remove(u"choices"_s);
            }
        }
        PLUMBLINE_ASSIGN(const ResponseId added, items.addResponse(prompt.id, prompt.hash(), response));
        PLUMBLINE_TRY(ProjectRepository(session).setExternalRef(
            source(), u"response"_s, answerKey(record.question, record.model, turn), added.value));
    }
    return {};
}

Result<QString> MtBenchImporter::nameOf(Session& session, BatchId batch)
{
    if (const auto found = m_batchNames.constFind(batch.value); found != m_batchNames.cend()) {
        return *found;
    }
    PLUMBLINE_ASSIGN(const Batch stored, BatchRepository(session).get(batch));
    m_batchNames.insert(batch.value, stored.name);
    return stored.name;
}

Result<ItemId> MtBenchImporter::itemOf(Session& session, const MtBenchRecord& record, ImportReport& report)
{
    const bool isStraight = record.modelA < record.modelB;
    const QString& firstModel = isStraight ? record.modelA : record.modelB;
    const QString& secondModel = isStraight ? record.modelB : record.modelA;
    PLUMBLINE_ASSIGN(const BatchId batch, batchId(session, record.slot));
    // By the batch's name, not its number: the key goes with an export into other projects.
    PLUMBLINE_ASSIGN(const QString batchName, nameOf(session, batch));
    const QString key =
        u"%1/%2/%3/%4/%5"_s.arg(record.question).arg(record.turn).arg(firstModel, secondModel, batchName);
    if (const auto found = m_items.constFind(key); found != m_items.cend()) {
        return *found;
    }
    PLUMBLINE_ASSIGN(const std::optional<qint64> known, ref(session, u"item"_s, key));
    if (known) {
        m_items.insert(key, ItemId{*known});
        return ItemId{*known};
    }
    PLUMBLINE_ASSIGN(const std::optional<qint64> prompt,
                     ref(session, u"prompt"_s, turnKey(record.question, record.turn)));
    if (!prompt) {
        PLUMBLINE_ASSIGN(const std::optional<qint64> first,
                         ref(session, u"prompt"_s, turnKey(record.question, 1)));
        return first ? noTurn(record.question, record.turn) : noQuestion(record.question);
    }
    ItemRepository items(session);
    NewItem item = record.item;
    for (const QString& model : {firstModel, secondModel}) {
        PLUMBLINE_ASSIGN(const std::optional<qint64> id,
                         ref(session, u"response"_s, answerKey(record.question, model, record.turn)));
        if (!id) {
            return noAnswer(model, record.question, record.turn,
                            model == record.modelA ? u"model_a"_s : u"model_b"_s);
        }
        PLUMBLINE_ASSIGN(const Response response, items.response(ResponseId{*id}));
        item.responses.append(response);
    }
    PLUMBLINE_ASSIGN(item.prompt, items.prompt(PromptId{*prompt}));
    PLUMBLINE_ASSIGN(const SchemaVersion schema, schemaVersion(session, record.slot));
    item.schemaVersionId = schema.id;
    item.batchId = batch;
    PLUMBLINE_ASSIGN(const AddedItem added, items.add(item));
    ++(added.isNew ? report.items : report.duplicateItems);
    PLUMBLINE_TRY(ProjectRepository(session).setExternalRef(source(), u"item"_s, key, added.id.value));
    m_items.insert(key, added.id);
    return added.id;
}

Result<void> MtBenchImporter::applyVote(Session& session, MtBenchRecord& record, ImportReport& report)
{
    PLUMBLINE_ASSIGN(const SchemaVersion schema, schemaVersion(session, record.slot));
    const QStringList texts(2, QString());
    for (const ImportedLabel& label : record.labels) {
        PLUMBLINE_TRY(checkContent(label.content, schema.definition, texts));
        PLUMBLINE_TRY(annotatorId(session, label));
    }
    PLUMBLINE_ASSIGN(const ItemId item, itemOf(session, record, report));
    return applyLabels(session, item, schema.id, record, report);
}

QStringList MtBenchImporter::columns() const
{
    return {u"item"_s, u"turn"_s, u"first response"_s, u"second response"_s, u"preference"_s, u"annotator"_s};
}

QStringList MtBenchImporter::columnFields() const
{
    return {u"question_id"_s, u"turn"_s, u"model_a"_s, u"model_b"_s, u"winner"_s, u"judge"_s};
}

void MtBenchImporter::count(const ImportRecord& record, ImportReport& report) const
{
    const auto& line = static_cast<const MtBenchRecord&>(record);
    switch (line.type) {
    case MtBenchRecord::Type::Question:
        report.prompts += line.turns.size();
        ++report.other;
        return;
    case MtBenchRecord::Type::Reference:
        ++report.other;
        return;
    case MtBenchRecord::Type::Answer:
        report.responses += line.turns.size();
        ++report.other;
        return;
    case MtBenchRecord::Type::Vote:
        break;
    }
    QStringList models{line.modelA, line.modelB};
    models.sort();
    const QString key =
        u"%1/%2/%3/%4"_s.arg(line.slot).arg(line.question).arg(line.turn).arg(models.join(u'/'));
    if (!m_counted.contains(key)) {
        m_counted.insert(key);
        ++report.items;
    }
    report.annotations += options().withLabels ? 1 : 0;
}

} // namespace plumbline
