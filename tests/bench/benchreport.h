#pragma once

#include <QCommandLineParser>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace plumbline {

/// The value below which the share `p` (0 to 1) of the values lies; 0 for no values.
[[nodiscard]] double percentile(std::vector<double> values, double p);

/// The most memory this process has had in use since it began or since resetPeakMemory(), in MiB.
[[nodiscard]] double peakMemoryMib();
void resetPeakMemory();
/// The memory this process has in use, in MiB.
[[nodiscard]] double memoryMib();

/// Writes what the system still holds back, and takes a file out of its page cache.
void dropFromPageCache(const QString& path);

/// What a benchmark found: a table for people, a JSON file for programs.
class BenchReport
{
public:
    /// Which side of its limit a figure must be on.
    enum class Limit { AtMost, AtLeast };

    explicit BenchReport(const QString& name);

    /// A circumstance: "items" = 1 000 000.
    void setFact(const QString& key, const QJsonValue& value);
    /// A figure; one with a limit is marked when it misses it. `note` says against whom or under what.
    void add(const QString& what, double value, const QString& unit, const QString& note = {});
    void add(const QString& what, double value, const QString& unit, Limit side, double limit,
             const QString& note = {});
    /// p50, p95, p99 and the longest of some times in milliseconds; the limit is for the 99th percentile.
    void addTimes(const QString& what, const std::vector<double>& milliseconds,
                  std::optional<double> limitMs = std::nullopt, const QString& note = {});
    /// Tells the terminal what is being done.
    static void say(const QString& what);
    /// Prints the table and writes FOLDER/NAME.json; the exit status of the benchmark.
    [[nodiscard]] int finish(const QString& folder) const;

private:
    struct Figure
    {
        QString what;
        double value = 0;
        QString unit;
        std::optional<double> limit;
        Limit side = Limit::AtMost;
        QString note;

        [[nodiscard]] bool isWithin() const;
        [[nodiscard]] QString limitText() const;
    };

    [[nodiscard]] QString table() const;

    QString m_name;
    QJsonObject m_facts;
    QList<Figure> m_figures;
};

/// A stopped time in milliseconds.
class BenchTimer
{
public:
    BenchTimer();
    [[nodiscard]] double ms() const;

private:
    qint64 m_start;
};

/// The options that every benchmark has: --items, --rounds, --out, --data, --folder.
struct BenchOptions
{
    qint64 items = 0;
    int rounds = 0;
    QString out;    ///< folder of the JSON file
    QString data;   ///< folder of the real texts; "" = where they usually are
    QString folder; ///< where projects are made; "" = a temporary folder
    bool withText = true;

    /// Ends the program when the command line is wrong.
    [[nodiscard]] static BenchOptions read(const QString& description, qint64 items, int rounds);
};

} // namespace plumbline
