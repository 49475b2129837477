#pragma once

#include "core/exchange/exportoptions.h"
#include "core/exchange/format.h"
#include "ui/widgets/barframe.h"

#include <QMap>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QScrollArea;
class QVBoxLayout;

namespace plumbline {

class ActionCollection;
class OptionRow;

/// What an export writes: format, which items, whose labels, how several become one, and the format's own
/// choices.
class ExportForm : public BarFrame
{
    Q_OBJECT

public:
    /// Uses the actions of the context "export" that ExportDialog adds.
    ExportForm(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// How many formats there are; each has the action "export.formatN", from 1.
    [[nodiscard]] static int formatCount();
    /// The checks that formats have, with the ends of their ids: action "export.ID".
    struct Check
    {
        QString id;
        QString text;
        Qt::Key key;
        QString format; ///< only for formats whose id begins so; "" for all
    };
    [[nodiscard]] static QList<Check> checks();

    void setBatches(const QList<Batch>& batches);
    [[nodiscard]] ExportOptions options() const;
    [[nodiscard]] const FormatInfo& format() const;
    /// The name of the chosen batch; "" for all.
    [[nodiscard]] QString batchName() const;
    void chooseFormat(int index);
    /// Puts the focus into "labels", "ties", "split", "set", "kind" or "people".
    void focusField(const QString& name);
    void toggle(const QString& check);

Q_SIGNALS:
    void changed();
    void formatChanged();

private:
    QComboBox* addCombo(QVBoxLayout& column, ActionCollection& actions, const QString& id,
                        const QString& name);
    void addFormats(QVBoxLayout& column, ActionCollection& actions);
    void addChecks(QVBoxLayout& column, ActionCollection& actions);
    void updateChecks();
    [[nodiscard]] bool isOn(const QString& check) const;

    const Theme& m_theme;
    QList<FormatInfo> m_formats;
    QButtonGroup* m_group;
    QMap<QString, QComboBox*> m_combos;
    QMap<QString, OptionRow*> m_checks;
    QLineEdit* m_licence;
    QScrollArea* m_scroll = nullptr;
};

} // namespace plumbline
