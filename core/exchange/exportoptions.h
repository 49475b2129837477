#pragma once

#include "core/store/itemrepository.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace plumbline {

/// Which label of an item an export takes.
enum class LabelChoice {
    Each,      ///< a record for each current label
    Majority,  ///< one record for each item: what more than half of the labels say
    Unanimous, ///< one record for each item on which all labels agree
};
/// What becomes of ties and of "both bad" where the format has no word for them.
enum class TieChoice {
    LeaveOut, ///< left out and counted
    Include,  ///< ties are written with margin 0 (trl-preference only); "both bad" never is
};
/// How a conversation is written in the TRL formats.
enum class TextForm {
    Messages, ///< lists of {role, content}
    Text,     ///< plain strings; conversations of several messages as "\n\nHuman: … \n\nAssistant: …"
};

/// The largest share of the prompts that can be set aside for tests, in percent.
inline constexpr int kMostTestPercent = 50;

/// Everything that decides what an export writes. Plain data; it is stored with the job.
struct ExportOptions
{
    QString format; ///< id of a format
    ItemFilter filter;
    LabelChoice labels = LabelChoice::Each;
    TieChoice ties = TieChoice::LeaveOut;
    QList<AnnotatorKind> annotatorKinds; ///< only labels by these; empty = by all
    TextForm textForm = TextForm::Messages;
    bool withMargin = true;        ///< trl-preference: a column "margin" (better 1, much better 2)
    bool withSource = true;        ///< TRL: columns "item", "annotators" and models
    bool withEdits = false;        ///< trl-preference: an edited response is a pair edited > original
    bool withOtherOffsets = false; ///< plumbline: spans also carry UTF-8 and UTF-16 offsets
    bool hashPeople = false;       ///< names of people are written as hashes
    bool withCard = true;          ///< a Markdown card beside the file
    QString licence;               ///< words for the card
    QString commandLine;           ///< for the card: how to make the file again
    int testPercent = 0; ///< TRL: this share of the prompts, 0 to 50, goes into NAME-test; 0 = one file
    bool withChecksums = false; ///< SHA-256 of each file beside it, as `sha256sum -c` reads it
    QString cardText;           ///< the card's Markdown as someone edited it; "" = made from what is written
    bool operator==(const ExportOptions&) const = default;

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidData naming the field.
    [[nodiscard]] static Result<ExportOptions> fromJson(const QJsonObject& object);
};

[[nodiscard]] QString toName(LabelChoice choice);
[[nodiscard]] std::optional<LabelChoice> labelChoiceFromName(QStringView name);
[[nodiscard]] QString toName(TieChoice choice);
[[nodiscard]] std::optional<TieChoice> tieChoiceFromName(QStringView name);
[[nodiscard]] QString toName(TextForm form);
[[nodiscard]] std::optional<TextForm> textFormFromName(QStringView name);

/// A filter as stored with a job and on a card.
[[nodiscard]] QJsonObject itemFilterToJson(const ItemFilter& filter);
[[nodiscard]] Result<ItemFilter> itemFilterFromJson(const QJsonObject& object);

/// One file that an export wrote.
struct ExportedFile
{
    QString path;
    qint64 bytes = 0;
    QString sha256; ///< hexadecimal, of the file as it lies on the disk
    bool operator==(const ExportedFile&) const = default;
};

/// What an export did: the way from labels to records.
struct ExportReport
{
    QString format;                ///< id
    qint64 items = 0;              ///< that passed the filter
    qint64 labels = 0;             ///< current labels of those items that were looked at
    qint64 records = 0;            ///< written
    QMap<QString, qint64> skipped; ///< reason → labels or items left out; see skipReasonSentence()
    QList<ExportedFile> files;     ///< without the card
    QString cardPath;              ///< "" when none was written
    bool operator==(const ExportReport&) const = default;

    void skip(const QString& reason, qint64 count = 1) { skipped[reason] += count; }
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static ExportReport fromJson(const QJsonObject& object);
    /// One sentence: what was written, what was left out.
    [[nodiscard]] QString toSentence() const;
};

/// Reasons of ExportReport::skipped: "tie", "both_bad", "no_majority", "not_unanimous", "no_label", "kind",
/// "model", "conversation", "disliked", "same_text", "category". In words, for a list ("left out because they
/// are ties").
[[nodiscard]] QString skipReasonWords(const QString& reason, qint64 count = 0);

} // namespace plumbline
