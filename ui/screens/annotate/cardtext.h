#pragma once

#include "ui/textviews/plaintextview.h"

#include <QFont>
#include <QList>
#include <QString>

#include <memory>

class QColor;
class QPainter;
class QPointF;
class QTextDocument;

namespace plumbline {

class Theme;

/// A text on a card: all of it, or its first lines. Laid out when it is first needed; reaches no file and no
/// network, whatever the text holds.
class CardText
{
public:
    struct Form
    {
        QString text;
        bool isMarkdown = true;
        double width = 0;
        int lines = 0; ///< at most so many; 0: all
        /// Differences to mark, in UTF-16 units; a text with marks is shown plain.
        QList<TextHighlight> marks;
        bool operator==(const Form&) const = default;
    };

    CardText();
    ~CardText();
    CardText(CardText&&) noexcept;
    CardText& operator=(CardText&&) noexcept;

    /// Lays out, unless that is done already in this form.
    void layOut(const Form& form, const Theme& theme);
    /// After colours or sizes have changed.
    void drop();
    [[nodiscard]] double height() const { return m_height; }
    /// True when more follows than is shown.
    [[nodiscard]] bool isCut() const { return m_isCut; }
    void paint(QPainter& painter, const QPointF& topLeft, const QColor& color) const;

private:
    void build(const QString& text, bool isMarkdown, const Theme& theme);
    void mark(const Theme& theme, qsizetype end);
    [[nodiscard]] double bottomOfLine(int number) const;

    Form m_form;
    QFont m_font;
    std::unique_ptr<QTextDocument> m_document;
    double m_height = 0;
    bool m_isCut = false;
};

} // namespace plumbline
