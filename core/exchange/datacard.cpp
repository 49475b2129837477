#include "core/exchange/datacard.h"

#include "core/base/counted.h"
#include "core/base/json.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/projectrepository.h"
#include "core/store/schemarepository.h"

#include <QFileInfo>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Text of the project as one line of Markdown that cannot become a heading, a link or HTML.
QString plain(const QString& text)
{
    QString out;
    for (const QChar sign : text.simplified()) {
        if (u"\\`*_{}[]<>#|!"_s.contains(sign)) {
            out += u'\\';
        }
        out += sign;
    }
    return out;
}

QString labelWords(const Format& format, const ExportOptions& options)
{
    if (!format.info().labelWords.isEmpty()) {
        return format.info().labelWords;
    }
    switch (options.labels) {
    case LabelChoice::Each:
        return u"Each current label is a record of its own."_s;
    case LabelChoice::Majority:
        return u"The label of an item is what more than half of its labels say; items without a majority are left out."_s;
    case LabelChoice::Unanimous:
        return u"Only items on whose label everyone agrees are written."_s;
    }
    return {};
}

QString tieWords(const Format& format, const ExportOptions& options)
{
    if (!format.info().tieWords.isEmpty()) {
        return format.info().tieWords;
    }
    return options.ties == TieChoice::Include && options.withMargin
               ? u"Ties are written with margin 0; “both bad” is left out."_s
               : u"Ties and “both bad” are left out and counted below."_s;
}

Result<QString> filterWords(Session& session, const ItemFilter& filter)
{
    if (filter.isEmpty()) {
        return u"none: all items"_s;
    }
    QJsonObject object = itemFilterToJson(filter);
    if (filter.batch) {
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).get(*filter.batch));
        object.insert(u"batch"_s, batch.name);
    }
    if (filter.annotator) {
        PLUMBLINE_ASSIGN(const Annotator annotator, AnnotatorRepository(session).get(*filter.annotator));
        object.insert(u"annotator"_s, annotator.name);
    }
    QStringList parts;
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        const QString value =
            it.value().isString() ? it.value().toString() : QString::fromUtf8(canonicalJson(it.value()));
        parts.append(it.key() + u" = "_s + value);
    }
    return parts.join(u", "_s);
}

Result<QString> schemaLines(Session& session)
{
    PLUMBLINE_ASSIGN(const QList<SchemaVersion> schemas, SchemaRepository(session).list());
    QString out;
    for (const SchemaVersion& schema : schemas) {
        out += u"- %1, version %2 (%3)\n"_s.arg(plain(schema.definition.name))
                   .arg(schema.version)
                   .arg(toName(schema.definition.kind));
    }
    return out.isEmpty() ? u"- none\n"_s : out;
}

QString fileLines(const ExportReport& report)
{
    QString out;
    for (const ExportedFile& file : report.files) {
        out += u"- %1: %2, SHA-256 `%3`\n"_s.arg(plain(QFileInfo(file.path).fileName()),
                                                 counted(file.bytes, u"byte"_s), file.sha256);
    }
    return out;
}

} // namespace

Result<QString> makeDataCard(Session& session, const Format& format, const ExportOptions& options,
                             const ExportReport& report)
{
    if (!options.cardText.isEmpty()) {
        const QString files = report.files.isEmpty() ? QString() : u"\n## Files\n\n"_s + fileLines(report);
        return options.cardText.trimmed() + u'\n' + files;
    }
    PLUMBLINE_ASSIGN(const ProjectInfo project, ProjectRepository(session).info());
    PLUMBLINE_ASSIGN(const QString filter, filterWords(session, options.filter));
    PLUMBLINE_ASSIGN(const QString schemas, schemaLines(session));
    QString card = u"# %1\n\n"_s.arg(plain(project.name.isEmpty() ? u"Data set"_s : project.name));
    if (!project.description.isEmpty()) {
        card += plain(project.description) + u"\n\n"_s;
    }
    card += u"%1 in the format %2 (`%3`), from %4 of %5.\n\n"_s.arg(
        counted(report.records, u"record"_s), format.info().title, format.info().id,
        counted(report.labels, u"label"_s), counted(report.items, u"item"_s));
    card += u"## How the labels came to be\n\n%1 %2\n\n"_s.arg(labelWords(format, options),
                                                               tieWords(format, options));
    QStringList kinds;
    for (const AnnotatorKind kind : options.annotatorKinds) {
        kinds.append(toName(kind));
    }
    card += u"- Labels by: %1\n"_s.arg(kinds.isEmpty() ? u"all annotators"_s : kinds.join(u", "_s));
    card += u"- Names of people: %1\n"_s.arg(options.hashPeople ? u"written as hashes"_s
                                                                : u"as in the project"_s);
    if (options.testPercent > 0 && format.info().canSplit) {
        card += u"- Split: train %1 %, test %2 % of the prompts; all turns of a question on one side\n"_s
                    .arg(100 - options.testPercent)
                    .arg(options.testPercent);
    }
    card += u"- Filter: %1\n- Project seed: %2\n\n"_s.arg(plain(filter)).arg(project.seed);
    card += u"## Left out\n\n"_s;
    if (report.skipped.isEmpty()) {
        card += u"Nothing.\n"_s;
    }
    for (auto it = report.skipped.cbegin(); it != report.skipped.cend(); ++it) {
        card += u"- %1 %2\n"_s.arg(it.value()).arg(skipReasonWords(it.key(), it.value()));
    }
    card += u"\n## Schemas\n\n"_s + schemas;
    card += u"\n## Licence\n\n%1\n"_s.arg(options.licence.isEmpty()
                                              ? u"Not stated. Add the licences of the prompts, "
                                                "answers and labels before you pass this on."_s
                                              : plain(options.licence));
    card += u"\n## Made\n\nOn %1 with Plumbline.\n"_s.arg(session.now());
    if (!options.commandLine.isEmpty()) {
        card += u"\n    %1\n"_s.arg(options.commandLine.simplified());
    }
    if (!report.files.isEmpty()) {
        card += u"\n## Files\n\n"_s + fileLines(report);
    }
    return card;
}

} // namespace plumbline
