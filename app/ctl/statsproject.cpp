#include "app/ctl/ctlcontext.h"
#include "app/ctl/statsinput.h"

#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/store.h"

#include <QSet>

#include <algorithm>
#include <functional>
#include <tuple>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPageSize = 500;
const QString kBothBad = u"both_bad"_s;

/// One current label that counts, with its item.
struct ProjectLabel
{
    const ItemView& view;
    const Annotation& annotation;
    const QString& annotator;
};
using HandleLabel = std::function<Result<void>(const ProjectLabel& label)>;

/// The annotators that count.
Result<QHash<qint64, QString>> countedAnnotators(Session& session, const StatsSource& source,
                                                 const std::vector<std::string>& defaultKinds)
{
    QSet<QString> kinds;
    for (const std::string& kind : source.by.empty() ? defaultKinds : source.by) {
        kinds.insert(fromArg(kind));
    }
    QHash<qint64, QString> names;
    PLUMBLINE_ASSIGN(const QList<Annotator> annotators, AnnotatorRepository(session).list());
    for (const Annotator& annotator : annotators) {
        if (kinds.contains(u"all"_s) || kinds.contains(toName(annotator.kind))) {
            names.insert(annotator.id.value, annotator.name);
        }
    }
    return names;
}

/// Goes over the current labels of all items of a kind, in the order in which they were given for each item.
Result<void> eachLabel(Session& session, const StatsSource& source, ItemKind kind,
                       const QHash<qint64, QString>& annotators, const HandleLabel& handle)
{
    ItemFilter filter;
    filter.kind = kind;
    filter.minimumLabels = 1;
    if (!source.batch.empty()) {
        const QString name = fromArg(source.batch);
        PLUMBLINE_ASSIGN(const std::optional<Batch> batch, BatchRepository(session).findByName(name));
        if (!batch) {
            return makeError(ErrorCode::NotFound, u"There is no batch “%1”."_s.arg(name), u"batch"_s);
        }
        filter.batch = batch->id;
    }
    ItemRepository items(session);
    AnnotationRepository annotations(session);
    ItemId after;
    for (;;) {
        PLUMBLINE_ASSIGN(const QList<ItemView> page, items.viewsAfter(filter, after, kPageSize));
        for (const ItemView& view : page) {
            PLUMBLINE_ASSIGN(const QList<Annotation> current, annotations.current(view.item.id));
            for (const Annotation& annotation : current) {
                const auto name = annotators.constFind(annotation.annotatorId.value);
                if (name != annotators.constEnd()) {
                    PLUMBLINE_TRY(handle({view, annotation, *name}));
                }
            }
        }
        if (page.size() < kPageSize) {
            return {};
        }
        after = page.last().item.id;
    }
}

/// The preference that a pairwise label holds for the asked aspect.
const Preference* preferenceOf(const ProjectLabel& label, const StatsSource& source)
{
    const QString aspect = source.aspect.empty() ? u"overall"_s : fromArg(source.aspect);
    const Preference* preference = label.annotation.content.findPreference(aspect);
    const auto count = label.view.responses.size();
    const bool isUsable = preference != nullptr && preference->first >= 0 && preference->second >= 0 &&
                          preference->first < count && preference->second < count;
    return isUsable ? preference : nullptr;
}

stats::PairWinner winnerOf(const Preference& preference)
{
    return preference.margin > 0   ? stats::PairWinner::A
           : preference.margin < 0 ? stats::PairWinner::B
                                   : stats::PairWinner::Tie;
}

void addLabel(LabelInput& input, const QString& unit, const ProjectLabel& label, const QString& word)
{
    input.rows.push_back({input.units.indexOf(unit), input.annotators.indexOf(label.annotator), word,
                          label.annotation.id.value});
}

/// The same two responses are one unit, whichever item asks about them and in which order.
Result<LabelInput> pairLabels(Session& session, const StatsSource& source,
                              const QHash<qint64, QString>& annotators)
{
    LabelInput input;
    bool hasBothBad = false;
    PLUMBLINE_TRY(eachLabel(
        session, source, ItemKind::Pairwise, annotators, [&](const ProjectLabel& label) -> Result<void> {
            const Preference* preference = preferenceOf(label, source);
            if (preference == nullptr) {
                return {};
            }
            const Response& one = label.view.responses[preference->first];
            const Response& other = label.view.responses[preference->second];
            const qint64 first = one.id.value;
            const qint64 second = other.id.value;
            // “a” is the response of the model whose name comes first, so that it means the same everywhere.
            const bool isInOrder = std::tie(one.model, first) <= std::tie(other.model, second);
            const stats::PairWinner winner =
                isInOrder ? winnerOf(*preference) : swapped(winnerOf(*preference));
            const QString word = preference->bothBad              ? kBothBad
                                 : winner == stats::PairWinner::A ? u"a"_s
                                 : winner == stats::PairWinner::B ? u"b"_s
                                                                  : u"tie"_s;
            hasBothBad = hasBothBad || preference->bothBad;
            const QString unit =
                u"responses %1 and %2"_s.arg(std::min(first, second)).arg(std::max(first, second));
            addLabel(input, unit, label, word);
            return {};
        }));
    input.values = QStringList{u"a"_s, u"tie"_s, u"b"_s};
    if (hasBothBad) {
        input.values.append(kBothBad);
    }
    return input;
}

