#include "ui/screens/items/historyview.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

namespace plumbline {

namespace {
constexpr double kDot = 9;
constexpr double kTextLeft = 24;
constexpr double kLineWidth = 2;
} // namespace

HistoryView::HistoryView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("itemHistory"));
    setAccessibleName(tr("History"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void HistoryView::setEntries(const QList<Entry>& entries)
{
    m_entries = entries;
    QStringList lines;
    for (const Entry& entry : entries) {
        lines << tr("%1, by %2, %3").arg(entry.what, entry.who, entry.when) +
                     (entry.isSuperseded ? tr(", replaced later") : QString());
    }
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

int HistoryView::rowHeight() const
{
    return m_theme.scaled(40);
}

QSize HistoryView::sizeHint() const
{
    return {280, static_cast<int>(m_entries.size()) * rowHeight()};
}

QSize HistoryView::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void HistoryView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double row = rowHeight();
    for (qsizetype index = 0; index < m_entries.size(); ++index) {
        const Entry& entry = m_entries[index];
        const double top = static_cast<double>(index) * row;
        const double lineHeight = row / 2;
        if (index + 1 < m_entries.size()) {
            painter.fillRect(QRectF(kDot / 2 - kLineWidth / 2, top + kDot + 6, kLineWidth, row - kDot - 4),
                             m_theme.color(Color::Border));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.dot);
        painter.drawEllipse(QRectF(0, top + 4, kDot, kDot));
        QFont strong = m_theme.font(Text::Strong);
        strong.setStrikeOut(entry.isSuperseded);
        const QFont caption = m_theme.font(Text::Caption);
        const double whenWidth = textWidth(caption, entry.when);
        drawLine(painter, QRectF(width() - whenWidth, top, whenWidth, lineHeight), caption,
                 m_theme.color(Color::Text3), entry.when, Qt::AlignRight);
        drawLine(painter,
                 QRectF(kTextLeft, top, width() - kTextLeft - whenWidth - metrics::kSpace3, lineHeight),
                 strong, m_theme.color(entry.isSuperseded ? Color::Text3 : Color::Text), entry.what);
        drawLine(painter, QRectF(kTextLeft, top + lineHeight - 3, width() - kTextLeft, lineHeight), caption,
                 m_theme.color(Color::Text2), entry.who);
    }
}

} // namespace plumbline
