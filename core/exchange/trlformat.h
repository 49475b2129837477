#pragma once

#include "core/exchange/format.h"

namespace plumbline {

/// The data sets that TRL's trainers load, one JSON object a line (or a JSON array):
///
///   trl-preference            prompt, chosen, rejected, margin?           RewardTrainer, DPOTrainer
///   trl-preference-implicit   chosen, rejected, margin? (whole conversations)
///   trl-unpaired              prompt, completion, label                   KTOTrainer
///   trl-prompt-completion     prompt, completion                          SFTTrainer
///
/// Texts are plain strings or lists of {role, content}.
class TrlFormat final : public Format
{
public:
    enum class Variant { Preference, Implicit, Unpaired, PromptCompletion };

    explicit TrlFormat(Variant variant);

    [[nodiscard]] const FormatInfo& info() const override { return m_info; }
    [[nodiscard]] double detect(const Probe& probe) const override;
    [[nodiscard]] std::unique_ptr<Importer> createImporter(const ImportOptions& options) const override;
    [[nodiscard]] std::unique_ptr<Exporter> createExporter(const ExportOptions& options) const override;

private:
    Variant m_variant;
    FormatInfo m_info;
};

} // namespace plumbline