/// The scale of one aspect, which must be the same in all versions of the schema that were answered.
class AspectScale
{
public:
    Result<void> add(const ItemView& view, const QString& aspectId)
    {
        const Aspect* aspect = view.schema.definition.findAspect(aspectId);
        if (aspect == nullptr || aspect->points.isEmpty()) {
            return {};
        }
        QStringList points;
        for (const ScalePoint& point : aspect->points) {
            points.append(QString::number(point.value));
        }
        if (!m_points.isEmpty() && m_points != points) {
            return makeError(
                ErrorCode::InvalidData,
                u"The scale of “%1” changed between versions of the schema (%2 to %3, then %4 to "
                "%5), so the ratings do not compare; choose one batch with --batch."_s.arg(
                    aspectId, m_points.first(), m_points.last(), points.first(), points.last()));
        }
        m_points = points;
        return {};
    }
    /// The declared points, if every label is one of them.
    [[nodiscard]] QStringList pointsFor(const LabelInput& input) const
    {
        const bool isOnScale =
            std::all_of(input.rows.begin(), input.rows.end(),
                        [this](const TextLabel& row) { return m_points.contains(row.label); });
        return isOnScale ? m_points : QStringList();
    }

private:
    QStringList m_points;
};

/// The rated aspect: as asked, or the only one. Errors: InvalidArgument naming what there is.
Result<QString> ratedAspect(Session& session, const StatsSource& source,
                            const QHash<qint64, QString>& annotators)
{
    if (!source.aspect.empty()) {
        return fromArg(source.aspect);
    }
    QStringList aspects;
    PLUMBLINE_TRY(eachLabel(session, source, ItemKind::Rating, annotators,
                            [&](const ProjectLabel& label) -> Result<void> {
                                for (const Rating& rating : label.annotation.content.ratings) {
                                    if (!aspects.contains(rating.aspect)) {
                                        aspects.append(rating.aspect);
                                    }
                                }
                                return {};
                            }));
    if (aspects.size() > 1) {
        return makeError(
            ErrorCode::InvalidArgument,
            u"Several aspects were rated (%1); choose one with --aspect."_s.arg(aspects.join(u", "_s)));
    }
    return aspects.value(0);
}

Result<LabelInput> ratingLabels(Session& session, const StatsSource& source,
                                const QHash<qint64, QString>& annotators)
{
    PLUMBLINE_ASSIGN(const QString aspect, ratedAspect(session, source, annotators));
    LabelInput input;
    AspectScale scale;
    const Result<void> read = eachLabel(
        session, source, ItemKind::Rating, annotators, [&](const ProjectLabel& label) -> Result<void> {
            for (const Rating& rating : label.annotation.content.ratings) {
                if (rating.aspect != aspect || !rating.value || rating.response < 0 ||
                    rating.response >= label.view.responses.size()) {
                    continue;
                }
                PLUMBLINE_TRY(scale.add(label.view, aspect));
                addLabel(input, u"response %1"_s.arg(label.view.responses[rating.response].id.value), label,
                         QString::number(*rating.value));
            }
            return {};
        });
    PLUMBLINE_TRY(read);
    input.values = scale.pointsFor(input);
    return input;
}

} // namespace

Result<LabelInput> projectLabels(const StatsSource& source)
{
    return source.store->read([&](Session& session) -> Result<LabelInput> {
        PLUMBLINE_ASSIGN(const auto annotators, countedAnnotators(session, source, {"human"}));
        if (source.kind != "rating") {
            PLUMBLINE_ASSIGN(LabelInput pairs, pairLabels(session, source, annotators));
            if (!pairs.rows.empty() || source.kind == "pairwise") {
                return pairs;
            }
        }
        return ratingLabels(session, source, annotators);
    });
}

