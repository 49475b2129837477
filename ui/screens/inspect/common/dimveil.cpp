#include "ui/screens/inspect/common/dimveil.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr double kCovered = 0.4; ///< of the ground over the old numbers
} // namespace

DimVeil::DimVeil(const Theme& theme, QWidget* covered)
    : QWidget(covered)
    , m_theme(theme)
    , m_covered(covered)
{
    setObjectName(u"dimVeil"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    covered->installEventFilter(this);
    setGeometry(covered->rect());
    hide();
}

bool DimVeil::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_covered && (event->type() == QEvent::Resize || event->type() == QEvent::ChildAdded)) {
        setGeometry(m_covered->rect());
        raise();
    }
    return false;
}

void DimVeil::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    QColor ground = m_theme.color(Color::Surface);
    ground.setAlphaF(kCovered);
    painter.fillRect(rect(), ground);
}

} // namespace plumbline
