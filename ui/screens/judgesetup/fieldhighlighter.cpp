#include "ui/screens/judgesetup/fieldhighlighter.h"

#include "ui/theme/theme.h"

#include <QRegularExpression>
#include <QTextCharFormat>
#include <QTextDocument>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

FieldHighlighter::FieldHighlighter(const Theme& theme, QTextDocument* document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void FieldHighlighter::setKnown(const QSet<QString>& fields)
{
    if (fields != m_known) {
        m_known = fields;
        rehighlight();
    }
}

void FieldHighlighter::setWrongLine(int line)
{
    if (line != m_wrongLine) {
        m_wrongLine = line;
        rehighlight();
    }
}

void FieldHighlighter::highlightBlock(const QString& text)
{
    static const QRegularExpression kField(u"\\{\\{([#^/]?)([^{}]*)\\}\\}"_s);
    if (m_wrongLine > 0 && currentBlock().blockNumber() + 1 == m_wrongLine) {
        QTextCharFormat wrong;
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.setUnderlineColor(m_theme.color(Color::Bad));
        setFormat(0, static_cast<int>(text.size()), wrong);
    }
    QRegularExpressionMatchIterator each = kField.globalMatch(text);
    while (each.hasNext()) {
        const QRegularExpressionMatch match = each.next();
        const bool isKnown = m_known.isEmpty() || m_known.contains(match.captured(2));
        const bool isCondition = !match.captured(1).isEmpty();
        QTextCharFormat format;
        format.setForeground(m_theme.color(!isKnown      ? Color::Bad
                                           : isCondition ? Color::Text3
                                                         : Color::AccentText));
        if (!isKnown) {
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(m_theme.color(Color::Bad));
        } else if (!isCondition) {
            format.setBackground(m_theme.color(Color::AccentSoft));
        }
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), format);
    }
}

} // namespace plumbline
