#pragma once

#include "core/domain/content.h"
#include "core/domain/schema.h"

#include <QAbstractListModel>
#include <QList>

namespace plumbline {

/// The spans of one response in text order, as the pane beside the text lists them.
class SpanListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        NumberRole = Qt::UserRole + 1, ///< from 1
        CategoryRole,                  ///< name
        SlotRole,                      ///< colour slot
        QuoteRole,
        RangeRole,    ///< "615–711", code points
        SeverityRole, ///< 0 none, then 1 the mildest
        SeverityCountRole,
        NoteRole,
        IndexRole, ///< in content.spans
        OpenRole,  ///< this span is open
    };

    using QAbstractListModel::QAbstractListModel;

    void setSpans(const AnnotationContent& content, const SchemaDefinition& schema, ResponseIndex response,
                  int openIndex);
    [[nodiscard]] int rowOfIndex(int contentIndex) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row
    {
        int index = -1;
        Span span;
        QString category;
        QString severityName;
        int slot = 0;
        int severity = 0;
        bool operator==(const Row&) const = default;
    };
    [[nodiscard]] QString spoken(const Row& row, int number) const;

    QList<Row> m_rows;
    int m_severityCount = 0;
    int m_openIndex = -1;
};

} // namespace plumbline
