#pragma once

#include "core/exchange/exporter.h"
#include "core/exchange/labelledpages.h"
#include "core/exchange/trlformat.h"

namespace plumbline {

/// Writes the data sets that TRL's trainers load. Every record of a file has the same columns with values of
/// the same types, as `datasets` wants them.
class TrlExporter final : public Exporter
{
public:
    TrlExporter(const ExportOptions& options, TrlFormat::Variant variant)
        : m_options(options)
        , m_variant(variant)
    {
    }
    [[nodiscard]] Result<void> run(Session& session, ExportSink& sink, ExportReport& report) override;

private:
    /// One record before it is written.
    struct Row
    {
        QList<Message> prompt;
        QList<Message> chosen; ///< or the completion
        QList<Message> rejected;
        QString chosenModel;
        QString rejectedModel;
        double margin = 1;
        bool label = true;
        QString item;
        QStringList annotators;
    };

    [[nodiscard]] Result<void> addItem(const ItemView& view, const QList<ExportLabel>& labels,
                                       ExportReport& report);
    void addVerdict(const ItemView& view, const Verdict& verdict, ExportReport& report);
    void addPair(const ItemView& view, const Verdict& verdict, ExportReport& report);
    void addPair(const ItemView& view, qsizetype betterIndex, qsizetype worseIndex, double margin,
                 const QList<ExportLabel>& labels, ExportReport& report);
    /// False when no label compares the item's responses two by two.
    bool addComparisons(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report);
    /// Every two responses of which a ranking says which is better. False when no label ranks.
    bool addRankings(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report);
    /// The refinement that was picked: better than the response, and a completion. False when none was.
    bool addRefinements(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report);
    /// What votes on two responses say together, as pairs.
    void addVotes(const ItemView& view, ResponseIndex first, ResponseIndex second,
                  const QList<ExportLabel>& votes, ExportReport& report);
    [[nodiscard]] bool isPairFormat() const;
    /// Whether a verdict is a tie that goes out with margin 0.
    [[nodiscard]] bool isWrittenTie(const Verdict& verdict) const;
    void addUnpaired(const ItemView& view, const Verdict& verdict, ExportReport& report);
    void addPreferred(const ItemView& view, const Verdict& verdict, ExportReport& report);
    void addEdits(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report);
    [[nodiscard]] Row rowFor(const ItemView& view, const QList<ExportLabel>& labels) const;
    void setAnswer(Row& row, const ItemView& view, const Response& response,
                   const QString* editedText = nullptr) const;
    void append(const Row& row, ExportReport& report);
    void appendMessages(QByteArrayView key, const QList<Message>& messages, bool isConversation);

    ExportOptions m_options;
    TrlFormat::Variant m_variant;
    QByteArray m_out;
};

} // namespace plumbline