Result<stats::Comparisons> projectComparisons(const StatsSource& source)
{
    return source.store->read([&](Session& session) -> Result<stats::Comparisons> {
        PLUMBLINE_ASSIGN(const auto annotators, countedAnnotators(session, source, {"human"}));
        NameIndex models;
        NameIndex people;
        NameIndex prompts;
        stats::Comparisons votes;
        PLUMBLINE_TRY(eachLabel(
            session, source, ItemKind::Pairwise, annotators, [&](const ProjectLabel& label) -> Result<void> {
                const Preference* preference = preferenceOf(label, source);
                if (preference == nullptr) {
                    return {};
                }
                const QString& first = label.view.responses[preference->first].model;
                const QString& second = label.view.responses[preference->second].model;
                if (first.isEmpty() || second.isEmpty() || first == second) {
                    return {}; // says nothing of two models
                }
                stats::Comparison vote;
                vote.a = models.indexOf(first);
                vote.b = models.indexOf(second);
                vote.winner = winnerOf(*preference);
                vote.prompt = prompts.indexOf(QString::number(label.view.item.promptId.value));
                vote.annotator = people.indexOf(label.annotator);
                votes.rows.push_back(vote);
                return {};
            }));
        votes.models = models.size();
        votes.names = models.names();
        return votes;
    });
}

Result<stats::Rankings> projectRankings(const StatsSource& source)
{
    return source.store->read([&](Session& session) -> Result<stats::Rankings> {
        PLUMBLINE_ASSIGN(const auto annotators, countedAnnotators(session, source, {"human"}));
        NameIndex models;
        NameIndex people;
        NameIndex prompts;
        stats::Rankings rankings;
        PLUMBLINE_TRY(eachLabel(
            session, source, ItemKind::Ranking, annotators, [&](const ProjectLabel& label) -> Result<void> {
                if (!label.annotation.content.ranking) {
                    return {};
                }
                stats::Ranking ranking;
                QSet<int> placed;
                std::int32_t level = 0;
                for (const QList<ResponseIndex>& group : label.annotation.content.ranking->groups) {
                    for (const ResponseIndex index : group) {
                        placed.insert(index);
                        ranking.models.push_back(models.indexOf(label.view.responses.value(index).model));
                        ranking.levels.push_back(level);
                    }
                    ++level;
                }
                for (int index = 0; index < label.view.responses.size(); ++index) {
                    if (!placed.contains(index)) {
                        ranking.rest.push_back(models.indexOf(label.view.responses[index].model));
                    }
                }
                ranking.prompt = prompts.indexOf(QString::number(label.view.item.promptId.value));
                ranking.annotator = people.indexOf(label.annotator);
                rankings.rows.push_back(std::move(ranking));
                return {};
            }));
        rankings.models = models.size();
        rankings.names = models.names();
        return rankings;
    });
}

Result<ConsistencyInput> projectConsistency(const StatsSource& source)
{
    return source.store->read([&](Session& session) -> Result<ConsistencyInput> {
        PLUMBLINE_ASSIGN(const auto annotators, countedAnnotators(session, source, {"all"}));
        PLUMBLINE_ASSIGN(const QString aspect, ratedAspect(session, source, annotators));
        const auto responseId = [](const ItemView& view, int index) {
            return static_cast<std::int32_t>(view.responses.value(index).id.value);
        };
        ConsistencyInput input;
        QSet<QString> raters;
        PLUMBLINE_TRY(eachLabel(
            session, source, ItemKind::Rating, annotators, [&](const ProjectLabel& label) -> Result<void> {
                for (const Rating& rating : label.annotation.content.ratings) {
                    if (rating.aspect == aspect && rating.value) {
                        raters.insert(label.annotator);
                        input.ratings.push_back({static_cast<std::int32_t>(label.view.item.promptId.value),
                                                 responseId(label.view, rating.response), *rating.value});
                    }
                }
                return {};
            }));
        StatsSource pairs = source;
        pairs.aspect.clear();
        PLUMBLINE_TRY(eachLabel(
            session, pairs, ItemKind::Pairwise, annotators, [&](const ProjectLabel& label) -> Result<void> {
                if (const Preference* preference = preferenceOf(label, pairs)) {
                    input.rankings.push_back({static_cast<std::int32_t>(label.view.item.promptId.value),
                                              responseId(label.view, preference->first),
                                              responseId(label.view, preference->second),
                                              winnerOf(*preference)});
                }
                return {};
            }));
        input.repeated = raters.size() > 1 ? stats::RepeatedRatings::Mean : stats::RepeatedRatings::First;
        return input;
    });
}

} // namespace plumbline
