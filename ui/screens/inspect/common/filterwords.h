#pragma once

#include "core/analysis/labelfilter.h"

#include <QList>
#include <QString>

namespace plumbline {

/// The parts of a LabelFilter, as chips and the chooser name them.
enum class FilterPart { By, Annotator, Kind, Batch, Category, Turn, Aspect, Model, HiddenModel, Prompt };

/// One part in force, as a chip says it: "votes by" and "people".
struct FilterWords
{
    FilterPart part = FilterPart::By;
    QString label;
    QString value;
};

/// "people", "judges", "simulated people", "reward models".
[[nodiscard]] QString annotatorKindWord(AnnotatorKind kind);

/// What a chip of this part says before its value, and the chooser as its heading: "votes by", "category"…
[[nodiscard]] QString filterPartWord(FilterPart part);

/// What is in force, in the order of the chips.
[[nodiscard]] QList<FilterWords> filterWords(const LabelFilter& filter);

/// The same in one line, for the caption of a saved chart: "votes by people, kind pairwise"; "all labels"
/// when nothing is filtered.
[[nodiscard]] QString filterSentence(const LabelFilter& filter);

/// Takes one part out of a filter.
void clearPart(LabelFilter& filter, FilterPart part);

} // namespace plumbline
