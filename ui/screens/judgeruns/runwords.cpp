#include "ui/screens/judgeruns/runwords.h"

#include "ui/screens/judgereply/replywords.h"
#include "ui/shell/jobstatus.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kSlow = 10; ///< below so many a second one decimal is shown

QString tr(const char* text, const char* comment = nullptr)
{
    return QCoreApplication::translate("RunWords", text, comment);
}

/// "812", "9 406", "106 k", "1.2 M".
QString shortNumber(qint64 value)
{
    constexpr qint64 kLong = 10'000;
    constexpr qint64 kMillion = 1'000'000;
    if (value < kLong) {
        return groupedNumber(value);
    }
    if (value < kMillion) {
        return tr("%1 k", "thousands").arg(groupedNumber((value + 500) / 1000));
    }
    return tr("%1 M", "millions").arg(decimalNumber(static_cast<double>(value) / kMillion, 1));
}

QString rateText(double perSecond)
{
    return decimalNumber(perSecond, perSecond < kSlow ? 1 : 0);
}

bool isOver(const JudgeRunView& view)
{
    return view.phase == JudgeRunView::Phase::Ended;
}

} // namespace

RunFigure judgedFigure(const JudgeRunView& view)
{
    return {groupedNumber(view.judged), tr("items judged"),
            view.unjudged > 0 ? tr("%1 without a verdict").arg(groupedNumber(view.unjudged))
                              : tr("none without a verdict")};
}

RunFigure rateFigure(const JudgeRunView& view)
{
    const QString left = timeLeftWords(view.remainingMs);
    if (isOver(view)) {
        return {u"–"_s, tr("items a second"), tr("not running")};
    }
    return {rateText(view.itemsPerSecond), tr("items a second"),
            left.isEmpty() ? tr("time left not known yet") : left};
}

RunFigure spentFigure(const JudgeRunView& view)
{
    QString caption = tr("no limit");
    if (view.budget) {
        const double share = *view.budget > 0 ? view.spent / *view.budget : 1;
        caption = tr("of %1, %2").arg(moneyText(*view.budget), percentText(std::clamp(share, 0.0, 1.0)));
    }
    return {moneyText(view.spent), tr("spent"), caption};
}

RunFigure tokensFigure(const JudgeRunView& view)
{
    return {shortNumber(view.promptTokens + view.replyTokens), tr("tokens"),
            tr("%1 in, %2 out").arg(shortNumber(view.promptTokens), shortNumber(view.replyTokens))};
}

RunFigure callsFigure(const JudgeRunView& view)
{
    return {shortNumber(view.calls), tr("calls"), tr("%1 from the cache").arg(shortNumber(view.fromCache))};
}

QString streamCaption(const JudgeRunView& view, int most)
{
    QStringList parts{tr("newest first, the last %1").arg(most)};
    if (view.inconsistent > 0) {
        parts << tr("%1 changed with the order").arg(groupedNumber(view.inconsistent));
    }
    if (view.medianLatencyMs > 0) {
        parts << tr("median %1, 95 % below %2", "time of a call")
                     .arg(latencyText(view.medianLatencyMs), latencyText(view.p95LatencyMs));
    }
    return parts.join(u"; "_s);
}

QString runWhere(const JudgeRunView& view)
{
    if (view.endpoint.isEmpty()) {
        return view.model;
    }
    return view.model.isEmpty() ? view.endpoint : tr("%1 at %2").arg(view.model, view.endpoint);
}

QString runProgress(const JudgeRunView& view)
{
    if (view.phase == JudgeRunView::Phase::Starting) {
        return tr("Starting: counting the items");
    }
    QStringList parts;
    parts << (view.itemsTotal > 0
                  ? tr("%1 of %2 items").arg(groupedNumber(view.itemsDone), groupedNumber(view.itemsTotal))
                  : tr("%1 items").arg(groupedNumber(view.itemsDone)));
    if (view.phase == JudgeRunView::Phase::Stopping) {
        parts << tr("stopping");
    } else if (!isOver(view)) {
        if (view.itemsPerSecond > 0) {
            parts << tr("%1 a second").arg(rateText(view.itemsPerSecond));
        }
        if (const QString left = timeLeftWords(view.remainingMs); !left.isEmpty()) {
            parts << left;
        }
        if (view.inFlight > 0) {
            parts << tr("%1 of %2 in flight").arg(view.inFlight).arg(view.inFlightLimit);
        }
    }
    return parts.join(u", "_s);
}

double runShare(const JudgeRunView& view)
{
    return view.itemsTotal > 0
               ? std::clamp(static_cast<double>(view.itemsDone) / static_cast<double>(view.itemsTotal), 0.0,
                            1.0)
               : 0;
}

} // namespace plumbline
