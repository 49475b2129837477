#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

namespace plumbline {

class Theme;

/// The 2 px ring outside a control that has the focus, 1 px away from it. It lies over the neighbours and
/// takes no room of its own, so that nothing moves when the focus does.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    /// Gives `control` a ring; it lives and dies with the control. `radius` is the control's corner radius.
    static FocusRing* attach(QWidget* control, const Theme& theme, double radius);

    void setRadius(double radius);
    /// Shows the ring around a part of the control instead of the whole (in the control's coordinates).
    void setPart(const QRect& part);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    FocusRing(QWidget* control, const Theme& theme, double radius);
    void place();
    void follow();
    [[nodiscard]] QWidget* ground() const;

    QWidget* m_control;
    const Theme& m_theme;
    double m_radius;
    QRect m_part;
    QList<QPointer<QWidget>> m_watched;
};

} // namespace plumbline
