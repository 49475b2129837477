#include "core/exchange/preview.h"

#include "core/base/json.h"
#include "core/exchange/badline.h"
#include "core/exchange/datacard.h"
#include "core/exchange/recordfeed.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCellLength = 80;
constexpr int kTextLength = 200;
constexpr int kNeighboursBefore = 2;

Error stopped(const QString& message)
{
    return makeError(ErrorCode::Cancelled, message);
}

QString shortValue(const QJsonValue& value)
{
    const QString text = value.isString() ? value.toString() : QString::fromUtf8(canonicalJson(value));
    return text.left(kCellLength);
}

/// Builds the preview from the records as they come.
class PreviewBuilder
{
public:
    PreviewBuilder(ImportPreview& preview, const Importer& importer, int maxRecords)
        : m_preview(preview)
        , m_importer(importer)
        , m_fields(importer.columnFields())
        , m_maxRecords(maxRecords)
    {
    }

    void addGood(const RawRecord& raw, const ImportRecord& record)
    {
        noteSource(raw);
        PreviewRow row = rowOf(raw);
        row.cells = m_importer.cells(record);
        m_importer.count(record, m_preview.counts);
        if (m_owesNeighbour) {
            m_preview.errorRows.append(row);
            m_owesNeighbour = false;
        } else {
            m_before.append(row);
            if (m_before.size() > kNeighboursBefore) {
                m_before.removeFirst();
            }
        }
        addFirst(row);
    }

    void addBad(const RawRecord& raw, const BadLine& bad)
    {
        noteSource(raw);
        PreviewRow row = rowOf(raw);
        row.error = bad;
        row.line = bad.line;
        row.cells = rawCells(raw);
        row.text = QString::fromUtf8(raw.text.first(std::min<qsizetype>(raw.text.size(), 4 * kTextLength)))
                       .left(kTextLength);
        const QString field = bad.field.section(u'.', 0, 0).section(u'[', 0, 0);
        row.errorColumn = static_cast<int>(m_fields.indexOf(field));
        m_preview.counts.addBadLine(bad);
        if (m_preview.errorRows.size() < 4 * ImportReport::kMaxBadLines) {
            m_preview.errorRows += m_before;
            m_preview.errorRows.append(row);
            m_owesNeighbour = true;
        }
        m_before.clear();
        addFirst(row);
    }

private:
    [[nodiscard]] static PreviewRow rowOf(const RawRecord& raw)
    {
        PreviewRow row;
        row.file = raw.file;
        row.line = raw.line;
        return row;
    }

    void addFirst(const PreviewRow& row)
    {
        if (m_preview.firstRows.size() < m_maxRecords) {
            m_preview.firstRows.append(row);
        }
    }

    /// The cells of a line that is good JSON but no good record.
    [[nodiscard]] QStringList rawCells(const RawRecord& raw) const
    {
        QStringList cells;
        if (!raw.cells.isEmpty()) {
            for (const QByteArray& cell : raw.cells) {
                cells.append(QString::fromUtf8(cell).left(kCellLength));
            }
            cells.resize(m_fields.size());
            return cells;
        }
        const Result<QJsonObject> object = parseJsonObject(raw.text);
        if (object) {
            for (const QString& field : m_fields) {
                const QJsonValue value = object->value(field);
                cells.append(value.isUndefined() ? QString() : shortValue(value));
            }
        }
        return cells;
    }

    /// Notes the names that the first record has.
    void noteSource(const RawRecord& raw)
    {
        if (!m_preview.sourceFields.isEmpty()) {
            return;
        }
        for (qsizetype index = 0; index < raw.cells.size(); ++index) {
            m_preview.sourceFields.append(QString::number(index + 1));
            m_preview.sourceSamples.append(QString::fromUtf8(raw.cells.at(index)).left(kCellLength));
        }
        const Result<QJsonObject> object =
            raw.cells.isEmpty() ? parseJsonObject(raw.text) : Result<QJsonObject>(QJsonObject());
        if (object) {
            for (auto it = object->constBegin(); it != object->constEnd(); ++it) {
                m_preview.sourceFields.append(it.key());
                m_preview.sourceSamples.append(shortValue(it.value()));
            }
        }
    }

