#include "core/exchange/format.h"

#include "core/exchange/bytesource.h"
#include "core/exchange/mtbenchformat.h"
#include "core/exchange/plumblineformat.h"
#include "core/exchange/qafeedbackformat.h"
#include "core/exchange/recordreader.h"
#include "core/exchange/sparsefeedbackformat.h"
#include "core/exchange/trlformat.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString withoutCompression(QString name)
{
    for (const QString& suffix : {u".gz"_s, u".zst"_s}) {
        if (name.endsWith(suffix, Qt::CaseInsensitive)) {
            name.chop(suffix.size());
        }
    }
    return name;
}

Error emptyFile(const QString& path)
{
    return makeError(ErrorCode::InvalidData,
                     u"The file “%1” is empty: there is nothing in it to import. Leave it out, or see what "
                     "became of its content."_s.arg(QFileInfo(path).fileName()))
        .inFile(path);
}

QStringList dataFilesIn(const QString& folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        const QString suffix = QFileInfo(withoutCompression(path)).suffix().toLower();
        if (suffix == u"jsonl"_s || suffix == u"json"_s || suffix == u"csv"_s) {
            files.append(path);
        }
    }
    files.sort();
    return files;
}

} // namespace

const FormatRegistry& FormatRegistry::builtIn()
{
    static const FormatRegistry kRegistry = [] {
        FormatRegistry registry;
        registry.add(std::make_unique<PlumblineFormat>());
        registry.add(std::make_unique<TrlFormat>(TrlFormat::Variant::Preference));
        registry.add(std::make_unique<TrlFormat>(TrlFormat::Variant::Implicit));
        registry.add(std::make_unique<TrlFormat>(TrlFormat::Variant::Unpaired));
        registry.add(std::make_unique<TrlFormat>(TrlFormat::Variant::PromptCompletion));
        registry.add(std::make_unique<MtBenchFormat>());
        registry.add(std::make_unique<QaFeedbackFormat>());
        registry.add(std::make_unique<SparseFeedbackFormat>());
        return registry;
    }();
    return kRegistry;
}

const Format* FormatRegistry::find(const QString& id) const
{
    const auto found = std::find_if(m_formats.begin(), m_formats.end(),
                                    [&](const auto& format) { return format->info().id == id; });
    return found != m_formats.end() ? found->get() : nullptr;
}

Result<const Format*> FormatRegistry::get(const QString& id) const
{
    if (const Format* format = find(id)) {
        return format;
    }
    QStringList ids;
    for (const auto& format : m_formats) {
        ids.append(format->info().id);
    }
    return makeError(ErrorCode::NotFound,
                     u"There is no format “%1”. The formats are %2."_s.arg(id, ids.join(u", ")));
}

void FormatRegistry::add(std::unique_ptr<Format> format)
{
    m_formats.push_back(std::move(format));
}

Result<const Format*> FormatRegistry::detect(const QStringList& paths) const
{
    PLUMBLINE_ASSIGN(const QStringList files, expandPaths(paths));
    std::vector<double> scores(m_formats.size(), 0);
    QString empty; // if all are
    for (const QString& file : files) {
        PLUMBLINE_ASSIGN(const Probe probe, probeFile(file));
        const bool isEmpty = probe.isWhole && probe.head.trimmed().isEmpty();
        empty = !isEmpty ? QString() : file == files.constFirst() ? file : empty;
        for (size_t index = 0; index < m_formats.size(); ++index) {
            scores[index] += m_formats[index]->info().canImport ? m_formats[index]->detect(probe) : 0;
        }
    }
    const auto best = std::max_element(scores.begin(), scores.end());
    if (!empty.isEmpty()) {
        return emptyFile(empty);
    }
    if (best == scores.end() || *best <= 0) {
        QStringList ids;
        for (const auto& format : m_formats) {
            ids.append(format->info().id);
        }
        return makeError(ErrorCode::InvalidData, u"The format was not recognised: the first records look "
                                                 u"like none of %1. Choose the format, "
                                                 "or correct the file."_s.arg(ids.join(u", ")))
            .inFile(files.value(0, paths.value(0)));
    }
    return m_formats[static_cast<size_t>(best - scores.begin())].get();
}

Result<QStringList> expandPaths(const QStringList& paths)
{
    QStringList files;
    for (const QString& path : paths) {
        const QFileInfo info(path);
        if (!info.exists()) {
            return makeError(ErrorCode::NotFound, u"The file “%1” does not exist."_s.arg(path)).inFile(path);
        }
        if (!info.isDir()) {
            if (info.isFile() && info.size() == 0) {
                return emptyFile(path);
            }
            files.append(path);
            continue;
        }
        const QStringList inside = dataFilesIn(path);
        if (inside.isEmpty()) {
            return makeError(ErrorCode::NotFound,
                             u"The folder “%1” holds no data files (.jsonl, .json or .csv)."_s.arg(path))
                .inFile(path);
        }
        files += inside;
    }
    return files;
}

Result<Probe> probeFile(const QString& path)
{
    PLUMBLINE_ASSIGN(const std::unique_ptr<ByteSource> source, ByteSource::open(path));
    Probe probe;
    const QFileInfo info(withoutCompression(path));
    probe.fileName = info.fileName();
    probe.folderName = info.dir().dirName();
    probe.head.resize(Probe::kProbeSize);
    qsizetype size = 0;
    while (size < probe.head.size()) {
        const Result<qint64> count = source->read(probe.head.data() + size, probe.head.size() - size);
        if (!count && size == 0) {
            return count.error().inFile(path);
        }
        if (!count || *count == 0) {
            probe.isWhole = true;
            break;
        }
        size += static_cast<qsizetype>(*count);
    }
    probe.head.truncate(size);
    const Result<std::unique_ptr<RecordReader>> reader = RecordReader::openBytes(probe.head, Framing::Lines);
    if (!reader) {
        return reader.error().inFile(path);
    }
    return probe;
}

} // namespace plumbline
