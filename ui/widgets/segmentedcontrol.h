#pragma once

#include "ui/widgets/radiocells.h"

#include <QStringList>

namespace plumbline {

/// A few words of which one is chosen, with their keys: "Minor Q | Major W | Critical E".
class SegmentedControl : public RadioCells
{
    Q_OBJECT

public:
    /// `keys` has one entry for each text or is empty; caps of one entry are separated by spaces.
    SegmentedControl(const Theme& theme, const QStringList& texts, const QStringList& keys = {},
                     QWidget* parent = nullptr);

    void setSegments(const QStringList& texts, const QStringList& keys = {});
    /// The index shown, none while nothing is chosen.
    [[nodiscard]] std::optional<int> value() const { return chosenCell(); }
    void setValue(std::optional<int> index) { setChosenCell(index); }

    [[nodiscard]] int cellCount() const override;
    [[nodiscard]] QRectF cellRect(int cell) const override;
    [[nodiscard]] QString cellName(int cell) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double segmentWidth(int cell) const;

    QStringList m_texts;
    QStringList m_keys;
};

} // namespace plumbline
