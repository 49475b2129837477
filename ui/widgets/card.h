#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace plumbline {

class ElidedLabel;
class Theme;

/// A frame with a title, a caption beside it, actions at the right and a body under them.
class Card : public QFrame
{
    Q_OBJECT

public:
    enum class Ground { Surface, Inset };

    /// An empty title leaves the header out.
    Card(const Theme& theme, const QString& title, const QString& caption = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setCaption(const QString& caption);
    /// Puts a widget (a button) at the right of the header.
    void addHeaderWidget(QWidget* widget);
    /// The layout for the content: margins 16 at the sides, 12 above and below.
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    /// A line between header and body, and a body without margins (lists, tables).
    void setHeaderRule(bool shown);
    void setGround(Ground ground);
    /// The 2 px frame of a chosen card; the content does not move.
    void setChosen(bool chosen);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QWidget* m_header;
    QHBoxLayout* m_headerRow;
    ElidedLabel* m_title;
    ElidedLabel* m_caption;
    QVBoxLayout* m_body;
    bool m_hasRule = false;
    bool m_isChosen = false;
    Ground m_ground = Ground::Surface;
};

} // namespace plumbline
