#include "tests/bench/realtexts.h"

#include "core/base/json.h"
#include "tests/support/datasets.h"

#include <QDir>
#include <QFile>
#include <QHash>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QList<QJsonObject>> readLines(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::NotFound, u"There are no texts in %1."_s.arg(path));
    }
    QList<QJsonObject> out;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (!line.isEmpty()) {
            PLUMBLINE_ASSIGN(const QJsonObject object, parseJsonObject(line));
            out << object;
        }
    }
    return out;
}

/// The first answer of each question of one model.
Result<QHash<qint64, QString>> readAnswers(const QString& path)
{
    PLUMBLINE_ASSIGN(const QList<QJsonObject> lines, readLines(path));
    QHash<qint64, QString> out;
    for (const QJsonObject& line : lines) {
        const QJsonArray choices = line.value("choices"_L1).toArray();
        const QJsonArray turns = choices.at(0).toObject().value("turns"_L1).toArray();
        out.insert(line.value("question_id"_L1).toInteger(), turns.at(0).toString());
    }
    return out;
}

} // namespace

Result<RealTexts> RealTexts::load(const QString& folder)
{
    const QString source = qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath());
    const QString whole = dataSet(u"mt_bench"_s);
    const bool isExcerpt = folder.isEmpty() && !QFile::exists(whole + u"/question.jsonl"_s);
    QString place = isExcerpt ? source + u"/tests/data/bench"_s : (folder.isEmpty() ? whole : folder);
    if (!QFile::exists(place + u"/question.jsonl"_s)) {
        place += u"/mt_bench"_s;
    }
    RealTexts texts;
    PLUMBLINE_ASSIGN(const QList<QJsonObject> questions, readLines(place + u"/question.jsonl"_s));
    QList<qint64> ids;
    for (const QJsonObject& line : questions) {
        Question question;
        question.text = line.value("turns"_L1).toArray().at(0).toString();
        question.category = line.value("category"_L1).toString();
        texts.questions << question;
        ids << line.value("question_id"_L1).toInteger();
    }
    const QDir answers(place + u"/model_answer"_s);
    const QStringList files = answers.entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        PLUMBLINE_ASSIGN(const auto byQuestion, readAnswers(answers.filePath(file)));
        texts.models << file.chopped(6);
        for (qsizetype index = 0; index < ids.size(); ++index) {
            texts.questions[index].answers << byQuestion.value(ids[index]);
        }
    }
    constexpr qsizetype kFewest = 5;
    if (texts.questions.isEmpty() || texts.models.size() < kFewest) {
        return makeError(ErrorCode::InvalidData,
                         u"%1 holds too few questions or models for a project."_s.arg(place));
    }
    texts.source = isExcerpt ? u"excerpt of MT-Bench"_s : u"MT-Bench"_s;
    return texts;
}

} // namespace plumbline
