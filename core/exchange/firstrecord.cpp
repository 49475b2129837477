#include "core/exchange/firstrecord.h"

#include "core/base/json.h"
#include "core/exchange/recordreader.h"

namespace plumbline {

std::optional<QJsonObject> firstJsonRecord(const Probe& probe)
{
    Result<std::unique_ptr<RecordReader>> reader = RecordReader::openBytes(probe.head, Framing::JsonAuto);
    if (!reader) {
        return std::nullopt;
    }
    // A bad first line does not hide what the file is.
    for (int tries = 0; tries < 5; ++tries) {
        const RecordReader::Step step = (*reader)->next();
        if (step.kind == RecordReader::Kind::End || step.kind == RecordReader::Kind::Failed) {
            return std::nullopt;
        }
        if (step.kind == RecordReader::Kind::Record) {
            if (const Result<QJsonObject> object = parseJsonObject(step.record.text)) {
                return *object;
            }
        }
    }
    return std::nullopt;
}

QStringList firstCsvRecord(const Probe& probe)
{
    QStringList cells;
    Result<std::unique_ptr<RecordReader>> reader = RecordReader::openBytes(probe.head, Framing::Csv);
    if (reader) {
        const RecordReader::Step step = (*reader)->next();
        for (const QByteArray& cell : step.record.cells) {
            cells.append(QString::fromUtf8(cell));
        }
    }
    return cells;
}

} // namespace plumbline
