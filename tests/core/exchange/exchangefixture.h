#pragma once

#include "core/exchange/exportrun.h"
#include "core/exchange/importrun.h"
#include "core/store/store.h"

#include "tests/core/store/storefixture.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace plumbline {

/// A project with short ways to import, to export and to compare.
class ExchangeFixture : public StoreFixture
{
public:
    using StoreFixture::StoreFixture;

    /// Writes a file into the fixture's folder; gives its path.
    QString file(const QString& name, const QByteArray& bytes);
    /// Imports and fails the test when that gives an error.
    ImportReport import(const QStringList& paths, const ImportOptions& options = {});
    Result<ImportReport> tryImport(const QStringList& paths, const ImportOptions& options = {});
    /// Exports to a name in the fixture's folder; gives the path.
    QString exportTo(const QString& name, const ExportOptions& options);
    ExportReport lastExport;

    qint64 counter(QStringView name);
    /// Every current label of the project, by item and annotator.
    QByteArray state();
};

[[nodiscard]] QByteArray readAll(const QString& path);
/// The lines of a JSON-lines file in canonical form, sorted: equal for the same records in whatever order.
[[nodiscard]] QList<QByteArray> sortedRecords(const QString& path);
/// The folder of a data set: the whole set when it is at hand, otherwise the excerpt in tests/data.
/// `isWhole` says which.
[[nodiscard]] QString dataFolder(const QString& wholeName, const QString& excerptName, bool& isWhole);

} // namespace plumbline
