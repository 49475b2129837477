#pragma once

#include "core/exchange/exporter.h"
#include "core/store/itemrepository.h"

#include <QHash>

#include <functional>

namespace plumbline {

/// A label with what an exporter needs to know of it.
struct ExportLabel
{
    Annotation annotation;
    Annotator annotator;
};

/// Goes over the items of an export in order of id, each with its current labels by the kinds of annotators
/// that the options name, and tells the sink how far it is.
class LabelledPages
{
public:
    LabelledPages(Session& session, const ExportOptions& options)
        : m_session(session)
        , m_options(options)
    {
    }

    using Handle = std::function<Result<void>(const ItemView& view, const QList<ExportLabel>& labels)>;
    /// Errors: Cancelled; what the store, `handle` and the sink say.
    [[nodiscard]] Result<void> each(ExportSink& sink, ExportReport& report, const Handle& handle);
    /// The current labels of one item.
    [[nodiscard]] Result<QList<ExportLabel>> labels(const Item& item);

private:
    [[nodiscard]] Result<Annotator> annotator(AnnotatorId id);

    Session& m_session;
    const ExportOptions& m_options;
    QHash<qint64, Annotator> m_annotators;
};

/// What the labels of a pairwise (or reaction) item say together.
struct Verdict
{
    enum class Kind { First, Second, Tie, BothBad, None };
    Kind kind = Kind::None;
    double strength = 0;       ///< 1 better, 2 much better; the mean of those who agree
    QList<ExportLabel> labels; ///< those who agree
    QString reason;            ///< for None: the reason of ExportReport::skipped

    [[nodiscard]] bool isDecided() const { return kind == Kind::First || kind == Kind::Second; }
};

/// What one label says: its overall preference, or its reaction (First: like, Second: dislike).
[[nodiscard]] Verdict verdictOf(const ExportLabel& label);
/// The verdicts that an export takes from an item's labels: one for each label, or at most one for all.
[[nodiscard]] QList<Verdict> verdictsOf(const QList<ExportLabel>& labels, LabelChoice choice);

} // namespace plumbline
