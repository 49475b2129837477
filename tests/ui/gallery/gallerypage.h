#pragma once

#include <QWidget>

class QAction;
class QGridLayout;
class QHBoxLayout;

namespace plumbline {

class KeyButton;
class Theme;

/// Every generic control in its states on one page.
class GalleryPage : public QWidget
{
    Q_OBJECT

public:
    explicit GalleryPage(const Theme& theme);

    /// Puts the focus on the control that shows the ring.
    void focusExamples();
    /// Dims the page behind an overlay.
    void openSheet();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QAction* action(const QString& text, const QString& keys, const QString& icon = {});
    QWidget* buttons();
    QWidget* chips();
    QWidget* scales();
    QWidget* fields();
    QWidget* categories();
    QWidget* type();
    QWidget* grounds();
    QWidget* ramps();
    QWidget* bars();
    QWidget* numbers();
    QWidget* empty();
    QWidget* navigation(bool isRail);

    const Theme& m_theme;
    KeyButton* m_focused = nullptr;
};

} // namespace plumbline
