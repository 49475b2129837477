#include "core/exchange/sparsefeedbackformat.h"

#include "core/exchange/firstrecord.h"
#include "core/exchange/sparsefeedbackexporter.h"
#include "core/exchange/sparsefeedbackimporter.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

const FormatInfo& SparseFeedbackFormat::info() const
{
    static const FormatInfo kInfo{
        u"sparse-feedback"_s,
        u"sparse_feedback"_s,
        u"ratings (1 to 7) or rankings of answers, one row for each label"_s,
        {u"csv"_s},
        true,
        true,
        false,
        {},
        false,
        u"Each current label is a row of its own."_s,
        u"Ties are written as “equal”; “both bad” is left out and counted below."_s,
    };
    return kInfo;
}

double SparseFeedbackFormat::detect(const Probe& probe) const
{
    const QStringList cells = firstCsvRecord(probe);
    if (cells.size() == 5) {
        const bool isLabel =
            cells.last() == u"(a)"_s || cells.last() == u"(b)"_s || cells.last() == u"equal"_s;
        return isLabel ? 0.9 : 0;
    }
    if (cells.size() == 4) {
        bool isNumber = false;
        const double score = cells.last().toDouble(&isNumber);
        return isNumber && score >= 1 && score <= 7 ? 0.7 : 0;
    }
    return 0;
}

SchemaDefinition SparseFeedbackFormat::ratingSchema()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Rating);
    schema.name = u"sparse_feedback ratings"_s;
    Aspect quality;
    quality.id = u"quality"_s;
    quality.name = u"Quality"_s;
    quality.description = u"Accuracy, coherence and harmlessness taken together"_s;
    for (int value = 1; value <= 7; ++value) {
        quality.points.append({value, value == 1 ? u"very poor"_s : value == 7 ? u"excellent"_s : QString()});
    }
    schema.aspects = {quality};
    return schema;
}

SchemaDefinition SparseFeedbackFormat::rankingSchema()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Pairwise);
    schema.name = u"sparse_feedback rankings"_s;
    schema.aspects = {schema.aspects.value(0)};
    schema.allowsBothBad = false;
    schema.marginSteps = 1;
    return schema;
}

std::unique_ptr<Importer> SparseFeedbackFormat::createImporter(const ImportOptions& options) const
{
    return std::make_unique<SparseFeedbackImporter>(options);
}

std::unique_ptr<Exporter> SparseFeedbackFormat::createExporter(const ExportOptions& options) const
{
    return std::make_unique<SparseFeedbackExporter>(options);
}

} // namespace plumbline
