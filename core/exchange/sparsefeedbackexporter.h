#pragma once

#include "core/exchange/exporter.h"
#include "core/store/itemrepository.h"

#include <QSet>

#include <vector>

namespace plumbline {

/// Writes sparse_feedback's ratings and rankings, a row for each current label, in the order in which they
/// were given.
class SparseFeedbackExporter final : public Exporter
{
public:
    explicit SparseFeedbackExporter(const ExportOptions& options)
        : m_options(options)
    {
    }
    [[nodiscard]] Result<void> run(Session& session, ExportSink& sink, ExportReport& report) override;

private:
    [[nodiscard]] Result<void> findItems(Session& session, ExportSink& sink, ExportReport& report);
    [[nodiscard]] Result<void> findSuperseded(Session& session);
    [[nodiscard]] Result<void> writeLabels(Session& session, ExportSink& sink, ExportReport& report);
    [[nodiscard]] Result<void> addRows(Session& session, const Annotation& annotation, ExportReport& report);
    void addRatings(const ItemView& view, const Annotation& annotation, ExportReport& report);
    void addRanking(const ItemView& view, const Annotation& annotation, ExportReport& report);

    ExportOptions m_options;
    std::vector<bool> m_wanted; ///< by item id
    QSet<qint64> m_superseded;
    QSet<qint64> m_annotators; ///< those whose labels are written
    bool m_hasRatings = false;
    bool m_hasRankings = false;
    QByteArray m_ratings;
    QByteArray m_rankings;
};

} // namespace plumbline
