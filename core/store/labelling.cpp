#include "core/store/labelling.h"

#include "core/base/json.h"
#include "core/domain/adjudication.h"
#include "core/domain/suggestion.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/draftrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/projectrepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kEdit = u"edit";
constexpr QStringView kSubmit = u"submit";
constexpr QStringView kSkip = u"skip";

bool isAnswer(const std::optional<Annotation>& row)
{
    return row && row->action != AnnotationAction::Retract;
}

} // namespace

Labelling::Labelling(Session& session, AnnotatorId annotator, int leaseSeconds)
    : m_session(session)
    , m_annotator(annotator)
    , m_leaseSeconds(leaseSeconds)
{
}

void Labelling::remember(const ItemView& view)
{
    m_known << view;
}

Result<ItemView> Labelling::viewOf(ItemId item)
{
    for (const ItemView& known : std::as_const(m_known)) {
        if (known.item.id != item) {
            continue;
        }
        PLUMBLINE_ASSIGN(const Item now, ItemRepository(m_session).get(item));
        if (now.schemaVersionId != known.item.schemaVersionId || now.promptId != known.item.promptId) {
            break;
        }
        ItemView view = known;
        view.item = now;
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(m_session).get(now.batchId));
        view.batchName = batch.name;
        return view;
    }
    return ItemRepository(m_session).view(item);
}

Result<OpenItem> Labelling::load(ItemId item)
{
    OpenItem out;
    PLUMBLINE_ASSIGN(out.view, viewOf(item));
    PLUMBLINE_ASSIGN(const Annotator annotator, AnnotatorRepository(m_session).get(m_annotator));
    out.shownOrder = shownOrder(m_session.project.seed, out.view.item.uid, annotator.uid,
                                static_cast<int>(out.view.responses.size()));
    PLUMBLINE_ASSIGN(std::optional<Annotation> newest,
                     AnnotationRepository(m_session).newest(item, m_annotator));
    if (isAnswer(newest)) {
        out.current = std::move(newest);
        out.isSubmitted = out.current->action == AnnotationAction::Submit;
        out.content = out.current->content;
        out.activeMs = out.current->activeMs.value_or(0);
    }
    PLUMBLINE_ASSIGN(const std::optional<Draft> draft, DraftRepository(m_session).find(item, m_annotator));
    if (draft) {
        out.content = draft->content;
        out.activeMs = draft->activeMs;
        out.draftSavedAt = draft->updatedAt;
    }
    return out;
}

Result<OpenItem> Labelling::show(ItemId item)
{
    PLUMBLINE_TRY(StepRepository(m_session, m_annotator).setCurrentItem(item));
    return load(item);
}

Result<std::optional<OpenItem>> Labelling::openNext(const QueueFilter& filter)
{
    AssignmentRepository assignments(m_session);
    PLUMBLINE_ASSIGN(const int expired, assignments.expireOverdue());
    Q_UNUSED(expired);
    std::optional<ItemId> next;
    PLUMBLINE_ASSIGN(const QList<Assignment> held, assignments.held(m_annotator, filter));
    PLUMBLINE_ASSIGN(const std::optional<ItemId> last, StepRepository(m_session, m_annotator).currentItem());
    for (const Assignment& assignment : held) {
        if (!next || assignment.itemId == last) {
            next = assignment.itemId;
        }
    }
    if (next) {
        PLUMBLINE_ASSIGN(const Assignment renewed, assignments.renew(*next, m_annotator, m_leaseSeconds));
        Q_UNUSED(renewed);
    } else {
        PLUMBLINE_ASSIGN(const std::optional<Assignment> claimed,
                         assignments.claimNext(m_annotator, filter, m_leaseSeconds));
        if (!claimed) {
            PLUMBLINE_TRY(StepRepository(m_session, m_annotator).setCurrentItem(std::nullopt));
            return std::optional<OpenItem>();
        }
        next = claimed->itemId;
    }
    PLUMBLINE_ASSIGN(OpenItem opened, show(*next));
    return std::optional<OpenItem>(std::move(opened));
}

