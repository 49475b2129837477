#pragma once

#include "core/llm/llmreply.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace plumbline {

/// What a judge says of two answers as it saw them.
enum class PairVerdict { First, Second, Tie };

/// The words by which a judge names its verdict.
struct VerdictLabels
{
    QString first = QStringLiteral("A");
    QString second = QStringLiteral("B");
    QString tie = QStringLiteral("C"); ///< empty: there is none
    bool operator==(const VerdictLabels&) const = default;

    /// The verdict of a word, blanks around it left out. Large and small letters count as the same, unless
    /// that is all by which two labels differ (AlpacaEval's m and M).
    [[nodiscard]] std::optional<PairVerdict> read(QStringView word) const;
    [[nodiscard]] const QString& of(PairVerdict verdict) const;

private:
    [[nodiscard]] Qt::CaseSensitivity cases() const;
};

/// How likely each verdict was at the place of the verdict's token: sums of e^logprob over all tokens that
/// mean it (" A", "A", "[[A", "\"A"). 0 for a verdict that is not among the likeliest.
struct VerdictProbabilities
{
    double first = 0;
    double second = 0;
    double tie = 0;
    bool operator==(const VerdictProbabilities&) const = default;

    [[nodiscard]] double of(PairVerdict verdict) const;
    /// The softmax over the verdicts' logprobs: of(verdict) by the sum of all three.
    [[nodiscard]] double share(PairVerdict verdict) const;
    /// AlpacaEval's weighted form: p(first)/(p(first)+p(second)); the tie does not count.
    [[nodiscard]] double firstOfTwo() const;
};

/// Which tokens mean a verdict.
enum class TokenSpelling {
    Any,   ///< whatever blanks, quotes and brackets stand around the label
    Plain, ///< the label alone, as AlpacaEval counts; any where the chosen token is not spelled so
};

/// Nothing where no verdict is among the likeliest tokens of the place.
[[nodiscard]] std::optional<VerdictProbabilities>
verdictProbabilities(const LlmTokenPlace& place, const VerdictLabels& labels,
                     TokenSpelling spelling = TokenSpelling::Any);

/// The token that holds the character at `offset` (UTF-16 units) of a reply's text; null where the server
/// gave no logprobs or its tokens do not make up the text.
[[nodiscard]] const LlmTokenPlace* tokenPlaceAt(const LlmReply& reply, qsizetype offset);

} // namespace plumbline
