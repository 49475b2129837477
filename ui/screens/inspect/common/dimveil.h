#pragma once

#include <QWidget>

namespace plumbline {

class Theme;

/// A veil over a widget whose numbers are old: what is under it shows at 60 %. Lets every click through, and
/// follows the widget's size.
class DimVeil : public QWidget
{
    Q_OBJECT

public:
    DimVeil(const Theme& theme, QWidget* covered);

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QWidget* m_covered;
};

} // namespace plumbline
