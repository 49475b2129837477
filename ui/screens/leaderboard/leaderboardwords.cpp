#include "ui/screens/leaderboard/leaderboardwords.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostNames = 4;
constexpr std::size_t kMostTies = 3;

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("LeaderboardWords", text, nullptr, n);
}

QString tieSentence(const LeaderboardTie& tie)
{
    const QString range = tie.bestRank == tie.worstRank ? QString::number(tie.bestRank)
                                                        : u"%1–%2"_s.arg(tie.bestRank).arg(tie.worstRank);
    return tie.models.size() == 2
               ? tr("%1 cannot be told apart (both rank %2).").arg(namesInWords(tie.models), range)
               : tr("%1 cannot be told apart (ranks %2).").arg(namesInWords(tie.models), range);
}

QStringList leaders(const LeaderboardReport& report)
{
    QStringList names;
    for (const LeaderboardRow& row : report.rows) {
        if (row.score && (report.isComplete ? row.bestRank : row.rank) == 1) {
            names << row.name;
        }
    }
    return names;
}

QString scoresWords(const LeaderboardOptions& options)
{
    switch (options.method) {
    case ScoreMethod::PlackettLuce:
        return tr("Plackett–Luce scores from rankings");
    case ScoreMethod::Elo:
        return options.eloOrders > 0
                   ? tr("Elo with K %1, the mean of %2 random orders")
                         .arg(decimalNumber(options.eloStep, 0), groupedNumber(options.eloOrders))
                   : tr("Elo with K %1, in the order of the votes").arg(decimalNumber(options.eloStep, 0));
    case ScoreMethod::WinRate:
        return tr("The score is the share won, a tie as half a win");
    case ScoreMethod::BradleyTerry:
        break;
    }
    switch (options.ties) {
    case stats::TieModel::Davidson:
        return tr("Ties by Davidson’s model");
    case stats::TieModel::RaoKupper:
        return tr("Ties by Rao and Kupper’s model");
    default:
        return tr("A tie counts as half a win");
    }
}

QString clusterWords(stats::ClusterBy cluster)
{
    switch (cluster) {
    case stats::ClusterBy::Prompt:
        return tr("prompts");
    case stats::ClusterBy::Annotator:
        return tr("people");
    case stats::ClusterBy::Both:
        return tr("prompts and people");
    case stats::ClusterBy::None:
        break;
    }
    return tr("single votes");
}

QString intervalWords(const LeaderboardOptions& options)
{
    switch (options.interval) {
    case stats::IntervalMethod::None:
        return tr("no intervals");
    case stats::IntervalMethod::Model:
        return tr("intervals from the model’s information");
    case stats::IntervalMethod::Sandwich:
        return options.cluster == stats::ClusterBy::None
                   ? tr("intervals by the sandwich estimate")
                   : tr("intervals by the sandwich estimate over %1").arg(clusterWords(options.cluster));
    case stats::IntervalMethod::Bootstrap:
        break;
    }
    return tr("intervals from %1 resamples of %2, seed %3")
        .arg(groupedNumber(options.resamples), clusterWords(options.cluster))
        .arg(options.seed);
}

} // namespace

QString namesInWords(const QStringList& names)
{
    if (names.size() < 2) {
        return names.value(0);
    }
    if (names.size() > kMostNames + 1) {
        return tr("%1 and %n more", static_cast<int>(names.size() - kMostNames))
            .arg(names.first(kMostNames).join(u", "_s));
    }
    return tr("%1 and %2").arg(names.first(names.size() - 1).join(u", "_s), names.constLast());
}

QString resultSentence(const LeaderboardReport& report)
{
    if (!report.undefined.isEmpty()) {
        return report.undefined;
    }
    QStringList sentences;
    const QStringList first = leaders(report);
    if (first.size() == 1) {
        sentences << tr("%1 leads.").arg(first.constFirst());
    } else if (first.size() > 1) {
        sentences << tr("No model leads alone.");
    }
    for (std::size_t tie = 0; tie < report.notSeparated.size() && tie < kMostTies; ++tie) {
        sentences << tieSentence(report.notSeparated[tie]);
    }
    if (report.notSeparated.size() > kMostTies) {
        sentences << tr("%n more group(s) cannot be told apart.",
                        static_cast<int>(report.notSeparated.size() - kMostTies));
    }
    if (report.isComplete && !report.noIntervals.isEmpty()) {
        sentences << report.noIntervals;
    }
    return sentences.join(u' ');
}

