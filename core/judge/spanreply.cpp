#include "core/judge/spanreply.h"

#include "core/judge/quotes.h"
#include "core/judge/replytext.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject typed(const QString& type)
{
    return {{u"type"_s, type}};
}

QJsonObject oneOf(const QStringList& words)
{
    return {{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray::fromStringList(words)}};
}

QJsonObject listOf(const QJsonObject& element)
{
    return {{u"type"_s, u"array"_s}, {u"items"_s, element}};
}

/// An object that must hold all of its properties and nothing else.
QJsonObject objectOf(const QJsonObject& properties)
{
    return {{u"type"_s, u"object"_s},
            {u"properties"_s, properties},
            {u"required"_s, QJsonArray::fromStringList(properties.keys())},
            {u"additionalProperties"_s, false}};
}

QStringList categoriesOf(const SchemaDefinition& schema, bool isMissing)
{
    QStringList out;
    for (const SpanCategory& category : schema.categories) {
        if (category.isMissing == isMissing) {
            out.append(category.id);
        }
    }
    return out;
}

/// What a mark in the text and a missing piece have in common.
QJsonObject commonProperties(const ItemView& item, const QStringList& categories)
{
    const SchemaDefinition& schema = item.schema.definition;
    QJsonObject out{{u"category"_s, oneOf(categories)}, {u"note"_s, typed(u"string"_s)}};
    if (!schema.severities.isEmpty()) {
        QStringList severities;
        for (const Choice& severity : schema.severities) {
            severities.append(severity.id);
        }
        out.insert(u"severity"_s, oneOf(severities));
    }
    if (!item.prompt.passages.isEmpty()) {
        out.insert(u"passage"_s, typed(u"integer"_s));
        out.insert(u"sentences"_s, listOf(typed(u"integer"_s)));
    }
    return out;
}

/// Reads the marks of one reply one after the other.
class MarkReader
{
public:
    MarkReader(const ItemView& item, ResponseIndex response)
        : m_item(item)
        , m_response(response)
        , m_text(item.responses.at(response).text())
    {
    }

    void addMark(const QJsonObject& mark)
    {
        const QString quote = mark.value(u"quote"_s).toString();
        const QuotePlace place = locateQuote(m_text, quote, mark.value(u"before"_s).toString());
        if (!place.isFound()) {
            addUnplaced(mark, place);
            return;
        }
        Span span;
        span.response = m_response;
        span.start = place.start;
        span.end = place.end;
        span.quote = m_text.slice(place.start, place.end);
        span.category = mark.value(u"category"_s).toString();
        span.severity = mark.value(u"severity"_s).toString();
        span.note = mark.value(u"note"_s).toString().trimmed();
        span.evidence = evidenceOf(mark, place.start);
        if (isSame(span)) {
            return;
        }
        if (overlaps(span)) {
            addFault(u"overlap"_s, mark,
                     u"The quote overlaps one that was marked before, which the schema forbids."_s);
            return;
        }
        m_out.spans.append(span);
    }

    void addMissing(const QJsonObject& missing)
    {
        m_out.missing.append({m_response, missing.value(u"category"_s).toString(),
                              missing.value(u"severity"_s).toString(),
                              missing.value(u"note"_s).toString().trimmed(), evidenceOf(missing, 0)});
    }

    [[nodiscard]] SpanReply& out() { return m_out; }

private:
    void addFault(const QString& what, const QJsonObject& mark, const QString& detail, int places = 0)
    {
        QJsonObject fault{{u"what"_s, what},
                          {u"response"_s, m_response},
                          {u"category"_s, mark.value(u"category"_s)},
                          {u"detail"_s, detail}};
        if (mark.contains(u"quote"_s)) {
            fault.insert(u"quote"_s, mark.value(u"quote"_s));
        }
        if (places > 0) {
            fault.insert(u"places"_s, places);
        }
        m_out.faults.append(fault);
    }

    void addUnplaced(const QJsonObject& mark, const QuotePlace& place)
    {
        if (place.found == QuotePlace::Found::Ambiguous) {
            addFault(u"quote-ambiguous"_s, mark,
                     u"The quote stands at %1 places of the response, and nothing says which is meant."_s.arg(
                         place.places),
                     place.places);
        } else {
            addFault(u"quote-missing"_s, mark, u"The quote does not stand in the response."_s);
        }
    }

    [[nodiscard]] bool isSame(const Span& span) const
    {
        return std::any_of(m_out.spans.cbegin(), m_out.spans.cend(), [&span](const Span& other) {
            return other.start == span.start && other.end == span.end && other.category == span.category;
        });
    }

