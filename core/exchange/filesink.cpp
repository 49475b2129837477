#include "core/exchange/filesink.h"

#include <QDir>
#include <QFileInfo>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString exportedPath(const QString& path, const QString& name)
{
    if (name.isEmpty()) {
        return path;
    }
    const QFileInfo info(path);
    const QString suffix = info.completeSuffix();
    return info.absolutePath() + u'/' + info.baseName() + u'-' + name +
           (suffix.isEmpty() ? QString() : u'.' + suffix);
}

FileSink::FileSink(const QString& path, bool isFolder, const ExportProgress& progress)
    : m_path(path)
    , m_isFolder(isFolder)
    , m_progress(progress)
{
}

FileSink::~FileSink()
{
    m_writers.clear();
    if (!m_isCommitted) {
        for (auto folder = m_madeFolders.crbegin(); folder != m_madeFolders.crend(); ++folder) {
            QDir().rmdir(*folder); // only when it is empty
        }
    }
}

QString FileSink::pathOf(const QString& name) const
{
    if (m_isFolder) {
        return m_path + u'/' + name;
    }
    return exportedPath(m_path, name);
}

Result<void> FileSink::makeFolder(const QString& folder)
{
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    if (QFileInfo::exists(folder)) {
        return makeError(ErrorCode::AlreadyExists,
                         u"“%1” is a file; this format needs a folder. Name another one."_s.arg(folder))
            .inFile(folder);
    }
    const QString parent = QFileInfo(folder).absolutePath();
    if (parent != folder) {
        PLUMBLINE_TRY(makeFolder(parent));
    }
    if (!QDir().mkdir(folder)) {
        return makeError(ErrorCode::ReadOnly, u"The folder “%1” could not be made."_s.arg(folder))
            .inFile(folder);
    }
    m_madeFolders.append(folder);
    return {};
}

Result<void> FileSink::write(const QString& name, QByteArrayView bytes)
{
    auto found = m_writers.find(name);
    if (found == m_writers.end()) {
        const QString path = pathOf(name);
        if (m_isFolder) {
            PLUMBLINE_TRY(makeFolder(QFileInfo(path).absolutePath()));
        }
        PLUMBLINE_ASSIGN(std::unique_ptr<FileWriter> writer, FileWriter::open(path));
        found = m_writers.emplace(name, std::move(writer)).first;
    }
    return found->second->write(bytes);
}

bool FileSink::progress(qint64 done, qint64 total)
{
    return !m_progress || m_progress(done, total);
}

Result<QList<ExportedFile>> FileSink::commit()
{
    QList<ExportedFile> files;
    for (auto& [name, writer] : m_writers) {
        PLUMBLINE_ASSIGN(const ExportedFile file, writer->commit());
        files.append(file);
        m_isCommitted = true;
    }
    return files;
}

} // namespace plumbline
