#include "core/exchange/qafeedbackformat.h"

#include "core/exchange/firstrecord.h"
#include "core/exchange/qafeedbackexporter.h"
#include "core/exchange/qafeedbackimporter.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

const FormatInfo& QaFeedbackFormat::info() const
{
    static const FormatInfo kInfo{
        u"qa-feedback"_s,
        u"QA-Feedback"_s,
        u"questions with passages, and the errors marked in the first of four answers"_s,
        {u"json"_s},
        true,
        true,
        false,
        {},
        false,
        u"Each current label is a record of its own."_s,
        u"The file holds no preferences but those that came with it."_s,
    };
    return kInfo;
}

double QaFeedbackFormat::detect(const Probe& probe) const
{
    const std::optional<QJsonObject> first = firstJsonRecord(probe);
    return first && first->contains(u"question"_s) && first->contains(u"prediction 1"_s) ? 0.95 : 0;
}

SchemaDefinition QaFeedbackFormat::schema()
{
    SchemaDefinition schema = SchemaDefinition::builtIn(ItemKind::Span);
    schema.name = u"QA-Feedback"_s;
    schema.categories = {
        {u"Irrelevant"_s, u"Irrelevant"_s, u"I"_s, u"No help in answering this question"_s, 0, false, false},
        {u"Redundant"_s, u"Repetitive"_s, u"R"_s, u"Says again what was said before"_s, 3, false, true},
        {u"Wrong-Grounding"_s, u"Inconsistent fact"_s, u"W"_s, u"Contradicted by a passage"_s, 1, false,
         true},
        {u"Unverifiable"_s, u"Unverifiable fact"_s, u"U"_s, u"Neither supported nor contradicted"_s, 2, false,
         false},
        {u"Incoherent"_s, u"Incoherent"_s, u"C"_s, u"Cannot be understood, or contradicts itself"_s, 5, false,
         false},
        {u"Missing-Answer"_s, u"Missing answer"_s, u"M"_s,
         u"The answer to the question itself is not given"_s, 4, true, true},
        {u"Missing-Major-Auxiliary"_s, u"Missing major point"_s, u"J"_s,
         u"Something that the answer needs to be understood is not said"_s, 4, true, true},
        {u"Missing-Minor-Auxiliary"_s, u"Missing minor point"_s, u"N"_s,
         u"Something that would be good to know is not said"_s, 4, true, true},
    };
    schema.severities = {};
    schema.allowsOverlap = false;
    schema.asksMissing = true;
    schema.asksCorrection = true;
    return schema;
}

std::unique_ptr<Importer> QaFeedbackFormat::createImporter(const ImportOptions& options) const
{
    return std::make_unique<QaFeedbackImporter>(options);
}

std::unique_ptr<Exporter> QaFeedbackFormat::createExporter(const ExportOptions& options) const
{
    return std::make_unique<QaFeedbackExporter>(options);
}

} // namespace plumbline
