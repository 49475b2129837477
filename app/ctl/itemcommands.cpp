#include "app/ctl/ctlcontext.h"
#include "app/ctl/itemlookup.h"
#include "app/ctl/jsonviews.h"

#include "core/base/counted.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/store.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ItemsArguments
{
    int limit = 50;
    qint64 after = 0;
    std::string batch;
    std::string kind;
    std::string category;
    std::string model;
    std::string search;
    std::optional<int> minimumLabels;
    std::optional<int> maximumLabels;
    bool onlyOpen = false;
    bool onlyFlagged = false;
    bool onlyGold = false;
    bool shouldCount = false;
};

Result<ItemFilter> itemFilter(Session& session, const ItemsArguments& arguments)
{
    ItemFilter filter;
    if (!arguments.batch.empty()) {
        const QString name = fromArg(arguments.batch);
        PLUMBLINE_ASSIGN(const std::optional<Batch> batch, BatchRepository(session).findByName(name));
        if (!batch) {
            return makeError(ErrorCode::NotFound, u"There is no batch “%1”."_s.arg(name), u"batch"_s);
        }
        filter.batch = batch->id;
    }
    if (!arguments.kind.empty()) {
        filter.kind = itemKindFromName(fromArg(arguments.kind));
    }
    filter.category = fromArg(arguments.category);
    filter.model = fromArg(arguments.model);
    filter.text = fromArg(arguments.search);
    filter.minimumLabels = arguments.minimumLabels;
    filter.maximumLabels = arguments.maximumLabels;
    if (arguments.onlyOpen) {
        filter.isOpen = true;
    }
    filter.onlyFlagged = arguments.onlyFlagged;
    filter.onlyGold = arguments.onlyGold;
    return filter;
}

struct ItemPage
{
    QList<ItemRow> rows;
    std::optional<qint64> count;
};

void runItems(CtlContext& context, const ItemsArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<ItemPage> page = store->read([&](Session& session) -> Result<ItemPage> {
        ItemPage found;
        PLUMBLINE_ASSIGN(const ItemFilter filter, itemFilter(session, arguments));
        ItemRepository items(session);
        PLUMBLINE_ASSIGN(found.rows, items.rowsAfter(filter, arguments.after, arguments.limit));
        if (arguments.shouldCount) {
            PLUMBLINE_ASSIGN(found.count, items.count(filter));
        }
        return found;
    });
    if (!context.check(page)) {
        return;
    }
    QJsonArray rows;
    QStringList lines;
    for (const ItemRow& row : page->rows) {
        rows.append(toJson(row));
        lines.append(u"%1\t%2\t%3\t%4/%5\t%6"_s.arg(row.id.value)
                         .arg(toName(row.kind), row.batchName)
                         .arg(row.labelCount)
                         .arg(row.overlap)
                         .arg(row.promptStart));
    }
    QJsonObject object{{u"items"_s, rows}};
    if (static_cast<int>(page->rows.size()) == arguments.limit) {
        object.insert(u"next_after"_s, page->rows.last().id.value);
    }
    if (page->count) {
        object.insert(u"count"_s, *page->count);
        lines.append(counted(*page->count, u"item"_s));
    }
    context.answer(object, lines.join(u'\n'));
}

struct ItemHistory
{
    ItemView view;
    QList<Annotation> rows;
    QHash<qint64, QString> names;
};

void runHistory(CtlContext& context, const std::string& itemWord)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<ItemHistory> history = store->read([&](Session& session) -> Result<ItemHistory> {
        ItemHistory found;
        PLUMBLINE_ASSIGN(const ItemId id, findItem(session, fromArg(itemWord)));
        PLUMBLINE_ASSIGN(found.view, ItemRepository(session).view(id));
        PLUMBLINE_ASSIGN(found.rows, AnnotationRepository(session).history(id));
        PLUMBLINE_ASSIGN(const QList<Annotator> annotators, AnnotatorRepository(session).list());
        for (const Annotator& annotator : annotators) {
            found.names.insert(annotator.id.value, annotator.name);
        }
        return found;
    });
    if (!context.check(history)) {
        return;
    }
    QJsonArray rows;
    QStringList lines;
    for (const Annotation& row : history->rows) {
        rows.append(toJson(row, history->names));
        lines.append(u"%1\t%2\t%3\t%4%5"_s.arg(
            toIsoUtc(row.createdAt), history->names.value(row.annotatorId.value), toName(row.action),
            shortForm(row.content, row.action, row.shownOrder),
            row.supersedes.isValid() ? u"\tsupersedes an earlier one"_s : QString()));
    }
    const QJsonObject object{{u"item"_s, history->view.item.id.value},
                             {u"uid"_s, history->view.item.uid},
                             {u"kind"_s, toName(history->view.item.kind)},
                             {u"batch"_s, history->view.batchName},
                             {u"history"_s, rows}};
    context.answer(object, lines.isEmpty() ? u"Nobody has judged it yet."_s : lines.join(u'\n'));
}

} // namespace

Result<ItemId> findItem(Session& session, const QString& word)
{
    bool isNumber = false;
    const qint64 number = word.toLongLong(&isNumber);
    if (isNumber) {
        PLUMBLINE_ASSIGN(const Item item, ItemRepository(session).get(ItemId{number}));
        return item.id;
    }
    PLUMBLINE_ASSIGN(const std::optional<ItemId> id, ItemRepository(session).findByUid(word));
    if (!id) {
        return makeError(ErrorCode::NotFound, u"There is no item “%1”."_s.arg(word));
    }
    return *id;
}

void addItemCommands(CLI::App& app, CtlContext& context)
{
    auto arguments = std::make_shared<ItemsArguments>();
    CLI::App* items = addProjectCommand(app, context, "items", "List items");
    items->add_option("--limit", arguments->limit, "At most so many")->check(CLI::Range(1, 100000));
    items->add_option("--after", arguments->after, "Go on behind this id (next_after of the answer before)");
    items->add_option("--batch", arguments->batch, "Only of this batch");
    items->add_option("--kind", arguments->kind, "Only of this kind")
        ->check(CLI::IsMember({"pairwise", "rating", "ranking", "span", "critique", "reaction"}));
    items->add_option("--category", arguments->category, "Only with this category");
    items->add_option("--model", arguments->model, "Only with a response by this model");
    items->add_option("--search,--filter", arguments->search, "Words, \"phrases\", -without");
    items->add_option("--min-labels", arguments->minimumLabels, "Only with at least so many labels");
    items->add_option("--max-labels", arguments->maximumLabels, "Only with at most so many labels");
    items->add_flag("--open", arguments->onlyOpen, "Only those that want labels");
    items->add_flag("--flagged", arguments->onlyFlagged, "Only flagged ones");
    items->add_flag("--gold", arguments->onlyGold, "Only gold items");
    items->add_flag("--count", arguments->shouldCount, "Also say how many there are");
    items->callback([&context, arguments] { runItems(context, *arguments); });

    auto item = std::make_shared<std::string>();
    CLI::App* history =
        addProjectCommand(app, context, "history", "Every judgement of an item, oldest first");
    history->add_option("ITEM", *item, "Id or uid of the item")->required();
    history->callback([&context, item] { runHistory(context, *item); });
}

} // namespace plumbline
