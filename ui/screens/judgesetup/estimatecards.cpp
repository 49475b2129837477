#include "ui/screens/judgesetup/estimatecards.h"

#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/statcard.h"
#include "ui/widgets/themedlabel.h"

#include <QGridLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSecondMs = 1'000;

QString costWords(const JudgeEstimate& estimate)
{
    if (!estimate.hasPrices || estimate.calls == 0) {
        return dollarsText(0);
    }
    const QString low = dollarsText(estimate.dollarsLow);
    const QString high = dollarsText(estimate.dollarsHigh);
    return low == high ? low : u"%1–%2"_s.arg(low, high.mid(1));
}

QString boundWords(const JudgeEstimate& estimate)
{
    if (estimate.boundBy == "requests"_L1) {
        return EstimateCards::tr("by the limit of requests");
    }
    if (estimate.boundBy == "tokens"_L1) {
        return EstimateCards::tr("by the limit of tokens");
    }
    return estimate.boundBy == "latency"_L1 ? EstimateCards::tr("as fast as it replies") : QString();
}

} // namespace

EstimateCards::EstimateCards(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_items(new StatCard(theme, u"—"_s, tr("Items")))
    , m_calls(new StatCard(theme, u"—"_s, tr("Calls")))
    , m_tokens(new StatCard(theme, u"—"_s, tr("Tokens")))
    , m_cost(new StatCard(theme, u"—"_s, tr("Cost")))
    , m_time(new StatCard(theme, u"—"_s, tr("Time")))
    , m_state(new ThemedLabel(theme, {}, Text::Caption, Color::Text2))
    , m_notes(new ThemedLabel(theme, {}, Text::Caption, Color::Text2))
{
    setObjectName(u"estimateCards"_s);
    setAccessibleName(tr("What the run will take"));
    m_state->setObjectName(u"estimateState"_s);
    m_state->setWordWrap(true);
    m_notes->setObjectName(u"estimateNotes"_s);
    m_notes->setWordWrap(true);
    auto* grid = new QGridLayout;
    grid->setSpacing(metrics::kSpace4);
    grid->addWidget(m_cost, 0, 0, 1, 2);
    grid->addWidget(m_time, 1, 0);
    grid->addWidget(m_items, 1, 1);
    grid->addWidget(m_calls, 2, 0);
    grid->addWidget(m_tokens, 2, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(m_state);
    column->addLayout(grid);
    column->addWidget(m_notes);
    column->addStretch(1);
}

void EstimateCards::setEstimate(const JudgeEstimate& estimate)
{
    const QString known = estimate.knownReplies > 0
                              ? tr("and %1 known already").arg(groupedNumber(estimate.knownReplies))
                              : tr("none known already");
    m_items->setContent(groupedNumber(estimate.items), tr("Items"), tr("that it would judge"));
    m_calls->setContent(groupedNumber(estimate.calls), tr("Calls"), known);
    const double in = double(estimate.promptTokens);
    const QString out = estimate.replyTokensLow == estimate.replyTokensHigh
                            ? roundNumber(double(estimate.replyTokensHigh))
                            : tr("%1 to %2")
                                  .arg(roundNumber(double(estimate.replyTokensLow)),
                                       roundNumber(double(estimate.replyTokensHigh)));
    m_tokens->setContent(roundNumber(in + double(estimate.replyTokensHigh)), tr("Tokens at most"),
                         tr("%1 in, %2 out").arg(roundNumber(in), out));
    m_cost->setContent(costWords(estimate), tr("Cost"),
                       estimate.calls == 0   ? tr("nothing is asked")
                       : !estimate.hasPrices ? tr("the endpoint names no prices")
                                             : tr("US dollars, by the endpoint's prices"));
    const QString time = estimate.milliseconds
                             ? durationWords((*estimate.milliseconds + kSecondMs - 1) / kSecondMs)
                             : tr("at once");
    m_time->setContent(time, tr("Time"), boundWords(estimate));
    m_state->setText({});
    m_state->hide();
    m_notes->setText(estimate.notes.join(u' '));
    setAccessibleDescription(
        tr("%1 items, %2 calls, %3, %4")
            .arg(groupedNumber(estimate.items), groupedNumber(estimate.calls), costWords(estimate), time));
}

void EstimateCards::setBusy()
{
    m_state->setText(tr("Estimating…"));
    m_state->show();
}

void EstimateCards::setProblem(const QString& sentence)
{
    m_items->setContent(u"—"_s, tr("Items"));
    m_calls->setContent(u"—"_s, tr("Calls"));
    m_tokens->setContent(u"—"_s, tr("Tokens"));
    m_cost->setContent(u"—"_s, tr("Cost"));
    m_time->setContent(u"—"_s, tr("Time"));
    m_notes->setText(sentence);
    m_state->hide();
    setAccessibleDescription(sentence);
}

} // namespace plumbline
