#include "core/checks/labelchecks.h"

#include "core/base/spanoffsets.h"
#include "core/base/textindex.h"
#include "core/checks/findinglist.h"
#include "core/store/checkrepository.h"

namespace plumbline::checks {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 500;

void checkSpans(const SpanAnswer& label, FindingList& list)
{
    const QString item = QString::number(label.item.value);
    const FindingLocation location{.itemId = label.item, .annotationId = label.annotation};
    QList<TextIndex> texts;
    for (const QString& text : label.judgedTexts) {
        texts.append(TextIndex(text));
    }
    for (const Span& span : label.content.spans) {
        if (span.response < 0 || span.response >= texts.size()) {
            list.add("no_response"_L1, Severity::Error, {item, QString::number(span.response)}, location,
                     FindingAction::OpenItem);
            continue;
        }
        const Result<void> result = checkSpan(texts.at(span.response), span.start, span.end, span.quote);
        if (!result) {
            list.add("differs"_L1, Severity::Error, {item, result.error().message}, location,
                     FindingAction::OpenItem);
        }
    }
}

} // namespace

Result<CheckFindings> quotes(Session& session, const CheckOptions& options)
{
    FindingList list(u"quotes"_s, options);
    CheckRepository repository(session);
    for (AnnotationId last;;) {
        PLUMBLINE_TRY(list.proceed());
        PLUMBLINE_ASSIGN(const QList<SpanAnswer> labels, repository.spanLabelsAfter(last, kPage));
        if (labels.isEmpty()) {
            return list.take();
        }
        for (const SpanAnswer& label : labels) {
            checkSpans(label, list);
        }
        last = labels.constLast().annotation;
    }
}

Result<CheckFindings> gold(Session& session, const CheckOptions& options)
{
    FindingList list(u"gold"_s, options);
    PLUMBLINE_TRY(list.proceed());
    CheckRepository repository(session);
    PLUMBLINE_ASSIGN(const FoundRows unanswered, repository.goldItemsWithoutAnswer(options.limit));
    for (const FoundRow& row : unanswered.rows) {
        list.add("no_answer"_L1, Severity::Warning, {QString::number(row.item.value)}, {.itemId = row.item},
                 FindingAction::OpenItem);
    }
    list.countMore(unanswered.total - unanswered.rows.size());
    PLUMBLINE_ASSIGN(const FoundRows batches, repository.openBatchesWithoutGold(options.limit));
    for (const FoundRow& row : batches.rows) {
        list.add("no_item"_L1, Severity::Warning, {row.text, QString::number(row.number)});
    }
    list.countMore(batches.total - batches.rows.size());
    return list.take();
}

Result<CheckFindings> oneLabel(Session& session, const CheckOptions& options)
{
    FindingList list(u"one_label"_s, options);
    PLUMBLINE_TRY(list.proceed());
    CheckRepository repository(session);
    PLUMBLINE_ASSIGN(const qint64 byPlan, repository.singleLabelItems());
    if (byPlan > 0) {
        list.add("by_plan"_L1, Severity::Note, {QString::number(byPlan)});
    }
    PLUMBLINE_ASSIGN(const FoundRows found, repository.itemsWithOneLabel(options.limit));
    for (const FoundRow& row : found.rows) {
        list.add("wants_more"_L1, Severity::Note,
                 {QString::number(row.item.value), QString::number(row.number)}, {.itemId = row.item},
                 FindingAction::OpenItem);
    }
    list.countMore(found.total - found.rows.size());
    return list.take();
}

Result<CheckFindings> oneLabelAnnotator(Session& session, const CheckOptions& options)
{
    FindingList list(u"one_label_annotator"_s, options);
    PLUMBLINE_TRY(list.proceed());
    PLUMBLINE_ASSIGN(const FoundRows found, CheckRepository(session).annotatorsWithOneLabel(options.limit));
    for (const FoundRow& row : found.rows) {
        list.add("found"_L1, Severity::Note, {row.text}, {.itemId = row.item, .annotatorId = row.annotator},
                 FindingAction::OpenAnnotator);
    }
    list.countMore(found.total - found.rows.size());
    return list.take();
}

} // namespace plumbline::checks
