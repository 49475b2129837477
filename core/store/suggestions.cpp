#include "core/store/suggestions.h"

#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The judge was asked in both orders and contradicted itself.
bool isInconsistent(const AnnotationContent& content)
{
    return content.extra.value("winner"_L1).toString() == "tie (inconsistent)"_L1;
}

/// Whether the annotator has ever answered the item, taken back or not: then they may have seen what the
/// judge said.
Result<bool> hasEverAnswered(Session& session, ItemId item, AnnotatorId annotator)
{
    PLUMBLINE_ASSIGN(const QList<Annotation> rows, AnnotationRepository(session).history(item));
    return std::any_of(rows.cbegin(), rows.cend(), [annotator](const Annotation& row) {
        return row.annotatorId == annotator && row.action == AnnotationAction::Submit;
    });
}

} // namespace

Result<std::optional<Suggestion>> suggestionFor(Session& session, const ItemView& item)
{
    const SchemaDefinition& schema = item.schema.definition;
    const std::optional<Suggestion> none;
    if (schema.suggestionsFrom.isEmpty()) {
        return none;
    }
    PLUMBLINE_ASSIGN(const std::optional<Annotator> judge,
                     AnnotatorRepository(session).findByName(schema.suggestionsFrom));
    if (!judge) {
        return none;
    }
    PLUMBLINE_ASSIGN(const std::optional<Annotation> label,
                     AnnotationRepository(session).newest(item.item.id, judge->id));
    if (!label || label->action != AnnotationAction::Submit || isInconsistent(label->content)) {
        return none;
    }
    Suggestion suggestion;
    suggestion.annotationUid = label->uid;
    suggestion.by = judge->name;
    suggestion.content = suggestible(label->content);
    if (suggestion.content.isEmpty() || !checkContent(suggestion.content, schema, item.judgedTexts())) {
        return none;
    }
    return std::optional(suggestion);
}

Result<std::optional<Suggestion>> suggest(Session& session, AnnotatorId annotator, OpenItem& item)
{
    if (std::optional<Suggestion> begun = suggestionIn(item.content)) {
        return begun;
    }
    if (item.current) {
        if (std::optional<Suggestion> seen = suggestionOf(item.current->provenance)) {
            return seen;
        }
    }
    const SchemaDefinition& schema = item.view.schema.definition;
    if (schema.suggestionsFrom.isEmpty()) {
        return std::optional<Suggestion>();
    }
    PLUMBLINE_ASSIGN(std::optional<Suggestion> found, suggestionFor(session, item.view));
    if (!found) {
        return found;
    }
    PLUMBLINE_ASSIGN(const bool isAnswered, hasEverAnswered(session, item.view.item.id, annotator));
    if (isAnswered && !schema.showsSuggestionFirst) {
        return found;
    }
    const bool isUntouched = !item.current && !item.draftSavedAt && item.content.isEmpty();
    if (schema.showsSuggestionFirst && isUntouched) {
        found->isShownFirst = true;
        item.content = found->content;
        markSuggested(item.content, *found);
        return found;
    }
    return isAnswered ? found : std::optional<Suggestion>();
}

} // namespace plumbline
