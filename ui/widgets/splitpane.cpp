#include "ui/widgets/splitpane.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace plumbline {

namespace {

constexpr int kGrabBefore = 3;
constexpr int kGrabAfter = 4; ///< with the line itself 8 px

/// The splitter lays a handle by its contents: margins make it lie over both neighbours, where it can be
/// grabbed, and the mask paints the line alone.
class ThinHandle : public QSplitterHandle
{
public:
    ThinHandle(const Theme& theme, Qt::Orientation orientation, QSplitter* splitter)
        : QSplitterHandle(orientation, splitter)
        , m_theme(theme)
    {
        setAttribute(Qt::WA_NoSystemBackground);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(QSplitter::tr("Edge between panes"));
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        setAttribute(Qt::WA_MouseNoMask);
        if (orientation() == Qt::Horizontal) {
            setContentsMargins(kGrabBefore, 0, kGrabAfter, 0);
        } else {
            setContentsMargins(0, kGrabBefore, 0, kGrabAfter);
        }
        setMask(QRegion(contentsRect()));
        QWidget::resizeEvent(event);
    }

    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.fillRect(contentsRect(), m_theme.color(underMouse() ? Color::Accent : Color::Border));
    }

private:
    const Theme& m_theme;
};

} // namespace

SplitPane::SplitPane(const Theme& theme, Qt::Orientation orientation, QWidget* parent)
    : QSplitter(orientation, parent)
    , m_theme(theme)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSplitterHandle* SplitPane::createHandle()
{
    return new ThinHandle(m_theme, orientation(), this);
}

} // namespace plumbline
