#include "ui/screens/labelerrors/labelerrortable.h"

#include "ui/screens/agreement/unitexamplerows.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("LabelErrorTable", text);
}

constexpr int kChosenWidth = 28;
constexpr int kNumberWidth = 52;
constexpr int kPairWidth = 160;
constexpr int kTurnWidth = 48;
constexpr int kAnnotatorWidth = 92;
constexpr int kValueWidth = 112;
constexpr int kSuspicionWidth = 120;
constexpr int kSoftWidth = 132;
constexpr int kLabelsWidth = 108;

/// "a 71 %, = 20 %, b 9 %": the likeliest first, those under one percent left out.
QString softText(const LabelWords& words, const std::vector<double>& posterior)
{
    constexpr double kLeast = 0.005;
    std::vector<std::size_t> order;
    for (std::size_t value = 0; value < posterior.size(); ++value) {
        if (posterior[value] >= kLeast) {
            order.push_back(value);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&posterior](std::size_t one, std::size_t other) {
        return posterior[one] > posterior[other];
    });
    QStringList parts;
    for (const std::size_t value : order) {
        parts << tr("%1: %2").arg(words.mark(static_cast<std::int32_t>(value)).text,
                                  percentText(posterior[value]));
    }
    return parts.join(u", "_s);
}

QString softTip(const LabelWords& words, const std::vector<double>& posterior)
{
    QStringList lines;
    for (std::size_t value = 0; value < posterior.size(); ++value) {
        lines << tr("%1: %2").arg(words.words(static_cast<std::int32_t>(value)),
                                  percentText(posterior[value], 1));
    }
    return lines.join(u'\n');
}

} // namespace

std::vector<ReportColumn> labelErrorColumns()
{
    using Kind = ReportColumnKind;
    return {
        {u" "_s, Kind::Text, kChosenWidth, false, tr("Marked with Space, for the batch."), u"chosen"_s},
        {tr("No."), Kind::Secondary, kNumberWidth, false, tr("The item’s number in this project."),
         u"item"_s},
        {tr("Prompt"), Kind::Text, 0, true, {}, u"prompt"_s},
        {tr("Pair"), Kind::Secondary, kPairWidth, false, tr("Whose answers were judged."), u"models"_s},
        {tr("Turn"), Kind::Secondary, kTurnWidth, false, {}, u"turn"_s, 1},
        {tr("Whose"), Kind::Secondary, kAnnotatorWidth, false, tr("Who gave the label."), u"annotator"_s},
        {tr("Given"), Kind::Text, kValueWidth, false, tr("The label that is probably wrong."), u"given"_s},
        {tr("Others say"), Kind::Secondary, kValueWidth, false,
         tr("What the labels of the others make most probable, and how many they are."), u"alternative"_s},
        {tr("Suspicion"), Kind::Share, kSuspicionWidth, false,
         tr("How probable it is that the label is wrong, from the others’ labels alone and from how right "
            "each of them usually is."),
         u"suspicion"_s},
        {tr("Soft label"), Kind::Secondary, kSoftWidth, false,
         tr("How probable each value is, all labels taken together."), u"soft_label"_s},
        {tr("Labels"), Kind::Votes, kLabelsWidth, false, tr("All labels of it, one box each."), u"labels"_s}};
}

qint64 labelErrorKey(const LabelErrorReport& report, std::size_t row)
{
    // A ranking is one annotation and several labels: the second response tells them apart.
    const LabelErrorRow& each = report.rows[row];
    const bool isRanking = report.question && report.question->kind == ItemKind::Ranking;
    const bool isRating = report.question && report.question->kind == ItemKind::Rating;
    constexpr qint64 kShift = 1'000'003;
    const qint64 part = isRanking ? each.a.value * kShift + each.b.value : isRating ? each.a.value : 0;
    return isRanking || isRating ? each.annotation.value * kShift + part % kShift : each.annotation.value;
}

std::vector<ReportRow> labelErrorRows(const LabelErrorReport& report, const QSet<qint64>& chosen)
{
    std::vector<ReportRow> rows;
    rows.reserve(report.rows.size());
    for (std::size_t index = 0; index < report.rows.size(); ++index) {
        const LabelErrorRow& each = report.rows[index];
        const LabelWords words(report.kind, report.values, each.modelA, each.modelB);
        ReportRow row;
        row.key = labelErrorKey(report, index);
        const bool isChosen = chosen.contains(row.key);
        row.cells.push_back({.text = isChosen ? u"✓"_s : QString(),
                             .value = isChosen,
                             .tip = isChosen ? tr("marked") : QString(),
                             .color = Color::Accent});
        row.cells.push_back({.text = QString::number(each.item.value), .value = each.item.value});
        row.cells.push_back(
            {.text = each.title,
             .tip = each.category.isEmpty() ? each.title : tr("%1\n(%2)").arg(each.title, each.category)});
        row.cells.push_back(textCell(words.models()));
        row.cells.push_back({.text = QString::number(each.turn), .value = each.turn});
        row.cells.push_back(textCell(each.annotator));
        row.cells.push_back(textCell(words.words(each.given)));
        const QString alternative = words.words(each.alternative);
        row.cells.push_back(
            {.text = alternative,
             .value = alternative,
             .tip = tr("%1, from %2 other labels")
                        .arg(percentText(each.alternativeProbability, 1), groupedNumber(each.others))});
        ReportCell suspicion = shareCell(stats::Estimate::of(each.suspicion));
        suspicion.value = each.suspicion;
        row.cells.push_back(suspicion);
        row.cells.push_back({.text = softText(words, each.posterior), .tip = softTip(words, each.posterior)});
        ReportCell labels;
        for (const UnitLabel& label : each.unitLabels) {
            labels.votes << words.mark(label.value);
        }
        labels.tip = words.tip(each.unitLabels);
        row.cells.push_back(labels);
        rows.push_back(std::move(row));
    }
    return rows;
}

