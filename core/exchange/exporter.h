#pragma once

#include "core/exchange/exportoptions.h"
#include "core/store/session.h"

#include <QByteArrayView>
#include <QString>

#include <functional>

namespace plumbline {

/// Where the records of an export go.
class ExportSink
{
public:
    virtual ~ExportSink() = default;
    /// Appends bytes to one of the export's files. `name` is "" for the only file, otherwise the name below
    /// the folder ("model_answer/gpt-4.jsonl"). Errors: DiskFull, ReadOnly, Io.
    [[nodiscard]] virtual Result<void> write(const QString& name, QByteArrayView bytes) = 0;
    /// Told now and then; false: the export is to stop with ErrorCode::Cancelled.
    [[nodiscard]] virtual bool progress(qint64 done, qint64 total) = 0;
};

/// Writes one format from a snapshot of a store, with constant memory.
class Exporter
{
public:
    virtual ~Exporter() = default;
    /// Errors: Cancelled; what the sink and the store say; InvalidData when a stored span does not quote its
    /// text.
    [[nodiscard]] virtual Result<void> run(Session& session, ExportSink& sink, ExportReport& report) = 0;
};

} // namespace plumbline
