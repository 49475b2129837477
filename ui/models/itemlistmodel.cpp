#include "ui/models/itemlistmodel.h"

#include "core/base/whenfinished.h"
#include "core/store/annotationrepository.h"
#include "core/store/store.h"

#include <algorithm>
#include <limits>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPageRows = 100;
constexpr int kStride = 1000; // a multiple of kPageRows: no page spans two anchors
constexpr int kKeptPages = 60;

Result<QList<ItemListModel::ListedItem>> readPage(Session& session, const ItemFilter& filter, qint64 anchor,
                                                  int skip)
{
    PLUMBLINE_ASSIGN(const QList<ItemRow> rows,
                     ItemRepository(session).rowsAfter(filter, anchor - 1, kPageRows, skip));
    QList<ItemListModel::ListedItem> out;
    AnnotationRepository annotations(session);
    for (const ItemRow& row : rows) {
        ItemListModel::ListedItem listed{row, {}};
        if (row.labelCount > 0) {
            PLUMBLINE_ASSIGN(const QList<Annotation> labels, annotations.current(row.id));
            for (const Annotation& label : labels) {
                listed.votes << voteMark(label.content);
            }
        }
        out << listed;
    }
    return out;
}

} // namespace

ItemListModel::ItemListModel(Store* store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_pages(kKeptPages)
{
    m_anchors.stride = kStride;
}

void ItemListModel::setFilter(const ItemFilter& filter)
{
    m_filter = filter;
    refresh();
}

void ItemListModel::refresh()
{
    if (m_store == nullptr) {
        return;
    }
    const quint64 generation = ++m_generation;
    m_isCounting = true;
    whenFinished(m_store->readAsync([filter = m_filter](Session& session) {
        return ItemRepository(session).anchors(filter, kStride);
    }),
                 this, [this, generation](const Result<RowAnchors>& anchors) {
                     if (generation != m_generation) {
                         return; // a newer filter is on its way
                     }
                     m_isCounting = false;
                     beginResetModel();
                     m_anchors = anchors ? *anchors : RowAnchors{};
                     m_pages.clear();
                     m_requested.clear();
                     endResetModel();
                     Q_EMIT countChanged();
                     if (!anchors) {
                         Q_EMIT failed(anchors.error());
                     }
                 });
}

int ItemListModel::rowCount(const QModelIndex& parent) const
{
    constexpr qint64 kLimit = std::numeric_limits<int>::max() / 64; // what a view can address in pixels
    return parent.isValid() ? 0 : static_cast<int>(std::min(m_anchors.count, kLimit));
}

int ItemListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const ItemListModel::ListedItem* ItemListModel::listed(int row) const
{
    const qint64 page = row / kPageRows;
    if (const Page* rows = m_pages.object(page)) {
        const int at = row % kPageRows;
        return at < rows->size() ? &rows->at(at) : nullptr;
    }
    request(page);
    return nullptr;
}

void ItemListModel::request(qint64 page) const
{
    if (m_requested.contains(page)) {
        return;
    }
    m_requested.insert(page);
    const qint64 firstRow = page * kPageRows;
    const qint64 anchor = m_anchors.ids.value(firstRow / kStride);
    const int skip = static_cast<int>(firstRow % kStride);
    const quint64 generation = m_generation;
    // A read changes nothing but the cache, which is not part of what the model stands for.
    auto* self = const_cast<ItemListModel*>(this); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    whenFinished(m_store->readAsync([filter = m_filter, anchor, skip](Session& session) {
        return readPage(session, filter, anchor, skip);
    }),
                 self, [self, generation, page](const Result<Page>& rows) {
                     self->pageArrived(generation, page, rows.valueOr({}));
                 });
}

void ItemListModel::pageArrived(quint64 generation, qint64 page, const Page& rows)
{
    if (generation != m_generation) {
        return;
    }
    m_requested.remove(page);
    m_pages.insert(page, new Page(rows));
    const int first = static_cast<int>(page * kPageRows);
    const int last = std::min(first + kPageRows, rowCount()) - 1;
    if (last >= first) {
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    }
}

QVariant ItemListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != ItemIdRole && role != RowRole &&
        role != IsLoadedRole) {
        return {};
    }
    const ListedItem* item = listed(index.row());
    if (role == IsLoadedRole) {
        return item != nullptr;
    }
    if (role == ItemIdRole) {
        return item != nullptr ? item->row.id.value : qint64(0);
    }
    if (item == nullptr) {
        return {};
    }
    if (role == RowRole) {
        return QVariant::fromValue(*item);
    }
    switch (index.column()) {
    case PromptColumn:
        return item->row.promptStart;
    case SetColumn:
        return item->row.batchName;
    case ModelsColumn:
        return item->row.models.join(u", "_s);
    case VotesColumn: {
        QStringList marks;
        for (const VoteMark& vote : item->votes) {
            marks << vote.text;
        }
        return marks.join(u' ');
    }
    case LabelsColumn:
        return tr("%1 of %2").arg(item->row.labelCount).arg(item->row.overlap);
    default:
        return {};
    }
}

QVariant ItemListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case PromptColumn:
        return tr("Prompt");
    case SetColumn:
        return tr("Set");
    case ModelsColumn:
        return tr("Responses by");
    case VotesColumn:
        return tr("Votes");
    case LabelsColumn:
        return tr("Labels");
    default:
        return {};
    }
}

} // namespace plumbline
