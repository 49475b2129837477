#include "core/domain/content.h"

#include "core/base/spanoffsets.h"
#include "core/base/textindex.h"
#include "core/domain/excerpt.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Error invalid(const QString& field, const QString& message)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

template <typename T> bool hasId(const QList<T>& list, const QString& id)
{
    return std::any_of(list.cbegin(), list.cend(), [&](const T& element) { return element.id == id; });
}

/// One content under check, with what it is checked against.
class Checker
{
public:
    Checker(const AnnotationContent& content, const SchemaDefinition& schema, const QStringList& judgedTexts)
        : m_content(content)
        , m_schema(schema)
        , m_texts(judgedTexts)
    {
    }

    [[nodiscard]] Result<void> check() const
    {
        PLUMBLINE_TRY(checkKind());
        PLUMBLINE_TRY(checkPreferences());
        PLUMBLINE_TRY(checkRatings());
        PLUMBLINE_TRY(checkSpans());
        PLUMBLINE_TRY(checkOverlaps());
        PLUMBLINE_TRY(checkMissing());
        PLUMBLINE_TRY(checkRanking());
        PLUMBLINE_TRY(checkCritiques());
        PLUMBLINE_TRY(checkReaction());
        PLUMBLINE_TRY(checkEdits());
        return checkRest();
    }

private:
    [[nodiscard]] Result<void> checkKind() const
    {
        const auto belongs = [this](bool isSet, ItemKind kind, const QString& field) -> Result<void> {
            if (isSet && m_schema.kind != kind) {
                return invalid(field, u"“%1” does not belong to an item of the kind %2."_s.arg(
                                          field, toName(m_schema.kind)));
            }
            return {};
        };
        PLUMBLINE_TRY(belongs(!m_content.preferences.isEmpty(), ItemKind::Pairwise, u"preferences"_s));
        PLUMBLINE_TRY(belongs(!m_content.ratings.isEmpty(), ItemKind::Rating, u"ratings"_s));
        PLUMBLINE_TRY(belongs(!m_content.spans.isEmpty(), ItemKind::Span, u"spans"_s));
        PLUMBLINE_TRY(belongs(!m_content.missing.isEmpty(), ItemKind::Span, u"missing"_s));
        PLUMBLINE_TRY(belongs(m_content.saysNoErrors, ItemKind::Span, u"no_errors"_s));
        PLUMBLINE_TRY(belongs(m_content.ranking.has_value(), ItemKind::Ranking, u"ranking"_s));
        PLUMBLINE_TRY(belongs(!m_content.critiques.isEmpty(), ItemKind::Critique, u"critiques"_s));
        PLUMBLINE_TRY(belongs(m_content.refinement.has_value(), ItemKind::Critique, u"refinement"_s));
        return belongs(m_content.reaction.has_value(), ItemKind::Reaction, u"reaction"_s);
    }

    [[nodiscard]] Result<void> checkResponse(ResponseIndex index, const QString& field) const
    {
        if (index < 0 || index >= m_texts.size()) {
            return invalid(field,
                           u"There is no response %1; the item has %2, counted from 0."_s.arg(index).arg(
                               m_texts.size()));
        }
        return {};
    }

    [[nodiscard]] Result<void> checkSeverity(const QString& severity, const QString& field) const
    {
        if (!severity.isEmpty() && !hasId(m_schema.severities, severity)) {
            return invalid(field, u"The schema has no severity “%1”."_s.arg(excerpt(severity)));
        }
        return {};
    }

    [[nodiscard]] Result<void> checkPreferences() const;
    [[nodiscard]] Result<void> checkMargin(const Preference& preference, const QString& place) const;
    [[nodiscard]] Result<void> checkRatings() const;
    [[nodiscard]] Result<void> checkRatingValue(const Rating& rating, const Aspect& aspect,
                                                const QString& place) const;
    [[nodiscard]] Result<void> checkSpans() const;
    [[nodiscard]] Result<void> checkOverlaps() const;
    [[nodiscard]] Result<void> checkMissing() const;
    [[nodiscard]] Result<void> checkRanking() const;
    [[nodiscard]] Result<void> checkCritiques() const;
    [[nodiscard]] Result<void> checkReaction() const;
    [[nodiscard]] Result<void> checkEdits() const;
    [[nodiscard]] Result<void> checkRest() const;

