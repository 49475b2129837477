#pragma once

#include "ui/screens/annotate/ratinggrid.h"

namespace plumbline {

class RatingTable;

/// Makes tables of ratings known to screen readers: a table whose cells are groups of radio buttons. Safe to
/// call often.
void installRatingAccessibility();

/// Tells screen readers that the cursor stands on a cell now.
void announceRatingCell(RatingTable* table, RatingCell cell);

} // namespace plumbline
