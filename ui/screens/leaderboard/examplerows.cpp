#include "ui/screens/leaderboard/examplerows.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExampleRows", text);
}

/// The names and letters of the two responses of an example.
struct Sides
{
    QString a;
    QString b;
    QString letterA;
    QString letterB;

    explicit Sides(const PairExample& example)
        : a(example.modelA.isEmpty() ? tr("first") : example.modelA)
        , b(example.modelB.isEmpty() ? tr("second") : example.modelB)
        , letterA(a.left(1).toLower())
        , letterB(b.left(1).toLower())
    {
        if (letterA == letterB) {
            letterA = u"1"_s;
            letterB = u"2"_s;
        }
    }

    [[nodiscard]] VoteMark mark(const ExampleVote& vote) const
    {
        if (vote.bothBad) {
            return {u"×"_s, VoteMark::Side::Tie};
        }
        switch (vote.winner) {
        case stats::PairWinner::A:
            return {letterA, VoteMark::Side::First};
        case stats::PairWinner::B:
            return {letterB, VoteMark::Side::Second};
        case stats::PairWinner::Tie:
            break;
        }
        return {u"="_s, VoteMark::Side::Tie};
    }

    [[nodiscard]] QString words(const ExampleVote& vote) const
    {
        if (vote.bothBad) {
            return tr("both bad");
        }
        return words(vote.winner);
    }

    [[nodiscard]] QString words(stats::PairWinner winner) const
    {
        return winner == stats::PairWinner::A ? a : winner == stats::PairWinner::B ? b : tr("tie");
    }
};

/// A line for each vote: "expert_4: gpt-4".
QString votesTip(const std::vector<ExampleVote>& votes, const Sides& sides)
{
    QStringList lines;
    for (const ExampleVote& vote : votes) {
        lines << tr("%1: %2").arg(vote.annotator, sides.words(vote));
    }
    return lines.join(u'\n');
}

int balanceOf(const std::vector<ExampleVote>& votes)
{
    int balance = 0;
    for (const ExampleVote& vote : votes) {
        balance += static_cast<int>(vote.winner);
    }
    return balance;
}

/// What the judges said, in one word: the model, "tie", or "no majority" where they contradict each other.
void addVerdict(ExampleRow& row, const PairExample& example, const Sides& sides)
{
    if (example.verdicts.empty()) {
        return;
    }
    const int balance = balanceOf(example.verdicts);
    const bool areTies =
        std::all_of(example.verdicts.begin(), example.verdicts.end(),
                    [](const ExampleVote& vote) { return vote.winner == stats::PairWinner::Tie; });
    row.verdict = balance > 0 ? sides.a : balance < 0 ? sides.b : areTies ? tr("tie") : tr("no majority");
    row.verdictTip = votesTip(example.verdicts, sides);
    const int people = example.forA - example.forB;
    row.isVerdictAgainst = people * balance < 0;
}

QList<ExampleRow> exampleRows(const PairExamplesReport& report)
{
    QList<ExampleRow> rows;
    rows.reserve(static_cast<qsizetype>(report.examples.size()));
    for (const PairExample& example : report.examples) {
        if (example.items.empty()) {
            continue;
        }
        const Sides sides(example);
        ExampleRow row;
        row.item = example.items.front();
        row.prompt = example.title;
        row.pair = tr("%1, %2").arg(sides.a, sides.b);
        row.category = example.category;
        row.turn = example.turn;
        for (const ExampleVote& vote : example.votes) {
            row.votes << sides.mark(vote);
            row.people << vote.annotator;
        }
        row.people.removeDuplicates();
        row.people.sort();
        row.votesTip = votesTip(example.votes, sides);
        addVerdict(row, example, sides);
        rows << row;
    }
    return rows;
}

QString verdictTitle(const PairExamplesReport& report)
{
    QSet<QString> judges;
    for (const PairExample& example : report.examples) {
        for (const ExampleVote& vote : example.verdicts) {
            judges.insert(vote.annotator);
        }
    }
    if (judges.size() == 1) {
        return *judges.cbegin();
    }
    return judges.isEmpty() ? QString() : tr("Judges");
}

} // namespace

ShownExamples shownExamples(const PairExamplesReport& report)
{
    return {exampleRows(report), verdictTitle(report), report.units,    report.votes,
            report.forFirst,     report.ties,          report.forSecond};
}

} // namespace plumbline
