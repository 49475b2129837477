#include "core/judge/simulatedparts.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/textindex.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t drawOf(const std::vector<double>& weights, Random& random)
{
    double sum = 0;
    for (const double weight : weights) {
        sum += weight;
    }
    double at = random.uniform() * sum;
    for (std::size_t index = 0; index + 1 < weights.size(); ++index) {
        at -= weights[index];
        if (at < 0) {
            return index;
        }
    }
    return weights.size() - 1;
}

/// The answer to a true one: by its row of the confusion, else right at the oracle's accuracy, else one of
/// `others` evenly.
QString confused(const SimulatedTask& task, const QString& truth, const QStringList& others, Random& random)
{
    const auto row = task.options.confusion.constFind(truth);
    if (row != task.options.confusion.constEnd()) {
        QStringList names = row->keys();
        names.sort();
        std::vector<double> weights;
        for (const QString& name : std::as_const(names)) {
            weights.push_back(row->value(name));
        }
        return names[static_cast<qsizetype>(drawOf(weights, random))];
    }
    if (random.uniform() < task.options.accuracy || others.isEmpty()) {
        return truth;
    }
    return others[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(others.size())))];
}

/// The preference with response 0 as its first.
Preference inItemOrder(Preference preference)
{
    if (preference.first > preference.second) {
        std::swap(preference.first, preference.second);
        preference.margin = -preference.margin;
    }
    return preference;
}

QString verdictName(const Preference& preference)
{
    return preference.bothBad      ? u"both_bad"_s
           : preference.margin > 0 ? u"first"_s
           : preference.margin < 0 ? u"second"_s
                                   : u"tie"_s;
}

Result<AnnotationContent> pairwiseAnswer(const SimulatedTask& task, const AnnotationContent& truth)
{
    AnnotationContent out;
    for (const Aspect& aspect : task.aspects()) {
        const Preference* found = truth.findPreference(aspect.id);
        if (!found) {
            continue;
        }
        Preference preference = inItemOrder(*found);
        const QString name = verdictName(preference);
        const QStringList others = name == u"first"_s    ? QStringList{u"second"_s}
                                   : name == u"second"_s ? QStringList{u"first"_s}
                                                         : QStringList{u"first"_s, u"second"_s};
        Random random = task.random(aspect.id);
        const QString answer = confused(task, name, others, random);
        if (answer != name) {
            preference.bothBad = answer == u"both_bad"_s;
            preference.margin = answer == u"first"_s ? 1 : answer == u"second"_s ? -1 : 0;
        }
        out.preferences.append(preference);
    }
    return out;
}

Result<AnnotationContent> ratingAnswer(const SimulatedTask& task, const AnnotationContent& truth)
{
    AnnotationContent out;
    for (const Aspect& aspect : task.aspects()) {
        for (ResponseIndex response = 0; response < task.item.responses.size(); ++response) {
            const Rating* found = truth.findRating(response, aspect.id);
            if (!found) {
                continue;
            }
            Rating rating{response, aspect.id, found->value, {}};
            if (found->value) {
                const QString name = QString::number(*found->value);
                QStringList others;
                for (const ScalePoint& point : aspect.points) {
                    others << QString::number(point.value);
                }
                others.removeAll(name);
                Random random = task.random(u"%1 %2"_s.arg(response).arg(aspect.id));
                rating.value = confused(task, name, others, random).toDouble();
            }
            out.ratings.append(rating);
        }
    }
    return out;
}

/// The words of a text, as [start, end) in code points.
QList<std::pair<qint64, qint64>> wordsOf(const TextIndex& index)
{
    QList<std::pair<qint64, qint64>> words;
    const QString& text = index.text();
    qsizetype begin = -1;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        const bool isSpace = at == text.size() || text[at].isSpace();
        if (!isSpace && begin < 0) {
            begin = at;
        } else if (isSpace && begin >= 0) {
            words.append({index.utf16ToCodePoint(begin), index.utf16ToCodePoint(at)});
            begin = -1;
        }
    }
    return words;
}

void addFalseMark(const SimulatedTask& task, ResponseIndex response, AnnotationContent& out)
{
    QStringList categories;
    for (const SpanCategory& category : task.schema().categories) {
        if (!category.isMissing) {
            categories << category.id;
        }
    }
    Random random = task.random(u"false mark %1"_s.arg(response));
    const TextIndex index(task.item.responses[response].text());
    const QList<std::pair<qint64, qint64>> words = wordsOf(index);
    if (!(random.uniform() < task.options.falseMarks) || words.isEmpty() || categories.isEmpty()) {
        return;
    }
    const auto pick = [&](qsizetype count) {
        return static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(count)));
    };
    const auto [start, end] = words[pick(words.size())];
    Span span;
    span.response = response;
    span.start = start;
    span.end = end;
    span.quote = index.slice(start, end);
    span.category = categories[pick(categories.size())];
    const bool isFree = std::none_of(out.spans.begin(), out.spans.end(), [&](const Span& other) {
        return other.response == response && other.start < span.end && span.start < other.end;
    });
    if (isFree) {
        out.spans.append(span);
    }
}

