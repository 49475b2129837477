#include "ui/screens/home/votesbar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>

namespace plumbline {

namespace {
constexpr int kBarHeight = 20;
constexpr int kGap = 3;
constexpr int kMostVotes = 4; ///< from here on together
constexpr int kLeastWidth = 64;
} // namespace

VotesBar::VotesBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("votesBar"));
    setAccessibleName(tr("Votes per pair"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void VotesBar::setCounts(const QMap<int, qint64>& counts)
{
    m_parts.clear();
    for (int votes = 1; votes <= kMostVotes; ++votes) {
        Part part;
        part.name = votes == kMostVotes ? tr("%1 or more").arg(votes) : tr("%n vote(s)", nullptr, votes);
        for (auto it = counts.constBegin(); it != counts.constEnd(); ++it) {
            part.count += std::min(it.key(), kMostVotes) == votes ? it.value() : 0;
        }
        if (part.count > 0) {
            m_parts << part;
        }
    }
    QStringList lines;
    for (const Part& part : std::as_const(m_parts)) {
        lines << tr("%1: %2 pairs").arg(part.name, groupedNumber(part.count));
    }
    setAccessibleDescription(lines.join(QStringLiteral(", ")));
    update();
}

qint64 VotesBar::total() const
{
    qint64 sum = 0;
    for (const Part& part : m_parts) {
        sum += part.count;
    }
    return sum;
}

QSize VotesBar::sizeHint() const
{
    return {400, kBarHeight + m_theme.scaled(40)};
}

void VotesBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qint64 sum = total();
    if (sum == 0) {
        return;
    }
    const double free = width() - kGap * (static_cast<double>(m_parts.size()) - 1) -
                        kLeastWidth * static_cast<double>(m_parts.size());
    double left = 0;
    for (qsizetype index = 0; index < m_parts.size(); ++index) {
        const Part& part = m_parts[index];
        // Every part is wide enough for its words; the rest is shared out by number.
        const double width =
            kLeastWidth + std::max(0.0, free) * static_cast<double>(part.count) / static_cast<double>(sum);
        const double shade = static_cast<double>(index + 1) / static_cast<double>(m_parts.size());
        const QRectF bar(left, 0, width, kBarHeight);
        drawFrame(painter, bar,
                  {m_theme.sequential(index == 0 ? 0.12 : shade), m_theme.color(Color::BorderStrong),
                   index == 0 ? 1.0 : 0.0, metrics::kRadiusCell, false});
        const double line = m_theme.scaled(17);
        drawLine(painter, QRectF(left, kBarHeight + 4, width, line), m_theme.font(Text::Caption),
                 m_theme.color(Color::Text2), part.name);
        drawLine(painter, QRectF(left, kBarHeight + 4 + line, width, line), m_theme.font(Text::Strong),
                 m_theme.color(Color::Text), groupedNumber(part.count));
        left += width + kGap;
    }
}

} // namespace plumbline
