#pragma once

#include "core/domain/content.h"
#include "core/domain/schema.h"

#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// What the span panel does to an answer: pure changes of a content. Spans and missing pieces are named by
/// their index in the content's lists; offsets are Unicode code points, as everywhere outside the text view.
namespace spanedits {

/// Indexes into content.spans of one response, in text order (start, then end): the numbers that people see,
/// from 0.
[[nodiscard]] QList<int> textOrder(const AnnotationContent& content, ResponseIndex response);
/// Number, from 1, of a span among those of its response; 0 when there is no such span.
[[nodiscard]] int numberOf(const AnnotationContent& content, int index);
/// Numbers of the other spans that share a code point with this one.
[[nodiscard]] QList<int> overlaps(const AnnotationContent& content, int index);
/// The first span, in text order, that [start, end) would overlap, leaving `except` out.
[[nodiscard]] std::optional<int> spanInTheWay(const AnnotationContent& content, ResponseIndex response,
                                              qint64 start, qint64 end, int except = -1);

/// A changed content and where the span (or missing piece) stands in it.
struct Changed
{
    AnnotationContent content;
    int index = -1;
};

/// Puts a span in text order among the others; "no errors" goes.
[[nodiscard]] Changed withSpan(const AnnotationContent& content, const Span& span);
/// The same place with other bounds, put in order again.
[[nodiscard]] Changed resized(const AnnotationContent& content, int index, qint64 start, qint64 end,
                              const QString& quote);
[[nodiscard]] AnnotationContent withoutSpan(const AnnotationContent& content, int index);

/// Marks a sentence as missing, or leaves the entry that names it already; "no errors" goes.
[[nodiscard]] Changed withMissing(const AnnotationContent& content, const MissingInfo& missing);
[[nodiscard]] AnnotationContent withoutMissing(const AnnotationContent& content, int index);
/// The entry that names a sentence of a passage; nothing when none does.
[[nodiscard]] std::optional<int> missingAt(const AnnotationContent& content, ResponseIndex response,
                                           int passage, int sentence);

/// Links a sentence, or unlinks it when it is linked already. Evidence stands in one passage: a sentence of
/// another one begins anew.
[[nodiscard]] Evidence toggled(const Evidence& evidence, int passage, int sentence);
/// True when the evidence names this sentence.
[[nodiscard]] bool names(const Evidence& evidence, int passage, int sentence);

/// The response as corrected; the original text takes the correction away.
[[nodiscard]] AnnotationContent corrected(const AnnotationContent& content, ResponseIndex response,
                                          const QString& text, const QString& original);

/// How heavy a severity is: 0 none, 1 the mildest, up to `schema.severities.size()`.
[[nodiscard]] int severityRank(const SchemaDefinition& schema, const QString& severity);

} // namespace spanedits

} // namespace plumbline
