#pragma once

#include "core/exchange/format.h"

#include <QWidget>

class QButtonGroup;

namespace plumbline {

class OptionRow;
class Theme;
class ThemedLabel;

/// The second step of an import: which format. The one that was recognised is chosen and says so.
class FormatPage : public QWidget
{
    Q_OBJECT

public:
    explicit FormatPage(const Theme& theme, QWidget* parent = nullptr);

    /// The id that the files were recognised as; "" when they were not. Chooses it.
    void setDetected(const QString& id);
    /// The id chosen; "" when none is.
    [[nodiscard]] QString chosen() const;
    /// Puts the focus on the chosen row, or on the first.
    void focusChosen();

Q_SIGNALS:
    void formatChosen(const QString& id);

private:
    ThemedLabel* m_words;
    QButtonGroup* m_group;
    QList<OptionRow*> m_rows;
    QList<FormatInfo> m_formats;
};

} // namespace plumbline
