#pragma once

#include <QString>

#include <memory>

class QFont;
class QPainter;
class QPointF;
class QColor;
class QTextDocument;

namespace plumbline {

class Theme;

/// The text of one response as a row of a table shows it: at most eight lines until it is unfolded. Laid out
/// when it is first needed and for one width; reaches no file and no network, whatever the text holds.
class RatingRowText
{
public:
    static constexpr int kFoldedLines = 8;

    RatingRowText();
    ~RatingRowText();
    RatingRowText(RatingRowText&&) noexcept;
    RatingRowText& operator=(RatingRowText&&) noexcept;

    /// Height that the text will have at about, without laying it out.
    [[nodiscard]] static double estimatedHeight(const QString& text, double width, const QFont& font);

    /// Lays out `text`, unless that is done already with the same width, font and form.
    void layOut(const QString& text, bool isMarkdown, double width, const Theme& theme);
    void drop();
    [[nodiscard]] bool isLaidOut() const { return m_document != nullptr; }
    [[nodiscard]] double fullHeight() const { return m_fullHeight; }
    /// Height of the first eight lines.
    [[nodiscard]] double foldedHeight() const { return m_foldedHeight; }
    [[nodiscard]] bool isLong() const { return m_foldedHeight + 1 < m_fullHeight; }
    void paint(QPainter& painter, const QPointF& topLeft, double height, const QColor& color) const;

private:
    void measure();

    std::unique_ptr<QTextDocument> m_document;
    double m_width = 0;
    bool m_isMarkdown = false;
    double m_fullHeight = 0;
    double m_foldedHeight = 0;
};

} // namespace plumbline
