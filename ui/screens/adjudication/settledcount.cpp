#include "ui/screens/adjudication/settledcount.h"

#include "core/domain/adjudication.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLineWidth = 120;

} // namespace

Result<AdjudicationState> readAdjudicationState(Session& session)
{
    AdjudicationState state;
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(session).list());
    for (const Batch& batch : batches) {
        if (!batch.isOpen || !isAdjudication(batch)) {
            continue;
        }
        state.batches.append(batch.id);
        ItemFilter filter;
        filter.batch = batch.id;
        PLUMBLINE_ASSIGN(const qint64 total, ItemRepository(session).count(filter));
        filter.minimumLabels = 1;
        PLUMBLINE_ASSIGN(const qint64 settled, ItemRepository(session).count(filter));
        state.total += total;
        state.settled += settled;
    }
    return state;
}

SettledCount::SettledCount(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_count(new ThemedLabel(theme, {}, Text::Strong, Color::Text))
    , m_line(new ProgressLine(theme))
{
    setObjectName(u"settledCount"_s);
    m_count->setObjectName(u"settledText"_s);
    m_line->setObjectName(u"settledLine"_s);
    m_line->setAccessibleName(tr("Share that is settled"));
    m_line->setFixedWidth(kLineWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, metrics::kSpace3, 0);
    row->setSpacing(metrics::kSpace3);
    row->addStretch(1);
    row->addWidget(m_count);
    row->addWidget(m_line);
    setCount(0, 0);
}

void SettledCount::setCount(qint64 settled, qint64 total)
{
    m_count->setText(total > 0 ? tr("%1 of %2 settled").arg(groupedNumber(settled), groupedNumber(total))
                               : QString());
    m_line->setVisible(total > 0);
    m_line->setValue(total > 0 ? static_cast<double>(settled) / static_cast<double>(total) : 0);
}

QString SettledCount::text() const
{
    return m_count->text();
}

} // namespace plumbline
