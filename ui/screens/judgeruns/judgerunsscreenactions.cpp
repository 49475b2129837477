// What the person does on the page of JudgeRunsScreen; see judgerunsscreen.h.

#include "ui/screens/judgeruns/judgerunsscreen.h"

#include "core/base/whenfinished.h"
#include "core/jobs/judgejob.h"
#include "core/store/store.h"
#include "ui/screens/jobs/joblistmodel.h"
#include "ui/screens/judgereply/replyinspector.h"
#include "ui/screens/judgereply/replywords.h"
#include "ui/shell/dialogs.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// An amount as a person types it: "2.50", "2,50", "$2.50".
std::optional<double> amountIn(QString text)
{
    text = text.trimmed();
    text.remove(u'$');
    text.replace(u',', u'.');
    bool isNumber = false;
    const double amount = text.trimmed().toDouble(&isNumber);
    return isNumber && amount > 0 ? std::optional(amount) : std::nullopt;
}

} // namespace

void JudgeRunsScreen::stop()
{
    if (m_run.isValid() && m_context.jobs != nullptr && runsHere(m_run)) {
        m_isStopping = true;
        m_context.jobs->cancel(m_run);
        updateActions();
        showView();
        Q_EMIT announcementRequested(tr("Stopping"));
    }
}

void JudgeRunsScreen::resume()
{
    if (const std::optional<Job> job = currentJob()) {
        resumeJob(job->id);
    }
}

void JudgeRunsScreen::resumeJob(JobId id)
{
    if (m_context.jobs == nullptr) {
        return;
    }
    whenFinished(m_context.jobs->resumeAsync(id), this, [this](const Result<void>& resumed) {
        if (!resumed) {
            Q_EMIT errorOccurred(resumed.error());
        }
        m_jobs->refresh();
    });
}

void JudgeRunsScreen::raiseBudget()
{
    const std::optional<Job> job = currentJob();
    if (!job || m_context.store == nullptr) {
        return;
    }
    const QString now = m_view.budget ? QString::number(*m_view.budget) : QString();
    const std::optional<QString> typed = m_context.dialogs.askText(
        this, tr("Raise the budget"),
        tr("US dollars for the whole run, of which %1 are spent").arg(moneyText(m_view.spent)), now);
    if (!typed) {
        return;
    }
    const std::optional<double> dollars = amountIn(*typed);
    if (!dollars || *dollars <= m_view.spent) {
        Q_EMIT messageRequested(MessageKind::Error, tr("The budget was not changed."),
                                tr("“%1” is no amount above the %2 that are spent already.")
                                    .arg(*typed, moneyText(m_view.spent)));
        return;
    }
    const auto work = [id = job->id, dollars](Session& session) {
        return raiseJudgeBudget(session, id, dollars);
    };
    whenFinished(m_context.store->writeAsync(work), this, [this, id = job->id](const Result<void>& raised) {
        if (raised) {
            resumeJob(id);
        } else {
            Q_EMIT errorOccurred(raised.error());
        }
    });
}

void JudgeRunsScreen::inspect()
{
    const ItemId item = currentItem();
    if (!item.isValid() || !m_judge.isValid()) {
        return;
    }
    const ReplyInspector* inspector = ReplyInspector::openFor(m_context, m_judge, item, this);
    connect(inspector, &ReplyInspector::exploreRequested, this,
            [this](ItemId shown) { Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(shown.value)); });
}

void JudgeRunsScreen::explore()
{
    if (const ItemId item = currentItem(); item.isValid()) {
        Q_EMIT pageRequested(u"items"_s, u"item:%1"_s.arg(item.value));
    }
}

void JudgeRunsScreen::openStatistics()
{
    if (!m_view.judge.isEmpty()) {
        Q_EMIT pageRequested(u"judges"_s, u"select:"_s + m_view.judge);
    }
}

} // namespace plumbline
