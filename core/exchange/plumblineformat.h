#pragma once

#include "core/exchange/format.h"

namespace plumbline {

/// Plumbline JSONL: everything a project holds but drafts and jobs, without loss. One JSON object a line;
/// "type" says what it is. Lines come in this order, and a line names only what stands before it (or in the
/// project):
///
///   project     format (1), uid, name, description?, seed (decimal text), created_at
///   annotator   uid, name, kind, details?, created_at
///   model       name, details?
///   schema      name, version, definition
///   batch       uid, name, order, open, created_at, meta?
///   item        uid, kind, batch, schema, schema_version, position, priority?, overlap, is_gold?, gold?,
///   prompt,
///               responses, meta?
///   prompt      prompt                 (a prompt that no item uses)
///   response    prompt, response       (a response that no item uses)
///   annotation  uid, item, annotator, schema, schema_version, action, content, shown_order?, active_ms?,
///               created_at, supersedes?, provenance?, span_offsets?
///
/// Values are written as in the store (see the domain's toJson()); a key marked ? is left out when it is
/// empty. Export, import into a new project and export again gives the same bytes.
class PlumblineFormat final : public Format
{
public:
    static constexpr int kVersion = 1;

    [[nodiscard]] const FormatInfo& info() const override;
    [[nodiscard]] double detect(const Probe& probe) const override;
    [[nodiscard]] std::unique_ptr<Importer> createImporter(const ImportOptions& options) const override;
    [[nodiscard]] std::unique_ptr<Exporter> createExporter(const ExportOptions& options) const override;
};

} // namespace plumbline
