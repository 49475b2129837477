#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/domain/job.h"

#include <QList>
#include <QObject>

namespace plumbline {

struct AppContext;
class Page;

/// Puts what a page lists into a batch: asks for its name, starts the job, and says on the page when it is
/// done.
class BatchMaker : public QObject
{
    Q_OBJECT

public:
    BatchMaker(AppContext& context, Page* page);

    /// `name` is what the field begins with. Nothing happens without a project or without items.
    void make(const QString& name, const QList<ItemId>& items);

Q_SIGNALS:
    /// The items are in the batch.
    void made(const QString& name, qint64 items);

private:
    void note(const Job& job);

    AppContext& m_context;
    Page* m_page;
    JobId m_job;
};

} // namespace plumbline
