#pragma once

#include <QPointer>
#include <QWidget>

namespace plumbline {

class Theme;

/// A sheet over the window, which is dimmed behind it. Escape or a click beside the sheet closes it, and the
/// focus goes back to where it was. Tab stays inside the sheet.
class SheetOverlay : public QWidget
{
    Q_OBJECT

public:
    /// Covers `window` (a top-level widget) and follows its size. Hidden until open().
    SheetOverlay(const Theme& theme, QWidget* window);

    /// The widget shown in the middle; the overlay owns it. Its size hint, but never more than the window.
    void setSheet(QWidget* sheet);
    [[nodiscard]] QWidget* sheet() const { return m_sheet; }
    /// Where the sheet stands: in the middle, or with its top at a distance from the window's top.
    void setTopDistance(int px);

    void open();
    void close();
    [[nodiscard]] bool isOpen() const { return isVisible(); }

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    const Theme& m_theme;
    QWidget* m_sheet = nullptr;
    QPointer<QWidget> m_lastFocus;
    int m_topDistance = -1;
};

} // namespace plumbline
