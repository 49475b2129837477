#pragma once

#include "core/exchange/itemimporter.h"

namespace plumbline {

/// Brings sparse_feedback's ratings and rankings in.
class SparseFeedbackImporter final : public ItemImporter
{
public:
    explicit SparseFeedbackImporter(const ImportOptions& options);

    [[nodiscard]] Framing framing() const override { return Framing::Csv; }
    [[nodiscard]] Result<std::unique_ptr<ImportRecord>> parse(const RawRecord& raw) override;
    [[nodiscard]] QStringList columns() const override;
};

} // namespace plumbline
