#pragma once

#include "core/judge/prompttemplate.h"

#include <QAbstractTableModel>

namespace plumbline {

/// The fields that a template can use: which it must, which it does.
class TemplateFieldsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, ColumnCount };
    enum Role {
        FieldRole = Qt::UserRole + 1, ///< QString
        IsMissingRole,                ///< bool: it must stand in the template and does not
        IsUsedRole,                   ///< bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTemplate(const PromptTemplate& promptTemplate);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString field;
        bool isRequired = false;
        bool isUsed = false;
        bool operator==(const Row&) const = default;
    };
    QList<Row> m_rows;
};

} // namespace plumbline
