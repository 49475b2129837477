#include "ui/screens/annotate/spanedits.h"

#include <algorithm>
#include <tuple>

namespace plumbline::spanedits {

namespace {

auto place(const Span& span)
{
    return std::tie(span.response, span.start, span.end);
}

} // namespace

QList<int> textOrder(const AnnotationContent& content, ResponseIndex response)
{
    QList<int> order;
    for (int index = 0; index < content.spans.size(); ++index) {
        if (content.spans.at(index).response == response) {
            order.append(index);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
        return place(content.spans.at(left)) < place(content.spans.at(right));
    });
    return order;
}

int numberOf(const AnnotationContent& content, int index)
{
    if (index < 0 || index >= content.spans.size()) {
        return 0;
    }
    return static_cast<int>(textOrder(content, content.spans.at(index).response).indexOf(index)) + 1;
}

QList<int> overlaps(const AnnotationContent& content, int index)
{
    QList<int> numbers;
    if (index < 0 || index >= content.spans.size()) {
        return numbers;
    }
    const Span& span = content.spans.at(index);
    const QList<int> order = textOrder(content, span.response);
    for (int number = 0; number < order.size(); ++number) {
        const Span& other = content.spans.at(order.at(number));
        if (order.at(number) != index && other.start < span.end && span.start < other.end) {
            numbers.append(number + 1);
        }
    }
    return numbers;
}

std::optional<int> spanInTheWay(const AnnotationContent& content, ResponseIndex response, qint64 start,
                                qint64 end, int except)
{
    const QList<int> order = textOrder(content, response);
    for (const int index : order) {
        const Span& other = content.spans.at(index);
        if (index != except && other.start < end && start < other.end) {
            return index;
        }
    }
    return std::nullopt;
}

Changed withSpan(const AnnotationContent& content, const Span& span)
{
    Changed changed{content, -1};
    QList<Span>& spans = changed.content.spans;
    const auto after = std::find_if(spans.cbegin(), spans.cend(),
                                    [&](const Span& other) { return place(span) < place(other); });
    changed.index = static_cast<int>(std::distance(spans.cbegin(), after));
    spans.insert(changed.index, span);
    changed.content.saysNoErrors = false;
    return changed;
}

Changed resized(const AnnotationContent& content, int index, qint64 start, qint64 end, const QString& quote)
{
    Span span = content.spans.at(index);
    span.start = start;
    span.end = end;
    span.quote = quote;
    const bool saysNoErrors = content.saysNoErrors;
    Changed changed = withSpan(withoutSpan(content, index), span);
    changed.content.saysNoErrors = saysNoErrors;
    return changed;
}

AnnotationContent withoutSpan(const AnnotationContent& content, int index)
{
    AnnotationContent after = content;
    if (index >= 0 && index < after.spans.size()) {
        after.spans.removeAt(index);
    }
    return after;
}

Changed withMissing(const AnnotationContent& content, const MissingInfo& missing)
{
    if (missing.evidence.passage && !missing.evidence.sentences.isEmpty()) {
        const auto known = missingAt(content, missing.response, *missing.evidence.passage,
                                     missing.evidence.sentences.constFirst());
        if (known) {
            Changed changed{content, *known};
            changed.content.missing[*known].category = missing.category;
            return changed;
        }
    }
    Changed changed{content, static_cast<int>(content.missing.size())};
    changed.content.missing.append(missing);
    changed.content.saysNoErrors = false;
    return changed;
}

AnnotationContent withoutMissing(const AnnotationContent& content, int index)
{
    AnnotationContent after = content;
    if (index >= 0 && index < after.missing.size()) {
        after.missing.removeAt(index);
    }
    return after;
}

std::optional<int> missingAt(const AnnotationContent& content, ResponseIndex response, int passage,
                             int sentence)
{
    for (int index = 0; index < content.missing.size(); ++index) {
        const MissingInfo& missing = content.missing.at(index);
        if (missing.response == response && names(missing.evidence, passage, sentence)) {
            return index;
        }
    }
    return std::nullopt;
}

Evidence toggled(const Evidence& evidence, int passage, int sentence)
{
    Evidence after = evidence;
    if (after.passage != passage) {
        after.passage = passage;
        after.sentences = {sentence};
        return after;
    }
    if (after.sentences.removeAll(sentence) == 0) {
        after.sentences.append(sentence);
        std::sort(after.sentences.begin(), after.sentences.end());
    }
    if (after.sentences.isEmpty()) {
        after.passage.reset();
    }
    return after;
}

bool names(const Evidence& evidence, int passage, int sentence)
{
    return evidence.passage == passage && evidence.sentences.contains(sentence);
}

AnnotationContent corrected(const AnnotationContent& content, ResponseIndex response, const QString& text,
                            const QString& original)
{
    AnnotationContent after = content;
    const auto known = std::find_if(after.edits.begin(), after.edits.end(),
                                    [&](const Edit& edit) { return edit.response == response; });
    if (text == original) {
        if (known != after.edits.end()) {
            after.edits.erase(known);
        }
    } else if (known != after.edits.end()) {
        known->text = text;
    } else {
        after.edits.append({response, text});
    }
    return after;
}

int severityRank(const SchemaDefinition& schema, const QString& severity)
{
    for (int index = 0; index < schema.severities.size(); ++index) {
        if (schema.severities.at(index).id == severity) {
            return index + 1;
        }
    }
    return 0;
}

} // namespace plumbline::spanedits
