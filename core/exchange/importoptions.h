#pragma once

#include "core/domain/schema.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// What an import does about a line that is wrong.
enum class OnError {
    Stop, ///< nothing is imported unless every line is good
    Skip, ///< good lines are imported, bad ones reported
};
/// What an import does about an item or a label that is there already.
enum class Duplicates {
    Skip, ///< left out and counted
    Keep, ///< imported once more as an item of its own
};

/// Everything that decides what an import makes. Plain data; it is stored with the job.
struct ImportOptions
{
    QString format; ///< id of a format; "" = detected
    QString batch; ///< batch of new items; "" = the format's default ("Imported", "MT-Bench pairs, people"…)
    QString schema; ///< name of a stored schema for new items; "" = `definition` or the format's default
    std::optional<SchemaDefinition> definition; ///< a schema to store and use
    int overlap = 1;                            ///< labels wanted for each new item
    OnError onError = OnError::Skip;
    Duplicates duplicates = Duplicates::Skip;
    QString annotator;             ///< who gave the labels of a file that does not say; "" = "import"
    bool withLabels = true;        ///< false: labels are left out, so that items come in open
    QMap<QString, QString> fields; ///< FieldInfo::id → name of the column in the file
    bool operator==(const ImportOptions&) const = default;

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidData naming the field.
    [[nodiscard]] static Result<ImportOptions> fromJson(const QJsonObject& object);
};

[[nodiscard]] QString toName(OnError onError);
[[nodiscard]] std::optional<OnError> onErrorFromName(QStringView name);
[[nodiscard]] QString toName(Duplicates duplicates);
[[nodiscard]] std::optional<Duplicates> duplicatesFromName(QStringView name);

/// One line that could not be imported: where, what, and how it looks.
struct BadLine
{
    QString file;
    qint64 line = 0;   ///< from 1
    qint64 offset = 0; ///< byte at which the record begins, in the decompressed file
    QString field;     ///< "" when the line as a whole is wrong
    QString message;   ///< a sentence
    QString snippet;   ///< at most 200 characters of the line, around the field
    bool operator==(const BadLine&) const = default;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static BadLine fromJson(const QJsonObject& object);
    /// "human.jsonl, line 214, field winner: …"
    [[nodiscard]] QString toString() const;
};

/// What an import did, or what a preview says it would do.
struct ImportReport
{
    QString format;            ///< id
    qint64 linesRead = 0;      ///< records read, good or bad
    qint64 items = 0;          ///< added
    qint64 annotations = 0;    ///< added
    qint64 prompts = 0;        ///< added
    qint64 responses = 0;      ///< added
    qint64 duplicateItems = 0; ///< were there already
    qint64 duplicateAnnotations = 0;
    qint64 other = 0; ///< records that make no item or label: project, schemas, batches, models…
    qint64 badLineCount = 0;
    QList<BadLine> badLines; ///< the first kMaxBadLines of them

    static constexpr qsizetype kMaxBadLines = 1000;
    bool operator==(const ImportReport&) const = default;

    void addBadLine(const BadLine& line);
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static ImportReport fromJson(const QJsonObject& object);
    /// One sentence: what was added, what was left out.
    [[nodiscard]] QString toSentence() const;
};

} // namespace plumbline