Result<std::optional<OpenItem>> Labelling::peekNext(const QueueFilter& filter, ItemId open)
{
    AssignmentRepository assignments(m_session);
    std::optional<ItemId> next;
    PLUMBLINE_ASSIGN(const QList<Assignment> held, assignments.held(m_annotator, filter));
    for (const Assignment& assignment : held) {
        if (!next && assignment.itemId != open) {
            next = assignment.itemId;
        }
    }
    if (!next) {
        PLUMBLINE_ASSIGN(next, assignments.peekNext(m_annotator, filter));
    }
    if (!next) {
        return std::optional<OpenItem>();
    }
    PLUMBLINE_ASSIGN(OpenItem found, load(*next));
    return std::optional<OpenItem>(std::move(found));
}

Result<OpenItem> Labelling::open(ItemId item)
{
    AssignmentRepository assignments(m_session);
    PLUMBLINE_ASSIGN(const std::optional<Assignment> mine, assignments.find(item, m_annotator));
    const bool isAnswered =
        mine && (mine->state == AssignmentState::Submitted || mine->state == AssignmentState::Skipped);
    if (!isAnswered) {
        PLUMBLINE_ASSIGN(const Assignment claimed, assignments.claim(item, m_annotator, m_leaseSeconds));
        Q_UNUSED(claimed);
    }
    return show(item);
}

Result<void> Labelling::saveDraft(ItemId item, const AnnotationContent& content, const QList<EditStep>& steps,
                                  qint64 activeMs)
{
    AssignmentRepository assignments(m_session);
    PLUMBLINE_ASSIGN(const std::optional<Assignment> mine, assignments.find(item, m_annotator));
    if (!mine || (mine->state != AssignmentState::Submitted && mine->state != AssignmentState::Skipped)) {
        PLUMBLINE_ASSIGN(const Assignment renewed, assignments.renew(item, m_annotator, m_leaseSeconds));
        Q_UNUSED(renewed);
    }
    PLUMBLINE_TRY(pushEdits(item, steps));
    return writeDraft(item, content, activeMs);
}

Result<Annotation> Labelling::submit(ItemId item, const AnnotationContent& content,
                                     const QList<EditStep>& steps, qint64 activeMs,
                                     const QJsonObject& provenance)
{
    PLUMBLINE_ASSIGN(const ItemView view, viewOf(item));
    PLUMBLINE_TRY(checkContent(content, view.schema.definition, view.judgedTexts()));
    const int responses = static_cast<int>(view.responses.size());
    if (const std::optional<ContentGap> gap =
            firstGap(content, view.schema.definition, responses, view.judgedTexts())) {
        return makeError(
            ErrorCode::InvalidData,
            u"The answer is not complete: %1 is still open (%2 of %3)."_s.arg(gap->what).arg(gap->open).arg(
                gap->total),
            gap->what);
    }
    return answer(AnnotationAction::Submit, item, content, steps, activeMs, provenance);
}

Result<Annotation> Labelling::skip(ItemId item, const AnnotationContent& content,
                                   const QList<EditStep>& steps, qint64 activeMs,
                                   const QJsonObject& provenance)
{
    return answer(AnnotationAction::Skip, item, content, steps, activeMs, provenance);
}

Result<Annotation> Labelling::answer(AnnotationAction action, ItemId item, const AnnotationContent& content,
                                     const QList<EditStep>& steps, qint64 activeMs,
                                     const QJsonObject& provenance)
{
    AssignmentRepository assignments(m_session);
    if (action == AnnotationAction::Submit) {
        PLUMBLINE_ASSIGN(const Assignment mine, assignments.renew(item, m_annotator, m_leaseSeconds));
        Q_UNUSED(mine);
    }
    PLUMBLINE_TRY(pushEdits(item, steps));
    AnnotationContent before;
    if (steps.isEmpty()) {
        PLUMBLINE_ASSIGN(const OpenItem stored, load(item));
        before = stored.content;
    } else {
        before = steps.constLast().after;
    }
    Step step;
    step.kind = (action == AnnotationAction::Submit ? kSubmit : kSkip).toString();
    step.itemId = item;
    step.before = before;
    step.after = content;
    PLUMBLINE_ASSIGN(const Annotation row, appendRow(item, action, content, activeMs, provenance));
    step.annotationId = row.id;
    PLUMBLINE_TRY(StepRepository(m_session, m_annotator).push(step));
    PLUMBLINE_TRY(assignments.setState(item, m_annotator,
                                       action == AnnotationAction::Submit ? AssignmentState::Submitted
                                                                          : AssignmentState::Skipped));
    PLUMBLINE_TRY(DraftRepository(m_session).remove(item, m_annotator));
    PLUMBLINE_TRY(StepRepository(m_session, m_annotator).setCurrentItem(std::nullopt));
    return row;
}

