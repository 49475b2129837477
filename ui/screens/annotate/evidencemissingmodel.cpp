#include "ui/screens/annotate/evidencemissingmodel.h"

#include "ui/screens/annotate/spanedits.h"
#include "ui/screens/annotate/spanlistmodel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void EvidenceMissingModel::setMissing(const AnnotationContent& content, const SchemaDefinition& schema,
                                      const QList<Passage>& passages, ResponseIndex response, int openIndex)
{
    beginResetModel();
    m_missing.clear();
    m_indexes.clear();
    for (int index = 0; index < content.missing.size(); ++index) {
        if (content.missing.at(index).response == response) {
            m_missing.append(content.missing.at(index));
            m_indexes.append(index);
        }
    }
    m_schema = schema;
    m_passages = passages;
    m_openIndex = openIndex;
    endResetModel();
}

QString EvidenceMissingModel::placeOf(const MissingInfo& missing) const
{
    if (!missing.evidence.passage) {
        return {};
    }
    QStringList numbers;
    for (const int sentence : missing.evidence.sentences) {
        numbers.append(sentence < 0 ? tr("title") : QString::number(sentence + 1));
    }
    return tr("passage %1, sentence %2").arg(*missing.evidence.passage + 1).arg(numbers.join(u", "_s));
}

QString EvidenceMissingModel::quoteOf(const MissingInfo& missing) const
{
    const Evidence& evidence = missing.evidence;
    if (evidence.passage && *evidence.passage >= 0 && *evidence.passage < m_passages.size() &&
        !evidence.sentences.isEmpty()) {
        const Passage& passage = m_passages.at(*evidence.passage);
        const int sentence = evidence.sentences.constFirst();
        if (sentence < 0) {
            return passage.title;
        }
        if (sentence < passage.sentences.size()) {
            return passage.sentences.at(sentence).trimmed();
        }
    }
    return evidence.text.isEmpty() ? missing.note : evidence.text;
}

int EvidenceMissingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_missing.size());
}

QVariant EvidenceMissingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const MissingInfo& missing = m_missing.at(index.row());
    const SpanCategory* category = m_schema.findCategory(missing.category);
    const int rank = spanedits::severityRank(m_schema, missing.severity);
    const QString name = category != nullptr ? category->name : missing.category;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case SpanListModel::QuoteRole:
        return quoteOf(missing);
    case Qt::AccessibleTextRole: {
        const QString severity = rank > 0 ? m_schema.severities.at(rank - 1).name : tr("no severity");
        return u"%1, %2, %3: %4"_s.arg(name, severity, placeOf(missing), quoteOf(missing));
    }
    case SpanListModel::NumberRole:
        return category != nullptr ? category->letter : QString();
    case SpanListModel::CategoryRole:
        return name;
    case SpanListModel::SlotRole:
        return category != nullptr ? category->slot : 0;
    case SpanListModel::RangeRole:
        return placeOf(missing);
    case SpanListModel::SeverityRole:
        return rank;
    case SpanListModel::SeverityCountRole:
        return static_cast<int>(m_schema.severities.size());
    case SpanListModel::NoteRole:
        return missing.note;
    case SpanListModel::IndexRole:
        return m_indexes.at(index.row());
    case SpanListModel::OpenRole:
        return m_indexes.at(index.row()) == m_openIndex;
    default:
        return {};
    }
}

} // namespace plumbline
