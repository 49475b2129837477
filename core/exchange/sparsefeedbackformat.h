#pragma once

#include "core/exchange/format.h"

namespace plumbline {

/// sparse_feedback: CSV without a header, either ratings (instruction, input, output, score 1–7) or rankings
/// (instruction, input, output 1, output 2, label “(a)”, “(b)” or “equal”). Each row is an item of its own,
/// with one label, so that an export gives the same rows in the same order. An export of both sorts writes
/// two files: NAME-ratings.csv and NAME-rankings.csv.
class SparseFeedbackFormat final : public Format
{
public:
    [[nodiscard]] const FormatInfo& info() const override;
    [[nodiscard]] double detect(const Probe& probe) const override;
    [[nodiscard]] std::unique_ptr<Importer> createImporter(const ImportOptions& options) const override;
    [[nodiscard]] std::unique_ptr<Exporter> createExporter(const ExportOptions& options) const override;

    [[nodiscard]] static SchemaDefinition ratingSchema();
    [[nodiscard]] static SchemaDefinition rankingSchema();
};

} // namespace plumbline