QString methodSentence(const LeaderboardOptions& options)
{
    QStringList parts{scoresWords(options)};
    if (options.isStyleControlled && options.method == ScoreMethod::BradleyTerry) {
        parts << tr("at equal length, headers, lists and bold");
    }
    if (options.l2 > 0) {
        parts << tr("penalty %1").arg(QString::number(options.l2));
    }
    parts << intervalWords(options);
    return parts.join(u"; "_s) + u'.';
}

QString decidedSentence(const LeaderboardReport& report)
{
    const LeaderboardDecisions& decisions = report.sequential;
    if (!report.isComplete || !report.undefined.isEmpty()) {
        return {};
    }
    if (!decisions.undefined.isEmpty()) {
        return decisions.undefined;
    }
    const auto models = static_cast<int>(report.rows.size());
    const QString ranks =
        tr("Looking after every vote, %1 of %n rank(s) are decided", models).arg(decisions.decidedRanks);
    if (decisions.open.empty()) {
        return ranks + u'.';
    }
    const LeaderboardOpenPair& next = decisions.open.front();
    const QString pair = tr("%1 against %2")
                             .arg(report.rows[static_cast<std::size_t>(next.first)].name,
                                  report.rows[static_cast<std::size_t>(next.second)].name);
    return ranks + u"; "_s +
           tr("%n pair(s) need more votes, first %1.", static_cast<int>(decisions.open.size())).arg(pair);
}

QString leaderboardCount(const LeaderboardReport& report)
{
    const auto count = [](qint64 value, const char* words) {
        return QString(tr(words, static_cast<int>(std::min<qint64>(value, 2'000'000'000))))
            .replace(QString::number(value), groupedNumber(value));
    };
    return QStringList{count(report.votes, "%n vote(s)"), count(report.people, "%n person(s)"),
                       count(static_cast<qint64>(report.rows.size()), "%n model(s)"),
                       count(report.prompts, "%n prompt(s)")}
        .join(u", "_s);
}

QString rankText(const LeaderboardRow& row)
{
    if (!row.score || row.rank <= 0) {
        return u"–"_s;
    }
    return row.bestRank < row.worstRank ? u"%1–%2"_s.arg(row.bestRank).arg(row.worstRank)
                                        : QString::number(row.bestRank > 0 ? row.bestRank : row.rank);
}

QString scoreText(double score, const LeaderboardOptions& options)
{
    if (options.method == ScoreMethod::WinRate) {
        return decimalNumber(score, 1) + u" %"_s;
    }
    const QString text = groupedNumber(std::llround(score));
    return !options.baseline.isEmpty() && std::llround(score) > 0 ? u'+' + text : text;
}

QString scoreCaption(const LeaderboardOptions& options)
{
    const bool hasIntervals = options.interval != stats::IntervalMethod::None;
    const QString interval =
        hasIntervals ? tr(", %1 interval").arg(percentText(options.confidence)) : QString();
    if (options.method == ScoreMethod::WinRate) {
        return tr("Share won, percent%1").arg(interval);
    }
    if (!options.baseline.isEmpty()) {
        return tr("Score against %1%2").arg(options.baseline, interval);
    }
    return tr("Score, mean %1%2").arg(groupedNumber(std::llround(options.anchor)), interval);
}

QString componentsText(const LeaderboardReport& report)
{
    QStringList groups;
    for (const QStringList& component : report.components) {
        groups << namesInWords(component);
    }
    return groups.size() > 1 ? groups.join(u" · "_s) : QString();
}

QString tallyText(const QString& first, qint64 wins, qint64 ties, const QString& second, qint64 losses)
{
    return tr("%1 for %2, %3, %4 for %5")
        .arg(groupedNumber(wins), first,
             tr("%n tie(s)", static_cast<int>(ties)).replace(QString::number(ties), groupedNumber(ties)),
             groupedNumber(losses), second);
}

} // namespace plumbline
