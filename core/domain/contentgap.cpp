#include "core/domain/content.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Counts what is open and remembers the first.
class GapCounter
{
public:
    explicit GapCounter(const QString& what) { m_gap.what = what; }

    void add(bool isOpen, ResponseIndex response = -1, const QString& aspect = {})
    {
        ++m_gap.total;
        if (!isOpen) {
            return;
        }
        if (m_gap.open++ == 0) {
            m_gap.response = response;
            m_gap.aspect = aspect;
        }
    }

    [[nodiscard]] std::optional<ContentGap> gap() const
    {
        return m_gap.open > 0 ? std::optional(m_gap) : std::nullopt;
    }

private:
    ContentGap m_gap;
};

std::optional<ContentGap> preferenceGap(const AnnotationContent& content, const SchemaDefinition& schema)
{
    GapCounter counter(u"aspect"_s);
    for (const Aspect& aspect : schema.aspects) {
        if (aspect.isRequired) {
            counter.add(content.findPreference(aspect.id) == nullptr, -1, aspect.id);
        }
    }
    return counter.gap();
}

std::optional<ContentGap> ratingGap(const AnnotationContent& content, const SchemaDefinition& schema,
                                    int responseCount)
{
    GapCounter counter(u"rating"_s);
    for (const Aspect& aspect : schema.aspects) {
        if (!aspect.isRequired) {
            continue;
        }
        for (ResponseIndex response = 0; response < responseCount; ++response) {
            const Rating* rating = content.findRating(response, aspect.id);
            const bool isGiven = rating != nullptr && (rating->value || aspect.allowsNotApplicable);
            counter.add(!isGiven, response, aspect.id);
        }
    }
    return counter.gap();
}

std::optional<ContentGap> spanGap(const AnnotationContent& content)
{
    GapCounter categories(u"category"_s);
    for (const Span& span : content.spans) {
        categories.add(span.category.isEmpty(), span.response);
    }
    for (const MissingInfo& missing : content.missing) {
        categories.add(missing.category.isEmpty(), missing.response);
    }
    if (const std::optional<ContentGap> gap = categories.gap()) {
        return gap;
    }
    GapCounter marks(u"spans"_s);
    marks.add(content.spans.isEmpty() && content.missing.isEmpty() && !content.saysNoErrors);
    return marks.gap();
}

/// A corrected text must differ where something was marked and must not where nothing was.
std::optional<ContentGap> correctionGap(const AnnotationContent& content, const QStringList& judgedTexts)
{
    GapCounter counter(u"correction"_s);
    for (const Edit& edit : content.edits) {
        if (edit.response < 0 || edit.response >= judgedTexts.size()) {
            continue;
        }
        const auto isHere = [&](const auto& mark) { return mark.response == edit.response; };
        const bool hasMarks = std::any_of(content.spans.cbegin(), content.spans.cend(), isHere) ||
                              std::any_of(content.missing.cbegin(), content.missing.cend(), isHere);
        const bool isChanged = edit.text != judgedTexts.at(edit.response);
        counter.add(hasMarks != isChanged, edit.response);
    }
    return counter.gap();
}

/// Every response that is not placed, as long as more places must be filled.
std::optional<ContentGap> rankingGap(const AnnotationContent& content, const SchemaDefinition& schema,
                                     int responseCount)
{
    QList<ResponseIndex> placed;
    if (content.ranking) {
        for (const QList<ResponseIndex>& group : content.ranking->groups) {
            placed += group;
        }
    }
    ContentGap gap;
    gap.what = u"ranking"_s;
    gap.total = schema.placedCount(responseCount);
    gap.open = std::max(0, gap.total - static_cast<int>(placed.size()));
    for (ResponseIndex response = 0; response < responseCount && gap.response < 0; ++response) {
        gap.response = placed.contains(response) ? -1 : response;
    }
    return gap.open > 0 ? std::optional(gap) : std::nullopt;
}

std::optional<ContentGap> critiqueGap(const AnnotationContent& content, const SchemaDefinition& schema,
                                      int responseCount)
{
    const int criticised = schema.criticisedCount(responseCount);
    if (schema.critique == Requirement::Required && criticised > 1) {
        GapCounter counter(u"critique"_s);
        for (ResponseIndex response = 0; response < criticised; ++response) {
            counter.add(content.critiqueOf(response).trimmed().isEmpty(), response);
        }
        return counter.gap();
    }
    GapCounter critique(u"critique"_s);
    critique.add(schema.critique == Requirement::Required && content.critique.trimmed().isEmpty());
    if (const std::optional<ContentGap> gap = critique.gap()) {
        return gap;
    }
    GapCounter refinement(u"refinement"_s);
    refinement.add(schema.refinement == Requirement::Required && responseCount > 1 && !content.refinement);
    return refinement.gap();
}

std::optional<ContentGap> mainGap(const AnnotationContent& content, const SchemaDefinition& schema,
                                  int responseCount)
{
    switch (schema.kind) {
    case ItemKind::Pairwise:
        return preferenceGap(content, schema);
    case ItemKind::Rating:
        return ratingGap(content, schema, responseCount);
    case ItemKind::Span:
        return spanGap(content);
    case ItemKind::Ranking:
        return rankingGap(content, schema, responseCount);
    case ItemKind::Reaction: {
        GapCounter counter(u"reaction"_s);
        counter.add(!content.reaction);
        return counter.gap();
    }
    case ItemKind::Critique:
        return critiqueGap(content, schema, responseCount);
    }
    return std::nullopt;
}

} // namespace

std::optional<ContentGap> firstGap(const AnnotationContent& content, const SchemaDefinition& schema,
                                   int responseCount, const QStringList& judgedTexts)
{
    if (const std::optional<ContentGap> gap = mainGap(content, schema, responseCount)) {
        return gap;
    }
    if (schema.asksCorrection) {
        if (const std::optional<ContentGap> gap = correctionGap(content, judgedTexts)) {
            return gap;
        }
    }
    if (schema.kind == ItemKind::Critique) {
        return std::nullopt;
    }
    GapCounter critique(u"critique"_s);
    critique.add(schema.critique == Requirement::Required && content.critique.trimmed().isEmpty());
    return critique.gap();
}

} // namespace plumbline
