#include "ui/screens/inspect/common/filterchoicemodel.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void FilterChoiceModel::setChoices(const QList<FilterChoice>& choices)
{
    m_all = choices;
    filter();
}

void FilterChoiceModel::setSearch(const QString& text)
{
    m_search = text;
    filter();
}

void FilterChoiceModel::setPart(std::optional<FilterPart> part)
{
    m_part = part;
    filter();
}

void FilterChoiceModel::filter()
{
    const QStringList words = m_search.split(u' ', Qt::SkipEmptyParts);
    QList<FilterChoice> shown;
    for (const FilterChoice& choice : std::as_const(m_all)) {
        const QString text = filterPartWord(choice.part) + u' ' + choice.value;
        const bool fits = std::all_of(words.cbegin(), words.cend(), [&text](const QString& word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
        if (fits && (!m_part || *m_part == choice.part)) {
            shown.append(choice);
        }
    }
    beginResetModel();
    m_shown = shown;
    endResetModel();
}

const FilterChoice* FilterChoiceModel::choice(int row) const
{
    return row >= 0 && row < m_shown.size() ? &m_shown.at(row) : nullptr;
}

int FilterChoiceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant FilterChoiceModel::data(const QModelIndex& index, int role) const
{
    const FilterChoice* entry = choice(index.row());
    if (entry == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return entry->value;
    case LabelRole:
        return filterPartWord(entry->part);
    case IsOnRole:
        return entry->isOn;
    case Qt::AccessibleTextRole: {
        const QString text = filterPartWord(entry->part) + u' ' + entry->value;
        return entry->isOn ? tr("%1, in force").arg(text) : text;
    }
    default:
        return {};
    }
}

} // namespace plumbline
