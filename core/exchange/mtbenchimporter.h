#pragma once

#include "core/exchange/itemimporter.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

namespace plumbline {

/// One line of any of MT-Bench's files.
class MtBenchRecord final : public ItemRecord
{
public:
    enum class Type { Question, Answer, Reference, Vote };
    Type type = Type::Question;
    QJsonObject object; ///< the line as it stands
    QString question;   ///< question_id as JSON text
    QStringList turns;  ///< of a question or an answer
    QString model;      ///< of an answer
    int turn = 0;       ///< of a vote, from 1
    QString modelA;     ///< of a vote
    QString modelB;
};

/// Brings MT-Bench's questions, answers and votes in.
class MtBenchImporter final : public ItemImporter
{
public:
    explicit MtBenchImporter(const ImportOptions& options);

    [[nodiscard]] QStringList arranged(const QStringList& files) const override;
    [[nodiscard]] Framing framing() const override { return Framing::JsonAuto; }
    void beginFile(const QString& path) override;
    [[nodiscard]] Result<std::unique_ptr<ImportRecord>> parse(const RawRecord& raw) override;
    [[nodiscard]] Result<void> check(const ImportRecord& record, Session* session) override;
    [[nodiscard]] Result<void> apply(Session& session, ImportRecord& record, ImportReport& report) override;
    [[nodiscard]] QStringList columns() const override;
    [[nodiscard]] QStringList columnFields() const override;
    void count(const ImportRecord& record, ImportReport& report) const override;

private:
    [[nodiscard]] Result<void> parseVote(MtBenchRecord& record) const;
    [[nodiscard]] Result<void> parseAnswer(MtBenchRecord& record) const;
    [[nodiscard]] Result<void> parseQuestion(MtBenchRecord& record) const;

    [[nodiscard]] Result<void> applyQuestion(Session& session, const MtBenchRecord& record,
                                             ImportReport& report);
    [[nodiscard]] Result<void> applyReference(Session& session, const MtBenchRecord& record,
                                              ImportReport& report);
    [[nodiscard]] Result<void> applyAnswer(Session& session, const MtBenchRecord& record,
                                           ImportReport& report);
    [[nodiscard]] Result<void> applyVote(Session& session, MtBenchRecord& record, ImportReport& report);
    [[nodiscard]] Result<QString> nameOf(Session& session, BatchId batch);
    [[nodiscard]] Result<ItemId> itemOf(Session& session, const MtBenchRecord& record, ImportReport& report);

    [[nodiscard]] Result<std::optional<qint64>> ref(Session& session, const QString& kind,
                                                    const QString& key);

    bool m_isReferenceFile = false;
    QHash<QString, ItemId> m_items;
    QHash<qint64, QString> m_batchNames;
    // What a check has seen.
    QHash<QString, qsizetype> m_seenQuestions; ///< question → turns
    QHash<QString, qsizetype> m_seenAnswers;   ///< question/model → turns
    mutable QSet<QString> m_counted;
};

} // namespace plumbline
