#include "ui/screens/jobs/jobwords.h"

#include "core/exchange/exportoptions.h"
#include "core/exchange/format.h"
#include "core/exchange/importoptions.h"
#include "ui/shell/jobstatus.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kMegabyte = 1e6;

QString tr(const char* text, const char* comment = nullptr)
{
    return QCoreApplication::translate("JobWords", text, comment);
}

QString formatTitle(const QString& id)
{
    const Format* format = FormatRegistry::builtIn().find(id);
    return format != nullptr ? format->info().title : id;
}

QString importTitle(const Job& job)
{
    const QJsonArray files = job.params.value("files"_L1).toArray();
    const QString first = QFileInfo(files.first().toString()).fileName();
    return files.size() > 1 ? tr("Import of %1 and %2 more").arg(first).arg(files.size() - 1)
                            : tr("Import of %1").arg(first);
}

QString megabytes(qint64 bytes)
{
    return tr("%1 MB").arg(decimalNumber(static_cast<double>(bytes) / kMegabyte, 1));
}

using Numbers = QList<QPair<QString, QString>>;

void addNumber(Numbers& list, const QString& name, qint64 value)
{
    if (value > 0) {
        list.append({name, groupedNumber(value)});
    }
}

Numbers importNumbers(const Job& job)
{
    const ImportReport report = ImportReport::fromJson(job.result);
    Numbers list{{tr("lines read"), groupedNumber(report.linesRead)},
                 {tr("items"), groupedNumber(report.items)},
                 {tr("labels"), groupedNumber(report.annotations)}};
    addNumber(list, tr("prompts"), report.prompts);
    addNumber(list, tr("responses"), report.responses);
    addNumber(list, tr("items that were there already"), report.duplicateItems);
    addNumber(list, tr("labels that were there already"), report.duplicateAnnotations);
    addNumber(list, tr("bad lines"), report.badLineCount);
    return list;
}

Numbers exportNumbers(const Job& job)
{
    const ExportReport report = ExportReport::fromJson(job.result);
    Numbers list{{tr("records"), groupedNumber(report.records)},
                 {tr("labels looked at"), groupedNumber(report.labels)},
                 {tr("items"), groupedNumber(report.items)}};
    for (auto it = report.skipped.cbegin(); it != report.skipped.cend(); ++it) {
        list.append({skipReasonWords(it.key()), u"\u2212"_s + groupedNumber(it.value())});
    }
    return list;
}

} // namespace

QString jobTitle(const Job& job)
{
    if (job.kind == "import"_L1) {
        return importTitle(job);
    }
    if (job.kind == "export"_L1) {
        const QString format = job.params.value("options"_L1).toObject().value("format"_L1).toString();
        return tr("Export to %1 (%2)")
            .arg(QFileInfo(job.params.value("path"_L1).toString()).fileName(), formatTitle(format));
    }
    if (job.kind == "fill"_L1 || job.kind == "select"_L1) {
        return tr("Filling the batch “%1”").arg(job.params.value("name"_L1).toString());
    }
    if (job.kind == "judge"_L1) {
        return tr("Judging by “%1”").arg(job.params.value("judge"_L1).toString());
    }
    return jobKindWords(job.kind);
}

QString jobStateWords(JobState state)
{
    switch (state) {
    case JobState::Queued:
        return tr("Waiting");
    case JobState::Running:
        return tr("Running");
    case JobState::Done:
        return tr("Done");
    case JobState::Failed:
        return tr("Failed");
    case JobState::Cancelled:
        return tr("Stopped");
    case JobState::Interrupted:
        return tr("Interrupted");
    }
    return {};
}

Color jobStateColor(JobState state)
{
    switch (state) {
    case JobState::Done:
        return Color::Ok;
    case JobState::Failed:
        return Color::Bad;
    case JobState::Interrupted:
        return Color::Warn;
    case JobState::Running:
        return Color::Accent;
    case JobState::Queued:
    case JobState::Cancelled:
        break;
    }
    return Color::Text2;
}

QString jobStateIcon(JobState state)
{
    switch (state) {
    case JobState::Done:
        return u"check"_s;
    case JobState::Failed:
    case JobState::Interrupted:
        return u"warn"_s;
    case JobState::Running:
        return u"play"_s;
    case JobState::Cancelled:
        return u"x"_s;
    case JobState::Queued:
        break;
    }
    return u"clock"_s;
}

QString progressWords(const JobProgress& progress)
{
    const bool isBytes = progress.unit == "bytes"_L1;
    const auto amount = [isBytes](qint64 value) { return isBytes ? megabytes(value) : groupedNumber(value); };
    const QString unit = isBytes || progress.unit.isEmpty() ? QString() : u" "_s + progress.unit;
    QStringList parts;
    if (progress.total > 0) {
        parts << tr("%1 of %2%3").arg(amount(progress.done), amount(progress.total), unit);
    } else if (progress.done > 0) {
        parts << amount(progress.done) + unit;
    }
    if (progress.rate > 0) {
        parts << tr("%1 a second").arg(amount(std::llround(progress.rate)));
    }
    const QString left = timeLeftWords(progress.remainingMs);
    if (!left.isEmpty()) {
        parts << left;
    }
    return parts.isEmpty() ? tr("Starting") : parts.join(u", "_s);
}

QList<QPair<QString, QString>> jobNumbers(const Job& job)
{
    if (job.result.isEmpty()) {
        return {};
    }
    if (job.kind == "import"_L1) {
        return importNumbers(job);
    }
    if (job.kind == "export"_L1) {
        return exportNumbers(job);
    }
    Numbers list;
    for (auto it = job.result.constBegin(); it != job.result.constEnd(); ++it) {
        if (it->isDouble()) {
            list.append({QString(it.key()).replace(u'_', u' '), groupedNumber(it->toInteger())});
        }
    }
    return list;
}

QString jobNumbersLine(const Job& job)
{
    constexpr qsizetype kMost = 4;
    QStringList parts;
    const Numbers numbers = jobNumbers(job);
    for (const auto& [name, value] : numbers.first(std::min(kMost, numbers.size()))) {
        parts << tr("%1 %2", "number and its name").arg(value, name);
    }
    return parts.join(u", "_s);
}

QString momentWords(const QDateTime& moment)
{
    return moment.isValid() ? QLocale().toString(moment.toLocalTime(), u"d MMM yyyy, HH:mm"_s) : QString();
}

bool canResume(const Job& job)
{
    return job.state == JobState::Interrupted || job.state == JobState::Failed ||
           job.state == JobState::Cancelled;
}

} // namespace plumbline
