#pragma once

#include <QPointer>
#include <QStringList>
#include <QWidget>

namespace plumbline {

class Theme;

/// The small box that says what a mark of a chart is. It lies over the window, takes no events and no focus.
class ValueBox : public QWidget
{
    Q_OBJECT

public:
    ValueBox(const Theme& theme, QWidget* window);

    /// The first line is strong.
    void setLines(const QStringList& lines);
    [[nodiscard]] const QStringList& lines() const { return m_lines; }
    /// Moves the box over `mark`, under it where it would leave `chart` at the top and there is room below,
    /// and always inside the window; both in the window's coordinates.
    void placeBeside(const QRect& mark, const QRect& chart);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QStringList m_lines;
};

} // namespace plumbline
