#include "ui/screens/annotators/annotatorwords.h"

#include "ui/screens/inspect/common/filterwords.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AnnotatorWords", text);
}

constexpr int kNameWidth = 132;
constexpr int kCountWidth = 62;
constexpr int kFigureWidth = 84;
constexpr int kIntervalWidth = 132;
constexpr int kFigureNameWidth = 132;
constexpr std::size_t kMostNames = 3;

/// A change of a share: "+12 points".
ReportCell pointsCell(const stats::Estimate& change)
{
    ReportCell cell = percentCell(change, 0);
    if (change) {
        const int points = qRound(*change.value * 100);
        cell.text = (points > 0 ? u"+"_s : QString()) + groupedNumber(points);
        cell.note.clear();
        if (change.interval) {
            cell.note = tr("%1 to %2")
                            .arg(groupedNumber(qRound(change.interval->low * 100)),
                                 groupedNumber(qRound(change.interval->high * 100)));
        }
    }
    return cell;
}

ReportCell secondsCell(const stats::Estimate& seconds)
{
    ReportCell cell = estimateCell(seconds, 1);
    cell.note.clear();
    return cell;
}

/// What a figure rests on, as a tooltip.
ReportCell withCount(ReportCell cell, const QString& words, qint64 count)
{
    cell.tip = words.arg(groupedNumber(count));
    return cell;
}

const stats::Estimate& estimateOf(AnnotatorFigure figure, const AnnotatorRow& row,
                                  const Competence* competence)
{
    static const stats::Estimate nothing;
    switch (figure) {
    case AnnotatorFigure::Labels:
        break;
    case AnnotatorFigure::Agreement:
        return row.agreement;
    case AnnotatorFigure::DawidSkene:
        return competence != nullptr ? competence->dawidSkene : nothing;
    case AnnotatorFigure::Mace:
        return competence != nullptr ? competence->mace : nothing;
    case AnnotatorFigure::Gold:
        return row.gold;
    case AnnotatorFigure::Checks:
        return row.checks;
    case AnnotatorFigure::PrefersFirst:
        return row.prefersFirst;
    case AnnotatorFigure::PrefersLonger:
        return row.prefersLonger;
    case AnnotatorFigure::Drift:
        return row.drift;
    case AnnotatorFigure::Seconds:
        return row.medianSeconds;
    case AnnotatorFigure::TooFast:
        return row.tooFastShare;
    case AnnotatorFigure::Haste:
        return row.hasteCost;
    case AnnotatorFigure::Leniency:
        return row.leniency;
    case AnnotatorFigure::Contradictions:
        return row.intransitive;
    case AnnotatorFigure::Ties:
        return row.tieShare;
    }
    return nothing;
}

} // namespace

QList<AnnotatorFigure> allFigures()
{
    using Figure = AnnotatorFigure;
    return {Figure::Labels,   Figure::Agreement,      Figure::DawidSkene,   Figure::Mace,
            Figure::Gold,     Figure::Checks,         Figure::PrefersFirst, Figure::PrefersLonger,
            Figure::Drift,    Figure::Seconds,        Figure::TooFast,      Figure::Haste,
            Figure::Leniency, Figure::Contradictions, Figure::Ties};
}

QString figureName(AnnotatorFigure figure)
{
    switch (figure) {
    case AnnotatorFigure::Labels:
        return tr("Labels");
    case AnnotatorFigure::Agreement:
        return tr("Agreement");
    case AnnotatorFigure::DawidSkene:
        return tr("Right");
    case AnnotatorFigure::Mace:
        return tr("Knows");
    case AnnotatorFigure::Gold:
        return tr("Gold");
    case AnnotatorFigure::Checks:
        return tr("Checks");
    case AnnotatorFigure::PrefersFirst:
        return tr("First shown");
    case AnnotatorFigure::PrefersLonger:
        return tr("Longer");
    case AnnotatorFigure::Drift:
        return tr("Drift");
    case AnnotatorFigure::Seconds:
        return tr("Seconds");
    case AnnotatorFigure::TooFast:
        return tr("Too fast");
    case AnnotatorFigure::Haste:
        return tr("Haste");
    case AnnotatorFigure::Leniency:
        return tr("Leniency");
    case AnnotatorFigure::Contradictions:
        return tr("Contradictions");
    case AnnotatorFigure::Ties:
        return tr("Ties");
    }
    return {};
}

