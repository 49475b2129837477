#include "ui/screens/data/reportfile.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QtConcurrent>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString cell(QString text)
{
    text.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
    // What a spreadsheet would take for a formula stays text.
    const bool isFormula = !text.isEmpty() && QStringView(u"=+-@").contains(text.at(0));
    return isFormula ? u"'"_s + text : text;
}

QByteArray reportText(const ImportReport& report)
{
    QStringList lines{u"file\tline\tfield\twhat\ttext"_s};
    for (const BadLine& line : report.badLines) {
        lines << QStringList{cell(line.file), QString::number(line.line), cell(line.field),
                             cell(line.message), cell(line.snippet)}
                     .join(u'\t');
    }
    if (report.badLineCount > report.badLines.size()) {
        lines << u"\t\t\t%1 more bad lines\t"_s.arg(report.badLineCount - report.badLines.size());
    }
    return (lines.join(u'\n') + u'\n').toUtf8();
}

} // namespace

QFuture<Result<void>> writeReport(const QString& path, const ImportReport& report)
{
    return QtConcurrent::run([path, report]() -> Result<void> {
        QSaveFile file(path);
        const QByteArray text = reportText(report);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
            const bool isFull = file.error() == QFileDevice::ResourceError;
            Error error =
                makeError(isFull ? ErrorCode::DiskFull : ErrorCode::Io,
                          QCoreApplication::translate("ReportFile", "The report could not be saved."));
            error.details = file.errorString();
            return error.inFile(path);
        }
        return {};
    });
}

} // namespace plumbline
