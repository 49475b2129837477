#include "core/exchange/labelledpages.h"

#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"

#include <array>
#include <cstdlib>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 200;

} // namespace

Result<Annotator> LabelledPages::annotator(AnnotatorId id)
{
    if (!m_annotators.contains(id.value)) {
        PLUMBLINE_ASSIGN(const Annotator annotator, AnnotatorRepository(m_session).get(id));
        m_annotators.insert(id.value, annotator);
    }
    return m_annotators.value(id.value);
}

Result<QList<ExportLabel>> LabelledPages::labels(const Item& item)
{
    QList<ExportLabel> out;
    if (item.labelCount == 0) {
        return out;
    }
    PLUMBLINE_ASSIGN(const QList<Annotation> current, AnnotationRepository(m_session).current(item.id));
    for (const Annotation& annotation : current) {
        PLUMBLINE_ASSIGN(const Annotator who, annotator(annotation.annotatorId));
        if (m_options.annotatorKinds.isEmpty() || m_options.annotatorKinds.contains(who.kind)) {
            out.append({annotation, who});
        }
    }
    return out;
}

Result<void> LabelledPages::each(ExportSink& sink, ExportReport& report, const Handle& handle)
{
    ItemRepository items(m_session);
    PLUMBLINE_ASSIGN(const qint64 total, items.count(m_options.filter));
    ItemId after;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<ItemView> page, items.viewsAfter(m_options.filter, after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        for (const ItemView& view : page) {
            PLUMBLINE_ASSIGN(const QList<ExportLabel> found, labels(view.item));
            ++report.items;
            report.labels += found.size();
            PLUMBLINE_TRY(handle(view, found));
        }
        after = page.last().item.id;
        if (!sink.progress(report.items, total)) {
            return makeError(ErrorCode::Cancelled, u"The export was stopped."_s);
        }
    }
}

Verdict verdictOf(const ExportLabel& label)
{
    Verdict verdict;
    verdict.labels = {label};
    const AnnotationContent& content = label.annotation.content;
    if (content.reaction) {
        verdict.kind = *content.reaction > 0 ? Verdict::Kind::First : Verdict::Kind::Second;
        verdict.strength = 1;
        return verdict;
    }
    const Preference* preference = content.findPreference(u"overall"_s);
    if (preference == nullptr && content.preferences.size() == 1) {
        preference = &content.preferences.constFirst();
    }
    if (preference == nullptr) {
        verdict.reason = u"no_label"_s;
        return verdict;
    }
    // The preference may name its responses in either order; the verdict speaks of the item's order.
    const int margin = preference->first < preference->second ? preference->margin : -preference->margin;
    if (preference->bothBad) {
        verdict.kind = Verdict::Kind::BothBad;
    } else if (margin == 0) {
        verdict.kind = Verdict::Kind::Tie;
    } else {
        verdict.kind = margin > 0 ? Verdict::Kind::First : Verdict::Kind::Second;
        verdict.strength = std::abs(margin);
    }
    return verdict;
}

QList<Verdict> verdictsOf(const QList<ExportLabel>& labels, LabelChoice choice)
{
    QList<Verdict> all;
    for (const ExportLabel& label : labels) {
        all.append(verdictOf(label));
    }
    if (choice == LabelChoice::Each || all.isEmpty()) {
        return all;
    }
    std::array<qsizetype, 5> counts{};
    for (const Verdict& verdict : all) {
        ++counts[static_cast<size_t>(verdict.kind)];
    }
    for (size_t kind = 0; kind < counts.size(); ++kind) {
        const bool isMajority = 2 * counts[kind] > all.size();
        const bool isUnanimous = counts[kind] == all.size();
        if (!(choice == LabelChoice::Majority ? isMajority : isUnanimous)) {
            continue;
        }
        Verdict together;
        together.kind = static_cast<Verdict::Kind>(kind);
        for (const Verdict& verdict : all) {
            if (verdict.kind == together.kind) {
                together.labels += verdict.labels;
                together.strength += verdict.strength / static_cast<double>(counts[kind]);
                together.reason = verdict.reason;
            }
        }
        return {together};
    }
    Verdict none;
    none.reason = choice == LabelChoice::Majority ? u"no_majority"_s : u"not_unanimous"_s;
    return {none};
}

} // namespace plumbline