Result<Annotation> Labelling::appendRow(ItemId item, AnnotationAction action,
                                        const AnnotationContent& content, std::optional<qint64> activeMs,
                                        const QJsonObject& provenance)
{
    AnnotationRepository annotations(m_session);
    PLUMBLINE_ASSIGN(const Item stored, ItemRepository(m_session).get(item));
    PLUMBLINE_ASSIGN(const std::optional<Annotation> newest, annotations.newest(item, m_annotator));
    PLUMBLINE_ASSIGN(const Annotator annotator, AnnotatorRepository(m_session).get(m_annotator));
    PLUMBLINE_ASSIGN(
        const qint64 responses,
        m_session.db.integer(u"SELECT count(*) FROM item_response WHERE item_id = ?"_s, {item.value}));
    Annotation row;
    row.itemId = item;
    row.annotatorId = m_annotator;
    row.schemaVersionId = stored.schemaVersionId;
    row.action = action;
    row.content = content;
    row.shownOrder =
        shownOrder(m_session.project.seed, stored.uid, annotator.uid, static_cast<int>(responses));
    row.activeMs = activeMs;
    row.provenance = provenance;
    if (const QString settled = adjudicatedUid(stored.meta); !settled.isEmpty()) {
        setAdjudicatedUid(row.provenance, settled);
    }
    if (newest) {
        row.supersedes = newest->id;
    }
    return annotations.append(row);
}

Result<AnnotationContent> Labelling::settled(ItemId item)
{
    PLUMBLINE_ASSIGN(const std::optional<Annotation> newest,
                     AnnotationRepository(m_session).newest(item, m_annotator));
    return isAnswer(newest) ? newest->content : AnnotationContent{};
}

Result<void> Labelling::writeDraft(ItemId item, const AnnotationContent& content, qint64 activeMs)
{
    DraftRepository drafts(m_session);
    PLUMBLINE_ASSIGN(const AnnotationContent known, settled(item));
    if (content == known) {
        return drafts.remove(item, m_annotator);
    }
    Draft draft;
    draft.itemId = item;
    draft.annotatorId = m_annotator;
    draft.content = content;
    draft.activeMs = activeMs;
    return drafts.save(draft);
}

Result<void> Labelling::pushEdits(ItemId item, const QList<EditStep>& steps)
{
    StepRepository repository(m_session, m_annotator);
    for (const EditStep& edit : steps) {
        Step step;
        step.kind = kEdit.toString();
        step.itemId = item;
        step.before = edit.before;
        step.after = edit.after;
        PLUMBLINE_TRY(repository.push(step));
    }
    return {};
}

Result<StepResult> Labelling::undo()
{
    StepRepository steps(m_session, m_annotator);
    StepResult out;
    PLUMBLINE_ASSIGN(const qint64 done, steps.cursor());
    PLUMBLINE_ASSIGN(const std::optional<Step> step, steps.at(done));
    if (!step) {
        return out;
    }
    out.didSomething = true;
    out.kind = step->kind;
    if (step->kind == kEdit) {
        PLUMBLINE_ASSIGN(const OpenItem present, load(step->itemId));
        PLUMBLINE_TRY(saveDraft(step->itemId, step->before, {}, present.activeMs));
    } else {
        PLUMBLINE_ASSIGN(const bool hasSlot, undoAnswer(*step));
        out.slotWasTaken = !hasSlot;
    }
    PLUMBLINE_TRY(steps.setCursor(done - 1));
    PLUMBLINE_ASSIGN(out.item, show(step->itemId));
    return out;
}

