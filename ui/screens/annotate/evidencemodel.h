#pragma once

#include "core/domain/content.h"
#include "core/domain/prompt.h"
#include "core/domain/schema.h"

#include <QAbstractListModel>
#include <QHash>
#include <QList>

namespace plumbline {

/// The sentences of one passage, title first, with what the answer says about each: missing in the response,
/// or evidence for spans.
class EvidenceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SentenceRole = Qt::UserRole + 1, ///< index in the passage, −1 for the title
        BadgeRole,                       ///< what stands in the box: "7", "T" for the title
        CaptionRole,                     ///< "Missing, major: not in the response"; "Evidence for span 3"
        SlotRole,                        ///< colour slot of the mark; −1: none
        TintedRole,                      ///< the sentence is missing, or evidence for what is open
    };

    using QAbstractListModel::QAbstractListModel;

    /// What the marks are made from.
    struct Answer
    {
        const AnnotationContent& content;
        const SchemaDefinition& schema;
        ResponseIndex response = 0;
        int openSpan = -1;    ///< index in content.spans
        int openMissing = -1; ///< index in content.missing
    };

    void setPassage(const Passage& passage, int passageIndex);
    void setAnswer(const Answer& answer);
    [[nodiscard]] int rowOfSentence(int sentence) const;
    [[nodiscard]] int sentenceAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Mark
    {
        QString caption;
        int slot = -1;
        bool isTinted = false;
    };
    [[nodiscard]] QString textAt(int row) const;

    Passage m_passage;
    int m_passageIndex = -1;
    bool m_hasTitle = false;
    QHash<int, Mark> m_marks; ///< by sentence
};

} // namespace plumbline
