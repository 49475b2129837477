#include "ui/widgets/emptystate.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kTextWidth = 460;
constexpr QSize kPictureSize(130, 120);
constexpr QSize kIconPlate(48, 48);

} // namespace

/// An icon on a plate, or a stack of answers that leans beside a line that does not.
class EmptyState::Picture : public QWidget
{
public:
    explicit Picture(const Theme& theme)
        : m_theme(theme)
    {
    }

    void setIconName(const QString& name)
    {
        m_iconName = name;
        setFixedSize(name.isEmpty() ? kPictureSize : kIconPlate);
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (!m_iconName.isEmpty()) {
            drawFrame(painter, rect(),
                      {m_theme.color(Color::AccentSoft), QColor(), 0, metrics::kRadiusCard, false});
            m_theme.drawIcon(painter, rect(), m_iconName, metrics::kIconLarge,
                             m_theme.color(Color::AccentText));
            return;
        }
        paintStack(painter);
        paintPlumbLine(painter);
    }

private:
    void paintStack(QPainter& painter) const
    {
        for (int box = 0; box < 4; ++box) {
            painter.save();
            painter.translate(box * 5.5, 12 + box * 26.5);
            painter.rotate(-4);
            drawFrame(painter, QRectF(0, 0, 84, 20),
                      {QColor(), m_theme.color(Color::BorderStrong), metrics::kStrokeMark, 4, true});
            painter.restore();
        }
    }

    void paintPlumbLine(QPainter& painter) const
    {
        const QColor accent = m_theme.color(Color::Accent);
        painter.setPen(QPen(accent, metrics::kStrokeMark, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(104, 2), QPointF(125, 2));
        painter.drawLine(QPointF(114.5, 2), QPointF(114.5, 96));
        QPainterPath weight;
        weight.moveTo(106.5, 101);
        weight.lineTo(114.5, 93);
        weight.lineTo(122.5, 101);
        weight.lineTo(114.5, 119);
        weight.closeSubpath();
        painter.fillPath(weight, accent);
    }

    const Theme& m_theme;
    QString m_iconName;
};

EmptyState::EmptyState(const Theme& theme, const QString& iconName, const QString& title, const QString& body,
                       QAction* action, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_picture(new Picture(theme))
    , m_title(new ThemedLabel(theme, {}, Text::Empty))
    , m_body(new ThemedLabel(theme, {}, Text::Body, Color::Text2))
    , m_button(new KeyButton(theme, nullptr, KeyButton::Kind::Primary))
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_body->setAlignment(Qt::AlignHCenter);
    m_body->setWordWrap(true);
    m_body->setFixedWidth(kTextWidth);
    m_button->setControlHeight(metrics::kButtonFooter);
    m_button->setObjectName(u"emptyStateAction"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(0);
    layout->addStretch(2);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    layout->addSpacing(metrics::kSpace5);
    layout->addWidget(m_title);
    layout->addSpacing(metrics::kSpace3);
    layout->addWidget(m_body, 0, Qt::AlignHCenter);
    layout->addSpacing(metrics::kSpace5);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    setContent(iconName, title, body, action);
    connect(&theme, &Theme::changed, m_picture, qOverload<>(&QWidget::update));
}

void EmptyState::setContent(const QString& iconName, const QString& title, const QString& body,
                            QAction* action)
{
    m_picture->setIconName(iconName);
    m_title->setText(title);
    m_body->setText(body);
    m_body->setVisible(!body.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(body);
    m_button->setAction(action);
    m_button->setVisible(action != nullptr && action->isVisible());
}

} // namespace plumbline
