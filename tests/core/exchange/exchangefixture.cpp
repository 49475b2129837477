#include "tests/core/exchange/exchangefixture.h"

#include "core/base/json.h"
#include "core/store/labelling.h"
#include "core/store/projectrepository.h"
#include "tests/support/datasets.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString ExchangeFixture::file(const QString& name, const QByteArray& bytes)
{
    const QString path = folder.filePath(name);
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
    return path;
}

Result<ImportReport> ExchangeFixture::tryImport(const QStringList& paths, const ImportOptions& options)
{
    PLUMBLINE_ASSIGN(ImportRun run, ImportRun::open(paths, options));
    ImportObserver observer;
    return run.import(*store, observer);
}

ImportReport ExchangeFixture::import(const QStringList& paths, const ImportOptions& options)
{
    const Result<ImportReport> report = tryImport(paths, options);
    if (!report) {
        qFatal("import failed: %s", qPrintable(report.error().toString()));
    }
    return *report;
}

QString ExchangeFixture::exportTo(const QString& name, const ExportOptions& options)
{
    const QString path = folder.filePath(name);
    const Result<ExportReport> report = plumbline::exportTo(*store, path, options);
    if (!report) {
        qFatal("export failed: %s", qPrintable(report.error().toString()));
    }
    lastExport = *report;
    return path;
}

qint64 ExchangeFixture::counter(QStringView name)
{
    return store->read([&](Session& session) { return ProjectRepository(session).counter({}, name); })
        .valueOr(-1);
}

QByteArray ExchangeFixture::state()
{
    return store->read([](Session& session) { return labelState(session); }).valueOr("no state");
}

QByteArray readAll(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(path));
    }
    return file.readAll();
}

QList<QByteArray> sortedRecords(const QString& path)
{
    QList<QByteArray> records;
    const QList<QByteArray> lines = readAll(path).split('\n');
    for (const QByteArray& line : lines) {
        if (!line.isEmpty()) {
            records.append(canonicalJson(parseJson(line).valueOr(QJsonValue())));
        }
    }
    std::sort(records.begin(), records.end());
    return records;
}

QString dataFolder(const QString& wholeName, const QString& excerptName, bool& isWhole)
{
    const QString source = qEnvironmentVariable("PLUMBLINE_SOURCE_DIR", QDir::currentPath());
    const QString whole = dataSet(wholeName);
    isWhole = QFileInfo(whole).isDir();
    return isWhole ? whole : source + u"/tests/data/"_s + excerptName;
}

} // namespace plumbline
