#include "app/ctl/statstable.h"

#include "core/exchange/recordreader.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Other names by which programs call the same columns.
QString columnName(const QByteArray& cell)
{
    static const QHash<QString, QString> kOther{
        {u"item"_s, u"unit"_s},       {u"task"_s, u"unit"_s},       {u"worker"_s, u"annotator"_s},
        {u"rater"_s, u"annotator"_s}, {u"judge"_s, u"annotator"_s}, {u"value"_s, u"label"_s},
    };
    const QString name = QString::fromUtf8(cell).trimmed().toLower();
    return kOther.value(name, name);
}

QString listed(const QStringList& names)
{
    return names.size() < 2 ? names.join(QString())
                            : names.first(names.size() - 1).join(u", "_s) + u" and "_s + names.last();
}

bool isPositional(const StatsLayout& layout, const StatsRow& first)
{
    const qsizetype width = first.cells.size();
    return width >= layout.required.size() && width <= layout.required.size() + layout.optional.size() &&
           (!layout.accepts || layout.accepts(first));
}

template <typename Source>
Result<void> eachRow(Source& source, const std::function<Result<void>(const StatsRow&)>& take)
{
    StatsRow row;
    for (;;) {
        PLUMBLINE_ASSIGN(const bool hasRow, source.next(row));
        if (!hasRow) {
            return {};
        }
        PLUMBLINE_TRY(take(row));
    }
}

} // namespace

Result<void> StatsLines::each(const std::function<Result<void>(const StatsRow&)>& take)
{
    return eachRow(*this, take);
}

Result<void> StatsTable::each(const std::function<Result<void>(const StatsRow&)>& take)
{
    return eachRow(*this, take);
}

Result<StatsLines> StatsLines::open(const QString& path)
{
    Result<std::unique_ptr<RecordReader>> opened = RecordReader::open(path, Framing::Csv);
    if (!opened) {
        return opened.error().inFile(path);
    }
    StatsLines lines;
    lines.m_path = path;
    lines.m_reader = std::move(*opened);
    return lines;
}

Result<bool> StatsLines::next(StatsRow& row)
{
    RecordReader::Step step = m_reader->next();
    switch (step.kind) {
    case RecordReader::Kind::Record:
        row = {step.record.line, std::move(step.record.cells)};
        return true;
    case RecordReader::Kind::Bad:
    case RecordReader::Kind::Failed:
        return step.error.atLine(step.record.line).inFile(m_path);
    case RecordReader::Kind::End:
        break;
    }
    return false;
}

Result<StatsTable> StatsTable::open(const QString& path, const QList<StatsLayout>& layouts)
{
    PLUMBLINE_ASSIGN(StatsLines lines, StatsLines::open(path));
    StatsTable table(std::move(lines));
    table.m_path = path;
    PLUMBLINE_ASSIGN(const bool hasFirst, table.m_lines.next(table.m_first));
    if (!hasFirst) {
        return makeError(ErrorCode::InvalidData, u"The file holds no rows."_s).inFile(path);
    }
    PLUMBLINE_TRY(table.findColumns(layouts));
    return table;
}

Result<bool> StatsTable::next(StatsRow& row)
{
    if (m_isFirstRow) {
        m_isFirstRow = false;
        row = std::move(m_first);
        return true;
    }
    PLUMBLINE_ASSIGN(const bool hasRow, m_lines.next(row));
    if (hasRow && row.cells.size() != m_width) {
        return error(row,
                     u"This line has %1 cells; the first one has %2."_s.arg(row.cells.size()).arg(m_width));
    }
    return hasRow;
}

Result<void> StatsTable::findColumns(const QList<StatsLayout>& layouts)
{
    const StatsRow& first = m_first;
    m_width = first.cells.size();
    QHash<QString, int> named;
    for (int column = 0; column < static_cast<int>(m_width); ++column) {
        const QString name = columnName(first.cells[column]);
        if (!named.contains(name)) {
            named.insert(name, column);
        }
    }
    QString missing; // of a header that names some of the columns only
    for (int index = 0; index < static_cast<int>(layouts.size()); ++index) {
        QStringList absent;
        for (const QString& name : layouts[index].required) {
            if (!named.contains(name)) {
                absent.append(name);
            }
        }
        if (absent.isEmpty()) {
            m_layout = index;
            m_columns = named;
            return {};
        }
        if (absent.size() < layouts[index].required.size() && missing.isEmpty()) {
            missing = u"The header lacks the column %1; it must name %2."_s.arg(
                listed(absent), listed(layouts[index].required));
        }
    }
    if (!missing.isEmpty()) {
        return error(first, missing);
    }
    for (int index = 0; index < static_cast<int>(layouts.size()); ++index) {
        if (isPositional(layouts[index], first)) {
            m_layout = index;
            m_isFirstRow = true;
            const QStringList names = layouts[index].required + layouts[index].optional;
            for (int column = 0; column < static_cast<int>(m_width); ++column) {
                m_columns.insert(names[column], column);
            }
            return {};
        }
    }
    return error(first, u"This line has %1 cells. Without a header it must hold %2."_s.arg(m_width).arg(
                            listed(layouts.first().required)));
}

QByteArray StatsTable::cell(const StatsRow& row, const QString& column) const
{
    const int index = m_columns.value(column, -1);
    return index < 0 ? QByteArray() : row.cells[index].trimmed();
}

Error StatsTable::error(const StatsRow& row, const QString& message, const QString& column) const
{
    return makeError(ErrorCode::InvalidData, message, column).atLine(row.line).inFile(m_path);
}

Result<QByteArray> StatsTable::filled(const StatsRow& row, const QString& column) const
{
    QByteArray text = cell(row, column);
    if (text.isEmpty()) {
        return error(row, u"The cell is empty."_s, column);
    }
    return text;
}

Result<double> StatsTable::number(const StatsRow& row, const QString& column) const
{
    const QByteArray text = cell(row, column);
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber) {
        return error(row, u"“%1” is not a number."_s.arg(QString::fromUtf8(text.left(60))), column);
    }
    return value;
}

} // namespace plumbline
