#include "ui/screens/judges/judgetable.h"

#include "ui/screens/judges/judgewords.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QHash>

#include <functional>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kKindWidth = 106;
constexpr int kCountWidth = 66;
constexpr int kShareWidth = 126; ///< with its interval
constexpr int kPlainWidth = 106;

QString tr(const char* text)
{
    return QCoreApplication::translate("JudgeTable", text);
}

enum class Form { Percent, Number, Dollars, Seconds };

/// One column of numbers.
struct Measure
{
    JudgeColumns group;
    QString title;
    QString tip;
    QString csvName;
    Form form;
    stats::Estimate JudgeRow::*value;
};

QList<Measure> agreementMeasures()
{
    using Group = JudgeColumns;
    return {
        {Group::Agreement, tr("Agreement"),
         tr("With the mode of all people but one, for each one left out; a tie is worth half."),
         u"agreement"_s, Form::Percent, &JudgeRow::agreement},
        {Group::Agreement, tr("Same vote"),
         tr("Share of verdicts that are the same as a person's vote; ties are a verdict of their own."),
         u"same_vote"_s, Form::Percent, &JudgeRow::same},
        {Group::Agreement, tr("Same, no ties"), tr("The same, without ties on either side."),
         u"same_vote_without_ties"_s, Form::Percent, &JudgeRow::sameDecided},
        {Group::Agreement, tr("κ"),
         tr("Beyond chance: Cohen's κ with what most people say; for people Fleiss' κ."), u"kappa"_s,
         Form::Number, &JudgeRow::kappa},
        {Group::Agreement, tr("Accuracy"), tr("Share of pairs with a clear verdict of people that it met."),
         u"accuracy"_s, Form::Percent, &JudgeRow::accuracy},
        {Group::Agreement, tr("Macro F1"), tr("Mean F1 over first, tie and second."), u"macro_f1"_s,
         Form::Number, &JudgeRow::macroF1},
    };
}

QList<Measure> errorMeasures()
{
    using Group = JudgeColumns;
    return {
        {Group::Errors, tr("Bias"), tr("The error that repeating would not cure."), u"bias"_s, Form::Number,
         &JudgeRow::bias},
        {Group::Errors, tr("Variance"), tr("How far it is from itself when it judges a pair again."),
         u"variance"_s, Form::Number, &JudgeRow::variance},
        {Group::Errors, tr("ECE"), tr("How far the probabilities it states are from how often it is right."),
         u"ece"_s, Form::Number, &JudgeRow::calibrationError},
        {Group::Errors, tr("Brier"), tr("Mean squared error of the probabilities it states."), u"brier"_s,
         Form::Number, &JudgeRow::brier},
        {Group::Errors, tr("Spearman"), tr("Of its ranking of the models with people's, on the same pairs."),
         u"spearman"_s, Form::Number, &JudgeRow::spearman},
        {Group::Errors, tr("Pearson"), tr("Of its win rates of the models with people's, on the same pairs."),
         u"pearson"_s, Form::Number, &JudgeRow::pearson},
    };
}

QList<Measure> habitMeasures()
{
    using Group = JudgeColumns;
    return {
        {Group::Habits, tr("Stays"), tr("Share of verdicts that stay when the answers change places."),
         u"consistency"_s, Form::Percent, &JudgeRow::consistency},
        {Group::Habits, tr("To the first"), tr("Share that moved towards whichever answer stood first."),
         u"prefers_first"_s, Form::Percent, &JudgeRow::prefersFirst},
        {Group::Habits, tr("To the last"), tr("Share that moved towards whichever answer stood last."),
         u"prefers_last"_s, Form::Percent, &JudgeRow::prefersLast},
        {Group::Habits, tr("Longer"),
         tr("Share for the longer answer, where lengths differ by more than 30."), u"prefers_longer"_s,
         Form::Percent, &JudgeRow::prefersLonger},
        {Group::Habits, tr("Price"), tr("US dollars for one label."), u"dollars"_s, Form::Dollars,
         &JudgeRow::price},
        {Group::Habits, tr("Time"), tr("Seconds for one label."), u"seconds"_s, Form::Seconds,
         &JudgeRow::seconds},
    };
}

QList<Measure> measuresOf(JudgeColumns which)
{
    switch (which) {
    case JudgeColumns::Agreement:
        return agreementMeasures();
    case JudgeColumns::Errors:
        return errorMeasures();
    case JudgeColumns::Habits:
        return habitMeasures();
    case JudgeColumns::All:
        break;
    }
    return agreementMeasures() + errorMeasures() + habitMeasures();
}

ReportCell cellOf(const stats::Estimate& estimate, Form form)
{
    switch (form) {
    case Form::Percent:
        return percentCell(estimate);
    case Form::Number:
        return estimateCell(estimate);
    case Form::Dollars: {
        ReportCell cell = estimateCell(estimate, 4);
        cell.text = estimate ? u"$ "_s + cell.text : QString();
        cell.note.clear();
        return cell;
    }
    case Form::Seconds: {
        ReportCell cell = estimateCell(estimate, 1);
        cell.text = estimate ? tr("%1 s").arg(cell.text) : QString();
        cell.note.clear();
        return cell;
    }
    }
    return {};
}

} // namespace

std::vector<ReportColumn> judgeColumns(JudgeColumns which)
{
    using Kind = ReportColumnKind;
    std::vector<ReportColumn> columns{{tr("Judge"), Kind::Text, 0, true, {}},
                                      {tr("Kind"), Kind::Secondary, kKindWidth, false, {}}};
    for (const Measure& measure : measuresOf(which)) {
        columns.push_back({measure.title, Kind::Number,
                           measure.form == Form::Percent ? kShareWidth : kPlainWidth, false, measure.tip,
                           measure.csvName});
    }
    columns.push_back({tr("Pairs"), Kind::Number, kCountWidth, false,
                       tr("Pairs of answers that it and people judged (people: two of them)."), u"pairs"_s});
    columns.push_back(
        {tr("Verdicts"), Kind::Number, kCountWidth, false, tr("All that it gave here."), u"verdicts"_s});
    return columns;
}

std::vector<ReportRow> judgeRows(const JudgeReport& report, JudgeColumns which)
{
    const QList<Measure> measures = measuresOf(which);
    std::vector<ReportRow> rows;
    rows.reserve(report.rows.size());
    for (const JudgeRow& judge : report.rows) {
        const JudgeKey key = keyOf(judge);
        ReportRow row;
        row.key = rowKey(key);
        row.isMuted = judge.kind == JudgeRowKind::Canary;
        const QString name = judgeName(key);
        row.cells.push_back(
            {.text = judge.kind == JudgeRowKind::Version ? u"    "_s + name : name, .value = name});
        row.cells.push_back(textCell(judgeKindWord(judge)));
        for (const Measure& measure : measures) {
            row.cells.push_back(cellOf(judge.*measure.value, measure.form));
        }
        row.cells.push_back(countCell(judge.units));
        row.cells.push_back(countCell(judge.verdicts));
        rows.push_back(std::move(row));
    }
    return rows;
}

qint64 rowKey(const JudgeKey& key)
{
    const size_t hash = qHashMulti(0, static_cast<int>(key.kind), key.name, key.version,
                                   key.kind == JudgeRowKind::Canary ? static_cast<int>(key.canary) : 0);
    return static_cast<qint64>(hash >> 1) + 1;
}

} // namespace plumbline
