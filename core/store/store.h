#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/session.h"

#include <QFuture>
#include <QPromise>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace plumbline {

/// One open project: a SQLite file (or, later, a database on a server). All writes of a process go through
/// one writer thread, each in a transaction of its own that is durable (synchronous=FULL) when the call
/// returns; reads use one connection per thread and see one snapshot. Thread-safe.
class Store
{
public:
    /// The version of the schema that this Plumbline writes.
    static int currentSchemaVersion();

    /// Makes a new project file. Errors: AlreadyExists, ReadOnly, DiskFull, Io.
    [[nodiscard]] static Result<std::unique_ptr<Store>> create(const QString& path, const ProjectInfo& info,
                                                               const Clock& clock);
    /// Opens a project. A file of an older version is copied aside (NAME.v1.backup.plumb) and migrated; one
    /// of a newer version is refused. Errors: NotFound, NotAProject, NewerVersion, ReadOnly, Corrupt, Busy,
    /// Io.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const QString& path, const Clock& clock);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    [[nodiscard]] const QString& path() const;
    /// As of the last commit of this store: an import into an empty project may change it.
    [[nodiscard]] ProjectInfo project() const;
    [[nodiscard]] const Clock& clock() const;
    /// Where an older version was copied before this open migrated it; "" when nothing was migrated.
    [[nodiscard]] const QString& backupPath() const;

    /// Runs `work(Session&)`, which returns some Result<T>, on the writer thread inside one transaction:
    /// committed when it succeeds, rolled back when it fails. Waits. Not for the GUI thread; see
    /// writeAsync(). Errors besides the work's own: FileVanished, DiskFull, ReadOnly, Busy, Io.
    template <typename Work> [[nodiscard]] std::invoke_result_t<Work, Session&> write(Work work)
    {
        return writeAsync(std::move(work)).result();
    }
    /// The same without waiting. Continue with `.then(context, …)`.
    template <typename Work> [[nodiscard]] QFuture<std::invoke_result_t<Work, Session&>> writeAsync(Work work)
    {
        return post<std::invoke_result_t<Work, Session&>>(std::move(work), Lane::Writer);
    }
    /// Runs `work(Session&)` on this thread's own connection, in a read transaction (one snapshot).
    template <typename Work> [[nodiscard]] std::invoke_result_t<Work, Session&> read(Work work)
    {
        using R = std::invoke_result_t<Work, Session&>;
        std::optional<R> result;
        const Result<void> ran = readHere([&](Session& session) { result.emplace(work(session)); });
        if (!ran) {
            return R(ran.error());
        }
        return std::move(*result);
    }
    /// The same on a reader thread, without waiting.
    template <typename Work> [[nodiscard]] QFuture<std::invoke_result_t<Work, Session&>> readAsync(Work work)
    {
        return post<std::invoke_result_t<Work, Session&>>(std::move(work), Lane::Reader);
    }

    /// For whoever writes on and on (an import), between two transactions and with nothing under way: waits
    /// until nobody else in this or another process waits to write, at most `mostMs`. True when someone did.
    /// Thread-safe; not for the GUI thread.
    bool letOthersWrite(int mostMs = 50);
    /// Whether somebody else in this or another process waits to write: for a long transaction that can end
    /// early. Thread-safe, and allowed on the writer thread.
    [[nodiscard]] bool isAwaited();

    /// Full integrity check of the file: PRAGMA integrity_check, foreign keys, counters. Empty = sound.
    [[nodiscard]] Result<QStringList> checkIntegrity();

    /// Implementation; public for the worker threads.
    class Private;

private:
    enum class Lane { Writer, Reader };
    /// Runs in a transaction on the thread of the lane; `work` returns the error that must roll it back, if
    /// any.
    using Task = std::function<Result<void>(Session&)>;
    using Finish = std::function<void(Result<void>)>;

    explicit Store(std::unique_ptr<Private> d);
    void enqueue(Lane lane, Task task, Finish finish);
    [[nodiscard]] Result<void> readHere(const std::function<void(Session&)>& work);

    template <typename R, typename Work> QFuture<R> post(Work work, Lane lane)
    {
        auto promise = std::make_shared<QPromise<R>>();
        auto result = std::make_shared<std::optional<R>>();
        promise->start();
        enqueue(
            lane,
            [work = std::move(work), result](Session& session) mutable -> Result<void> {
                result->emplace(work(session));
                return result->value() ? Result<void>() : Result<void>(result->value().error());
            },
            [promise, result](Result<void> ran) {
                if (ran || (result->has_value() && !result->value())) {
                    promise->addResult(std::move(result->value()));
                } else {
                    promise->addResult(R(ran.error()));
                }
                promise->finish();
            });
        return promise->future();
    }

    std::unique_ptr<Private> d;
};

} // namespace plumbline
