#pragma once

#include "core/base/ids.h"
#include "core/llm/llmerror.h"

#include <QElapsedTimer>
#include <QList>
#include <QMap>
#include <QMutex>
#include <QString>
#include <QStringList>

#include <deque>
#include <memory>
#include <optional>

namespace plumbline {

class Store;

/// One verdict of a run, or its absence, for a list on the screen.
struct JudgeRunEntry
{
    qint64 number = 0; ///< counts up over the run, from 1
    ItemId item;
    QString itemUid;
    QStringList models; ///< who wrote the responses, in the item's order; "" where it is not known
    QString verdict;    ///< shortForm() as shown to the judge, or "" when there is none
    QString fault;      ///< why there is none: ParseFault::what, or an error's name; "" when there is one
    QString faultDetail;
    std::optional<double> probability;
    bool isInconsistent = false;
    double cost = 0;      ///< US dollars
    qint64 latencyMs = 0; ///< sum over its calls
    int calls = 0;
    bool operator==(const JudgeRunEntry&) const = default;
};

/// A run's numbers at one moment.
struct JudgeRunView
{
    enum class Phase {
        Starting, ///< reads the judge and counts the items
        Running,
        Stopping,
        Ended,
    };
    Phase phase = Phase::Starting;
    QString judge;
    QString endpoint; ///< LlmEndpoint::place(); "" when nothing is asked
    QString model;
    qint64 itemsDone = 0;  ///< judged and unjudged, over all parts of the run
    qint64 itemsTotal = 0; ///< 0: not known yet
    qint64 judged = 0;
    qint64 unjudged = 0;
    qint64 inconsistent = 0;
    qint64 calls = 0;     ///< that have an outcome, in this part of the run
    qint64 fromCache = 0; ///< of them, without being asked again
    int inFlight = 0;     ///< asked and not answered
    int inFlightLimit = 0;
    double itemsPerSecond = 0; ///< over the last ten seconds
    double callsPerSecond = 0;
    std::optional<qint64> remainingMs;
    QMap<QString, qint64> faults; ///< replies that could not be read, by ParseFault::what
    QMap<QString, qint64> errors; ///< failed attempts by llmErrorName(), also those that were tried again
    qint64 retries = 0;
    double spent = 0;    ///< US dollars, over all parts of the run
    double lostCost = 0; ///< of it, estimated for replies that were lost
    std::optional<double> budget;
    qint64 promptTokens = 0;
    qint64 replyTokens = 0;
    qint64 medianLatencyMs = 0;
    qint64 p95LatencyMs = 0;
    QString message; ///< the sentence at the end
};

/// The live numbers of a run and its last verdicts, written by the job and read by a screen. Thread-safe; its
/// memory does not grow.
class JudgeRunFeed
{
public:
    /// How many entries are kept.
    static constexpr int kKept = 200;

    JudgeRunFeed();

    /// The feed of a run in this process, from the moment that its job began to run; null when there is
    /// none. Feeds of ended runs are kept while someone holds them, the last 8 anyway.
    [[nodiscard]] static std::shared_ptr<JudgeRunFeed> find(const Store& store, JobId job);
    /// A fresh feed for a run; find() gives it from now on.
    [[nodiscard]] static std::shared_ptr<JudgeRunFeed> open(const Store& store, JobId job);

    [[nodiscard]] JudgeRunView view() const;
    /// The entries above `number`, oldest first, as far as they are kept.
    [[nodiscard]] QList<JudgeRunEntry> entriesAfter(qint64 number) const;

    /// For the job: replaces the numbers; rates and the remaining time are worked out here.
    void setView(const JudgeRunView& view);
    /// For the job: adds an entry and numbers it.
    void add(JudgeRunEntry entry);

private:
    struct Sample
    {
        qint64 ms = 0;
        qint64 items = 0;
        qint64 calls = 0;
    };

    mutable QMutex m_mutex;
    JudgeRunView m_view;
    std::deque<JudgeRunEntry> m_entries;
    qint64 m_lastNumber = 0;
    QElapsedTimer m_timer;
    std::deque<Sample> m_samples;
};

} // namespace plumbline
