#include "ui/screens/home/nextstep.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostSteps = 3;

/// The context under which translators find these texts.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(NextStep)
};

void addFlagged(const ProjectSummary& summary, QList<NextStep>& steps)
{
    if (summary.flagged > 0) {
        steps << NextStep{u"flag"_s,
                          Words::tr("Look at %1 flagged items").arg(groupedNumber(summary.flagged)),
                          Words::tr("Annotators marked them for you, often with a comment."),
                          Words::tr("Show them"),
                          u"items"_s,
                          u"flagged"_s};
    }
}

void addOpen(const ProjectSummary& summary, QList<NextStep>& steps)
{
    qint64 open = 0;
    QStringList names;
    for (const BatchSummary& batch : summary.batches) {
        if (batch.batch.isOpen && batch.openItems > 0) {
            open += batch.openItems;
            names << batch.batch.name;
        }
    }
    if (open > 0) {
        steps << NextStep{u"pen"_s,
                          Words::tr("Judge %1 open items").arg(groupedNumber(open)),
                          Words::tr("They wait in %1.")
                              .arg(names.first(std::min<qsizetype>(names.size(), 3)).join(u", "_s)),
                          Words::tr("Annotate"),
                          u"annotate"_s,
                          QString()};
    }
}

void addSingle(const ProjectSummary& summary, QList<NextStep>& steps)
{
    const qint64 single = summary.pairsByVotes.value(1);
    qint64 pairs = 0;
    for (const qint64 count : summary.pairsByVotes) {
        pairs += count;
    }
    if (single > 0) {
        steps << NextStep{u"users"_s,
                          Words::tr("Ask for a second vote on %1 pairs").arg(groupedNumber(single)),
                          Words::tr("Agreement and consensus need two votes. %1 of %2 pairs have one.")
                              .arg(groupedNumber(single), groupedNumber(pairs)),
                          Words::tr("Show them"),
                          u"items"_s,
                          u"labels:1"_s};
    }
}

void addOpposite(const HomeReport* report, QList<NextStep>& steps)
{
    if (report == nullptr || report->opposite <= 0) {
        return;
    }
    steps << NextStep{
        u"scale"_s,
        Words::tr("Settle %1 pairs where people chose opposite sides").arg(groupedNumber(report->opposite)),
        Words::tr(
            "Of %1 pairs with two or more votes, %2 are not unanimous and %3 have votes for both sides.")
            .arg(groupedNumber(report->shared), groupedNumber(report->notUnanimous),
                 groupedNumber(report->opposite)),
        Words::tr("Adjudicate"),
        u"disagreements"_s,
        QString()};
}

/// The judge that changed most verdicts when the responses changed places.
struct Flips
{
    QString judge;
    qint64 changed = 0;
    qint64 compared = 0; ///< verdicts given in both orders
};

Flips mostFlips(const QList<CheckOutcome>& findings)
{
    Flips most;
    for (const CheckOutcome& outcome : findings) {
        for (const Finding& finding : outcome.found.findings) {
            const qint64 changed = finding.parts.value(1).toLongLong();
            if (finding.reason == u"judge_flips.share" && changed > most.changed) {
                most = {finding.parts.value(0), changed, finding.parts.value(2).toLongLong()};
            }
        }
    }
    return most;
}

void addFlips(const QList<CheckOutcome>& findings, const HomeReport* report, QList<NextStep>& steps)
{
    Flips flips = mostFlips(findings);
    if (flips.changed == 0 && report != nullptr) { // the verdict itself says that it comes from both orders
        flips = {report->judge, report->judgeFlips, report->judgeVerdicts};
    }
    if (flips.changed <= 0 || flips.compared < flips.changed) {
        return;
    }
    const double share = static_cast<double>(flips.changed) / static_cast<double>(flips.compared);
    steps << NextStep{
        u"judge"_s,
        Words::tr("Look at %1 verdicts that changed with the order").arg(groupedNumber(flips.changed)),
        Words::tr("%1 gave the other answer when the two responses were swapped: %2 of %3.")
            .arg(flips.judge, percentText(share, 1), groupedNumber(flips.compared)),
        Words::tr("Show them"),
        u"judges"_s,
        QString()};
}

} // namespace

QList<NextStep> nextSteps(const ProjectSummary& summary, const QList<CheckOutcome>& findings,
                          const HomeReport* report)
{
    QList<NextStep> steps;
    if (summary.items == 0) {
        steps << NextStep{u"ul"_s,
                          Words::tr("Bring data in"),
                          Words::tr("An item is a prompt with one or more responses. Import a file."),
                          Words::tr("Import"),
                          u"data"_s,
                          QString()};
        return steps;
    }
    addFlagged(summary, steps);
    addSingle(summary, steps);
    addOpposite(report, steps);
    addFlips(findings, report, steps);
    addOpen(summary, steps);
    return steps.first(std::min(steps.size(), kMostSteps));
}

} // namespace plumbline