    ImportPreview& m_preview;
    const Importer& m_importer;
    QStringList m_fields;
    QList<PreviewRow> m_before;
    int m_maxRecords;
    bool m_owesNeighbour = false;
};

/// Keeps the beginning of an export.
class HeadSink final : public ExportSink
{
public:
    explicit HeadSink(const std::function<bool()>& isCancelled)
        : m_isCancelled(isCancelled)
    {
    }

    Result<void> write(const QString& name, QByteArrayView bytes) override
    {
        Q_UNUSED(name)
        if (m_head.size() < kKept) {
            m_head += bytes.first(std::min(bytes.size(), kKept - m_head.size()));
        }
        return {};
    }
    bool progress(qint64 done, qint64 total) override
    {
        Q_UNUSED(done)
        Q_UNUSED(total)
        return !m_isCancelled || !m_isCancelled();
    }

    static constexpr qsizetype kKept = qsizetype(512) * 1024;
    QByteArray m_head;

private:
    const std::function<bool()>& m_isCancelled;
};

} // namespace

Result<ImportPreview> previewImport(const QStringList& paths, const ImportOptions& options, Store* store,
                                    int maxRecords, bool onlyHead, const std::function<bool()>& isCancelled)
{
    PLUMBLINE_ASSIGN(const ImportRun run, ImportRun::open(paths, options));
    ImportPreview preview;
    preview.format = run.format().info().id;
    preview.files = run.files();
    preview.counts.format = preview.format;
    const auto pass = [&](Session* session) -> Result<ImportPreview> {
        const std::unique_ptr<Importer> importer = run.format().createImporter(options);
        preview.columns = importer->columns();
        PreviewBuilder builder(preview, *importer, maxRecords);
        RecordFeed feed(run.files(), nullptr, *importer);
        for (;;) {
            if (isCancelled && isCancelled()) {
                return stopped(u"The check was stopped."_s);
            }
            PLUMBLINE_ASSIGN(const RecordFeed::Event event, feed.next());
            if (event.kind == RecordFeed::Kind::End || (onlyHead && preview.counts.linesRead >= maxRecords)) {
                return preview;
            }
            ++preview.counts.linesRead;
            if (event.kind == RecordFeed::Kind::Bad) {
                builder.addBad(event.raw, event.bad);
                continue;
            }
            const Result<void> good = importer->check(*event.record, session);
            if (good) {
                builder.addGood(event.raw, *event.record);
            } else if (isRecordError(good.error())) {
                builder.addBad(event.raw, makeBadLine(run.files().value(event.raw.file), event.raw.line,
                                                      event.raw.offset, event.raw.text, good.error()));
            } else {
                return good.error();
            }
        }
    };
    if (store == nullptr) {
        return pass(nullptr);
    }
    return store->read([&](Session& session) { return pass(&session); });
}

Result<ExportPreview> previewExport(Store& store, const ExportOptions& options, int maxRecords,
                                    const std::function<bool()>& isCancelled)
{
    PLUMBLINE_ASSIGN(const Format* format, FormatRegistry::builtIn().get(options.format));
    return store.read([&](Session& session) -> Result<ExportPreview> {
        constexpr qsizetype kLongest = 4000;
        ExportPreview preview;
        preview.report.format = options.format;
        HeadSink sink(isCancelled);
        PLUMBLINE_TRY(format->createExporter(options)->run(session, sink, preview.report));
        const QList<QByteArray> lines = sink.m_head.split('\n');
        for (const QByteArray& line : lines) {
            if (preview.records.size() < maxRecords && line.size() > 2) {
                preview.records.append(QString::fromUtf8(line).left(kLongest));
            }
        }
        if (options.withCard) {
            PLUMBLINE_ASSIGN(preview.card, makeDataCard(session, *format, options, preview.report));
        }
        return preview;
    });
}

} // namespace plumbline
