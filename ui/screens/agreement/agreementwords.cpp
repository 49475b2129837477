#include "ui/screens/agreement/agreementwords.h"

#include "ui/theme/numbers.h"
#include "ui/widgets/pilltabs.h"

#include <QCoreApplication>

#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AgreementWords", text);
}

struct MeasureWords
{
    AgreementMeasure measure;
    const char* id;
    const char* name;
    const char* tip;
};

// clang-format off
constexpr std::array<MeasureWords, 26> kMeasures{{
    {AgreementMeasure::Percent, "percent", QT_TRANSLATE_NOOP("AgreementWords", "Percent agreement"),
     QT_TRANSLATE_NOOP("AgreementWords", "Share of pairs of labels of one unit that are the same. Chance is in it.")},
    {AgreementMeasure::AlphaNominal, "alpha_nominal", QT_TRANSLATE_NOOP("AgreementWords", "Krippendorff’s α, nominal"),
     QT_TRANSLATE_NOOP("AgreementWords", "1 − observed / expected disagreement; two values are the same or not. Labels may be missing.")},
    {AgreementMeasure::AlphaOrdinal, "alpha_ordinal", QT_TRANSLATE_NOOP("AgreementWords", "Krippendorff’s α, ordinal"),
     QT_TRANSLATE_NOOP("AgreementWords", "The same; values further apart in the order count more.")},
    {AgreementMeasure::AlphaInterval, "alpha_interval", QT_TRANSLATE_NOOP("AgreementWords", "Krippendorff’s α, interval"),
     QT_TRANSLATE_NOOP("AgreementWords", "The same; a difference counts by its square.")},
    {AgreementMeasure::AlphaRatio, "alpha_ratio", QT_TRANSLATE_NOOP("AgreementWords", "Krippendorff’s α, ratio"),
     QT_TRANSLATE_NOOP("AgreementWords", "The same; a difference counts by its share of the sum.")},
    {AgreementMeasure::CohenKappa, "cohen_kappa", QT_TRANSLATE_NOOP("AgreementWords", "Cohen’s κ"),
     QT_TRANSLATE_NOOP("AgreementWords", "Of two people; chance from the habits of each. Of more people the mean over all pairs (Light).")},
    {AgreementMeasure::CohenLinear, "cohen_kappa_linear", QT_TRANSLATE_NOOP("AgreementWords", "Cohen’s κ, linear"),
     QT_TRANSLATE_NOOP("AgreementWords", "The same; a difference of two steps counts twice as much as one of one step.")},
    {AgreementMeasure::CohenQuadratic, "cohen_kappa_quadratic", QT_TRANSLATE_NOOP("AgreementWords", "Cohen’s κ, quadratic"),
     QT_TRANSLATE_NOOP("AgreementWords", "The same; a difference counts by its square.")},
    {AgreementMeasure::ScottPi, "scott_pi", QT_TRANSLATE_NOOP("AgreementWords", "Scott’s π"),
     QT_TRANSLATE_NOOP("AgreementWords", "Of two people; chance from both together.")},
    {AgreementMeasure::FleissKappa, "fleiss_kappa", QT_TRANSLATE_NOOP("AgreementWords", "Fleiss’ κ"),
     QT_TRANSLATE_NOOP("AgreementWords", "Any number of people, also different numbers on each unit; chance from the shares of the values.")},
    {AgreementMeasure::RandolphKappa, "randolph_kappa", QT_TRANSLATE_NOOP("AgreementWords", "Randolph’s κ"),
     QT_TRANSLATE_NOOP("AgreementWords", "Chance is the same for every value of the scale.")},
    {AgreementMeasure::GwetAc1, "gwet_ac1", QT_TRANSLATE_NOOP("AgreementWords", "Gwet’s AC1"),
     QT_TRANSLATE_NOOP("AgreementWords", "Guessing only on units that are hard to tell; does not collapse when one value prevails.")},
    {AgreementMeasure::GwetAc2, "gwet_ac2", QT_TRANSLATE_NOOP("AgreementWords", "Gwet’s AC2, quadratic"),
     QT_TRANSLATE_NOOP("AgreementWords", "AC1 with differences counted by their square.")},
    {AgreementMeasure::IccOneWay, "icc_1_1", QT_TRANSLATE_NOOP("AgreementWords", "ICC(1), one rating"),
     QT_TRANSLATE_NOOP("AgreementWords", "Share of the variance that lies between answers; each answer rated by other people.")},
    {AgreementMeasure::IccAgreement, "icc_2_1", QT_TRANSLATE_NOOP("AgreementWords", "ICC(2), absolute agreement"),
     QT_TRANSLATE_NOOP("AgreementWords", "The same people rated every answer and stand for others; being lenient counts against it.")},
    {AgreementMeasure::IccConsistency, "icc_3_1", QT_TRANSLATE_NOOP("AgreementWords", "ICC(3), consistency"),
     QT_TRANSLATE_NOOP("AgreementWords", "Only these people; who is lenient throughout still agrees.")},
    {AgreementMeasure::IccOfMean, "icc_1_k", QT_TRANSLATE_NOOP("AgreementWords", "ICC(1), mean of the ratings"),
     QT_TRANSLATE_NOOP("AgreementWords", "How far the mean of all ratings of an answer can be relied on.")},
    {AgreementMeasure::KendallW, "kendall_w", QT_TRANSLATE_NOOP("AgreementWords", "Kendall’s W"),
     QT_TRANSLATE_NOOP("AgreementWords", "0: everybody orders otherwise, 1: all order alike. Of rankings the mean over items.")},
    {AgreementMeasure::Pearson, "pearson", QT_TRANSLATE_NOOP("AgreementWords", "Pearson’s r"),
     QT_TRANSLATE_NOOP("AgreementWords", "Correlation of two people’s ratings. Of more people the mean over all pairs.")},
    {AgreementMeasure::Spearman, "spearman", QT_TRANSLATE_NOOP("AgreementWords", "Spearman’s ρ"),
     QT_TRANSLATE_NOOP("AgreementWords", "Correlation of ranks. Of more people the mean over all pairs.")},
    {AgreementMeasure::KendallTau, "kendall_tau", QT_TRANSLATE_NOOP("AgreementWords", "Kendall’s τ"),
     QT_TRANSLATE_NOOP("AgreementWords", "Pairs in the same order less pairs in the other order. Of more people the mean over all pairs.")},
    {AgreementMeasure::SpanAlpha, "span_alpha", QT_TRANSLATE_NOOP("AgreementWords", "α over characters"),
     QT_TRANSLATE_NOOP("AgreementWords", "Krippendorff’s α, each character a unit; resamples draw whole texts.")},
    {AgreementMeasure::SpanIou, "span_iou", QT_TRANSLATE_NOOP("AgreementWords", "Overlap (IoU)"),
     QT_TRANSLATE_NOOP("AgreementWords", "Characters that both marked by those that either did; mean over pairs of people.")},
    {AgreementMeasure::SpanCharactersF1, "span_f1_characters", QT_TRANSLATE_NOOP("AgreementWords", "F1 by characters"),
     QT_TRANSLATE_NOOP("AgreementWords", "Mean over pairs of people; the kind of span has to be the same.")},
    {AgreementMeasure::SpanOverlapF1, "span_f1_overlap", QT_TRANSLATE_NOOP("AgreementWords", "F1 by overlapping spans"),
     QT_TRANSLATE_NOOP("AgreementWords", "Spans that share a character with one of the same kind.")},
    {AgreementMeasure::SpanExactF1, "span_f1_exact", QT_TRANSLATE_NOOP("AgreementWords", "F1 by exact spans"),
     QT_TRANSLATE_NOOP("AgreementWords", "Spans with the same start, end and kind.")},
}};
// clang-format on

