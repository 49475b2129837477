#pragma once

#include <QSet>
#include <QString>
#include <QSyntaxHighlighter>

namespace plumbline {

class Theme;

/// Marks the fields of a prompt template: known ones in the accent, others underlined as wrong.
class FieldHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    FieldHighlighter(const Theme& theme, QTextDocument* document);

    /// Empty: every field counts as known.
    void setKnown(const QSet<QString>& fields);
    /// A line (from 1) that is wrong as a whole; 0: none.
    void setWrongLine(int line);

protected:
    void highlightBlock(const QString& text) override;

private:
    const Theme& m_theme;
    QSet<QString> m_known;
    int m_wrongLine = 0;
};

} // namespace plumbline