    const AnnotationContent& m_content;
    const SchemaDefinition& m_schema;
    const QStringList& m_texts;
};

Result<void> Checker::checkMargin(const Preference& preference, const QString& place) const
{
    const QString field = place + u".margin"_s;
    if (preference.bothBad) {
        if (!m_schema.allowsBothBad) {
            return invalid(place + u".both_bad"_s, u"The schema does not offer “both bad”."_s);
        }
        if (preference.margin != 0) {
            return invalid(field, u"With “both bad” the margin must be 0, not %1."_s.arg(preference.margin));
        }
        return {};
    }
    if (preference.margin == 0 && !m_schema.allowsTie) {
        return invalid(field, u"The schema does not offer a tie."_s);
    }
    if (preference.margin < -m_schema.marginSteps || preference.margin > m_schema.marginSteps) {
        return invalid(
            field, u"The margin %1 is outside −%2…+%2."_s.arg(preference.margin).arg(m_schema.marginSteps));
    }
    return {};
}

Result<void> Checker::checkPreferences() const
{
    QSet<QString> seen;
    for (qsizetype index = 0; index < m_content.preferences.size(); ++index) {
        const Preference& preference = m_content.preferences.at(index);
        const QString place = u"preferences[%1]"_s.arg(index);
        if (m_schema.findAspect(preference.aspect) == nullptr) {
            return invalid(place + u".aspect"_s,
                           u"The schema has no aspect “%1”."_s.arg(excerpt(preference.aspect)));
        }
        PLUMBLINE_TRY(checkResponse(preference.first, place + u".first"_s));
        PLUMBLINE_TRY(checkResponse(preference.second, place + u".second"_s));
        if (preference.first == preference.second) {
            return invalid(place + u".second"_s, u"A preference needs two different responses."_s);
        }
        const auto [low, high] = std::minmax(preference.first, preference.second);
        const QString key = u"%1 %2 %3"_s.arg(low).arg(high).arg(preference.aspect);
        if (seen.contains(key)) {
            return invalid(place, u"These two responses are compared twice in the aspect “%1”."_s.arg(
                                      excerpt(preference.aspect)));
        }
        seen.insert(key);
        PLUMBLINE_TRY(checkMargin(preference, place));
    }
    return {};
}

Result<void> Checker::checkRatingValue(const Rating& rating, const Aspect& aspect, const QString& place) const
{
    const QString field = place + u".value"_s;
    if (!rating.value) {
        if (!aspect.allowsNotApplicable) {
            return invalid(field, u"“Does not apply” is not offered in the aspect “%1”."_s.arg(aspect.id));
        }
        return {};
    }
    if (!std::isfinite(*rating.value)) {
        return invalid(field, u"A rating must be a finite number."_s);
    }
    if (*rating.value < aspect.minimum() || *rating.value > aspect.maximum()) {
        return invalid(field, u"The rating %1 is outside the scale %2…%3."_s.arg(*rating.value)
                                  .arg(aspect.minimum())
                                  .arg(aspect.maximum()));
    }
    return {};
}

Result<void> Checker::checkRatings() const
{
    QSet<QString> seen;
    for (qsizetype index = 0; index < m_content.ratings.size(); ++index) {
        const Rating& rating = m_content.ratings.at(index);
        const QString place = u"ratings[%1]"_s.arg(index);
        PLUMBLINE_TRY(checkResponse(rating.response, place + u".response"_s));
        const Aspect* aspect = m_schema.findAspect(rating.aspect);
        if (aspect == nullptr) {
            return invalid(place + u".aspect"_s,
                           u"The schema has no aspect “%1”."_s.arg(excerpt(rating.aspect)));
        }
        const QString key = u"%1 %2"_s.arg(rating.response).arg(rating.aspect);
        if (seen.contains(key)) {
            return invalid(place, u"Response %1 is rated twice in the aspect “%2”."_s.arg(rating.response)
                                      .arg(excerpt(rating.aspect)));
        }
        seen.insert(key);
        PLUMBLINE_TRY(checkRatingValue(rating, *aspect, place));
    }
    return {};
}

