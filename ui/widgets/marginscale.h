#pragma once

#include "ui/widgets/radiocells.h"

#include <QStringList>

namespace plumbline {

/// The answer of a comparison: from "A much better" over a tie to "B much better", and "both bad" apart from
/// it. A margin has the sign of the stored preference: +2 and +1 for the left side A, 0 a tie, -1 and -2 for
/// B.
class MarginScale : public RadioCells
{
    Q_OBJECT

public:
    explicit MarginScale(const Theme& theme, QWidget* parent = nullptr);

    /// The margin shown; none while nothing or "both bad" is chosen.
    [[nodiscard]] std::optional<int> margin() const;
    [[nodiscard]] bool isBothBad() const;
    void setMargin(int margin);
    void setBothBad();
    void clear();

    /// Off: three points (A, tie, B); a margin of two steps is then shown as one.
    void setStrengthShown(bool shown);
    void setTieShown(bool shown);
    void setBothBadShown(bool shown);

    /// Texts for the margins +2, +1, 0, -1, -2, and for both bad (six entries).
    void setLabels(const QStringList& labels);
    /// Keycaps in the same order; caps of one entry are separated by spaces ("1 1").
    void setKeys(const QStringList& keys);

    [[nodiscard]] int cellCount() const override;
    [[nodiscard]] QRectF cellRect(int cell) const override;
    [[nodiscard]] QString cellName(int cell) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void marginChosen(int margin);
    void bothBadChosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void onChosen(int cell) override;

private:
    [[nodiscard]] QList<int> entries() const;
    [[nodiscard]] int scaleCount() const;
    [[nodiscard]] double cellWidth(int entry) const;
    void paintCell(QPainter& painter, int cell) const;

    QStringList m_labels;
    QStringList m_keys;
    bool m_hasStrength = true;
    bool m_hasTie = true;
    bool m_hasBothBad = true;
};

} // namespace plumbline
