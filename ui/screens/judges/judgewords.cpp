#include "ui/screens/judges/judgewords.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text, const char* comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("JudgeWords", text, comment, n);
}

const JudgeRow* bestOf(const JudgeReport& report, JudgeRowKind kind)
{
    const JudgeRow* best = nullptr;
    for (const JudgeRow& row : report.rows) {
        if (row.kind == kind && row.agreement &&
            (best == nullptr || *row.agreement.value > *best->agreement.value)) {
            best = &row;
        }
    }
    return best;
}

/// −1 below, 1 above, 0 when the intervals do not tell them apart.
int compare(const stats::Estimate& one, const stats::Estimate& other)
{
    const double oneLow = one.interval ? one.interval->low : *one.value;
    const double oneHigh = one.interval ? one.interval->high : *one.value;
    const double otherLow = other.interval ? other.interval->low : *other.value;
    const double otherHigh = other.interval ? other.interval->high : *other.value;
    return oneLow > otherHigh ? 1 : oneHigh < otherLow ? -1 : 0;
}

} // namespace

QString judgeName(const JudgeKey& key)
{
    switch (key.kind) {
    case JudgeRowKind::People:
        return tr("People among themselves");
    case JudgeRowKind::Judge:
        return key.name;
    case JudgeRowKind::Version:
        return key.version;
    case JudgeRowKind::Canary:
        break;
    }
    switch (key.canary) {
    case Canary::First:
        return tr("Always the first answer");
    case Canary::Second:
        return tr("Always the second answer");
    case Canary::Tie:
        return tr("Always a tie");
    case Canary::Longest:
        break;
    }
    return tr("Always the longer answer");
}

QString judgeKindWord(const JudgeRow& row)
{
    switch (row.kind) {
    case JudgeRowKind::People:
        return tr("people");
    case JudgeRowKind::Version:
        return tr("version");
    case JudgeRowKind::Canary:
        return tr("reads nothing");
    case JudgeRowKind::Judge:
        break;
    }
    switch (row.annotatorKind) {
    case AnnotatorKind::RewardModel:
        return tr("reward model");
    case AnnotatorKind::Simulated:
        return tr("simulated");
    case AnnotatorKind::Human:
    case AnnotatorKind::Llm:
        break;
    }
    return tr("judge");
}

QString judgesSentence(const JudgeReport& report)
{
    if (!report.undefined.isEmpty()) {
        return report.undefined;
    }
    const bool isPeople = report.options.baseline.isEmpty();
    const QString baseline = isPeople ? tr("people") : report.options.baseline;
    const JudgeRow* judge = bestOf(report, JudgeRowKind::Judge);
    if (judge == nullptr) {
        return report.judges == 0 ? tr("No judge has compared two answers here.")
                                  : tr("No judge and %1 have judged the same pairs.").arg(baseline);
    }
    QStringList sentences{report.judges > 1
                              ? tr("%1 agrees best with %2: %3.")
                                    .arg(judge->name, baseline, percentText(*judge->agreement.value))
                              : tr("%1 agrees with %2 on %3.")
                                    .arg(judge->name, baseline, percentText(*judge->agreement.value))};
    const JudgeRow& people = report.rows.front();
    if (isPeople && people.agreement) {
        const int order = compare(judge->agreement, people.agreement);
        const QString among = percentText(*people.agreement.value);
        sentences << (order > 0 ? tr("That is more than people among themselves (%1).").arg(among)
                      : order < 0
                          ? tr("That is less than people among themselves (%1).").arg(among)
                          : tr("It cannot be told apart from people among themselves (%1).").arg(among));
    }
    if (const JudgeRow* canary = bestOf(report, JudgeRowKind::Canary)) {
        sentences
            << (compare(judge->agreement, canary->agreement) > 0
                    ? tr("Reading nothing reaches %1 at most.").arg(percentText(*canary->agreement.value))
                    : tr("Reading nothing reaches %1, so it is not better than that.")
                          .arg(percentText(*canary->agreement.value)));
    }
    return sentences.join(u' ');
}

QString judgesMethod(const JudgeReport& report)
{
    QStringList lines{report.options.baseline.isEmpty()
                          ? tr("Agreement: each verdict against the mode of all people but one, for each one "
                               "left out; a tie "
                               "is worth half (AlpacaEval). Modes that tie are drawn with seed %1.")
                                .arg(report.options.seed)
                          : tr("Agreement: 1 − the mean distance to what %1 said; a tie is worth half.")
                                .arg(report.options.baseline)};
    lines << tr("Same vote: each verdict with each vote, a tie a verdict of its own (MT-Bench, setup S1); "
                "without ties setup S2.");
    lines
        << tr("κ, accuracy and F1 use the pairs on which most people say the same, or that were settled: %1 "
              "pairs without a clear verdict are left out there.")
               .arg(groupedNumber(report.unclear));
    lines << tr("Intervals are 95 %, with the pairs as units.");
    return lines.join(u'\n');
}

QString judgesCount(const JudgeReport& report)
{
    QStringList parts{tr("%1 pairs judged").arg(groupedNumber(report.judged)),
                      tr("%1 votes").arg(groupedNumber(report.votes)),
                      tr("%1 people").arg(groupedNumber(report.people)),
                      report.judges == 1 ? tr("1 judge") : tr("%1 judges").arg(groupedNumber(report.judges))};
    if (report.settled > 0) {
        parts << tr("%1 settled").arg(groupedNumber(report.settled));
    }
    return parts.join(u", "_s);
}

QString pointsText(double share)
{
    const double points = std::round(100 * share * 10) / 10;
    const bool isWhole = std::abs(points - std::round(points)) < 0.05;
    const QString text = decimalNumber(std::abs(points), isWhole ? 0 : 1);
    return points > 0 ? u'+' + text : points < 0 ? u'−' + text : text;
}

} // namespace plumbline