Result<void> Checker::checkSpans() const
{
    if (m_content.spans.isEmpty()) {
        return {};
    }
    QList<TextIndex> texts;
    for (const QString& text : m_texts) {
        texts.append(TextIndex(text));
    }
    for (qsizetype index = 0; index < m_content.spans.size(); ++index) {
        const Span& span = m_content.spans.at(index);
        const QString place = u"spans[%1]"_s.arg(index);
        PLUMBLINE_TRY(checkResponse(span.response, place + u".response"_s));
        const SpanCategory* category = m_schema.findCategory(span.category);
        if (category == nullptr) {
            return invalid(place + u".category"_s,
                           u"The schema has no category “%1”."_s.arg(excerpt(span.category)));
        }
        if (category->isMissing) {
            return invalid(
                place + u".category"_s,
                u"“%1” is for missing information; it cannot mark a text."_s.arg(excerpt(span.category)));
        }
        PLUMBLINE_TRY(checkSeverity(span.severity, place + u".severity"_s));
        if (Result<void> result = checkSpan(texts.at(span.response), span.start, span.end, span.quote);
            !result) {
            Error error = result.error();
            error.field = u"%1.%2"_s.arg(place, error.field);
            return error;
        }
    }
    return {};
}

Result<void> Checker::checkOverlaps() const
{
    if (m_schema.allowsOverlap) {
        return {};
    }
    QList<qsizetype> order;
    for (qsizetype index = 0; index < m_content.spans.size(); ++index) {
        order.append(index);
    }
    const QList<Span>& spans = m_content.spans;
    std::stable_sort(order.begin(), order.end(), [&](qsizetype left, qsizetype right) {
        return std::pair(spans.at(left).response, spans.at(left).start) <
               std::pair(spans.at(right).response, spans.at(right).start);
    });
    for (qsizetype at = 1; at < order.size(); ++at) {
        const Span& before = spans.at(order.at(at - 1));
        const Span& span = spans.at(order.at(at));
        if (before.response == span.response && span.start < before.end) {
            return invalid(u"spans[%1].start"_s.arg(order.at(at)),
                           u"This span overlaps another one, which the schema forbids."_s);
        }
    }
    return {};
}

Result<void> Checker::checkMissing() const
{
    if (!m_content.missing.isEmpty() && !m_schema.asksMissing) {
        return invalid(u"missing"_s, u"The schema does not ask for missing information."_s);
    }
    for (qsizetype index = 0; index < m_content.missing.size(); ++index) {
        const MissingInfo& missing = m_content.missing.at(index);
        const QString place = u"missing[%1]"_s.arg(index);
        PLUMBLINE_TRY(checkResponse(missing.response, place + u".response"_s));
        const SpanCategory* category = m_schema.findCategory(missing.category);
        if (category == nullptr || !category->isMissing) {
            return invalid(
                place + u".category"_s,
                u"The schema has no category “%1” for missing information."_s.arg(excerpt(missing.category)));
        }
        PLUMBLINE_TRY(checkSeverity(missing.severity, place + u".severity"_s));
    }
    return {};
}

Result<void> Checker::checkRanking() const
{
    if (!m_content.ranking) {
        return {};
    }
    QSet<ResponseIndex> placed;
    for (qsizetype index = 0; index < m_content.ranking->groups.size(); ++index) {
        const QString place = u"ranking[%1]"_s.arg(index);
        const QList<ResponseIndex>& group = m_content.ranking->groups.at(index);
        if (group.isEmpty()) {
            return invalid(place, u"A group of a ranking must hold a response."_s);
        }
        if (group.size() > 1 && !m_schema.allowsTie) {
            return invalid(place, u"The schema does not offer a tie."_s);
        }
        for (const ResponseIndex response : group) {
            PLUMBLINE_TRY(checkResponse(response, place));
            if (placed.contains(response)) {
                return invalid(place, u"Response %1 stands twice in the ranking."_s.arg(response));
            }
            placed.insert(response);
        }
    }
    return {};
}

