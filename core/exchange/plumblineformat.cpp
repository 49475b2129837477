#include "core/exchange/plumblineformat.h"

#include "core/exchange/plumblineexporter.h"
#include "core/exchange/plumblineimporter.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

const FormatInfo& PlumblineFormat::info() const
{
    static const FormatInfo kInfo{
        u"plumbline"_s,
        u"Plumbline JSONL"_s,
        u"Everything, with the whole history and provenance; nothing is lost on the way"_s,
        {u"jsonl"_s},
        true,
        true,
        false,
        {},
        false,
        u"Every annotation is written, also what was superseded or taken back later."_s,
        u"Ties and “both bad” are written as they were given."_s,
    };
    return kInfo;
}

double PlumblineFormat::detect(const Probe& probe) const
{
    const QByteArrayView line =
        QByteArrayView(probe.head).first(std::max<qsizetype>(probe.head.indexOf('\n'), 0));
    const QByteArrayView first = line.isEmpty() ? QByteArrayView(probe.head) : line;
    if (first.startsWith("{\"type\":\"project\",\"format\":")) {
        return 1.0;
    }
    const bool hasType = first.contains("\"type\"");
    const bool hasItem = first.contains("\"item\"") && first.contains("\"responses\"");
    const bool hasAnnotation = first.contains("\"annotation\"") && first.contains("\"annotator\"");
    return hasType && (hasItem || hasAnnotation) ? 0.9 : 0.0;
}

std::unique_ptr<Importer> PlumblineFormat::createImporter(const ImportOptions& options) const
{
    return std::make_unique<PlumblineImporter>(options);
}

std::unique_ptr<Exporter> PlumblineFormat::createExporter(const ExportOptions& options) const
{
    return std::make_unique<PlumblineExporter>(options);
}

} // namespace plumbline