const MeasureWords& wordsOf(AgreementMeasure measure)
{
    for (const MeasureWords& words : kMeasures) {
        if (words.measure == measure) {
            return words;
        }
    }
    return kMeasures.front();
}

QString whoText(const AgreementReport& report)
{
    return report.filter.by == QList<AnnotatorKind>{AnnotatorKind::Human}
               ? tr("%1 people").arg(groupedNumber(report.annotators))
               : tr("%1 annotators").arg(groupedNumber(report.annotators));
}

} // namespace

QString measureName(AgreementMeasure measure)
{
    return tr(wordsOf(measure).name);
}

QString measureTip(AgreementMeasure measure)
{
    return tr(wordsOf(measure).tip);
}

QString measureId(AgreementMeasure measure)
{
    return QString::fromLatin1(wordsOf(measure).id);
}

QString questionName(const Question& question)
{
    switch (question.kind) {
    case ItemKind::Pairwise:
        return tr("Preferences: %1").arg(question.aspect);
    case ItemKind::Rating:
        return tr("Ratings: %1").arg(question.aspect);
    case ItemKind::Ranking:
        return tr("Rankings");
    default:
        return tr("Spans");
    }
}

void showQuestions(PillTabs& tabs, const std::vector<Question>& questions,
                   const std::optional<Question>& asked)
{
    QStringList texts;
    int current = -1;
    for (const Question& question : questions) {
        if (asked && question.isSame(*asked)) {
            current = static_cast<int>(texts.size());
        }
        texts << questionName(question);
    }
    tabs.setTexts(texts);
    tabs.setVisible(texts.size() > 1);
    if (current >= 0) {
        tabs.setCurrent(current);
    }
}

QString unitsText(const AgreementReport& report, qint64 count)
{
    const QString number = groupedNumber(count);
    if (report.question && report.question->kind == ItemKind::Span) {
        return tr("%1 texts").arg(number);
    }
    return report.unitKind == LabelUnits::Pairs ? tr("%1 pairs").arg(number) : tr("%1 answers").arg(number);
}

