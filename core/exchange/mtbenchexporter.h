#pragma once

#include "core/exchange/exporter.h"
#include "core/exchange/labelledpages.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>

namespace plumbline {

/// Writes questions, answers and votes as MT-Bench has them. Questions and answers that came from MT-Bench
/// are written whole, also those without a vote; other pairwise items get question ids of their own.
class MtBenchExporter final : public Exporter
{
public:
    explicit MtBenchExporter(const ExportOptions& options)
        : m_options(options)
    {
    }
    [[nodiscard]] Result<void> run(Session& session, ExportSink& sink, ExportReport& report) override;

private:
    /// A question as the file will name it.
    struct Question
    {
        QJsonValue id;
        qsizetype turns = 0;
    };

    [[nodiscard]] Result<void> writeQuestions(Session& session, ExportSink& sink, ExportReport& report);
    [[nodiscard]] Result<void> writeAnswers(Session& session, ExportSink& sink, ExportReport& report);
    [[nodiscard]] Result<void> writeVotes(const ItemView& view, const QList<ExportLabel>& labels,
                                          ExportSink& sink, ExportReport& report);
    [[nodiscard]] Result<QJsonValue> questionOf(const ItemView& view, ExportSink& sink, ExportReport& report);
    [[nodiscard]] Result<void> writeAnswer(const QJsonValue& question, const Response& response,
                                           ExportSink& sink, ExportReport& report);
    [[nodiscard]] static Result<void> writeLine(const QString& name, const QJsonObject& object,
                                                ExportSink& sink, ExportReport& report);

    ExportOptions m_options;
    QHash<qint64, Question> m_questions; ///< by the prompt of the last turn
    QHash<qint64, QJsonValue> m_ownIds;  ///< by prompt: of items that are not MT-Bench's
    QSet<qint64> m_ownAnswers;           ///< responses written for them
    qint64 m_nextId = 1;
};

} // namespace plumbline
