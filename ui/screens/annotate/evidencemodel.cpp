#include "ui/screens/annotate/evidencemodel.h"

#include "ui/screens/annotate/spanedits.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void EvidenceModel::setPassage(const Passage& passage, int passageIndex)
{
    beginResetModel();
    m_passage = passage;
    m_passageIndex = passageIndex;
    m_hasTitle = !passage.title.isEmpty();
    m_marks.clear();
    endResetModel();
}

void EvidenceModel::setAnswer(const Answer& answer)
{
    QHash<int, Mark> marks;
    const QList<int> order = spanedits::textOrder(answer.content, answer.response);
    for (int number = 0; number < order.size(); ++number) {
        const Span& span = answer.content.spans.at(order.at(number));
        if (span.evidence.passage != m_passageIndex) {
            continue;
        }
        const SpanCategory* category = answer.schema.findCategory(span.category);
        for (const int sentence : span.evidence.sentences) {
            Mark& mark = marks[sentence];
            const bool isOpen = order.at(number) == answer.openSpan;
            mark.caption = mark.caption.isEmpty() ? tr("Evidence for span %1").arg(number + 1)
                                                  : tr("%1 and %2").arg(mark.caption).arg(number + 1);
            if (isOpen || mark.slot < 0) {
                mark.slot = category != nullptr ? category->slot : -1;
            }
            mark.isTinted = mark.isTinted || isOpen;
        }
    }
    for (const MissingInfo& missing : answer.content.missing) {
        if (missing.response != answer.response || missing.evidence.passage != m_passageIndex) {
            continue;
        }
        const SpanCategory* category = answer.schema.findCategory(missing.category);
        const int rank = spanedits::severityRank(answer.schema, missing.severity);
        const QString name = category != nullptr ? category->name : missing.category;
        const QString caption = rank > 0
                                    ? tr("%1, %2: not in the response")
                                          .arg(name, answer.schema.severities.at(rank - 1).name.toLower())
                                    : tr("%1: not in the response").arg(name);
        for (const int sentence : missing.evidence.sentences) {
            marks.insert(sentence, {caption, category != nullptr ? category->slot : -1, true});
        }
    }
    m_marks = marks;
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

int EvidenceModel::sentenceAt(int row) const
{
    return m_hasTitle ? row - 1 : row;
}

int EvidenceModel::rowOfSentence(int sentence) const
{
    return m_hasTitle ? sentence + 1 : sentence;
}

QString EvidenceModel::textAt(int row) const
{
    const int sentence = sentenceAt(row);
    return sentence < 0 ? m_passage.title : m_passage.sentences.at(sentence);
}

int EvidenceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_passage.sentences.size()) + (m_hasTitle ? 1 : 0);
}

QVariant EvidenceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const int sentence = sentenceAt(index.row());
    const Mark mark = m_marks.value(sentence);
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index.row());
    case Qt::AccessibleTextRole: {
        const QString name = sentence < 0 ? tr("Title") : tr("Sentence %1").arg(sentence + 1);
        const QString text = u"%1: %2"_s.arg(name, textAt(index.row()));
        return mark.caption.isEmpty() ? text : u"%1. %2"_s.arg(text, mark.caption);
    }
    case SentenceRole:
        return sentence;
    case BadgeRole:
        return sentence < 0 ? tr("T", "mark of a passage's title") : QString::number(sentence + 1);
    case CaptionRole:
        return mark.caption;
    case SlotRole:
        return mark.slot;
    case TintedRole:
        return mark.isTinted;
    default:
        return {};
    }
}

} // namespace plumbline
