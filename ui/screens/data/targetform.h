#pragma once

#include "core/exchange/importoptions.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace plumbline {

class Theme;

/// What becomes of the lines of an import: their batch, schema, how many labels they want, who gave those
/// that name nobody, and what happens to what is there already.
class TargetForm : public QWidget
{
    Q_OBJECT

public:
    explicit TargetForm(const Theme& theme, QWidget* parent = nullptr);

    /// Names of the schemas and batches that are stored.
    void setChoices(const QStringList& schemas, const QStringList& batches);
    /// Writes what is chosen into `options`.
    void apply(ImportOptions& options) const;

Q_SIGNALS:
    void changed();

private:
    const Theme& m_theme;
    QComboBox* m_batch;
    QComboBox* m_schema;
    QSpinBox* m_overlap;
    QLineEdit* m_annotator;
    QCheckBox* m_withLabels;
    QComboBox* m_duplicates;
};

} // namespace plumbline
