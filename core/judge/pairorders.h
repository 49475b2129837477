#pragma once

#include "core/judge/judgesession.h"

#include <QList>

namespace plumbline {

/// What a judge said of a pair in one order, in the item's terms.
struct OrderedMargin
{
    QList<ResponseIndex> order; ///< as it was shown
    int margin = 0;             ///< above 0: the item's first response is better
};

/// What the orders say together.
struct AgreedMargin
{
    int margin = 0;
    bool isInconsistent = false; ///< the winner changed with the order; then the margin is 0
};

/// One winner in all orders: that, as strongly as the most cautious of them says. Anything else: a tie that
/// is inconsistent. Several ties are a tie.
[[nodiscard]] AgreedMargin agreedMargin(const QList<OrderedMargin>& margins);

/// The margin of a verdict about answers as they were shown, in the item's terms.
[[nodiscard]] int marginInItem(int shownMargin, const QList<ResponseIndex>& order);

/// Puts a preference between the item's two responses into a content. A tie that is inconsistent is marked in
/// the content's extra where the aspect is the first of the schema ("winner": "tie (inconsistent)").
/// InvalidData where that needs a tie that the schema does not offer ("inconsistent", "tie-not-offered").
[[nodiscard]] Result<void> addPreference(AnnotationContent& content, const SchemaDefinition& schema,
                                         const QString& aspect, const AgreedMargin& agreed);

/// Whether the pair is to be called a tie without asking, as AlpacaFarm does (Dubois et al. 2023): its texts
/// are the same, the judge's option "identical_tie" says so, and the schema offers ties and requires no
/// critique.
[[nodiscard]] bool isTieUnasked(const JudgeSpec& spec, const ItemView& item);
/// The verdict then: a tie in all of these aspects.
[[nodiscard]] Result<JudgeVerdict> unaskedTie(const ItemView& item, const QList<Aspect>& aspects);

/// InvalidArgument when the schema requires an aspect that is not asked: the label could not be submitted.
[[nodiscard]] Result<void> checkRequiredAspects(const SchemaDefinition& schema, const QList<Aspect>& asked);
/// InvalidArgument unless the item is a pair.
[[nodiscard]] Result<void> checkPair(const ItemView& item);
/// InvalidArgument naming the first option that is neither of these nor of all protocols ("top_logprobs",
/// "retry_temperature"): a misspelt option would be left out silently.
[[nodiscard]] Result<void> checkOptionNames(const JudgeSpec& spec, const QStringList& known);

} // namespace plumbline
