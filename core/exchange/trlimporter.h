#pragma once

#include "core/exchange/itemimporter.h"
#include "core/exchange/trlformat.h"

#include <QJsonObject>

namespace plumbline {

/// Brings TRL data sets in: pairs as pairwise items with one label, unpaired answers and completions as
/// reaction items with one label (a completion is a liked answer).
class TrlImporter final : public ItemImporter
{
public:
    TrlImporter(const ImportOptions& options, TrlFormat::Variant variant);

    [[nodiscard]] Framing framing() const override { return Framing::JsonAuto; }
    [[nodiscard]] Result<std::unique_ptr<ImportRecord>> parse(const RawRecord& raw) override;
    [[nodiscard]] QStringList columns() const override;

private:
    /// The column that stands for a field of the format.
    [[nodiscard]] QString column(const QString& id) const { return options().fields.value(id, id); }
    [[nodiscard]] Result<QList<Message>> conversation(const QJsonObject& object, const QString& id,
                                                      const QString& role) const;
    [[nodiscard]] Result<void> readPair(const QJsonObject& object, ItemRecord& record) const;
    [[nodiscard]] Result<void> readSingle(const QJsonObject& object, ItemRecord& record) const;
    void keepRest(const QJsonObject& object, ItemRecord& record) const;

    TrlFormat::Variant m_variant;
};

} // namespace plumbline
