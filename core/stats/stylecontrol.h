#pragma once

#include "core/stats/comparisons.h"

#include <QByteArrayView>
#include <QStringView>

#include <array>
#include <vector>

namespace plumbline::stats {

/// How an answer looks in Markdown.
struct StyleCounts
{
    double length = 0;  ///< characters (code points)
    double headers = 0; ///< lines that begin with one to six # and a space
    double lists = 0;   ///< lines that begin an item: "- ", "* ", "+ " or "1. ", however far indented
    double bold = 0;    ///< **spans** and __spans__ within a line

    [[nodiscard]] std::array<double, 4> values() const { return {length, headers, lists, bold}; }
};

/// Counts outside fenced code (``` … ```); the length counts everything.
[[nodiscard]] StyleCounts styleCounts(QStringView markdown);
/// The same for a text in UTF-8.
[[nodiscard]] StyleCounts styleCounts(QByteArrayView utf8);

struct StyleOptions
{
    bool relative = true;    ///< divide the difference A − B by the sum A + B …
    bool addOne = true;      ///< … plus one, so that 0 of both is no division by 0
    bool centre = true;      ///< subtract the mean over the votes
    bool standardise = true; ///< divide by the standard deviation (population)
};

/// Makes the style of the two answers of each vote its covariates, as Chatbot Arena does (Li, Angelopoulos &
/// Chiang 2024): bradleyTerry() then gives scores at equal style and the effect of each feature. A feature
/// that is the same for all votes is left out. The names of those left out come back.
QStringList setStyleCovariates(Comparisons& votes, const std::vector<StyleCounts>& ofA,
                               const std::vector<StyleCounts>& ofB, const StyleOptions& options = {});

/// "length", "headers", "lists", "bold".
[[nodiscard]] QStringList styleFeatureNames();

} // namespace plumbline::stats
