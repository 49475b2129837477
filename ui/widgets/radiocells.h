#pragma once

#include "ui/widgets/focusring.h"

#include <QWidget>

#include <optional>

namespace plumbline {

class Theme;

/// One row of cells of which at most one is chosen. A screen reader sees a group of radio buttons. Left and
/// Right (Up and Down) choose the neighbour, Home and End the first and last, a click the cell under it.
class RadioCells : public QWidget
{
    Q_OBJECT

public:
    RadioCells(const Theme& theme, double radius, QWidget* parent = nullptr);

    [[nodiscard]] virtual int cellCount() const = 0;
    /// Where a cell lies, in the widget's coordinates.
    [[nodiscard]] virtual QRectF cellRect(int cell) const = 0;
    /// What a screen reader says for a cell.
    [[nodiscard]] virtual QString cellName(int cell) const = 0;

    [[nodiscard]] std::optional<int> chosenCell() const { return m_chosen; }
    /// Shows a choice without a signal.
    void setChosenCell(std::optional<int> cell);
    /// Chooses a cell as the person does, with the signal.
    void chooseCell(int cell);

    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The person chose a cell, also when it was chosen already.
    void cellChosen(int cell);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

    /// Called after a choice by the person, before cellChosen.
    virtual void onChosen(int cell);

    [[nodiscard]] int cellAt(const QPointF& position) const;
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] FocusRing* ring() const { return m_ring; }
    [[nodiscard]] int hoveredCell() const { return m_hovered; }
    /// To call when the number, names or sizes of cells change.
    void cellsChanged();

private:
    const Theme& m_theme;
    FocusRing* m_ring;
    std::optional<int> m_chosen;
    int m_hovered = -1;
};

} // namespace plumbline
