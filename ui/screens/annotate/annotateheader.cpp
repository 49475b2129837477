#include "ui/screens/annotate/annotateheader.h"

#include <QAction>
#include <QHBoxLayout>

#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLineWidth = 120;
constexpr qint64 kSecondMs = 1000;
constexpr qint64 kMinuteMs = 60 * kSecondMs;
constexpr qint64 kHourMs = 60 * kMinuteMs;
/// Minutes are told up to here, then hours.
constexpr qint64 kManyMinutesMs = 100 * kMinuteMs;

qint64 rounded(qint64 ms, qint64 unit)
{
    return (ms + unit / 2) / unit;
}

} // namespace

AnnotateHeader::AnnotateHeader(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_queue(new KeyButton(theme, actions.action(u"annotate.queue"_s), KeyButton::Kind::Quiet, this))
    , m_count(new ThemedLabel(theme, {}, Text::Strong, Color::Text, this))
    , m_line(new ProgressLine(theme, this))
    , m_median(new ThemedLabel(theme, {}, Text::Caption, Color::Text2, this))
    , m_remaining(new ThemedLabel(theme, {}, Text::Caption, Color::Text2, this))
{
    setObjectName(u"annotateHeader"_s);
    m_queue->setObjectName(u"queueButton"_s);
    m_queue->setIconOnly(true);
    m_queue->setToolTip(m_queue->text());
    m_count->setObjectName(u"progressCount"_s);
    m_line->setObjectName(u"progressLine"_s);
    m_line->setAccessibleName(tr("Progress of the queue"));
    m_median->setObjectName(u"medianText"_s);
    m_remaining->setObjectName(u"remainingText"_s);
    m_line->setFixedWidth(kLineWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, metrics::kSpace3, 0);
    row->setSpacing(metrics::kSpace3);
    row->addStretch(1);
    row->addWidget(m_queue);
    row->addWidget(m_count);
    row->addWidget(m_line);
    row->addSpacing(metrics::kSpace3);
    row->addWidget(m_median);
    row->addWidget(m_remaining);
    update();
}

void AnnotateHeader::setProgress(const Progress& progress, qint64 position)
{
    m_progress = progress;
    const qint64 shown = position > 0 ? position : progress.done;
    m_count->setText(
        progress.total > 0
            ? tr("%1 of %2").arg(groupedNumber(shown), groupedNumber(qMax(shown, progress.total)))
            : QString());
    m_line->setVisible(progress.total > 0);
    m_line->setValue(
        progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : 0.0);
    update();
}

void AnnotateHeader::setPaceShown(bool isShown)
{
    m_isPaceShown = isShown;
    update();
}

void AnnotateHeader::setQueueShown(bool isShown)
{
    m_queue->setVisible(isShown);
}

void AnnotateHeader::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    update();
}

void AnnotateHeader::update()
{
    m_median->setText(medianText(m_progress.medianMs));
    m_remaining->setText(remainingText(m_progress.remainingMs));
    m_median->setVisible(m_isPaceShown && !m_isCompact && !m_median->text().isEmpty());
    m_remaining->setVisible(m_isPaceShown && !m_remaining->text().isEmpty());
}

QString medianText(const std::optional<qint64>& medianMs)
{
    if (!medianMs) {
        return {};
    }
    return *medianMs < 100 * kSecondMs
               ? AnnotateHeader::tr("median %1 s").arg(qMax<qint64>(1, rounded(*medianMs, kSecondMs)))
               : AnnotateHeader::tr("median %1 min").arg(rounded(*medianMs, kMinuteMs));
}

QString remainingText(const std::optional<qint64>& remainingMs)
{
    if (!remainingMs || *remainingMs <= 0) {
        return {};
    }
    if (*remainingMs < kMinuteMs) {
        return AnnotateHeader::tr("less than a minute left");
    }
    return *remainingMs < kManyMinutesMs
               ? AnnotateHeader::tr("about %1 min left").arg(rounded(*remainingMs, kMinuteMs))
               : AnnotateHeader::tr("about %1 h left").arg(rounded(*remainingMs, kHourMs));
}

} // namespace plumbline
