#include "core/exchange/trlformat.h"

#include "core/exchange/firstrecord.h"
#include "core/exchange/trlexporter.h"
#include "core/exchange/trlimporter.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

FormatInfo infoOf(TrlFormat::Variant variant)
{
    FormatInfo info;
    info.extensions = {u"jsonl"_s, u"json"_s};
    info.canSplit = true;
    const FieldInfo prompt{u"prompt"_s, u"what the models were asked"_s, true};
    const FieldInfo margin{u"margin"_s, u"how much better: 1 better, 2 much better"_s, false};
    const FieldInfo chosen{u"chosen"_s, u"the better answer"_s, true};
    const FieldInfo rejected{u"rejected"_s, u"the worse answer"_s, true};
    const FieldInfo completion{u"completion"_s, u"the answer"_s, true};
    const QString noTies = u"Ties and “both bad” are left out and counted below."_s;
    switch (variant) {
    case TrlFormat::Variant::Preference:
        info.id = u"trl-preference"_s;
        info.title = u"TRL preference"_s;
        info.description = u"prompt, chosen, rejected"_s;
        info.fields = {prompt, chosen, rejected, margin};
        break;
    case TrlFormat::Variant::Implicit:
        info.id = u"trl-preference-implicit"_s;
        info.title = u"TRL preference, prompt implied"_s;
        info.description = u"chosen and rejected as whole conversations"_s;
        info.fields = {chosen, rejected, margin};
        info.tieWords = noTies;
        break;
    case TrlFormat::Variant::Unpaired:
        info.id = u"trl-unpaired"_s;
        info.title = u"TRL unpaired (KTO)"_s;
        info.description = u"prompt, completion, label"_s;
        info.fields = {prompt, completion, {u"label"_s, u"true: good, false: bad"_s, true}};
        info.tieWords = u"Ties are left out and counted below; “both bad” is written as two bad answers."_s;
        break;
    case TrlFormat::Variant::PromptCompletion:
        info.id = u"trl-prompt-completion"_s;
        info.title = u"TRL prompt and completion"_s;
        info.description = u"prompt, completion: the preferred and the corrected answers"_s;
        info.fields = {prompt, completion};
        info.tieWords = noTies;
        break;
    }
    return info;
}

} // namespace

TrlFormat::TrlFormat(Variant variant)
    : m_variant(variant)
    , m_info(infoOf(variant))
{
}

double TrlFormat::detect(const Probe& probe) const
{
    const std::optional<QJsonObject> first = firstJsonRecord(probe);
    if (!first) {
        return 0;
    }
    const auto has = [&](QLatin1StringView key) { return first->contains(key); };
    switch (m_variant) {
    case Variant::Preference:
        return has("prompt"_L1) && has("chosen"_L1) && has("rejected"_L1) ? 0.8 : 0;
    case Variant::Implicit:
        return !has("prompt"_L1) && has("chosen"_L1) && has("rejected"_L1) ? 0.8 : 0;
    case Variant::Unpaired:
        return has("prompt"_L1) && has("completion"_L1) && has("label"_L1) ? 0.8 : 0;
    case Variant::PromptCompletion:
        return has("prompt"_L1) && has("completion"_L1) && !has("label"_L1) ? 0.7 : 0;
    }
    return 0;
}

std::unique_ptr<Importer> TrlFormat::createImporter(const ImportOptions& options) const
{
    return std::make_unique<TrlImporter>(options, m_variant);
}

std::unique_ptr<Exporter> TrlFormat::createExporter(const ExportOptions& options) const
{
    return std::make_unique<TrlExporter>(options, m_variant);
}

} // namespace plumbline