QString levelName(stats::AlphaLevel level)
{
    switch (level) {
    case stats::AlphaLevel::Nominal:
        return tr("nominal");
    case stats::AlphaLevel::Ordinal:
        return tr("ordinal");
    case stats::AlphaLevel::Interval:
        return tr("interval");
    case stats::AlphaLevel::Ratio:
        return tr("ratio");
    }
    return {};
}

QString alphaText(const AgreementReport& report)
{
    return report.alpha.alpha ? decimalNumber(*report.alpha.alpha.value, 3) : tr("undefined");
}

QString alphaSentence(const AgreementReport& report)
{
    const stats::Estimate& alpha = report.alpha.alpha;
    if (!alpha) {
        return alpha.undefined;
    }
    const QString share = percentText(1 - *alpha.value);
    const bool isSpan = report.question && report.question->kind == ItemKind::Span;
    const QString what = isSpan                                 ? tr("Two readers’ marks on one text")
                         : report.unitKind == LabelUnits::Pairs ? tr("Two labels of the same pair")
                                                                : tr("Two labels of the same answer");
    if (*alpha.value <= 0) {
        return tr("%1 differ as much as labels drawn at random, or more (%2): who labels makes the label, "
                  "not "
                  "what is labelled.")
            .arg(what, share);
    }
    return tr("%1 differ %2 as much as two labels drawn at random would. 1 is full agreement, 0 is chance.")
        .arg(what, share);
}

QString agreementSentence(const AgreementReport& report)
{
    if (!report.undefined.isEmpty()) {
        return report.undefined;
    }
    if (!report.alpha.alpha) {
        return tr("No agreement can be computed. %1").arg(report.alpha.alpha.undefined);
    }
    const AgreementCoefficient* same = report.find(AgreementMeasure::Percent);
    QStringList sentences;
    if (same != nullptr && same->value) {
        sentences << tr("Two labels of the same %1 are the same in %2 of cases.")
                         .arg(report.unitKind == LabelUnits::Pairs ? tr("pair") : tr("answer"),
                              percentText(*same->value.value, 1));
    }
    const AgreementSide* judge = nullptr;
    for (const AgreementSide& side : report.sides) {
        if (!side.judge.isEmpty() && side.agreement.kappa) {
            judge = &side;
            break;
        }
    }
    const AgreementSide* people = report.sides.empty() ? nullptr : &report.sides.front();
    if (judge != nullptr && people != nullptr && people->agreement.same) {
        const double difference = *judge->agreement.same.value - *people->agreement.same.value;
        const stats::Interval range = people->agreement.same.interval.value_or(
            stats::Interval{*people->agreement.same.value, *people->agreement.same.value});
        const bool isInside =
            *judge->agreement.same.value >= range.low && *judge->agreement.same.value <= range.high;
        sentences << (isInside ? tr("%1 agrees with people as often as they do with each other (%2 and %3).")
                      : difference > 0
                          ? tr("%1 agrees with people more often than they do with each other (%2 and %3).")
                          : tr("%1 agrees with people less often than they do with each other (%2 and %3)."))
                         .arg(judge->judge, percentText(*judge->agreement.same.value),
                              percentText(*people->agreement.same.value));
    }
    if (sentences.isEmpty()) {
        sentences << alphaSentence(report);
    }
    return sentences.join(u' ');
}

QString agreementDetails(const AgreementReport& report)
{
    if (!report.alpha.alpha) {
        return {};
    }
    return tr("Krippendorff’s α (%1) over %2 with two labels or more. 95 % intervals of α from %3 resamples "
              "of "
              "these, seed %4; of people and judges by the delta method over them, so that labels of one "
              "unit "
              "count together.")
        .arg(levelName(report.level), unitsText(report, report.alpha.units),
             groupedNumber(report.options.resamples),
             groupedNumber(static_cast<qint64>(report.options.seed)));
}

QString agreementCount(const AgreementReport& report)
{
    const bool isSpan = report.question && report.question->kind == ItemKind::Span;
    const QString labels = isSpan ? tr("%1 readings").arg(groupedNumber(report.labels))
                                  : tr("%1 labels").arg(groupedNumber(report.labels));
    return tr("%1, %2, %3").arg(labels, whoText(report), unitsText(report, report.units));
}

QString sliceKindName(AgreementSliceKind kind)
{
    switch (kind) {
    case AgreementSliceKind::Category:
        return tr("Category");
    case AgreementSliceKind::Turn:
        return tr("Turn");
    case AgreementSliceKind::Batch:
        return tr("Batch");
    case AgreementSliceKind::SpanCategory:
        return tr("Kind of span");
    }
    return {};
}

QString sliceName(const AgreementSlice& slice)
{
    if (slice.kind == AgreementSliceKind::Turn) {
        return tr("turn %1").arg(slice.turn);
    }
    if (!slice.name.isEmpty()) {
        return slice.name;
    }
    return slice.kind == AgreementSliceKind::Batch ? tr("no batch") : tr("no category");
}

} // namespace plumbline
