#include "ui/screens/answers/answersmodel.h"

#include "core/base/whenfinished.h"
#include "core/store/annotationrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/store.h"
#include "ui/models/annotationwords.h"

#include <QLocale>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 60;
constexpr qint64 kFromNewest = 0;
constexpr int kPromptLength = 160;

AnswerRow rowOf(const Annotation& annotation, const ItemView& view)
{
    AnswerRow row;
    row.id = annotation.id;
    row.item = annotation.itemId;
    row.action = annotation.action;
    row.words = describeAnnotation(annotation, view);
    row.prompt = view.prompt.lastUserText().left(4 * kPromptLength).simplified().left(kPromptLength);
    row.batch = view.batchName;
    row.kind = view.item.kind;
    row.activeMs = annotation.activeMs;
    row.createdAt = annotation.createdAt;
    row.isFlagged = annotation.content.isFlagged;
    return row;
}

bool passes(const Annotation& annotation, AnswersModel::Filter filter)
{
    switch (filter) {
    case AnswersModel::Filter::Flagged:
        return annotation.content.isFlagged;
    case AnswersModel::Filter::Skipped:
        return annotation.action == AnnotationAction::Skip;
    case AnswersModel::Filter::All:
        break;
    }
    return true;
}

/// Reads on below id `before` until a page of passing rows is full. What stands in place of an older row is
/// always newer, so the ids met on the way tell which rows are superseded.
Result<AnswersModel::Page> readPage(Session& session, AnnotatorId annotator, qint64 before,
                                    AnswersModel::Filter filter, QSet<qint64> superseded)
{
    AnswersModel::Page page;
    page.superseded = std::move(superseded);
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Annotation> annotations,
                         AnnotationRepository(session).byAnnotator(annotator, before, kPage));
        for (const Annotation& annotation : annotations) {
            before = annotation.id.value;
            if (annotation.supersedes.isValid()) {
                page.superseded.insert(annotation.supersedes.value);
            }
            if (!passes(annotation, filter)) {
                continue;
            }
            PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(annotation.itemId));
            AnswerRow row = rowOf(annotation, view);
            row.isSuperseded = page.superseded.contains(annotation.id.value);
            page.rows << row;
            if (page.rows.size() == kPage) {
                page.next = before;
                return page;
            }
        }
        if (annotations.size() < kPage) {
            return page;
        }
    }
}

} // namespace

QString spentWords(qint64 milliseconds)
{
    constexpr qint64 kSecond = 1000;
    constexpr qint64 kMinute = 60;
    const qint64 seconds = (milliseconds + kSecond / 2) / kSecond;
    if (seconds < kMinute) {
        return AnswersModel::tr("%1 s").arg(seconds);
    }
    return AnswersModel::tr("%1 min %2 s").arg(seconds / kMinute).arg(seconds % kMinute, 2, 10, QChar(u'0'));
}

AnswersModel::AnswersModel(Store* store, AnnotatorId annotator, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_annotator(annotator)
{
}

void AnswersModel::refresh()
{
    if (m_store == nullptr || !m_annotator.isValid()) {
        m_isLoaded = true;
        Q_EMIT loaded();
        return;
    }
    ++m_generation;
    read(kFromNewest, true);
}

void AnswersModel::setFilter(Filter filter)
{
    m_filter = filter;
    refresh();
}

void AnswersModel::read(qint64 before, bool isNew)
{
    m_isReading = true;
    const QSet<qint64> superseded = isNew ? QSet<qint64>() : m_superseded;
    whenFinished(m_store->readAsync(
                     [annotator = m_annotator, before, filter = m_filter, superseded](Session& session) {
                         return readPage(session, annotator, before, filter, superseded);
                     }),
                 this, [this, isNew, generation = m_generation](const Result<Page>& page) {
                     if (generation != m_generation) {
                         return;
                     }
                     m_isReading = false;
                     if (!page) {
                         Q_EMIT failed(page.error());
                         return;
                     }
                     m_superseded = page->superseded;
                     m_next = page->next;
                     if (isNew) {
                         beginResetModel();
                         m_rows = page->rows;
                         endResetModel();
                     } else if (!page->rows.isEmpty()) {
                         const auto first = static_cast<int>(m_rows.size());
                         beginInsertRows({}, first, first + static_cast<int>(page->rows.size()) - 1);
                         m_rows += page->rows;
                         endInsertRows();
                     }
                     m_isLoaded = true;
                     Q_EMIT loaded();
                 });
}

bool AnswersModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_next > 0 && !m_isReading;
}

void AnswersModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent)) {
        read(m_next, false);
    }
}

int AnswersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AnswersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AnswersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const AnswerRow& row = m_rows[index.row()];
    if (role == RowRole) {
        return QVariant::fromValue(row);
    }
    if (role == Qt::AccessibleDescriptionRole) {
        return row.isSuperseded ? tr("replaced by a later answer")
               : row.isFlagged  ? tr("flagged")
                                : QString();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case WhenColumn:
        return QLocale().toString(row.createdAt.toLocalTime(), u"d MMM yyyy, HH:mm"_s);
    case AnswerColumn:
        return row.words;
    case PromptColumn:
        return row.prompt;
    case SetColumn:
        return row.batch;
    case TimeColumn:
        return row.activeMs ? spentWords(*row.activeMs) : QString();
    default:
        return {};
    }
}

QVariant AnswersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((section == TimeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case WhenColumn:
        return tr("When");
    case AnswerColumn:
        return tr("Answer");
    case PromptColumn:
        return tr("Prompt");
    case SetColumn:
        return tr("Set");
    case TimeColumn:
        return tr("Time spent");
    default:
        return {};
    }
}

} // namespace plumbline
