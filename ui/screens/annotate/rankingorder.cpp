#include "ui/screens/annotate/rankingorder.h"

namespace plumbline {

namespace {

qsizetype groupOf(const Ranking& ranking, ResponseIndex response)
{
    for (qsizetype group = 0; group < ranking.groups.size(); ++group) {
        if (ranking.groups.at(group).contains(response)) {
            return group;
        }
    }
    return -1;
}

} // namespace

QList<ResponseIndex> placedResponses(const Ranking& ranking)
{
    QList<ResponseIndex> placed;
    for (const QList<ResponseIndex>& group : ranking.groups) {
        placed += group;
    }
    return placed;
}

int rankOf(const Ranking& ranking, ResponseIndex response)
{
    qsizetype before = 0;
    for (const QList<ResponseIndex>& group : ranking.groups) {
        if (group.contains(response)) {
            return static_cast<int>(before) + 1;
        }
        before += group.size();
    }
    return 0;
}

int tiedCount(const Ranking& ranking, ResponseIndex response)
{
    const qsizetype group = groupOf(ranking, response);
    return group < 0 ? 0 : static_cast<int>(ranking.groups.at(group).size());
}

bool isTiedWithAbove(const Ranking& ranking, ResponseIndex response)
{
    const qsizetype group = groupOf(ranking, response);
    return group >= 0 && ranking.groups.at(group).constFirst() != response;
}

Ranking takenOut(Ranking ranking, ResponseIndex response)
{
    const qsizetype group = groupOf(ranking, response);
    if (group >= 0) {
        ranking.groups[group].removeOne(response);
        if (ranking.groups.at(group).isEmpty()) {
            ranking.groups.removeAt(group);
        }
    }
    return ranking;
}

Ranking placedAt(Ranking ranking, ResponseIndex response, int place)
{
    ranking = takenOut(ranking, response);
    qsizetype before = 0;
    qsizetype group = 0;
    while (group < ranking.groups.size() && before + 1 < place) {
        before += ranking.groups.at(group++).size();
    }
    ranking.groups.insert(group, QList<ResponseIndex>{response});
    return ranking;
}

Ranking placedBefore(Ranking ranking, ResponseIndex response, ResponseIndex next)
{
    ranking = takenOut(ranking, response);
    const qsizetype group = groupOf(ranking, next);
    ranking.groups.insert(group < 0 ? ranking.groups.size() : group, QList<ResponseIndex>{response});
    return ranking;
}

Ranking tiedTo(Ranking ranking, ResponseIndex response, ResponseIndex other)
{
    if (response == other || groupOf(ranking, other) < 0) {
        return ranking;
    }
    ranking = takenOut(ranking, response);
    QList<ResponseIndex>& group = ranking.groups[groupOf(ranking, other)];
    group.insert(group.indexOf(other) + 1, response);
    return ranking;
}

Ranking tieToggled(Ranking ranking, ResponseIndex response)
{
    const qsizetype group = groupOf(ranking, response);
    if (group < 0) {
        return ranking.groups.isEmpty() ? ranking
                                        : tiedTo(ranking, response, ranking.groups.constLast().constLast());
    }
    if (isTiedWithAbove(ranking, response)) {
        const qsizetype at = ranking.groups.at(group).indexOf(response);
        const QList<ResponseIndex> below = ranking.groups.at(group).mid(at);
        ranking.groups[group].resize(at);
        ranking.groups.insert(group + 1, below);
    } else if (group > 0) {
        const QList<ResponseIndex> joining = ranking.groups.takeAt(group);
        ranking.groups[group - 1] += joining;
    }
    return ranking;
}

Ranking movedBy(Ranking ranking, ResponseIndex response, int by)
{
    const qsizetype group = groupOf(ranking, response);
    if (group < 0) {
        ranking.groups.append(QList<ResponseIndex>{response});
        return ranking;
    }
    const bool isTied = ranking.groups.at(group).size() > 1;
    if (isTied) {
        ranking.groups[group].removeOne(response);
        ranking.groups.insert(by < 0 ? group : group + 1, QList<ResponseIndex>{response});
        return ranking;
    }
    const qsizetype target = qBound<qsizetype>(0, group + (by < 0 ? -1 : 1), ranking.groups.size() - 1);
    ranking.groups.move(group, target);
    return ranking;
}

Ranking cutToTop(Ranking ranking, int topK)
{
    if (topK <= 0) {
        return ranking;
    }
    qsizetype before = 0;
    for (qsizetype group = 0; group < ranking.groups.size(); ++group) {
        if (before >= topK) {
            ranking.groups.resize(group);
            break;
        }
        before += ranking.groups.at(group).size();
    }
    return ranking;
}

} // namespace plumbline
