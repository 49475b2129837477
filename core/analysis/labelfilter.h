#pragma once

#include "core/analysis/labeltable.h"
#include "core/base/result.h"
#include "core/domain/kinds.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <optional>
#include <vector>

namespace plumbline {

/// Which labels count. Every part that is empty lets everything through. Names, not ids, so that a filter can
/// be stored and shown.
struct LabelFilter
{
    QList<AnnotatorKind> by{}; ///< kinds of annotators
    QStringList annotators{};  ///< only these
    std::optional<ItemKind> kind{};
    QString batch{};
    QString category{};
    std::optional<int> turn{};
    QString aspect{};           ///< pairwise and rating: which question; empty: "overall", or the only one
    QStringList models{};       ///< only labels on responses of these
    QStringList hiddenModels{}; ///< none of these
    QStringList prompts{};      ///< titles are not unique: ids as text
    /// None that was given with a judge's answer in view (see core/domain/suggestion.h).
    bool isIndependent = false;

    bool operator==(const LabelFilter&) const = default;

    /// Only what is set is written; {} lets everything through.
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidData naming the field.
    [[nodiscard]] static Result<LabelFilter> fromJson(const QJsonObject& object);
};

/// The filter without labels that were given with a judge's answer in view: for whatever asks how often
/// people and judges, or people among themselves, say the same.
[[nodiscard]] inline LabelFilter independent(LabelFilter filter)
{
    filter.isIndependent = true;
    return filter;
}

/// A filter made ready for one table: names looked up once, then each question is a few comparisons. Holds a
/// reference to the table.
class LabelSieve
{
public:
    LabelSieve(const LabelTable& table, const LabelFilter& filter);

    /// Whether this label's annotator, item, batch, category and turn count.
    [[nodiscard]] bool accepts(const LabelHead& head) const;
    /// accepts() and its aspect and models count too.
    [[nodiscard]] bool accepts(const PairLabel& label) const;
    [[nodiscard]] bool accepts(const RatingLabel& label) const;
    /// accepts() of its head and of its response's author.
    [[nodiscard]] bool accepts(const SpanLabel& label) const;
    /// Whether a response's author counts.
    [[nodiscard]] bool acceptsModel(std::int32_t model) const;
    /// The aspect of pairs that counts: as asked, "overall", or the only one among the labels that count; −1
    /// where there is none, or several to choose from.
    [[nodiscard]] std::int32_t pairAspect() const { return m_pairAspect; }
    /// The same of ratings.
    [[nodiscard]] std::int32_t ratingAspect() const { return m_ratingAspect; }
    /// ratingAspect() where the filter wants ratings, pairAspect() otherwise.
    [[nodiscard]] std::int32_t aspect() const;
    /// The names of the aspects of the labels that count, whichever was asked for.
    [[nodiscard]] const QStringList& pairAspects() const { return m_pairAspects; }
    [[nodiscard]] const QStringList& ratingAspects() const { return m_ratingAspects; }

private:
    [[nodiscard]] bool acceptsResponse(std::int32_t response) const;
    template <typename Label>
    std::int32_t chooseAspect(const std::vector<Label>& labels, const QString& asked,
                              QStringList& names) const;

    const LabelTable& m_table;
    std::vector<char> m_annotators;
    std::vector<char> m_batches;
    std::vector<char> m_categories;
    std::vector<char> m_models;
    std::vector<char> m_prompts;
    std::optional<ItemKind> m_kind;
    std::optional<int> m_turn;
    bool m_isIndependent = false;
    bool m_hasUnknownModel = true; ///< responses whose author is not known count
    std::int32_t m_pairAspect = -1;
    std::int32_t m_ratingAspect = -1;
    QStringList m_pairAspects;
    QStringList m_ratingAspects;
};

} // namespace plumbline
