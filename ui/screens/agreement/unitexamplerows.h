#pragma once

#include "core/analysis/unitexamples.h"
#include "ui/screens/inspect/common/exampleslist.h"

namespace plumbline {

/// How the labels of one unit are written: by the first letters of its models (1 and 2 where these are the
/// same), or by the points of a scale.
class LabelWords
{
public:
    LabelWords(LabelUnits kind, const QStringList& values, const QString& modelA, const QString& modelB);

    [[nodiscard]] VoteMark mark(std::int32_t value) const;
    /// "gpt-4", "tie", "both bad", "5".
    [[nodiscard]] QString words(std::int32_t value) const;
    /// "gpt-4, claude-v1", or the one model.
    [[nodiscard]] QString models() const;
    /// A line for each label: "expert_4: gpt-4".
    [[nodiscard]] QString tip(const std::vector<UnitLabel>& labels) const;

private:
    LabelUnits m_kind;
    const QStringList& m_values;
    QString m_a;
    QString m_b;
    QString m_letterA;
    QString m_letterB;
};

/// A value of a question where no unit is meant: "first", "tie", "second", "both bad", or the point.
[[nodiscard]] QString valueWord(LabelUnits kind, const QString& value);
[[nodiscard]] QStringList valueWords(LabelUnits kind, const QStringList& values);

/// The units behind a number as rows of the list.
[[nodiscard]] QList<ExampleRow> exampleRows(const UnitExamplesReport& report);
/// The column of those who do not count: the name of the only one, "Others" for several, "" when there is
/// none.
[[nodiscard]] QString verdictTitle(const UnitExamplesReport& report);

} // namespace plumbline
