#pragma once

#include "core/exchange/preview.h"
#include "ui/widgets/barframe.h"

#include <QMap>

class QComboBox;
class QVBoxLayout;

namespace plumbline {

class ThemedLabel;

/// Which column of a file is which field of the format. A format that fixes its names shows what the file
/// has, with a value of each.
class FieldsPane : public BarFrame
{
    Q_OBJECT

public:
    explicit FieldsPane(const Theme& theme, QWidget* parent = nullptr);

    /// Shows the fields of a format beside the names and samples that `preview` found; `mapping` as in
    /// ImportOptions::fields.
    void show(const FormatInfo& format, const ImportPreview& preview, const QMap<QString, QString>& mapping);
    /// Field → column, without those that have the same name.
    [[nodiscard]] QMap<QString, QString> mapping() const;
    /// Required fields that no column is chosen for.
    [[nodiscard]] QStringList missing() const;

Q_SIGNALS:
    void mappingChanged();

private:
    void clear();
    void addMapped(const FieldInfo& field, const ImportPreview& preview, const QString& column);
    void addFixed(const QString& name, const QString& sample);
    void updateCaption();

    const Theme& m_theme;
    ThemedLabel* m_caption;
    ThemedLabel* m_kept;
    QVBoxLayout* m_rows;
    QList<FieldInfo> m_fields;
    QList<QComboBox*> m_columns;
};

} // namespace plumbline
