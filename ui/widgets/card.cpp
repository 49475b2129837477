#include "ui/widgets/card.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/painting.h"

#include <QPainter>
#include <QVBoxLayout>

namespace plumbline {

namespace {

constexpr int kHeaderHeight = 36;
constexpr int kFrame = 2; ///< room of the edge, also while it is 1 px

} // namespace

Card::Card(const Theme& theme, const QString& title, const QString& caption, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_header(new QWidget(this))
    , m_headerRow(new QHBoxLayout(m_header))
    , m_title(new ElidedLabel(theme, title, Text::Strong))
    , m_caption(new ElidedLabel(theme, caption, Text::Caption, Color::Text2))
    , m_body(new QVBoxLayout)
{
    m_headerRow->setContentsMargins(metrics::kSpace5 - kFrame, metrics::kSpace2, metrics::kSpace4 - kFrame,
                                    0);
    m_headerRow->setSpacing(metrics::kSpace3);
    m_headerRow->addWidget(m_title);
    m_headerRow->addWidget(m_caption);
    m_headerRow->addStretch(1);
    m_header->setMinimumHeight(kHeaderHeight);
    m_header->setVisible(!title.isEmpty());
    m_caption->setVisible(!caption.isEmpty());
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(kFrame, kFrame, kFrame, kFrame);
    outer->setSpacing(0);
    outer->addWidget(m_header);
    outer->addLayout(m_body, 1);
    m_body->setSpacing(metrics::kSpace3);
    setHeaderRule(false);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    m_header->setVisible(!title.isEmpty());
    setHeaderRule(m_hasRule);
}

void Card::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
}

void Card::addHeaderWidget(QWidget* widget)
{
    m_headerRow->addWidget(widget);
}

void Card::setHeaderRule(bool shown)
{
    m_hasRule = shown;
    const int side = metrics::kSpace5 - kFrame;
    if (shown) {
        m_body->setContentsMargins(0, 1, 0, 0);
        m_headerRow->setContentsMargins(side, 0, metrics::kSpace4 - kFrame, 0);
    } else {
        const int top = m_header->isHidden() ? metrics::kSpace4 : 0;
        m_body->setContentsMargins(side, top, side, metrics::kSpace4);
        m_headerRow->setContentsMargins(side, metrics::kSpace2, metrics::kSpace4 - kFrame, 0);
    }
    update();
}

void Card::setGround(Ground ground)
{
    m_ground = ground;
    update();
}

void Card::setChosen(bool chosen)
{
    m_isChosen = chosen;
    update();
}

void Card::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    plumbline::drawFrame(painter, rect(),
                         {m_theme.color(m_ground == Ground::Inset ? Color::Inset : Color::Surface),
                          m_theme.color(m_isChosen ? Color::Accent : Color::Border),
                          m_isChosen ? metrics::kStrokeFocus : metrics::kStrokeHair, metrics::kRadiusCard,
                          false});
    if (m_hasRule && m_header->isVisibleTo(this)) {
        painter.fillRect(kFrame - 1, m_header->geometry().bottom() + 1, width() - 2 * (kFrame - 1), 1,
                         m_theme.color(Color::Border));
    }
}

} // namespace plumbline