Result<bool> Labelling::undoAnswer(const Step& step)
{
    AnnotationRepository annotations(m_session);
    AssignmentRepository assignments(m_session);
    PLUMBLINE_ASSIGN(const std::optional<Annotation> newest, annotations.newest(step.itemId, m_annotator));
    if (!newest) {
        return makeError(ErrorCode::Corrupt, u"The answer to be undone is not in the project."_s);
    }
    // What stood there before the step was first done; rows that undo and redo have added since do not count.
    PLUMBLINE_ASSIGN(const Annotation first, annotations.get(step.annotationId));
    std::optional<Annotation> earlier;
    if (first.supersedes.isValid()) {
        PLUMBLINE_ASSIGN(Annotation row, annotations.get(first.supersedes));
        earlier = std::move(row);
    }
    bool hasSlot = true;
    QJsonObject provenance{{u"undo_of"_s, newest->uid}};
    if (isAnswer(earlier)) {
        carrySuggestion(earlier->provenance, provenance);
        PLUMBLINE_ASSIGN(const Annotation back,
                         appendRow(step.itemId, earlier->action, earlier->content, std::nullopt, provenance));
        Q_UNUSED(back);
        const bool isLabel = earlier->action == AnnotationAction::Submit;
        PLUMBLINE_TRY(assignments.setState(step.itemId, m_annotator,
                                           isLabel ? AssignmentState::Submitted : AssignmentState::Skipped));
    } else {
        PLUMBLINE_ASSIGN(const Annotation back,
                         appendRow(step.itemId, AnnotationAction::Retract, {}, std::nullopt, provenance));
        Q_UNUSED(back);
        const Result<void> leased =
            assignments.setState(step.itemId, m_annotator, AssignmentState::Leased, m_leaseSeconds);
        if (!leased && leased.error().code != ErrorCode::Conflict) {
            return leased.error();
        }
        if (!leased) { // someone else has the item by now: the answer is taken back all the same
            hasSlot = false;
            PLUMBLINE_TRY(assignments.setState(step.itemId, m_annotator, AssignmentState::Released));
        }
    }
    PLUMBLINE_TRY(writeDraft(step.itemId, step.before, newest->activeMs.value_or(0)));
    return hasSlot;
}

Result<StepResult> Labelling::redo(const QueueFilter& filter)
{
    StepRepository steps(m_session, m_annotator);
    StepResult out;
    PLUMBLINE_ASSIGN(const qint64 done, steps.cursor());
    PLUMBLINE_ASSIGN(const std::optional<Step> step, steps.at(done + 1));
    if (!step) {
        return out;
    }
    out.didSomething = true;
    out.kind = step->kind;
    PLUMBLINE_TRY(steps.setCursor(done + 1));
    if (step->kind == kEdit) {
        PLUMBLINE_ASSIGN(const OpenItem present, load(step->itemId));
        PLUMBLINE_TRY(saveDraft(step->itemId, step->after, {}, present.activeMs));
        PLUMBLINE_ASSIGN(out.item, show(step->itemId));
        return out;
    }
    PLUMBLINE_TRY(redoAnswer(*step));
    PLUMBLINE_ASSIGN(out.item, openNext(filter));
    return out;
}

Result<void> Labelling::redoAnswer(const Step& step)
{
    const bool isLabel = step.kind == kSubmit;
    AssignmentRepository assignments(m_session);
    if (isLabel) {
        PLUMBLINE_ASSIGN(const Assignment mine, assignments.renew(step.itemId, m_annotator, m_leaseSeconds));
        Q_UNUSED(mine);
    }
    PLUMBLINE_ASSIGN(const Annotation first, AnnotationRepository(m_session).get(step.annotationId));
    QJsonObject provenance{{u"redo_of"_s, first.uid}};
    carrySuggestion(first.provenance, provenance);
    PLUMBLINE_ASSIGN(const Annotation row,
                     appendRow(step.itemId, isLabel ? AnnotationAction::Submit : AnnotationAction::Skip,
                               step.after, first.activeMs, provenance));
    Q_UNUSED(row);
    PLUMBLINE_TRY(assignments.setState(step.itemId, m_annotator,
                                       isLabel ? AssignmentState::Submitted : AssignmentState::Skipped));
    return DraftRepository(m_session).remove(step.itemId, m_annotator);
}

Result<bool> Labelling::canUndo()
{
    StepRepository steps(m_session, m_annotator);
    PLUMBLINE_ASSIGN(const qint64 done, steps.cursor());
    PLUMBLINE_ASSIGN(const std::optional<Step> step, steps.at(done));
    return step.has_value();
}

Result<bool> Labelling::canRedo()
{
    StepRepository steps(m_session, m_annotator);
    PLUMBLINE_ASSIGN(const qint64 done, steps.cursor());
    PLUMBLINE_ASSIGN(const std::optional<Step> step, steps.at(done + 1));
    return step.has_value();
}

} // namespace plumbline
