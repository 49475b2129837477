#pragma once

#include "ui/widgets/radiocells.h"

#include <QStringList>

namespace plumbline {

/// Tabs of a pane, the current one underlined: "Evidence | Missing info (3) | Reference".
class PillTabs : public RadioCells
{
    Q_OBJECT

public:
    PillTabs(const Theme& theme, const QStringList& texts, QWidget* parent = nullptr);

    void setTexts(const QStringList& texts);
    void setText(int index, const QString& text);
    [[nodiscard]] int current() const { return chosenCell().value_or(0); }
    /// Shows a tab without a signal; cellChosen(int) tells when the person changes it.
    void setCurrent(int index) { setChosenCell(index); }

    [[nodiscard]] int cellCount() const override;
    [[nodiscard]] QRectF cellRect(int cell) const override;
    [[nodiscard]] QString cellName(int cell) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_texts;
};

} // namespace plumbline