QString methodName(ConsensusMethod method)
{
    switch (method) {
    case ConsensusMethod::Majority:
        return tr("Majority");
    case ConsensusMethod::DawidSkene:
        return tr("Dawid–Skene");
    case ConsensusMethod::OneCoin:
        return tr("One coin");
    case ConsensusMethod::Mace:
        return tr("MACE");
    case ConsensusMethod::Glad:
        return tr("GLAD");
    case ConsensusMethod::Wawa:
        return tr("Wawa");
    case ConsensusMethod::ZeroBasedSkill:
        return tr("ZBS");
    }
    return {};
}

QString methodTip(ConsensusMethod method)
{
    switch (method) {
    case ConsensusMethod::Majority:
        return tr("Every label counts the same.");
    case ConsensusMethod::DawidSkene:
        return tr("Learns for each annotator which values they take for which.");
    case ConsensusMethod::OneCoin:
        return tr("Learns for each annotator how often they are right.");
    case ConsensusMethod::Mace:
        return tr("Learns for each annotator whether they know or guess, and how they guess.");
    case ConsensusMethod::Glad:
        return tr("Learns how able each annotator and how hard each unit is.");
    case ConsensusMethod::Wawa:
        return tr("A vote weighted by agreement with the plain vote.");
    case ConsensusMethod::ZeroBasedSkill:
        return tr("A vote weighted by skill, again and again until nothing changes.");
    }
    return {};
}

QString labelErrorSentence(const LabelErrorReport& report)
{
    if (!report.undefined.isEmpty()) {
        return report.undefined;
    }
    if (report.candidates == 0) {
        return tr("The others’ labels speak against none of the %1 labels that they stand beside.")
            .arg(groupedNumber(report.checked));
    }
    const double share = static_cast<double>(report.candidates) / static_cast<double>(report.checked);
    return tr("The others’ labels speak against %1 of %2 labels (%3), given by %4 annotators. They are worth "
              "a "
              "second look, not a correction.")
        .arg(groupedNumber(report.candidates), groupedNumber(report.checked), percentText(share, 1),
             groupedNumber(report.annotators));
}

QString labelErrorDetails(const LabelErrorReport& report)
{
    QStringList parts{
        methodName(report.options.method) + u": "_s + methodTip(report.options.method),
        tr("Confident learning: a label is listed when the labels of the others make another value more "
           "probable, and as probable as that value usually is where it is given. No label supports "
           "itself.")};
    if (report.unchecked > 0) {
        parts << tr("%1 labels have nobody else’s beside them.").arg(groupedNumber(report.unchecked));
    }
    if (report.settled > 0) {
        parts << tr("%1 are left out because adjudication has settled their unit.")
                     .arg(groupedNumber(report.settled));
    }
    return parts.join(u'\n');
}

QString labelErrorCount(const LabelErrorReport& report)
{
    return tr("%1 labels checked, %2 without others’")
        .arg(groupedNumber(report.checked), groupedNumber(report.unchecked));
}

NumbersTable consensusNumbers(const ConsensusReport& report)
{
    NumbersTable table;
    table.name = u"consensus-"_s + toName(report.method);
    table.columns = {u"prompt_id"_s, u"prompt"_s, u"turn"_s,   u"response_a"_s, u"response_b"_s, u"model_a"_s,
                     u"model_b"_s,   u"label"_s,  u"labels"_s, u"tie"_s,        u"settled"_s};
    for (const QString& value : report.values) {
        table.columns << u"p_"_s + value;
    }
    const bool hasNumbers = !report.numbers.empty();
    if (hasNumbers) {
        table.columns << u"mean"_s << u"robust_mean"_s << u"robust_low"_s << u"robust_high"_s;
    }
    const auto numberOf = [](const std::optional<double>& value) {
        return value ? QVariant(*value) : QVariant();
    };
    for (const ConsensusUnit& unit : report.units) {
        QVariantList row{qlonglong(unit.prompt.value),
                         unit.title,
                         unit.turn,
                         qlonglong(unit.a.value),
                         unit.b.isValid() ? QVariant(qlonglong(unit.b.value)) : QVariant(),
                         unit.modelA,
                         unit.modelB,
                         report.values.value(unit.label),
                         unit.labels,
                         unit.isTie,
                         unit.isSettled};
        for (const double probability : unit.posterior) {
            row << probability;
        }
        if (hasNumbers) {
            row << numberOf(unit.mean.value) << numberOf(unit.robust.value)
                << (unit.robust.interval ? QVariant(unit.robust.interval->low) : QVariant())
                << (unit.robust.interval ? QVariant(unit.robust.interval->high) : QVariant());
        }
        table.rows << row;
    }
    return table;
}

} // namespace plumbline
