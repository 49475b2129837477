#include "core/exchange/sparsefeedbacktext.h"

#include <QLocale>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isNothing(const QString& input)
{
    return input.isEmpty() || input == u"nan"_s;
}

} // namespace

Prompt sparsePrompt(const QString& instruction, const QString& input)
{
    Prompt prompt;
    prompt.messages = {{u"user"_s, isNothing(input) ? instruction : instruction + u"\n\n"_s + input}};
    prompt.meta = {{u"input"_s, input}};
    return prompt;
}

std::optional<std::pair<QString, QString>> sparseCells(const Prompt& prompt)
{
    if (prompt.messages.size() != 1) {
        return std::nullopt;
    }
    const QString& text = prompt.messages.constFirst().content;
    const QString input = prompt.meta.value(u"input"_s).toString(u"nan"_s);
    const QString tail = u"\n\n"_s + input;
    if (isNothing(input) || !text.endsWith(tail)) {
        return std::pair(text, isNothing(input) ? input : u"nan"_s);
    }
    return std::pair(text.chopped(tail.size()), input);
}

QString scoreText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

void appendCsvRow(QByteArray& out, const QStringList& cells)
{
    for (qsizetype index = 0; index < cells.size(); ++index) {
        if (index > 0) {
            out += ',';
        }
        QByteArray cell = cells.at(index).toUtf8();
        if (cell.contains(',') || cell.contains('"') || cell.contains('\n') || cell.contains('\r')) {
            cell.replace("\"", "\"\"");
            out += '"' + cell + '"';
        } else {
            out += cell;
        }
    }
    out += "\r\n";
}

} // namespace plumbline
