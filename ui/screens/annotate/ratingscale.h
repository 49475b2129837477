#pragma once

#include "core/domain/schema.h"

#include <QRectF>

#include <optional>

class QPainter;

namespace plumbline {

class Theme;
struct Rating;

/// What a place on a painted scale stands for.
struct RatingChoice
{
    std::optional<double> value; ///< empty: "does not apply"
    bool operator==(const RatingChoice&) const = default;
};

/// The scale of one cell as it is painted in a table of many: a box with a place for each point and "n/a"
/// beside it. A scale of more than ten points is a bar with its value. Geometry is relative to the box's top
/// left.
class RatingScale
{
public:
    RatingScale(const Theme& theme, const Aspect& aspect);

    struct State
    {
        const Rating* rating = nullptr;      ///< nullptr: open
        bool isCurrent = false;              ///< the cursor is here
        bool hasFocus = false;               ///< and the keyboard with it
        std::optional<RatingChoice> hovered; ///< what the pointer is over
        bool isMirrored = false;             ///< right to left
    };

    /// Width of box, gap and "n/a".
    [[nodiscard]] double width() const;
    [[nodiscard]] double height() const;
    /// What the pointer at `position` (from the scale's top left) would choose.
    [[nodiscard]] std::optional<RatingChoice> choiceAt(const QPointF& position,
                                                       bool isMirrored = false) const;
    void paint(QPainter& painter, const QPointF& topLeft, const State& state) const;

    [[nodiscard]] double boxWidth() const;
    [[nodiscard]] QRectF pointRect(int index) const;
    [[nodiscard]] QRectF notApplicableRect() const;

private:
    void paintPoints(QPainter& painter, const QRectF& box, const State& state) const;
    void paintBar(QPainter& painter, const QRectF& box, const State& state) const;
    void paintNotApplicable(QPainter& painter, const QRectF& rect, const State& state) const;
    void paintRing(QPainter& painter, const QRectF& box) const;
    [[nodiscard]] QRectF mirrored(const QRectF& rect, bool isMirrored) const;

    const Theme& m_theme;
    const Aspect& m_aspect;
};

} // namespace plumbline
