#pragma once

#include "core/exchange/format.h"

namespace plumbline {

/// QA-Feedback (FineGrainedRLHF): a JSON array of records with question, passages (each a title and its
/// sentences), gold, prediction 1…4, feedback {errors, missing-info, corrected-prediction} and preference
/// (six numbers). A record is a span item with its predictions as responses; the marks stand on the first
/// one.
///
/// In the file positions of errors are characters (code points), end exclusive; passages and sentences are
/// counted from 1, the title is sentence 0. In the store passages count from 0, sentences from 0 and the
/// title is −1. The six numbers (1 first better, 2 second better, 0 tie; 1v2, 1v3, 1v4, 2v3, 2v4, 3v4) are
/// kept beside the label.
class QaFeedbackFormat final : public Format
{
public:
    [[nodiscard]] const FormatInfo& info() const override;
    [[nodiscard]] double detect(const Probe& probe) const override;
    [[nodiscard]] std::unique_ptr<Importer> createImporter(const ImportOptions& options) const override;
    [[nodiscard]] std::unique_ptr<Exporter> createExporter(const ExportOptions& options) const override;

    /// The schema of its items: the eight categories under the names they have in the file.
    [[nodiscard]] static SchemaDefinition schema();
};

} // namespace plumbline
