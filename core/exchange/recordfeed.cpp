#include "core/exchange/recordfeed.h"

#include "core/exchange/badline.h"

#include <QFileInfo>

namespace plumbline {

RecordFeed::RecordFeed(const QStringList& files, const QByteArray* memory, Importer& importer)
    : m_files(files)
    , m_memory(memory)
    , m_importer(importer)
{
    for (const QString& file : files) {
        m_total += memory != nullptr ? memory->size() : QFileInfo(file).size();
    }
}

Result<void> RecordFeed::openFile(const ReadPosition& from)
{
    const QString& path = m_files.at(m_file);
    m_importer.beginFile(path);
    if (m_memory != nullptr) {
        PLUMBLINE_ASSIGN(m_reader, RecordReader::openBytes(*m_memory, m_importer.framing()));
        return {};
    }
    PLUMBLINE_ASSIGN(m_reader, RecordReader::open(path, m_importer.framing(), from));
    return {};
}

Result<void> RecordFeed::seek(const ImportPosition& from)
{
    for (; m_file < from.file && m_file < m_files.size(); ++m_file) {
        m_before += QFileInfo(m_files.at(m_file)).size();
    }
    if (m_file < m_files.size() && from.offset > 0) {
        return openFile({from.offset, from.line, from.isInArray});
    }
    return {};
}

Result<RecordFeed::Event> RecordFeed::next()
{
    Event event;
    while (m_file < m_files.size()) {
        if (!m_reader) {
            PLUMBLINE_TRY(openFile({}));
        }
        RecordReader::Step step = m_reader->next();
        event.raw = step.record;
        event.raw.file = m_file;
        const auto bad = [&](const Error& error) {
            event.kind = Kind::Bad;
            event.bad =
                makeBadLine(m_files.at(m_file), event.raw.line, event.raw.offset, event.raw.text, error);
        };
        switch (step.kind) {
        case RecordReader::Kind::Record: {
            Result<std::unique_ptr<ImportRecord>> record = m_importer.parse(event.raw);
            if (record) {
                event.kind = Kind::Parsed;
                event.record = std::move(record).value();
            } else {
                bad(record.error());
            }
            return event;
        }
        case RecordReader::Kind::Failed:
            if (!isRecordError(step.error)) {
                return step.error.inFile(m_files.at(m_file));
            }
            [[fallthrough]];
        case RecordReader::Kind::Bad:
            bad(step.error);
            return event;
        case RecordReader::Kind::End:
            m_before += m_reader->rawSize();
            m_reader.reset();
            ++m_file;
            break;
        }
    }
    return event;
}

ImportPosition RecordFeed::position() const
{
    ImportPosition position;
    position.file = m_file;
    if (m_reader) {
        const ReadPosition at = m_reader->position();
        position.offset = at.offset;
        position.line = at.line;
        position.isInArray = at.isInArray;
    }
    return position;
}

qint64 RecordFeed::done() const
{
    return m_before + (m_reader ? m_reader->rawPosition() : 0);
}

} // namespace plumbline
