#include "ui/screens/disagreements/disagreementtable.h"

#include "ui/screens/disagreements/unitwords.h"
#include "ui/theme/numbers.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kChosenWidth = 36;
constexpr int kNumberWidth = 60;
constexpr int kPairWidth = 200;
constexpr int kCategoryWidth = 96;
constexpr int kTurnWidth = 48;
constexpr int kPeopleWidth = 140;
constexpr int kJudgesWidth = 84;
constexpr int kBetweenWidth = 130;
constexpr int kStateWidth = 76;

QString tr(const char* text)
{
    return QCoreApplication::translate("DisagreementTable", text);
}

QString between(const Disagreement& unit)
{
    QStringList parts;
    if (unit.amongPeople) {
        parts << tr("people");
    }
    if (unit.peopleAgainstJudges) {
        parts << tr("judge");
    }
    if (unit.amongJudges) {
        parts << tr("judges");
    }
    return parts.join(u", "_s);
}

ReportCell votesCell(const UnitWords& words, const std::vector<ExampleVote>& votes)
{
    return {.text = {}, .votes = words.marks(votes), .tip = words.lines(votes)};
}

} // namespace

std::vector<ReportColumn> disagreementColumns()
{
    using Kind = ReportColumnKind;
    return {
        {u" "_s, Kind::Text, kChosenWidth, false, tr("Marked with Space, for the batch."), u"chosen"_s},
        {tr("No."), Kind::Secondary, kNumberWidth, false, tr("The item's number in this project.")},
        {tr("Prompt"), Kind::Text, 0, true, {}},
        {tr("Pair"), Kind::Secondary, kPairWidth, false, {}},
        {tr("Category"), Kind::Secondary, kCategoryWidth, false, {}, {}, 1},
        {tr("Turn"), Kind::Secondary, kTurnWidth, false, {}, {}, 2},
        {tr("People"), Kind::Votes, kPeopleWidth, false,
         tr("One box a vote, with the first letter of the model; = is a tie, × both bad.")},
        {tr("Judges"), Kind::Votes, kJudgesWidth, false, tr("One box a verdict of a judge, as for people.")},
        {tr("Opposed"), Kind::Secondary, kBetweenWidth, false,
         tr("“people”: two of them; “judge”: a judge against what most people say; “judges”: two of them.")},
        {tr("State"), Kind::Secondary, kStateWidth, false,
         tr("“waiting”: in a batch for adjudication, without a verdict yet.")}};
}

qint64 keyOf(const Disagreement& unit)
{
    return unit.example.items.empty() ? 0 : unit.example.items.front().value;
}

bool isWaiting(const Disagreement& unit, const ResponsePairs& waiting)
{
    return waiting.contains(responsePair(unit.example.a, unit.example.b));
}

std::vector<ReportRow> disagreementRows(const DisagreementReport& report, const QSet<qint64>& chosen,
                                        const ResponsePairs& waiting)
{
    std::vector<ReportRow> rows;
    rows.reserve(report.units.size());
    for (const Disagreement& unit : report.units) {
        const PairExample& example = unit.example;
        const UnitWords words(example);
        const bool isChosen = chosen.contains(keyOf(unit));
        const bool waits = isWaiting(unit, waiting);
        ReportRow row;
        row.key = keyOf(unit);
        row.isMuted = waits || unit.isSettled;
        row.cells.push_back({.text = isChosen ? u"✓"_s : QString(),
                             .value = isChosen,
                             .tip = isChosen ? tr("marked") : QString(),
                             .color = Color::Accent});
        row.cells.push_back({.text = QString::number(row.key), .value = row.key});
        row.cells.push_back({.text = example.title, .tip = example.title});
        row.cells.push_back(textCell(words.pair()));
        row.cells.push_back(textCell(example.category));
        row.cells.push_back({.text = QString::number(example.turn), .value = example.turn});
        row.cells.push_back(votesCell(words, example.votes));
        row.cells.push_back(votesCell(words, example.verdicts));
        row.cells.push_back(textCell(between(unit)));
        row.cells.push_back(textCell(unit.isSettled ? tr("settled") : waits ? tr("waiting") : tr("open")));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace plumbline
