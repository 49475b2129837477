#include "tests/bench/livevotes.h"

#include "core/store/annotatorrepository.h"
#include "core/store/labelling.h"

#include <QFile>

#include <optional>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kOpenItems = 2'000;

} // namespace

Result<void> fillForVotes(const RealTexts& texts, const WorkloadShape& labelled, const QString& path)
{
    if (QFile::exists(path)) {
        BenchReport::say(u"the project of an earlier run is used"_s);
        return {};
    }
    const SystemClock clock;
    PLUMBLINE_ASSIGN(const std::unique_ptr<Store> store, createBenchStore(path, clock, labelled.seed));
    BenchReport::say(u"%1 labelled items are made"_s.arg(labelled.items));
    PLUMBLINE_TRY(Workload(texts, labelled).fill(*store));
    WorkloadShape open;
    open.firstItem = labelled.items;
    open.items = kOpenItems;
    open.labelledOneIn = 1'000'000'000;
    return Workload(texts, open).fill(*store);
}

Result<AnnotatorId> benchPerson(Store& store)
{
    PLUMBLINE_ASSIGN(const Annotator found, store.write([](Session& session) {
        return AnnotatorRepository(session).findOrCreate(u"bench person"_s, AnnotatorKind::Human);
    }));
    return found.id;
}

Result<AnnotationId> giveVote(Session& session, AnnotatorId me, quint64 chance, bool isAgain)
{
    Labelling labelling(session, me);
    AnnotationContent content;
    std::optional<OpenItem> open;
    if (isAgain) {
        PLUMBLINE_ASSIGN(const QList<HistoryEntry> history, labelling.history(1));
        PLUMBLINE_ASSIGN(open, labelling.open(history.last().itemId));
    } else {
        PLUMBLINE_ASSIGN(open, labelling.openNext({{}, ItemKind::Pairwise}));
    }
    if (!open) {
        return makeError(ErrorCode::NotFound, u"The queue is empty."_s);
    }
    for (const Aspect& aspect : open->view.schema.definition.aspects) {
        content.preferences.append({aspect.id, 0, 1, static_cast<int>(chance % 5) - 2, false});
    }
    PLUMBLINE_ASSIGN(const Annotation annotation, labelling.submit(open->view.item.id, content, {}, 4'000));
    return annotation.id;
}

} // namespace plumbline