Result<AnnotationContent> spanAnswer(const SimulatedTask& task, const AnnotationContent& truth)
{
    AnnotationContent out;
    QStringList categories;
    for (const SpanCategory& category : task.schema().categories) {
        categories << category.id;
    }
    for (qsizetype at = 0; at < truth.spans.size(); ++at) {
        Random random = task.random(u"span %1"_s.arg(at));
        if (!(random.uniform() < task.options.accuracy)) {
            continue;
        }
        Span span = truth.spans[at];
        if (task.options.confusion.contains(span.category)) {
            span.category = confused(task, span.category, {}, random);
        }
        out.spans.append(span);
    }
    for (qsizetype at = 0; at < truth.missing.size(); ++at) {
        if (task.random(u"missing %1"_s.arg(at)).uniform() < task.options.accuracy) {
            out.missing.append(truth.missing[at]);
        }
    }
    for (ResponseIndex response = 0; response < task.item.responses.size(); ++response) {
        addFalseMark(task, response, out);
    }
    out.saysNoErrors = out.spans.isEmpty() && out.missing.isEmpty();
    return out;
}

Result<AnnotationContent> rankingAnswer(const SimulatedTask& task, const AnnotationContent& truth)
{
    if (!truth.ranking) {
        return cannotAnswer(task, u"the truth of this item holds no ranking."_s);
    }
    if (task.options.accuracy < 0.5) {
        return makeError(ErrorCode::InvalidArgument,
                         u"For rankings, the accuracy of an oracle must be at least 0.5: the chance that two "
                         u"neighbours stand in the right order."_s,
                         u"options.accuracy"_s);
    }
    Random random = task.random(u"ranking"_s);
    AnnotationContent out;
    out.ranking = Ranking{mallows(truth.ranking->groups, task.options.accuracy, random)};
    return out;
}

/// The rank of each response's model, from 0.
Result<QList<int>> modelRanks(const SimulatedTask& task)
{
    QList<int> out;
    for (const Response& response : task.item.responses) {
        const auto& ranks = task.options.ranks;
        const auto found = std::find_if(ranks.begin(), ranks.end(), [&](const QStringList& equals) {
            return equals.contains(response.model);
        });
        if (found == ranks.end()) {
            return makeError(
                ErrorCode::NotFound,
                u"The model “%1” does not stand in the ranking that is the truth. Add it, or leave its "
                u"items out."_s.arg(response.model),
                u"options.ranking"_s);
        }
        out << static_cast<int>(found - ranks.begin());
    }
    return out;
}

Result<AnnotationContent> truthByModels(const SimulatedTask& task)
{
    const ItemKind kind = task.schema().kind;
    if (kind != ItemKind::Pairwise && kind != ItemKind::Ranking) {
        return cannotAnswer(task,
                            u"a ranking of models says which response is better, not how good it is. Use "
                            "“gold” or an annotator as the truth."_s);
    }
    PLUMBLINE_ASSIGN(const QList<int> ranks, modelRanks(task));
    AnnotationContent out;
    if (kind == ItemKind::Pairwise) {
        const int margin = ranks[0] < ranks[1] ? 1 : ranks[0] > ranks[1] ? -1 : 0;
        for (const Aspect& aspect : task.aspects()) {
            out.preferences.append({aspect.id, 0, 1, margin, false});
        }
        return out;
    }
    out.ranking.emplace();
    for (int rank = 0; rank < task.options.ranks.size(); ++rank) {
        QList<ResponseIndex> group;
        for (ResponseIndex response = 0; response < ranks.size(); ++response) {
            if (ranks[response] == rank) {
                group << response;
            }
        }
        if (!group.isEmpty()) {
            out.ranking->groups << group;
        }
    }
    return out;
}

} // namespace

QList<QList<ResponseIndex>> mallows(const QList<QList<ResponseIndex>>& truth, double p, Random& random)
{
    const double dispersion = (1 - p) / p;
    QList<QList<ResponseIndex>> out;
    for (const QList<ResponseIndex>& group : truth) {
        std::vector<double> weights; // of going before so many of those that stand there
        for (qsizetype before = 0; before <= out.size(); ++before) {
            weights.push_back(std::pow(dispersion, static_cast<double>(before)));
        }
        out.insert(out.size() - static_cast<qsizetype>(drawOf(weights, random)), group);
    }
    return out;
}

Result<AnnotationContent> oracleTruth(const SimulatedTask& task, const SimulatedInput& input)
{
    switch (task.options.truth) {
    case SimulatedTruth::Ranking:
        return truthByModels(task);
    case SimulatedTruth::Gold:
        if (!task.item.item.gold) {
            return makeError(ErrorCode::NotFound,
                             u"This item has no known answer. Give it one, or use an annotator's labels or a "
                             u"ranking of models as the truth."_s);
        }
        return *task.item.item.gold;
    case SimulatedTruth::Annotator:
        break;
    }
    if (!input.truth) {
        return makeError(
            ErrorCode::NotFound,
            u"“%1”, whose labels are the truth, has not judged this item."_s.arg(task.options.annotator));
    }
    return *input.truth;
}

Result<AnnotationContent> oracleAnswer(const SimulatedTask& task, const AnnotationContent& truth)
{
    switch (task.schema().kind) {
    case ItemKind::Pairwise:
        return pairwiseAnswer(task, truth);
    case ItemKind::Rating:
        return ratingAnswer(task, truth);
    case ItemKind::Ranking:
        return rankingAnswer(task, truth);
    case ItemKind::Span:
        return spanAnswer(task, truth);
    case ItemKind::Critique:
    case ItemKind::Reaction:
        break;
    }
    return cannotAnswer(task, u"it has no model of errors for this kind of item."_s);
}

} // namespace plumbline
