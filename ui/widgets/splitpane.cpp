#include "ui/widgets/splitpane.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace plumbline {

namespace {

/// Qt lays a handle of 1 px over both neighbours, wide enough to be grabbed; only its middle is painted.
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
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const bool isVertical = orientation() == Qt::Horizontal;
        const QColor line = m_theme.color(underMouse() ? Color::Accent : Color::Border);
        if (isVertical) {
            painter.fillRect(width() / 2, 0, 1, height(), line);
        } else {
            painter.fillRect(0, height() / 2, width(), 1, line);
        }
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
