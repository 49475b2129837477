#pragma once

#include "core/analysis/annotatorreport.h"
#include "ui/screens/inspect/common/reporttable.h"

#include <QString>

namespace plumbline {

/// The figures of an annotator, in the order of columns and of the details.
enum class AnnotatorFigure {
    Labels,
    Agreement,
    DawidSkene,
    Mace,
    Gold,
    Checks,
    PrefersFirst,
    PrefersLonger,
    Drift,
    Seconds,
    TooFast,
    Haste,
    Leniency,
    Contradictions,
    Ties,
};

[[nodiscard]] QList<AnnotatorFigure> allFigures();
[[nodiscard]] QString figureName(AnnotatorFigure figure);
/// What it says, in a sentence.
[[nodiscard]] QString figureTip(AnnotatorFigure figure, const AnnotatorOptions& options);
/// Its value; `competence` null: not computed yet, then the cell is empty.
[[nodiscard]] ReportCell figureCell(AnnotatorFigure figure, const AnnotatorRow& row,
                                    const Competence* competence);
/// Whether anybody has a value: a column of reasons alone is left out of the table.
[[nodiscard]] bool isKnown(AnnotatorFigure figure, const AnnotatorReport& report,
                           const CompetenceReport* competence);

/// Columns and rows of the table of annotators: a name, then the figures that are known of anybody.
[[nodiscard]] std::vector<ReportColumn> annotatorColumns(const QList<AnnotatorFigure>& figures,
                                                         const AnnotatorOptions& options);
[[nodiscard]] std::vector<ReportRow> annotatorRows(const AnnotatorReport& report,
                                                   const CompetenceReport* competence,
                                                   const QList<AnnotatorFigure>& figures);
/// Columns and rows of all figures of one annotator, with the reasons of those that are not known.
[[nodiscard]] std::vector<ReportColumn> figureColumns();
[[nodiscard]] std::vector<ReportRow> figureRows(const AnnotatorRow& row, const Competence* competence,
                                                const AnnotatorOptions& options);

/// Those who surely agree less than all together do: their interval ends below that of everybody.
[[nodiscard]] QStringList agreeLess(const AnnotatorReport& report);
[[nodiscard]] QString annotatorSentence(const AnnotatorReport& report);
[[nodiscard]] QString annotatorDetailsText(const AnnotatorReport& report);
[[nodiscard]] QString annotatorCount(const AnnotatorReport& report);

} // namespace plumbline