QString figureTip(AnnotatorFigure figure, const AnnotatorOptions& options)
{
    switch (figure) {
    case AnnotatorFigure::Labels:
        return tr("Labels of this question.");
    case AnnotatorFigure::Agreement:
        return tr("Share of labels that are what most of the other people gave; a value that is one of two "
                  "most frequent counts half. With its 95 % interval.");
    case AnnotatorFigure::DawidSkene:
        return tr(
            "How probable it is that a label is right, by Dawid and Skene’s model of everybody’s labels.");
    case AnnotatorFigure::Mace:
        return tr("How probable it is that they know and do not guess, by MACE.");
    case AnnotatorFigure::Gold:
        return tr("Share of items with a known answer that were answered right.");
    case AnnotatorFigure::Checks:
        return tr("Share of attention checks that were passed.");
    case AnnotatorFigure::PrefersFirst:
        return tr("Share of decided votes for the answer that stood first. 50 % is no habit.");
    case AnnotatorFigure::PrefersLonger:
        return tr("Share of decided votes for the longer answer. The longer one may well be the better one: "
                  "compare with the others.");
    case AnnotatorFigure::Drift:
        return tr("Change of agreement from the first to the last label, in points of percent.");
    case AnnotatorFigure::Seconds:
        return tr("Median time of a label.");
    case AnnotatorFigure::TooFast:
        return tr("Share of labels given in less than %1 s.").arg(options.tooFastSeconds);
    case AnnotatorFigure::Haste:
        return tr("Agreement of the quickest quarter of the labels less that of the others, in points of "
                  "percent. Below 0: haste costs.");
    case AnnotatorFigure::Leniency:
        return tr("Points of the scale above the mean annotator on the same answers.");
    case AnnotatorFigure::Contradictions:
        return tr(
            "Share of triples of answers of which they preferred the first to the second, the second to "
            "the third, and not the first to the third.");
    case AnnotatorFigure::Ties:
        return tr("Share of votes that are ties.");
    }
    return {};
}

ReportCell figureCell(AnnotatorFigure figure, const AnnotatorRow& row, const Competence* competence)
{
    const stats::Estimate& value = estimateOf(figure, row, competence);
    switch (figure) {
    case AnnotatorFigure::Labels:
        return withCount(countCell(row.labels), tr("%1 of them beside somebody else’s."), row.shared);
    case AnnotatorFigure::DawidSkene:
    case AnnotatorFigure::Mace:
        return competence != nullptr ? percentCell(value, 0) : textCell({});
    case AnnotatorFigure::Agreement:
        return withCount(percentCell(value, 0), tr("of %1 labels beside others’"), row.shared);
    case AnnotatorFigure::Gold:
        return withCount(percentCell(value, 0), tr("%1 answered"), row.goldAnswered);
    case AnnotatorFigure::Checks:
        return withCount(percentCell(value, 0), tr("%1 answered"), row.checksAnswered);
    case AnnotatorFigure::PrefersFirst:
        return withCount(percentCell(value, 0), tr("of %1 decided votes"), row.placedVotes);
    case AnnotatorFigure::PrefersLonger:
        return withCount(percentCell(value, 0), tr("of %1 decided votes"), row.lengthVotes);
    case AnnotatorFigure::Drift:
    case AnnotatorFigure::Haste:
        return pointsCell(value);
    case AnnotatorFigure::Seconds:
        return withCount(secondsCell(value), tr("of %1 labels with a time"), row.timed);
    case AnnotatorFigure::TooFast:
    case AnnotatorFigure::Ties:
        return percentCell(value, 0);
    case AnnotatorFigure::Leniency:
        return estimateCell(value, 2);
    case AnnotatorFigure::Contradictions:
        return withCount(percentCell(value, 0), tr("of %1 triples"), row.triples);
    }
    return {};
}

bool isKnown(AnnotatorFigure figure, const AnnotatorReport& report, const CompetenceReport* competence)
{
    switch (figure) {
    case AnnotatorFigure::Labels:
    case AnnotatorFigure::Agreement:
        return true;
    case AnnotatorFigure::DawidSkene:
    case AnnotatorFigure::Mace:
        return competence == nullptr || competence->undefined.isEmpty();
    default:
        return std::any_of(report.rows.begin(), report.rows.end(), [figure](const AnnotatorRow& row) {
            return estimateOf(figure, row, nullptr).value.has_value();
        });
    }
}

/// Which figures a narrow table leaves to the pane beside it, the last first; 0 stays.
static int spareRank(AnnotatorFigure figure)
{
    static const QList<AnnotatorFigure> kSpare{
        AnnotatorFigure::Mace,         AnnotatorFigure::Leniency,       AnnotatorFigure::TooFast,
        AnnotatorFigure::PrefersFirst, AnnotatorFigure::PrefersLonger,  AnnotatorFigure::Drift,
        AnnotatorFigure::Haste,        AnnotatorFigure::Contradictions, AnnotatorFigure::Ties};
    return static_cast<int>(kSpare.indexOf(figure)) + 1;
}

std::vector<ReportColumn> annotatorColumns(const QList<AnnotatorFigure>& figures,
                                           const AnnotatorOptions& options)
{
    std::vector<ReportColumn> columns{{tr("Annotator"), ReportColumnKind::Text, kNameWidth, true, {}}};
    for (const AnnotatorFigure figure : figures) {
        const bool isWide = figure == AnnotatorFigure::Agreement || figure == AnnotatorFigure::Leniency;
        columns.push_back({figureName(figure), ReportColumnKind::Number,
                           figure == AnnotatorFigure::Labels ? kCountWidth
                           : isWide                          ? kIntervalWidth
                                                             : kFigureWidth,
                           false, figureTip(figure, options)});
        columns.back().spare = spareRank(figure);
    }
    return columns;
}

