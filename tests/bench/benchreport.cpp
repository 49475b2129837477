#include "tests/bench/benchreport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>
#include <QSysInfo>
#include <QThread>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A line "Name:  123 kB" of /proc/self/status, in MiB.
double statusMib(QByteArrayView name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(name)) {
            constexpr double kKibPerMib = 1024;
            return line.mid(name.size()).simplified().split(' ').constFirst().toDouble() / kKibPerMib;
        }
    }
    return 0;
}

QString number(double value)
{
    const double size = std::abs(value);
    const int decimals = size >= 1000 ? 0 : (size >= 10 ? 1 : (size >= 0.1 ? 2 : 3));
    return QLocale::c().toString(value, 'f', decimals);
}

void print(const QString& text)
{
    std::fputs(qPrintable(text), stdout);
    std::fflush(stdout);
}

} // namespace

double percentile(std::vector<double> values, double p)
{
    if (values.empty()) {
        return 0;
    }
    const auto rank = static_cast<size_t>(std::ceil(p * static_cast<double>(values.size())));
    const size_t index = std::clamp<size_t>(rank, 1, values.size()) - 1;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
    return values[index];
}

double peakMemoryMib()
{
    return statusMib("VmHWM:");
}

double memoryMib()
{
    return statusMib("VmRSS:");
}

void resetPeakMemory()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly)) {
        file.write("5"); // the peak begins anew; see proc(5)
    }
}

void dropFromPageCache(const QString& path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        ::fsync(file);
        ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        ::close(file);
    }
}

BenchReport::BenchReport(const QString& name)
    : m_name(name)
{
    setFact(u"cores"_s, QThread::idealThreadCount());
    setFact(u"system"_s, QSysInfo::prettyProductName());
    setFact(u"qt"_s, QString::fromLatin1(qVersion()));
#ifdef NDEBUG
    setFact(u"build"_s, u"release"_s);
#else
    setFact(u"build"_s, u"debug"_s);
#endif
}

void BenchReport::setFact(const QString& key, const QJsonValue& value)
{
    m_facts.insert(key, value);
}

void BenchReport::add(const QString& what, double value, const QString& unit, const QString& note)
{
    m_figures.append({what, value, unit, std::nullopt, Limit::AtMost, note});
}

void BenchReport::add(const QString& what, double value, const QString& unit, Limit side, double limit,
                      const QString& note)
{
    m_figures.append({what, value, unit, limit, side, note});
}

void BenchReport::addTimes(const QString& what, const std::vector<double>& milliseconds,
                           std::optional<double> limitMs, const QString& note)
{
    const QString count = u"%1 times"_s.arg(milliseconds.size());
    add(what + u", p50"_s, percentile(milliseconds, 0.50), u"ms"_s,
        note.isEmpty() ? count : count + u"; "_s + note);
    add(what + u", p95"_s, percentile(milliseconds, 0.95), u"ms"_s);
    if (limitMs) {
        add(what + u", p99"_s, percentile(milliseconds, 0.99), u"ms"_s, Limit::AtMost, *limitMs);
    } else {
        add(what + u", p99"_s, percentile(milliseconds, 0.99), u"ms"_s);
    }
    add(what + u", longest"_s, percentile(milliseconds, 1.0), u"ms"_s);
}

void BenchReport::say(const QString& what)
{
    print(u"-- "_s + what + u'\n');
}

bool BenchReport::Figure::isWithin() const
{
    if (!limit) {
        return true;
    }
    return side == Limit::AtMost ? value <= *limit : value >= *limit;
}

QString BenchReport::Figure::limitText() const
{
    if (!limit) {
        return {};
    }
    const QString sign = side == Limit::AtMost ? u"≤ "_s : u"≥ "_s;
    return sign + number(*limit) + (isWithin() ? u" ok"_s : u" MISSED"_s);
}

QString BenchReport::table() const
{
    qsizetype width = 0;
    for (const Figure& figure : m_figures) {
        width = std::max(width, figure.what.size());
    }
    QString out = u"\n"_s + m_name + u'\n';
    for (auto fact = m_facts.constBegin(); fact != m_facts.constEnd(); ++fact) {
        out += u"   "_s + fact.key() + u": "_s + fact.value().toVariant().toString() + u'\n';
    }
    for (const Figure& figure : m_figures) {
        out += u"%1  %2 %3  %4  %5\n"_s.arg(figure.what, -static_cast<int>(width))
                   .arg(number(figure.value), 10)
                   .arg(figure.unit, -8)
                   .arg(figure.limitText(), -18)
                   .arg(figure.note);
    }
    return out;
}

int BenchReport::finish(const QString& folder) const
{
    print(table());
    QJsonArray figures;
    for (const Figure& figure : m_figures) {
        QJsonObject object{{u"what"_s, figure.what}, {u"value"_s, figure.value}, {u"unit"_s, figure.unit}};
        if (figure.limit) {
            object.insert(figure.side == Limit::AtMost ? u"at_most"_s : u"at_least"_s, *figure.limit);
            object.insert(u"within"_s, figure.isWithin());
        }
        if (!figure.note.isEmpty()) {
            object.insert(u"note"_s, figure.note);
        }
        figures.append(object);
    }
    const QJsonObject all{{u"bench"_s, m_name}, {u"facts"_s, m_facts}, {u"figures"_s, figures}};
    QDir().mkpath(folder);
    QSaveFile file(QDir(folder).filePath(m_name + u".json"_s));
    const QByteArray bytes = QJsonDocument(all).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        print(u"The figures could not be written: %1\n"_s.arg(file.errorString()));
        return 1;
    }
    return 0;
}

BenchTimer::BenchTimer()
    : m_start(std::chrono::steady_clock::now().time_since_epoch().count())
{
}

double BenchTimer::ms() const
{
    constexpr double kNsPerMs = 1e6;
    return static_cast<double>(std::chrono::steady_clock::now().time_since_epoch().count() - m_start) /
           kNsPerMs;
}

BenchOptions BenchOptions::read(const QString& description, qint64 items, int rounds)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    const QString source = qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath());
    const QCommandLineOption itemsOption(u"items"_s, u"How many items the project holds"_s, u"N"_s,
                                         QString::number(items));
    const QCommandLineOption roundsOption(u"rounds"_s, u"How often each short step is repeated"_s, u"N"_s,
                                          QString::number(rounds));
    const QCommandLineOption out(u"out"_s, u"Where the JSON file goes"_s, u"FOLDER"_s,
                                 source + u"/build/bench"_s);
    const QCommandLineOption data(u"data"_s, u"Where MT-Bench lies (mt_bench in PLUMBLINE_DATA_SETS)"_s,
                                  u"FOLDER"_s);
    const QCommandLineOption folder(u"folder"_s, u"Where projects are made, and stay"_s, u"FOLDER"_s);
    const QCommandLineOption noText(u"no-text"_s, u"Leave the full-text index out"_s);
    parser.addOptions({itemsOption, roundsOption, out, data, folder, noText});
    parser.process(*QCoreApplication::instance());
    BenchOptions options;
    options.items = std::max<qint64>(parser.value(itemsOption).toLongLong(), 1);
    options.rounds = std::max(parser.value(roundsOption).toInt(), 1);
    options.out = parser.value(out);
    options.data = parser.value(data);
    options.folder = parser.value(folder);
    options.withText = !parser.isSet(noText);
    return options;
}

} // namespace plumbline
