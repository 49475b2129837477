#pragma once

#include "ui/widgets/barframe.h"

#include <QStringList>

namespace plumbline {

/// Where a dialog of several steps stands: done ones ticked, the current one filled, the rest numbered.
class StepsBar : public BarFrame
{
    Q_OBJECT

public:
    StepsBar(const Theme& theme, const QStringList& steps, QWidget* parent = nullptr);

    void setCurrent(int step);
    [[nodiscard]] int current() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintDisc(QPainter& painter, const QRectF& disc, int step) const;

    const Theme& m_theme;
    QStringList m_steps;
    int m_current = 0;
};

} // namespace plumbline
