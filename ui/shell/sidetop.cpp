#include "ui/shell/sidetop.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/paintedbutton.h"
#include "ui/widgets/painting.h"

#include <QPainter>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kProjectHeight = 36;
constexpr int kTextLeft = 34;
constexpr int kIconLeft = 9;

} // namespace

/// Name and file of the open project, and a chevron.
class SideTop::ProjectButton : public PaintedButton
{
public:
    ProjectButton(const Theme& theme, QWidget* parent)
        : PaintedButton(theme, parent)
    {
        setObjectName(u"projectMenu"_s);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    void setTexts(const QString& name, const QString& fileName)
    {
        m_name = name;
        m_fileName = fileName;
        setAccessibleName(SideTop::tr("Project %1").arg(name));
        setToolTip(fileName);
        update();
    }

    QSize sizeHint() const override { return {metrics::kSideBar - 16, theme().scaled(kProjectHeight)}; }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        drawFrame(painter, rect(),
                  {theme().color(isHovered() || isDown() ? Color::Hover : Color::Surface),
                   theme().color(Color::Border), 1.0, metrics::kRadiusControl});
        theme().drawIcon(painter, QRectF(kIconLeft, 0, metrics::kIcon, height()), u"plumb"_s, metrics::kIcon,
                         theme().color(Color::Accent));
        const double width = this->width() - kTextLeft - 28;
        const double half = height() / 2.0;
        QFont strong = theme().font(Text::Head);
        if (m_fileName.isEmpty()) {
            drawLine(painter, QRectF(kTextLeft, 0, width, height()), strong, theme().color(Color::Text),
                     m_name);
        } else {
            drawLine(painter, QRectF(kTextLeft, 2, width, half - 2), strong, theme().color(Color::Text),
                     m_name);
            drawLine(painter, QRectF(kTextLeft, half, width, half - 3), theme().font(Text::Key),
                     theme().color(Color::Text2), m_fileName);
        }
        theme().drawIcon(painter, QRectF(this->width() - 26, 0, metrics::kIcon, height()), u"down"_s,
                         metrics::kIconSmall, theme().color(Color::Text2));
    }

private:
    QString m_name;
    QString m_fileName;
};

/// Looks like the field it leads to.
class SideTop::GoToButton : public PaintedButton
{
public:
    GoToButton(const Theme& theme, QAction* action, QWidget* parent)
        : PaintedButton(theme, parent)
    {
        setObjectName(u"goTo"_s);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAction(action);
    }

    QSize sizeHint() const override { return {metrics::kSideBar - 16, theme().scaled(metrics::kButton)}; }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        drawFrame(painter, rect(),
                  {theme().color(isHovered() || isDown() ? Color::Hover : Color::Chrome),
                   theme().color(Color::Control), 1.0, metrics::kRadiusControl});
        theme().drawIcon(painter, QRectF(kIconLeft, 0, metrics::kIcon, height()), u"search"_s,
                         metrics::kIconSmall, theme().color(Color::Text2));
        const double caps = keycapsWidth(theme(), keys());
        const double end = width() - caps - 4;
        drawLine(painter, QRectF(30, 0, end - 30, height()), theme().font(Text::Body),
                 theme().color(Color::Text3), SideTop::tr("Go to or do…"));
        paintKeycaps(painter, theme(), QPointF(end, height() / 2.0), keys());
    }
};

SideTop::SideTop(const Theme& theme, QAction* palette, QWidget* parent)
    : QWidget(parent)
    , m_project(new ProjectButton(theme, this))
    , m_goTo(new GoToButton(theme, palette, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, metrics::kSpace4);
    layout->setSpacing(metrics::kSpace3);
    layout->addWidget(m_project);
    layout->addWidget(m_goTo);
    connect(m_project, &PaintedButton::clicked, this, &SideTop::menuRequested);
}

void SideTop::setProject(const QString& name, const QString& fileName)
{
    m_project->setTexts(name, fileName);
}

QPoint SideTop::menuPosition() const
{
    return m_project->mapToGlobal(QPoint(0, m_project->height() + 2));
}

} // namespace plumbline
