#include "ui/screens/agreement/agreementselection.h"

#include "ui/screens/agreement/agreementwords.h"
#include "ui/screens/agreement/unitexamplerows.h"

#include <QCoreApplication>

namespace plumbline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AgreementSelection", text);
}

} // namespace

AgreementSelection partSelection(const AgreementSlice& slice)
{
    AgreementSelection selection;
    selection.kind = AgreementSelection::Kind::Part;
    selection.title = sliceName(slice);
    selection.query.onlyShared = true;
    switch (slice.kind) {
    case AgreementSliceKind::Category:
        selection.query.category = slice.name;
        break;
    case AgreementSliceKind::Turn:
        selection.query.turn = slice.turn;
        break;
    case AgreementSliceKind::Batch:
        selection.query.batch = slice.name;
        break;
    case AgreementSliceKind::SpanCategory:
        selection.query.spanCategory = slice.name;
        break;
    }
    return selection;
}

AgreementSelection judgeSelection(const QString& judge)
{
    AgreementSelection selection;
    selection.kind = AgreementSelection::Kind::Judge;
    selection.judge = judge;
    selection.query.against = judge;
    selection.query.onlyShared = judge.isEmpty(); // a judge and one person are two
    selection.title = judge.isEmpty() ? tr("people among themselves") : tr("%1 and people").arg(judge);
    return selection;
}

AgreementSelection annotatorsSelection(const QString& one, const QString& other)
{
    AgreementSelection selection;
    selection.kind = AgreementSelection::Kind::Annotators;
    selection.title = tr("%1 and %2").arg(one, other);
    selection.query.annotators = {one, other};
    return selection;
}

AgreementSelection valuesSelection(const AgreementReport& report, const QString& judge, std::int32_t row,
                                   std::int32_t column)
{
    AgreementSelection selection;
    selection.kind = AgreementSelection::Kind::Values;
    selection.judge = judge;
    const QString one = valueWord(report.unitKind, report.values.value(row));
    const QString other = valueWord(report.unitKind, report.values.value(column));
    selection.title = judge.isEmpty() ? tr("“%1” beside “%2”").arg(one, other)
                                      : tr("people “%1”, %2 “%3”").arg(one, judge, other);
    selection.query.values = std::pair(row, column);
    selection.query.secondBy = judge;
    return selection;
}

AgreementSelection ratingsSelection(const ProtocolConsistency& consistency, int row, int column)
{
    const QStringList rated{tr("first rated higher"), tr("rated equal"), tr("second rated higher")};
    const QStringList compared{tr("first preferred"), tr("a tie"), tr("second preferred")};
    AgreementSelection selection;
    selection.kind = AgreementSelection::Kind::Ratings;
    selection.title = tr("%1, %2").arg(rated.value(row), compared.value(column));
    selection.isEverybody = consistency.isEverybody;
    const auto winner = [](int index) { return static_cast<stats::PairWinner>(1 - index); };
    selection.query.rated = RatedAndCompared{consistency.ratingAspect, winner(row), winner(column)};
    return selection;
}

} // namespace plumbline