Result<void> Checker::checkCritiques() const
{
    if (!m_content.critiques.isEmpty() && m_schema.critique == Requirement::Off) {
        return invalid(u"critiques"_s, u"The schema does not ask for a critique."_s);
    }
    const int criticised = m_schema.criticisedCount(static_cast<int>(m_texts.size()));
    QSet<ResponseIndex> seen;
    for (qsizetype index = 0; index < m_content.critiques.size(); ++index) {
        const ResponseIndex response = m_content.critiques.at(index).response;
        const QString field = u"critiques[%1].response"_s.arg(index);
        PLUMBLINE_TRY(checkResponse(response, field));
        if (response >= criticised) {
            return invalid(field, u"Response %1 is a refinement, which is not criticised."_s.arg(response));
        }
        if (seen.contains(response)) {
            return invalid(field, u"Response %1 is criticised twice."_s.arg(response));
        }
        seen.insert(response);
    }
    if (m_content.refinement) {
        if (m_schema.refinement == Requirement::Off) {
            return invalid(u"refinement"_s, u"The schema does not ask for the best refinement."_s);
        }
        return checkResponse(*m_content.refinement, u"refinement"_s);
    }
    return {};
}

Result<void> Checker::checkReaction() const
{
    if (!m_content.reaction) {
        return {};
    }
    const int reaction = *m_content.reaction;
    if (reaction == 2 && !m_schema.offersLove) {
        return invalid(u"reaction"_s, u"The schema does not offer 2 (love)."_s);
    }
    if (reaction != 1 && reaction != -1 && reaction != 2) {
        return invalid(u"reaction"_s,
                       u"A reaction is 1 (like), −1 (dislike) or 2 (love), not %1."_s.arg(reaction));
    }
    return {};
}

Result<void> Checker::checkEdits() const
{
    if (!m_content.edits.isEmpty() && !m_schema.allowsEdit && !m_schema.asksCorrection) {
        return invalid(u"edits"_s, u"The schema does not let responses be edited."_s);
    }
    QSet<ResponseIndex> seen;
    for (qsizetype index = 0; index < m_content.edits.size(); ++index) {
        const ResponseIndex response = m_content.edits.at(index).response;
        const QString field = u"edits[%1].response"_s.arg(index);
        PLUMBLINE_TRY(checkResponse(response, field));
        if (seen.contains(response)) {
            return invalid(field, u"Response %1 is edited twice."_s.arg(response));
        }
        seen.insert(response);
    }
    return {};
}

Result<void> Checker::checkRest() const
{
    if (m_content.saysNoErrors) {
        if (!m_schema.canSayNoErrors) {
            return invalid(u"no_errors"_s, u"The schema does not offer “no errors”."_s);
        }
        if (!m_content.spans.isEmpty() || !m_content.missing.isEmpty()) {
            return invalid(u"no_errors"_s, u"“No errors” contradicts the marks in the same annotation."_s);
        }
    }
    for (qsizetype index = 0; index < m_content.reasons.size(); ++index) {
        const QString& reason = m_content.reasons.at(index);
        if (!hasId(m_schema.reasons, reason)) {
            return invalid(u"reasons[%1]"_s.arg(index),
                           u"The schema has no reason “%1”."_s.arg(excerpt(reason)));
        }
        if (m_content.reasons.indexOf(reason) != index) {
            return invalid(u"reasons[%1]"_s.arg(index),
                           u"The reason “%1” stands here twice."_s.arg(excerpt(reason)));
        }
    }
    if (!m_content.confidence.isEmpty() && !hasId(m_schema.confidences, m_content.confidence)) {
        return invalid(u"confidence"_s,
                       u"The schema has no confidence “%1”."_s.arg(excerpt(m_content.confidence)));
    }
    if (!m_content.critique.isEmpty() && m_schema.critique == Requirement::Off) {
        return invalid(u"critique"_s, u"The schema does not ask for a critique."_s);
    }
    if (!m_content.skipReason.isEmpty() && !hasId(m_schema.skipReasons, m_content.skipReason)) {
        return invalid(u"skip_reason"_s,
                       u"The schema has no reason to skip “%1”."_s.arg(excerpt(m_content.skipReason)));
    }
    return {};
}

} // namespace

Result<void> checkContent(const AnnotationContent& content, const SchemaDefinition& schema,
                          const QStringList& judgedTexts)
{
    return Checker(content, schema, judgedTexts).check();
}

} // namespace plumbline
