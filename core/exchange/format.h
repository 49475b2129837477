#pragma once

#include "core/exchange/exporter.h"
#include "core/exchange/importer.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace plumbline {

/// What detection looks at: the name and the first bytes of a file, decompressed.
struct Probe
{
    QString fileName;     ///< without folders; ".gz" and ".zst" taken off
    QString folderName;   ///< name of the folder it lies in
    QByteArray head;      ///< at most kProbeSize bytes
    bool isWhole = false; ///< `head` is the whole file

    static constexpr qsizetype kProbeSize = 256 * 1024;
};

/// A column that the user may name in ImportOptions::fields.
struct FieldInfo
{
    QString id;    ///< "prompt", "chosen"…: the key of ImportOptions::fields and the usual name
    QString title; ///< what the format uses it for, in a few words
    bool isRequired = false;
};

/// What a format says of itself.
struct FormatInfo
{
    QString id;             ///< as on the command line: "trl-preference"
    QString title;          ///< "TRL preference"
    QString description;    ///< one line: what a record holds
    QStringList extensions; ///< without dot, the first one is used for a new file: "jsonl", "json"
    bool canImport = true;
    bool canExport = true;
    bool exportsFolder = false; ///< the path of an export is a folder with several files
    QList<FieldInfo> fields;    ///< columns that can be mapped; empty when the format fixes its names
    bool canSplit = false;      ///< ExportOptions::testPercent makes two files
    QString labelWords{}; ///< for the card: which labels are written; "" = as ExportOptions::labels says
    QString tieWords{};   ///< for the card: what becomes of ties; "" = as ExportOptions::ties says
};

/// One file format, in and out. Stateless; lives as long as the program.
class Format
{
public:
    virtual ~Format() = default;

    [[nodiscard]] virtual const FormatInfo& info() const = 0;
    /// How surely a file is of this format: 0 (no) to 1 (certain).
    [[nodiscard]] virtual double detect(const Probe& probe) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Importer> createImporter(const ImportOptions& options) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Exporter> createExporter(const ExportOptions& options) const = 0;
};

/// The formats there are.
class FormatRegistry
{
public:
    /// Those that are built in.
    [[nodiscard]] static const FormatRegistry& builtIn();

    /// In the order in which a list shows them.
    [[nodiscard]] const std::vector<std::unique_ptr<Format>>& formats() const { return m_formats; }
    /// nullptr when there is none of that id.
    [[nodiscard]] const Format* find(const QString& id) const;
    /// find() with a sentence that lists the ids. Errors: NotFound.
    [[nodiscard]] Result<const Format*> get(const QString& id) const;
    void add(std::unique_ptr<Format> format);

    /// The format that the files are most surely of. A folder stands for the data files in it.
    /// Errors: NotFound, Io; InvalidData when a file is binary, UTF-16 or of no known format.
    [[nodiscard]] Result<const Format*> detect(const QStringList& paths) const;

private:
    std::vector<std::unique_ptr<Format>> m_formats;
};

/// The files that `paths` stand for: files as they are, of a folder the data files in it and below it,
/// sorted. Errors: NotFound; InvalidData for a named file without a byte.
[[nodiscard]] Result<QStringList> expandPaths(const QStringList& paths);

/// Reads the head of a file for detection. Errors: NotFound, Io; InvalidData when it is binary or UTF-16.
[[nodiscard]] Result<Probe> probeFile(const QString& path);

} // namespace plumbline
