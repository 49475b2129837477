#include "core/judge/prompttemplate.h"

#include <algorithm>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using Change = TemplateDiffLine::Change;

/// Longest common subsequence by length from each pair of positions; beyond so many cells, lines are compared
/// place by place.
constexpr qsizetype kMostCells = 4'000'000;

void appendAll(QList<TemplateDiffLine>& out, Change change, int message, const QStringList& lines)
{
    for (const QString& line : lines) {
        out.append({change, message, line});
    }
}

void diffLines(QList<TemplateDiffLine>& out, int message, const QStringList& before, const QStringList& after)
{
    const qsizetype rows = before.size();
    const qsizetype columns = after.size();
    if ((rows + 1) * (columns + 1) > kMostCells) {
        appendAll(out, Change::Removed, message, before);
        appendAll(out, Change::Added, message, after);
        return;
    }
    const qsizetype width = columns + 1;
    std::vector<int> common(static_cast<size_t>((rows + 1) * width), 0);
    const auto at = [&common, width](qsizetype row, qsizetype column) -> int& {
        return common[static_cast<size_t>(row * width + column)];
    };
    for (qsizetype row = rows; row-- > 0;) {
        for (qsizetype column = columns; column-- > 0;) {
            at(row, column) = before[row] == after[column]
                                  ? at(row + 1, column + 1) + 1
                                  : std::max(at(row + 1, column), at(row, column + 1));
        }
    }
    qsizetype row = 0;
    qsizetype column = 0;
    while (row < rows || column < columns) {
        if (row < rows && column < columns && before[row] == after[column]) {
            out.append({Change::Same, message, before[row]});
            ++row;
            ++column;
        } else if (column >= columns || (row < rows && at(row + 1, column) >= at(row, column + 1))) {
            out.append({Change::Removed, message, before[row++]});
        } else {
            out.append({Change::Added, message, after[column++]});
        }
    }
}

/// A message as lines; its role is the first, since a changed role is a change too.
QStringList linesOf(const LlmMessage& message)
{
    return QStringList{u"["_s + message.role + u"]"_s} + message.text.split(u'\n');
}

} // namespace

QList<TemplateDiffLine> templateDiff(const PromptTemplate& before, const PromptTemplate& after)
{
    QList<TemplateDiffLine> out;
    const qsizetype count = std::max(before.messages.size(), after.messages.size());
    for (qsizetype index = 0; index < count; ++index) {
        diffLines(out, static_cast<int>(index),
                  index < before.messages.size() ? linesOf(before.messages.at(index)) : QStringList(),
                  index < after.messages.size() ? linesOf(after.messages.at(index)) : QStringList());
    }
    return out;
}

} // namespace plumbline
