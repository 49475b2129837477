#include "core/store/steprepository.h"

#include "core/base/json.h"
#include "core/store/itemrows.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString toText(const AnnotationContent& content)
{
    return QString::fromUtf8(canonicalJson(content.toJson()));
}

Result<AnnotationContent> fromText(const QString& text)
{
    PLUMBLINE_ASSIGN(const QJsonObject object, itemrows::objectColumn(text));
    return AnnotationContent::fromJson(object);
}

} // namespace

Result<void> StepRepository::push(const Step& step)
{
    PLUMBLINE_ASSIGN(const qint64 done, cursor());
    PLUMBLINE_TRY(m_session.db.exec(u"DELETE FROM step WHERE annotator_id = ? AND (seq > ? OR seq <= ?)"_s,
                                    {m_annotator.value, done, done - kKeptSteps}));
    const QVariant annotation = step.annotationId.isValid() ? QVariant(step.annotationId.value) : QVariant();
    PLUMBLINE_TRY(m_session.db.exec(
        u"INSERT INTO step (annotator_id, seq, kind, item_id, before_content, after_content, "
        "annotation_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {m_annotator.value, done + 1, step.kind, step.itemId.value, toText(step.before), toText(step.after),
         annotation, m_session.now()}));
    return setCursor(done + 1);
}

Result<std::optional<Step>> StepRepository::at(qint64 seq)
{
    PLUMBLINE_ASSIGN(Rows rows,
                     m_session.db.query(
                         u"SELECT seq, kind, item_id, before_content, after_content, annotation_id FROM step "
                         "WHERE annotator_id = ? AND seq = ?"_s,
                         {m_annotator.value, seq}));
    if (!rows.next()) {
        PLUMBLINE_TRY(rows.status());
        return std::optional<Step>();
    }
    Step step;
    step.seq = rows.integer(0);
    step.kind = rows.text(1);
    step.itemId = ItemId{rows.integer(2)};
    PLUMBLINE_ASSIGN(step.before, fromText(rows.text(3)));
    PLUMBLINE_ASSIGN(step.after, fromText(rows.text(4)));
    step.annotationId = AnnotationId{rows.isNull(5) ? 0 : rows.integer(5)};
    return std::optional<Step>(step);
}

Result<qint64> StepRepository::cursor()
{
    return m_session.db.integer(u"SELECT undo_cursor FROM annotator_state WHERE annotator_id = ?"_s,
                                {m_annotator.value});
}

Result<void> StepRepository::setCursor(qint64 seq)
{
    return m_session.db.exec(u"INSERT INTO annotator_state (annotator_id, undo_cursor) VALUES (?, ?) "
                             "ON CONFLICT (annotator_id) DO UPDATE SET undo_cursor = excluded.undo_cursor"_s,
                             {m_annotator.value, seq});
}

Result<std::optional<ItemId>> StepRepository::currentItem()
{
    PLUMBLINE_ASSIGN(
        const qint64 item,
        m_session.db.integer(u"SELECT current_item_id FROM annotator_state WHERE annotator_id = ?"_s,
                             {m_annotator.value}));
    return item != 0 ? std::optional<ItemId>(ItemId{item}) : std::nullopt;
}

Result<void> StepRepository::setCurrentItem(std::optional<ItemId> item)
{
    return m_session.db.exec(
        u"INSERT INTO annotator_state (annotator_id, current_item_id) VALUES (?, ?) "
        "ON CONFLICT (annotator_id) DO UPDATE SET current_item_id = excluded.current_item_id"_s,
        {m_annotator.value, item ? QVariant(item->value) : QVariant()});
}

} // namespace plumbline
