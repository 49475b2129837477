#pragma once

#include "core/analysis/agreementreport.h"
#include "core/analysis/unitexamples.h"

#include <QString>

namespace plumbline {

/// What is selected on the page: a part, a judge beside people, two annotators, two values, or what ratings
/// say beside comparisons. The list shows the units behind it.
struct AgreementSelection
{
    enum class Kind { None, Part, Judge, Annotators, Values, Ratings };

    Kind kind = Kind::None;
    QString title;            ///< of the list: "writing", "author_1 and author_2"
    UnitExampleQuery query;   ///< without its limits
    QString judge;            ///< Judge, and Values of one: whose confusion is shown
    bool isEverybody = false; ///< Ratings: whoever labelled, since those who count gave nothing to compare

    bool operator==(const AgreementSelection&) const = default;
};

[[nodiscard]] AgreementSelection partSelection(const AgreementSlice& slice);
/// `judge` "": people among themselves.
[[nodiscard]] AgreementSelection judgeSelection(const QString& judge);
[[nodiscard]] AgreementSelection annotatorsSelection(const QString& one, const QString& other);
[[nodiscard]] AgreementSelection valuesSelection(const AgreementReport& report, const QString& judge,
                                                 std::int32_t row, std::int32_t column);
/// A cell of ratings (row) against comparisons (column), each first, tie, second.
[[nodiscard]] AgreementSelection ratingsSelection(const ProtocolConsistency& consistency, int row,
                                                  int column);

} // namespace plumbline
