#include "core/exchange/sparsefeedbackexporter.h"

#include "core/exchange/labelledpages.h"
#include "core/exchange/sparsefeedbacktext.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 1000;

Error stopped()
{
    return makeError(ErrorCode::Cancelled, u"The export was stopped."_s);
}

} // namespace

Result<void> SparseFeedbackExporter::run(Session& session, ExportSink& sink, ExportReport& report)
{
    PLUMBLINE_TRY(findItems(session, sink, report));
    PLUMBLINE_TRY(findSuperseded(session));
    PLUMBLINE_ASSIGN(const QList<Annotator> annotators, AnnotatorRepository(session).list());
    for (const Annotator& annotator : annotators) {
        if (m_options.annotatorKinds.isEmpty() || m_options.annotatorKinds.contains(annotator.kind)) {
            m_annotators.insert(annotator.id.value);
        }
    }
    return writeLabels(session, sink, report);
}

/// Notes which items pass the filter and are of a kind that the format has.
Result<void> SparseFeedbackExporter::findItems(Session& session, ExportSink& sink, ExportReport& report)
{
    ItemRepository items(session);
    qint64 after = 0;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<ItemRow> page, items.rowsAfter(m_options.filter, after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        for (const ItemRow& row : page) {
            ++report.items;
            const bool isRating = row.kind == ItemKind::Rating;
            if (!isRating && row.kind != ItemKind::Pairwise) {
                report.skip(u"kind"_s);
                continue;
            }
            if (row.labelCount == 0) {
                report.skip(u"no_label"_s);
                continue;
            }
            m_hasRatings = m_hasRatings || isRating;
            m_hasRankings = m_hasRankings || !isRating;
            const auto index = static_cast<size_t>(row.id.value);
            if (m_wanted.size() <= index) {
                m_wanted.resize(index * 5 / 4 + 1024);
            }
            m_wanted[index] = true;
        }
        after = page.last().id.value;
        if (!sink.progress(0, 0)) {
            return stopped();
        }
    }
}

Result<void> SparseFeedbackExporter::findSuperseded(Session& session)
{
    AnnotationRepository annotations(session);
    qint64 after = 0;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Annotation> page, annotations.after(after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        for (const Annotation& annotation : page) {
            if (annotation.supersedes.isValid()) {
                m_superseded.insert(annotation.supersedes.value);
            }
        }
        after = page.last().id.value;
    }
}

Result<void> SparseFeedbackExporter::writeLabels(Session& session, ExportSink& sink, ExportReport& report)
{
    // One sort of rows goes into the file that was asked for; two go into two files beside it.
    const bool isBoth = m_hasRatings && m_hasRankings;
    AnnotationRepository annotations(session);
    qint64 after = 0;
    PLUMBLINE_TRY(sink.write(isBoth ? u"ratings"_s : QString(), {}));
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<Annotation> page, annotations.after(after, kPage));
        if (page.isEmpty()) {
            return {};
        }
        for (const Annotation& annotation : page) {
            const auto item = static_cast<size_t>(annotation.itemId.value);
            const bool isWanted = item < m_wanted.size() && m_wanted[item] &&
                                  annotation.action == AnnotationAction::Submit &&
                                  m_annotators.contains(annotation.annotatorId.value);
            if (isWanted && !m_superseded.contains(annotation.id.value)) {
                PLUMBLINE_TRY(addRows(session, annotation, report));
            }
        }
        after = page.last().id.value;
        PLUMBLINE_TRY(sink.write(isBoth ? u"ratings"_s : QString(), m_ratings));
        PLUMBLINE_TRY(sink.write(isBoth ? u"rankings"_s : QString(), m_rankings));
        m_ratings.clear();
        m_rankings.clear();
        if (!sink.progress(report.labels, 0)) {
            return stopped();
        }
    }
}

Result<void> SparseFeedbackExporter::addRows(Session& session, const Annotation& annotation,
                                             ExportReport& report)
{
    PLUMBLINE_ASSIGN(const ItemView view, ItemRepository(session).view(annotation.itemId));
    ++report.labels;
    if (!sparseCells(view.prompt)) {
        report.skip(u"conversation"_s);
    } else if (view.item.kind == ItemKind::Rating) {
        addRatings(view, annotation, report);
    } else {
        addRanking(view, annotation, report);
    }
    return {};
}

void SparseFeedbackExporter::addRatings(const ItemView& view, const Annotation& annotation,
                                        ExportReport& report)
{
    const auto cells = sparseCells(view.prompt).value_or(std::pair<QString, QString>());
    const QString kept = annotation.content.extra.value(u"score"_s).toString();
    for (const Rating& rating : annotation.content.ratings) {
        if (!rating.value || rating.aspect != view.schema.definition.aspects.value(0).id) {
            continue;
        }
        const QString score = kept.isEmpty() ? scoreText(*rating.value) : kept;
        appendCsvRow(m_ratings,
                     {cells.first, cells.second, view.responses.value(rating.response).text(), score});
        ++report.records;
    }
}

void SparseFeedbackExporter::addRanking(const ItemView& view, const Annotation& annotation,
                                        ExportReport& report)
{
    const auto cells = sparseCells(view.prompt).value_or(std::pair<QString, QString>());
    const Verdict verdict = verdictOf({annotation, {}});
    if (verdict.kind == Verdict::Kind::BothBad || verdict.kind == Verdict::Kind::None ||
        view.responses.size() != 2) {
        report.skip(verdict.kind == Verdict::Kind::BothBad ? u"both_bad"_s : u"no_label"_s);
        return;
    }
    const QString label = verdict.kind == Verdict::Kind::First    ? u"(a)"_s
                          : verdict.kind == Verdict::Kind::Second ? u"(b)"_s
                                                                  : u"equal"_s;
    appendCsvRow(m_rankings, {cells.first, cells.second, view.responses.at(0).text(),
                              view.responses.at(1).text(), label});
    ++report.records;
}

} // namespace plumbline
