#pragma once

#include "core/domain/prompt.h"

#include <QList>
#include <QScrollArea>

class QVBoxLayout;

namespace plumbline {

class ElidedLabel;
class ResponseCard;
class Theme;

/// Responses as cards under each other, in sections with a heading each. Knows places on the screen (0 is
/// A), not responses. One card is selected; it has the focus while the list has it.
class CardList : public QScrollArea
{
    Q_OBJECT

public:
    /// A heading and the places under it, from top to bottom. No title: no heading. `empty`: what stands
    /// there instead of cards; "" leaves the room out.
    struct Section
    {
        QString title;
        QString caption;
        QList<int> places;
        QString empty;
        bool operator==(const Section&) const = default;
    };

    CardList(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    /// So many cards, in order, in one section without a heading; selects the first, scrolls to the top.
    void setCount(int count);
    [[nodiscard]] int count() const { return static_cast<int>(m_cards.size()); }
    [[nodiscard]] ResponseCard* card(int place) const { return m_cards.at(place); }
    void setSections(const QList<Section>& sections);
    /// Room left of the headings, so that they stand over the cards.
    void setHeadingIndent(int pixels);
    /// The places from top to bottom.
    [[nodiscard]] QList<int> order() const;

    [[nodiscard]] int selected() const { return m_selected; }
    /// Selects and scrolls there; takes the focus along if the list has it.
    void select(int place);
    /// Selects the card so many further down (up below 0), as far as there are any.
    void selectNeighbour(int by);
    void focusSelected();
    [[nodiscard]] bool hasFocusInside() const;
    void scrollLines(int lines);
    /// Makes the selected card visible again after cards have moved or grown.
    void showSelected();

    /// The top of a section's heading and the frame of a card, in the coordinates of what scrolls.
    [[nodiscard]] int sectionTop(int section) const;
    [[nodiscard]] QRect frameOf(int place) const;
    /// While something is dragged: a line at this height, or a ring around this rectangle; neither when both
    /// are empty.
    void setDropMark(int lineY, const QRect& ring);
    /// Scrolls when a drag comes near an edge.
    void scrollTowards(const QPoint& globalPosition);
    /// A position on the screen in the coordinates of the cards.
    [[nodiscard]] QPoint fromGlobal(const QPoint& globalPosition) const;

Q_SIGNALS:
    void selectionChanged(int place);
    void unfoldRequested(int place);
    void dragged(int place, const QPoint& globalPosition);
    void dropped(int place, const QPoint& globalPosition);

private:
    class Content;
    class Heading;

    ResponseCard* makeCard();
    void applyOrder();

    const Theme& m_theme;
    Content* m_content;
    QVBoxLayout* m_layout;
    QList<ResponseCard*> m_cards; ///< shown ones
    QList<ResponseCard*> m_spare; ///< made for an item with more responses
    QList<Heading*> m_headings;
    QList<Section> m_sections;
    int m_indent = 0;
    int m_selected = 0;
};

} // namespace plumbline
