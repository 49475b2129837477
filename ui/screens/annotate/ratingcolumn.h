#pragma once

#include "ui/screens/annotate/ratinggrid.h"
#include "ui/screens/annotate/ratingscale.h"

#include <QScrollArea>

#include <optional>

namespace plumbline {

class RatingPoints;
class Theme;

/// The table turned, for one response or very long ones: the aspects under each other beside the text, each
/// with its scale; the aspect in focus spells out its points. Shows the row of the grid's cursor.
class RatingColumn : public QScrollArea
{
    Q_OBJECT

public:
    RatingColumn(const Theme& theme, const RatingGrid& grid, const AnnotationContent& content,
                 QWidget* parent = nullptr);

    /// The schema is another one: new aspects.
    void rebuild();
    void showChange();
    void setHint(const QString& hint);

Q_SIGNALS:
    void cellPointed(plumbline::RatingCell cell);
    void choicePointed(plumbline::RatingCell cell, std::optional<double> value);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Block;

    const Theme& m_theme;
    const RatingGrid& m_grid;
    const AnnotationContent& m_content;
    QList<Block*> m_blocks;
    QList<Aspect> m_aspects; ///< of the blocks
    RatingPoints* m_points;
};

} // namespace plumbline
