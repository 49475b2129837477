#pragma once

#include "core/domain/content.h"
#include "core/domain/prompt.h"
#include "core/domain/schema.h"

#include <QAbstractListModel>

namespace plumbline {

/// What is missing in a response, one row for each entry.
class EvidenceMissingModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Roles are those of SpanListModel, so that one delegate paints both lists.
    void setMissing(const AnnotationContent& content, const SchemaDefinition& schema,
                    const QList<Passage>& passages, ResponseIndex response, int openIndex);
    [[nodiscard]] int rowOfIndex(int contentIndex) const
    {
        return static_cast<int>(m_indexes.indexOf(contentIndex));
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] QString placeOf(const MissingInfo& missing) const;
    [[nodiscard]] QString quoteOf(const MissingInfo& missing) const;

    QList<MissingInfo> m_missing;
    QList<int> m_indexes;
    QList<Passage> m_passages;
    SchemaDefinition m_schema;
    int m_openIndex = -1;
};

} // namespace plumbline
