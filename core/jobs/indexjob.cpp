#include "core/jobs/indexjob.h"

#include "core/base/counted.h"
#include "core/store/itemrepository.h"

#include <QElapsedTimer>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kAimMs = 8;
constexpr int kMostTexts = 1024;

} // namespace

Result<qint64> indexTexts(JobContext& context)
{
    PLUMBLINE_ASSIGN(const qint64 total, context.store().read([](Session& session) {
        return ItemRepository(session).textsToIndex();
    }));
    context.setUnit(u"texts"_s);
    context.setProgress(0, total);
    qint64 left = total;
    int limit = 16;
    while (left > 0) {
        if (context.isCancelled()) {
            return makeError(ErrorCode::Cancelled,
                             u"The indexing was stopped; it goes on with the next import."_s);
        }
        double milliseconds = 0;
        PLUMBLINE_ASSIGN(left, context.store().write([&](Session& session) {
            QElapsedTimer timer;
            timer.start();
            Result<qint64> rest = ItemRepository(session).indexText(limit);
            milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
            return rest;
        }));
        context.setProgress(std::max<qint64>(total - left, 0), total);
        const double wanted = milliseconds > 0 ? limit * kAimMs / milliseconds : limit * 2.0;
        limit = std::clamp(static_cast<int>(std::min(wanted, limit * 2.0)), 1, kMostTexts);
        context.store().letOthersWrite();
    }
    return total;
}

Result<JobOutcome> runIndexJob(JobContext& context, const QJsonObject& params)
{
    Q_UNUSED(params)
    PLUMBLINE_ASSIGN(const qint64 texts, indexTexts(context));
    return JobOutcome{u"Brought the search index up by %1."_s.arg(counted(texts, u"text"_s)),
                      {{u"texts_indexed"_s, texts}}};
}

} // namespace plumbline
