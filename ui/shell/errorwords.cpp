#include "ui/shell/errorwords.h"

#include "ui/shell/jobstatus.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QLoggingCategory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(errorLog, "plumbline.error")

QString tr(const char* text)
{
    return QCoreApplication::translate("ErrorWords", text);
}

/// The technical half: the error's own sentence where the title says it in other words, and its details.
QString technical(const Error& error)
{
    QStringList parts;
    parts.append(errorCodeName(error.code));
    parts.append(error.toString());
    if (!error.details.isEmpty()) {
        parts.append(error.details);
    }
    return parts.join(u'\n');
}

} // namespace

ErrorWords errorWords(const Error& error)
{
    const QString details = technical(error);
    switch (error.code) {
    case ErrorCode::DiskFull:
        return {tr("It could not be saved: the disk is full."),
                tr("What you see is still on the screen. Free some space and press Enter."), details};
    case ErrorCode::FileVanished:
        return {tr("The project's file has gone or was replaced."),
                tr("Nothing more is written. Put the file back in its place, or open the project again from "
                   "where it "
                   "is now."),
                details};
    case ErrorCode::ReadOnly:
        return {tr("It could not be saved: the project cannot be written."),
                tr("What you see is still on the screen. Give yourself permission to write the file and its "
                   "folder, "
                   "and try again."),
                details};
    case ErrorCode::Busy:
        return {tr("Another program holds the project for too long."),
                tr("Nothing was changed. Close the other program, or try again in a moment."), details};
    case ErrorCode::Corrupt:
        return {tr("The project's file is damaged."),
                tr("Close it and restore a copy. plumblinectl check says what is wrong with it."), details};
    default:
        break;
    }
    return {error.toString(), {}, error.details};
}

ErrorWords openErrorWords(const Error& error, const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    const QString shown = QDir::toNativeSeparators(path);
    const QString details = technical(error);
    switch (error.code) {
    case ErrorCode::NotFound:
    case ErrorCode::FileVanished:
        return {tr("“%1” is not there.").arg(name),
                tr("%1 was moved, renamed or deleted. Open it from its new place.").arg(shown), details};
    case ErrorCode::NotAProject:
        return {tr("“%1” is not a Plumbline project. It was not opened.").arg(name),
                tr("The file was not changed. If it holds data, open or make a project first and import it "
                   "there."),
                details};
    case ErrorCode::NewerVersion:
        return {
            tr("“%1” was made by a newer Plumbline. It was not opened.").arg(name),
            tr("%1 The file was not changed. Update Plumbline, or open a copy that the older version made.")
                .arg(error.message),
            details};
    case ErrorCode::ReadOnly:
        return {tr("“%1” cannot be written, so it was not opened.").arg(name),
                tr("Answers could not be kept. Give yourself permission to write the file and its folder, or "
                   "copy it "
                   "to a folder of your own and open the copy."),
                details};
    case ErrorCode::Corrupt:
        return {tr("“%1” is damaged. It was not opened.").arg(name),
                tr("The file was not changed. Restore a copy of it. plumblinectl check says what is wrong "
                   "with it."),
                details};
    case ErrorCode::Busy:
        return {tr("“%1” is held by another program. It was not opened.").arg(name),
                tr("Close the other program, or try again in a moment."), details};
    case ErrorCode::DiskFull:
        return {tr("“%1” was not opened: the disk is full.").arg(name),
                tr("Nothing was changed. Free some space and open it again."), details};
    case ErrorCode::AlreadyExists:
        return {tr("“%1” exists already. It was not overwritten.").arg(name),
                tr("Choose another name, or open the one that is there."), details};
    default:
        break;
    }
    return {tr("“%1” could not be opened.").arg(name), error.toString(), details};
}

ErrorWords jobErrorWords(const Job& job)
{
    QString body = job.message;
    QStringList names;
    const QJsonArray files = job.params["files"_L1].toArray();
    for (const QJsonValue& file : files) {
        const QFileInfo info(file.toString());
        names.append(info.fileName());
        body.replace(info.absolutePath() + u'/', QString());
    }
    QString title = tr("%1 did not come to its end.").arg(jobKindWords(job.kind));
    if (job.kind == u"import" && names.size() == 1) {
        title = tr("%1 was not imported.").arg(names.first());
    }
    return {title, body, job.message};
}

void logError(const Error& error)
{
    QString place = error.file;
    if (error.line > 0) {
        place += u':' + QString::number(error.line);
    }
    qCWarning(errorLog, "%s %s", qPrintable(errorCodeName(error.code)), qPrintable(place));
}

void logError(const Job& job)
{
    qCWarning(errorLog, "job %lld (%s): %s", job.id.value, qPrintable(job.kind),
              qPrintable(job.result.value("error"_L1).toString(u"unknown"_s)));
}

} // namespace plumbline
