#include "ui/screens/home/nextsteprow.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace plumbline {

namespace {
constexpr int kSquare = 36;
} // namespace

NextStepRow::NextStepRow(const Theme& theme, const NextStep& step, QAction* action, bool isFirst,
                         QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(step.icon)
    , m_hasRule(!isFirst)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace5 + kSquare + metrics::kSpace4, metrics::kSpace4, metrics::kSpace5,
                            metrics::kSpace4);
    row->setSpacing(metrics::kSpace5);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(metrics::kSpace1);
    texts->addWidget(new ElidedLabel(theme, step.title, Text::Strong, Color::Text));
    texts->addWidget(new ElidedLabel(theme, step.body, Text::Body, Color::Text2));
    row->addLayout(texts, 1);
    auto* button =
        new KeyButton(theme, action, isFirst ? KeyButton::Kind::Primary : KeyButton::Kind::Secondary);
    button->setObjectName(QStringLiteral("nextStep_") + action->objectName());
    button->setControlHeight(metrics::kButtonFooter);
    row->addWidget(button);
}

void NextStepRow::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_hasRule) {
        painter.fillRect(0, 0, width(), 1, m_theme.color(Color::Border));
    }
    const QRectF square(metrics::kSpace5, (height() - kSquare) / 2.0, kSquare, kSquare);
    drawFrame(painter, square,
              {m_theme.color(Color::AccentSoft), QColor(), 0, metrics::kRadiusControl, false});
    m_theme.drawIcon(painter, square, m_icon, metrics::kIconNav, m_theme.color(Color::AccentText));
}

} // namespace plumbline
