#include "ui/screens/inspect/common/summaryline.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

SummaryLine::SummaryLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new ThemedLabel(theme, {}, Text::Body, Color::Text2))
{
    setObjectName(u"inspectSummary"_s);
    m_text->setObjectName(u"inspectSentence"_s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kIcon + metrics::kSpace3, 0, 0, 0);
    row->addWidget(m_text, 1);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SummaryLine::setSentence(const QString& sentence, const QString& details)
{
    m_text->setText(sentence);
    m_text->setAccessibleDescription(details);
    setToolTip(details);
}

QString SummaryLine::sentence() const
{
    return m_text->text();
}

void SummaryLine::paintEvent(QPaintEvent* /*event*/)
{
    if (sentence().isEmpty()) {
        return;
    }
    QPainter painter(this);
    const double line = lineHeight(m_theme.font(Text::Body), u"A"_s);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    m_theme.drawIcon(painter,
                     QRectF(isMirrored ? width() - metrics::kIcon : 0, m_text->y(), metrics::kIcon, line),
                     u"info"_s, metrics::kIconSmall, m_theme.color(Color::Text2));
}

} // namespace plumbline
