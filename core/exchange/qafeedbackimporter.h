#pragma once

#include "core/exchange/itemimporter.h"

#include <QJsonObject>

namespace plumbline {

/// Brings QA-Feedback in.
class QaFeedbackImporter final : public ItemImporter
{
public:
    explicit QaFeedbackImporter(const ImportOptions& options);

    [[nodiscard]] Framing framing() const override { return Framing::JsonAuto; }
    [[nodiscard]] Result<std::unique_ptr<ImportRecord>> parse(const RawRecord& raw) override;
    [[nodiscard]] QStringList columns() const override;

private:
    [[nodiscard]] static Result<void> readItem(const QJsonObject& object, ItemRecord& record);
    [[nodiscard]] static Result<void> readFeedback(const QJsonObject& object, ItemRecord& record);
};

} // namespace plumbline
