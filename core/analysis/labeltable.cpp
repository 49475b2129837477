#include "core/analysis/labeltable.h"

#include "core/analysis/labelparts.h"
#include "core/analysis/labeltablereader.h"
#include "core/store/interruption.h"

#include <algorithm>

namespace plumbline {

namespace {

template <typename Row, typename IdType> std::int32_t find(const std::vector<Row>& rows, IdType id)
{
    const auto found = std::lower_bound(rows.begin(), rows.end(), id,
                                        [](const Row& row, IdType wanted) { return row.id < wanted; });
    return found != rows.end() && found->id == id ? static_cast<std::int32_t>(found - rows.begin()) : -1;
}

} // namespace

Result<LabelTable> LabelTable::load(Session& session, const IsCancelled& isCancelled,
                                    const Progress& progress)
{
    const Interruption interruption(session.db, isCancelled);
    LabelTable table;
    PLUMBLINE_TRY(LabelTableReader(table, session).takeNew(isCancelled, progress));
    return table;
}

Result<bool> LabelTable::update(Session& session)
{
    return LabelTableReader(*this, session).takeNew({}, {});
}

Result<bool> LabelTable::isBehind(Session& session) const
{
    LabelRepository labels(session);
    PLUMBLINE_ASSIGN(const AnnotationId newest, labels.newest());
    PLUMBLINE_ASSIGN(const AnnotatorId annotator, labels.newestAnnotator());
    PLUMBLINE_ASSIGN(const SchemaVersionId schema, labels.newestSchemaVersion());
    if (newest != m_newest || annotator != (m_annotators.empty() ? AnnotatorId() : m_annotators.back().id) ||
        schema != (m_schemas.empty() ? SchemaVersionId() : m_schemas.back().id)) {
        return true;
    }
    PLUMBLINE_ASSIGN(const std::vector<Batch> batches, labelparts::batchesById(session));
    return batches != m_batches;
}

std::int32_t LabelTable::indexOf(AnnotatorId id) const
{
    return find(m_annotators, id);
}

std::int32_t LabelTable::indexOf(AnnotationId id) const
{
    return find(m_heads, id);
}

} // namespace plumbline
