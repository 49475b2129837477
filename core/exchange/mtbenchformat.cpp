#include "core/exchange/mtbenchformat.h"

#include "core/exchange/firstrecord.h"
#include "core/exchange/mtbenchexporter.h"
#include "core/exchange/mtbenchimporter.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

const FormatInfo& MtBenchFormat::info() const
{
    static const FormatInfo kInfo{
        u"mt-bench"_s,
        u"MT-Bench"_s,
        u"questions, answers and votes, in a folder of several files"_s,
        {u"jsonl"_s},
        true,
        true,
        true,
        {},
        false,
        u"Each current label is a vote of its own."_s,
        u"Ties are written as “tie”, “both bad” as “tie (bothbad)”."_s,
    };
    return kInfo;
}

double MtBenchFormat::detect(const Probe& probe) const
{
    const std::optional<QJsonObject> first = firstJsonRecord(probe);
    if (!first || !first->contains(u"question_id"_s)) {
        return 0;
    }
    const bool isVote = first->contains(u"winner"_s) && first->contains(u"model_a"_s);
    const bool isAnswer = first->contains(u"choices"_s) && first->contains(u"model_id"_s);
    const bool isQuestion = first->contains(u"turns"_s);
    return isVote || isAnswer ? 0.95 : isQuestion ? 0.9 : 0;
}

std::unique_ptr<Importer> MtBenchFormat::createImporter(const ImportOptions& options) const
{
    return std::make_unique<MtBenchImporter>(options);
}

std::unique_ptr<Exporter> MtBenchFormat::createExporter(const ExportOptions& options) const
{
    return std::make_unique<MtBenchExporter>(options);
}

} // namespace plumbline
