#pragma once

#include "core/domain/content.h"
#include "core/domain/schema.h"

#include <QList>
#include <QString>

#include <optional>

namespace plumbline {

/// Where the cursor of a table of ratings stands: a row (place on screen) and a column (aspect of the
/// schema).
struct RatingCell
{
    int row = 0;
    int column = 0;
    bool operator==(const RatingCell&) const = default;
};

/// What a table of ratings does without a window: which response stands in which row, where the cursor is,
/// what a digit means on a scale, and which cell comes next. Ratings are kept by response, never by row.
class RatingGrid
{
public:
    RatingGrid() = default;
    /// `shownOrder`: place on screen → response; when it has not `responseCount` entries, the item's own
    /// order.
    RatingGrid(const SchemaDefinition& schema, const QList<ResponseIndex>& shownOrder, int responseCount);

    [[nodiscard]] int rowCount() const { return static_cast<int>(m_order.size()); }
    [[nodiscard]] int columnCount() const { return static_cast<int>(m_aspects.size()); }
    [[nodiscard]] bool isEmpty() const { return m_order.isEmpty() || m_aspects.isEmpty(); }
    [[nodiscard]] ResponseIndex responseAt(int row) const { return m_order.value(row, row); }
    [[nodiscard]] int rowOf(ResponseIndex response) const
    {
        return static_cast<int>(m_order.indexOf(response));
    }
    [[nodiscard]] const Aspect& aspectAt(int column) const { return m_aspects.at(column); }
    [[nodiscard]] int columnOf(const QString& aspect) const;
    /// "A" to "Z", then "27", "28"….
    [[nodiscard]] static QString mark(int row);

    [[nodiscard]] const RatingCell& cursor() const { return m_cursor; }
    /// Moves to a cell; what lies outside is moved to the nearest edge. True when the cursor is elsewhere
    /// now.
    bool setCursor(RatingCell cell);
    bool move(int rows, int columns);

    /// The rating of a cell; nullptr when it is open.
    [[nodiscard]] const Rating* ratingAt(const AnnotationContent& content, RatingCell cell) const;
    /// True when nothing was said about a cell: no value, and not "does not apply".
    [[nodiscard]] bool isOpen(const AnnotationContent& content, RatingCell cell) const;
    /// How many cells of required aspects are open, and how many there are.
    [[nodiscard]] int openCount(const AnnotationContent& content) const;

    /// True when 0 is a point of the scale (as ten, or as itself), so that "does not apply" moves to Shift+0.
    [[nodiscard]] static bool zeroIsPoint(const Aspect& aspect);
    /// True when a scale has more points than there are digits: digits are then typed one after the other.
    [[nodiscard]] static bool isLongScale(const Aspect& aspect);
    /// The value that a single digit gives on a scale of up to ten points; nothing when it gives none.
    [[nodiscard]] static std::optional<int> valueOfDigit(const Aspect& aspect, int digit);
    /// The digit that gives a point, as it stands on the key; "" when no single digit does.
    [[nodiscard]] static QString keyOfValue(const Aspect& aspect, int value);

    /// The content with a cell rated; an empty value says "does not apply". The cell's rationale stays.
    [[nodiscard]] AnnotationContent rated(const AnnotationContent& content, RatingCell cell,
                                          std::optional<double> value) const;
    /// The content with a cell open again. Its rationale is kept aside and comes back with the next rating.
    [[nodiscard]] AnnotationContent cleared(const AnnotationContent& content, RatingCell cell) const;

    /// Why a cell was rated as it was. A rationale may be written before the rating: a rating without a value
    /// means "does not apply", so until then the words wait in content.extra["rationales"].
    [[nodiscard]] QString rationale(const AnnotationContent& content, RatingCell cell) const;
    [[nodiscard]] AnnotationContent withRationale(const AnnotationContent& content, RatingCell cell,
                                                  const QString& text) const;
    /// How many cells of a row have a rationale.
    [[nodiscard]] int rationaleCount(const AnnotationContent& content, int row) const;

    /// The cell to go to after `from` was rated: the next open one below in the same aspect, then the one
    /// above it, then the first open one of the following aspects. Nothing when all is rated.
    [[nodiscard]] std::optional<RatingCell> nextOpen(const AnnotationContent& content, RatingCell from) const;

private:
    [[nodiscard]] QString pendingKey(RatingCell cell) const;

    QList<ResponseIndex> m_order;
    QList<Aspect> m_aspects;
    RatingCell m_cursor;
};

} // namespace plumbline
