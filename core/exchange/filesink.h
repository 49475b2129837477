#pragma once

#include "core/exchange/exportrun.h"
#include "core/exchange/filewriter.h"

#include <map>
#include <memory>

namespace plumbline {

/// Writes an export's files, which appear under their names when commit() has succeeded and not before.
class FileSink final : public ExportSink
{
public:
    /// `isFolder`: `path` is a folder, made when it is not there; otherwise a file, and further files stand
    /// beside it (NAME-ratings.csv).
    FileSink(const QString& path, bool isFolder, const ExportProgress& progress);
    /// Takes back the folders it made when nothing was committed.
    ~FileSink() override;
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;

    [[nodiscard]] Result<void> write(const QString& name, QByteArrayView bytes) override;
    [[nodiscard]] bool progress(qint64 done, qint64 total) override;
    /// Puts all files in their places. Errors: DiskFull, Io.
    [[nodiscard]] Result<QList<ExportedFile>> commit();

private:
    [[nodiscard]] QString pathOf(const QString& name) const;
    [[nodiscard]] Result<void> makeFolder(const QString& folder);

    QString m_path;
    bool m_isFolder;
    ExportProgress m_progress;
    std::map<QString, std::unique_ptr<FileWriter>> m_writers;
    QStringList m_madeFolders; ///< outermost first
    bool m_isCommitted = false;
};

} // namespace plumbline
