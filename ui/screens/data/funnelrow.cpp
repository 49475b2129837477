#include "ui/screens/data/funnelrow.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeight = 76;
constexpr double kNumberTop = 14;
constexpr double kNumberHeight = 30;
constexpr double kNameHeight = 18;
constexpr int kNumberSize = 20;
constexpr double kStaleOpacity = 0.6;
constexpr qsizetype kMostReasons = 3;

} // namespace

FunnelRow::FunnelRow(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"exportFunnel"_s);
    setMinimumHeight(theme.scaled(kHeight));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FunnelRow::setReport(const ExportReport& report)
{
    const auto noun = [](qint64 count) { return static_cast<int>(std::min<qint64>(count, 1000)); };
    m_steps = {{groupedNumber(report.labels), tr("label(s)", nullptr, noun(report.labels))},
               {groupedNumber(report.items), tr("item(s)", nullptr, noun(report.items))}};
    QList<QPair<qint64, QString>> reasons;
    for (auto it = report.skipped.cbegin(); it != report.skipped.cend(); ++it) {
        reasons.append({it.value(), skipReasonWords(it.key(), it.value())});
    }
    std::sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    qint64 rest = 0;
    for (qsizetype index = 0; index < reasons.size(); ++index) {
        if (index < kMostReasons) {
            m_steps.append({groupedNumber(-reasons[index].first), reasons[index].second});
        } else {
            rest += reasons[index].first;
        }
    }
    if (rest > 0) {
        m_steps.append({groupedNumber(-rest), tr("for other reasons")});
    }
    m_steps.append({groupedNumber(report.records), tr("record(s)", nullptr, noun(report.records))});
    QStringList words;
    for (const auto& [number, name] : std::as_const(m_steps)) {
        words << number + u' ' + name;
    }
    setAccessibleName(tr("From labels to records"));
    setAccessibleDescription(words.join(u", "_s));
    m_isStale = false;
    update();
}

void FunnelRow::setStale(bool isStale)
{
    m_isStale = isStale;
    update();
}

QSize FunnelRow::sizeHint() const
{
    return {400, m_theme.scaled(kHeight)};
}

void FunnelRow::paintEvent(QPaintEvent* /*event*/)
{
    if (m_steps.isEmpty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_isStale ? kStaleOpacity : 1);
    const double width = (this->width() - 2.0 * metrics::kPageMargin) / double(m_steps.size());
    const double scale = m_theme.scaled(kHeight) / double(kHeight);
    QFont font = m_theme.font(Text::Number);
    font.setPixelSize(m_theme.scaled(kNumberSize));
    const double room = width - metrics::kIcon - metrics::kSpace4;
    for (const auto& [number, name] : std::as_const(m_steps)) {
        if (digitsWidth(number, font) > room) {
            font = m_theme.font(Text::Strong); // a narrow window
        }
    }
    for (qsizetype index = 0; index < m_steps.size(); ++index) {
        const bool isLast = index + 1 == m_steps.size();
        const double left = metrics::kPageMargin + width * double(index);
        painter.setFont(font);
        painter.setPen(m_theme.color(isLast ? Color::AccentText : Color::Text));
        drawDigits(painter, QRectF(left, kNumberTop * scale, room, kNumberHeight * scale),
                   Qt::AlignLeft | Qt::AlignVCenter, m_steps[index].first);
        drawLine(painter, QRectF(left, (kNumberTop + kNumberHeight) * scale, room, kNameHeight * scale),
                 m_theme.font(Text::Caption), m_theme.color(Color::Text2), m_steps[index].second);
        if (!isLast) {
            m_theme.drawIcon(painter,
                             QRectF(left + room, kNumberTop * scale, metrics::kIcon, kNumberHeight * scale),
                             u"right"_s, metrics::kIconSmall, m_theme.color(Color::Text3));
        }
    }
}

} // namespace plumbline