    [[nodiscard]] bool overlaps(const Span& span) const
    {
        if (m_item.schema.definition.allowsOverlap) {
            return false;
        }
        return std::any_of(m_out.spans.cbegin(), m_out.spans.cend(), [&span](const Span& other) {
            return span.start < other.end && other.start < span.end;
        });
    }

    /// Passages and sentences are counted from 1 in the prompt; 0 as a sentence is the passage's title.
    [[nodiscard]] Evidence evidenceOf(const QJsonObject& mark, qint64 before)
    {
        Evidence out;
        const int passage = mark.value(u"passage"_s).toInt();
        if (passage < 0 || passage > m_item.prompt.passages.size()) {
            addFault(u"evidence"_s, mark, u"There is no passage %1."_s.arg(passage));
        } else if (passage > 0) {
            out.passage = passage - 1;
            const qsizetype count = m_item.prompt.passages.at(passage - 1).sentences.size();
            const QJsonArray sentences = mark.value(u"sentences"_s).toArray();
            for (const QJsonValue& value : sentences) {
                const int sentence = value.toInt();
                if (sentence < 0 || sentence > count) {
                    addFault(u"evidence"_s, mark,
                             u"Passage %1 has no sentence %2."_s.arg(passage).arg(sentence));
                } else if (!out.sentences.contains(sentence - 1)) {
                    out.sentences.append(sentence - 1);
                }
            }
        }
        const QString earlier = mark.value(u"earlier"_s).toString();
        if (earlier.isEmpty()) {
            return out;
        }
        if (m_text.slice(0, before).contains(earlier)) {
            out.text = earlier;
        } else {
            addFault(u"evidence"_s, mark,
                     u"The earlier text does not stand in the response before the quote."_s);
        }
        return out;
    }

    const ItemView& m_item;
    ResponseIndex m_response = 0;
    TextIndex m_text;
    SpanReply m_out;
};

} // namespace

LlmJsonWish spanWish(const ItemView& item)
{
    const SchemaDefinition& schema = item.schema.definition;
    QJsonObject mark = commonProperties(item, categoriesOf(schema, false));
    mark.insert(u"quote"_s, typed(u"string"_s));
    mark.insert(u"before"_s, typed(u"string"_s));
    const bool hasEvidence = std::any_of(schema.categories.cbegin(), schema.categories.cend(),
                                         [](const SpanCategory& one) { return one.needsEvidence; });
    if (hasEvidence) {
        mark.insert(u"earlier"_s, typed(u"string"_s));
    }
    QJsonObject properties{{u"no_errors"_s, typed(u"boolean"_s)}, {u"marks"_s, listOf(objectOf(mark))}};
    const QStringList missing = categoriesOf(schema, true);
    if (schema.asksMissing && !missing.isEmpty()) {
        properties.insert(u"missing"_s, listOf(objectOf(commonProperties(item, missing))));
    }
    return {u"marks"_s, u"What is wrong in the text, by quotes from it."_s, objectOf(properties), true};
}

SpanReply spanReply(const QJsonObject& object, const ItemView& item, ResponseIndex response)
{
    MarkReader reader(item, response);
    const QJsonArray marks = object.value(u"marks"_s).toArray();
    for (const QJsonValue& mark : marks) {
        reader.addMark(mark.toObject());
    }
    const QJsonArray missing = object.value(u"missing"_s).toArray();
    for (const QJsonValue& one : missing) {
        reader.addMissing(one.toObject());
    }
    SpanReply& out = reader.out();
    const bool saysNone = object.value(u"no_errors"_s).toBool();
    const bool isMarked = !marks.isEmpty() || !missing.isEmpty();
    if (saysNone && isMarked) {
        out.fault = {{},
                     u"contradiction"_s,
                     u"The reply says that there is nothing to mark, and marks %1 places."_s.arg(
                         marks.size() + missing.size())};
    } else if (!saysNone && !isMarked) {
        out.fault = {
            {}, u"empty"_s, u"The reply marks nothing and does not say that there is nothing to mark."_s};
    } else if (isMarked && out.spans.isEmpty() && out.missing.isEmpty()) {
        out.fault = {
            {},
            u"no-quote-found"_s,
            u"None of the quotes could be placed in the response. The first: %1 %2"_s.arg(
                quoted(marks.first()[u"quote"_s].toString()), out.faults.first()[u"detail"_s].toString())};
    } else if (saysNone && !item.schema.definition.canSayNoErrors) {
        out.fault = {{}, u"misfit"_s, u"The schema does not offer “no errors”."_s};
    }
    out.saysNoErrors = saysNone;
    return out;
}

} // namespace plumbline
