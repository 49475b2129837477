#pragma once

#include "ui/screens/inspect/common/filterchoices.h"

#include <QAbstractListModel>

#include <optional>

namespace plumbline {

/// The entries of the filter chooser that fit what is typed.
class FilterChoiceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        LabelRole = Qt::UserRole + 1, ///< what stands before the value: "category"
        IsOnRole,
    };

    using QAbstractListModel::QAbstractListModel;

    void setChoices(const QList<FilterChoice>& choices);
    /// Words that all have to begin a word of an entry, or stand in its value.
    void setSearch(const QString& text);
    /// Only entries of one part; nothing: all.
    void setPart(std::optional<FilterPart> part);
    [[nodiscard]] const FilterChoice* choice(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void filter();

    QList<FilterChoice> m_all;
    QList<FilterChoice> m_shown;
    QString m_search;
    std::optional<FilterPart> m_part;
};

} // namespace plumbline