std::vector<ReportRow> annotatorRows(const AnnotatorReport& report, const CompetenceReport* competence,
                                     const QList<AnnotatorFigure>& figures)
{
    std::vector<ReportRow> rows;
    for (const AnnotatorRow& each : report.rows) {
        const Competence* skills = competence != nullptr ? competence->find(each.id) : nullptr;
        ReportRow row;
        row.key = each.id.value;
        row.cells.push_back(
            each.kind == AnnotatorKind::Human
                ? textCell(each.name)
                : ReportCell{.text = each.name, .note = tr("judge"), .tip = annotatorKindWord(each.kind)});
        for (const AnnotatorFigure figure : figures) {
            ReportCell cell = figureCell(figure, each, skills);
            // The table is for comparing: only agreement and leniency show their intervals, the details all.
            if (figure != AnnotatorFigure::Agreement && figure != AnnotatorFigure::Leniency &&
                !cell.note.isEmpty()) {
                cell.tip =
                    tr("95 %: %1").arg(cell.note) + (cell.tip.isEmpty() ? QString() : u", "_s + cell.tip);
                cell.note.clear();
            }
            row.cells.push_back(cell);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<ReportColumn> figureColumns()
{
    return {{tr("Figure"), ReportColumnKind::Secondary, kFigureNameWidth, false, {}, u"figure"_s},
            {tr("Value"), ReportColumnKind::Number, kFigureNameWidth, true, {}, u"value"_s}};
}

std::vector<ReportRow> figureRows(const AnnotatorRow& row, const Competence* competence,
                                  const AnnotatorOptions& options)
{
    std::vector<ReportRow> rows;
    for (const AnnotatorFigure figure : allFigures()) {
        ReportRow out;
        out.key = static_cast<qint64>(figure) + 1;
        out.cells.push_back({.text = figureName(figure), .tip = figureTip(figure, options)});
        out.cells.push_back(figureCell(figure, row, competence));
        rows.push_back(std::move(out));
    }
    // What is known stands first, the reasons of the rest below.
    std::stable_partition(rows.begin(), rows.end(),
                          [](const ReportRow& each) { return each.cells[1].reason.isEmpty(); });
    return rows;
}

QStringList agreeLess(const AnnotatorReport& report)
{
    QStringList names;
    const stats::Estimate& all = report.everybody.agreement;
    if (!all) {
        return names;
    }
    for (const AnnotatorRow& row : report.rows) {
        if (row.agreement && row.agreement.interval && row.agreement.interval->high < *all.value) {
            names << row.name;
        }
    }
    return names;
}

QString annotatorSentence(const AnnotatorReport& report)
{
    if (!report.undefined.isEmpty()) {
        return report.undefined;
    }
    const stats::Estimate& all = report.everybody.agreement;
    if (!all) {
        return tr("No label can be compared with another: nobody labelled what somebody else did.");
    }
    const QString first =
        report.isAgainstPeople
            ? tr("Labels are what most of the other people gave in %1 of cases.")
                  .arg(percentText(*all.value, 1))
            : tr("Labels are what most of the others gave in %1 of cases.").arg(percentText(*all.value, 1));
    const QStringList less = agreeLess(report);
    if (less.isEmpty()) {
        return first + u' ' + tr("Nobody’s interval ends below that.");
    }
    const QStringList named = less.mid(0, kMostNames);
    const qsizetype more = less.size() - named.size();
    return first + u' ' +
           (more > 0 ? tr("%1 and %2 more surely agree less.").arg(named.join(u", "_s), groupedNumber(more))
            : named.size() == 1 ? tr("%1 surely agrees less.").arg(named.first())
                                : tr("%1 surely agree less.").arg(named.join(u", "_s)));
}

QString annotatorDetailsText(const AnnotatorReport& report)
{
    const QStringList less = agreeLess(report);
    return tr("Agreement leaves the annotator’s own labels out, with Wilson’s 95 % interval. “Surely”: the "
              "whole "
              "interval lies below the mean of all; of 100 people who agree like the others some two would "
              "be "
              "named by chance.") +
           (less.isEmpty() ? QString() : u'\n' + less.join(u", "_s));
}

QString annotatorCount(const AnnotatorReport& report)
{
    const auto annotators = static_cast<qint64>(report.rows.size());
    const bool arePeople = std::all_of(report.rows.begin(), report.rows.end(), [](const AnnotatorRow& row) {
        return row.kind == AnnotatorKind::Human;
    });
    return (arePeople ? tr("%1 people, %2 labels") : tr("%1 annotators, %2 labels"))
        .arg(groupedNumber(annotators), groupedNumber(report.everybody.labels));
}

} // namespace plumbline
