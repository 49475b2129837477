#include "ui/screens/disagreements/unitwords.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UnitWords", text);
}

} // namespace

UnitWords::UnitWords(const PairExample& example)
    : m_a(example.modelA.isEmpty() ? tr("first answer") : example.modelA)
    , m_b(example.modelB.isEmpty() ? tr("second answer") : example.modelB)
    , m_letterA(m_a.left(1).toLower())
    , m_letterB(m_b.left(1).toLower())
{
    if (m_letterA == m_letterB) {
        m_letterA = u"1"_s;
        m_letterB = u"2"_s;
    }
}

VoteMark UnitWords::mark(const ExampleVote& vote) const
{
    if (vote.bothBad) {
        return {u"×"_s, VoteMark::Side::Tie};
    }
    switch (vote.winner) {
    case stats::PairWinner::A:
        return {m_letterA, VoteMark::Side::First};
    case stats::PairWinner::B:
        return {m_letterB, VoteMark::Side::Second};
    case stats::PairWinner::Tie:
        break;
    }
    return {u"="_s, VoteMark::Side::Tie};
}

QList<VoteMark> UnitWords::marks(const std::vector<ExampleVote>& votes) const
{
    QList<VoteMark> out;
    for (const ExampleVote& vote : votes) {
        out.append(mark(vote));
    }
    return out;
}

QString UnitWords::said(const ExampleVote& vote) const
{
    if (vote.bothBad) {
        return tr("both bad");
    }
    return vote.winner == stats::PairWinner::A ? m_a : vote.winner == stats::PairWinner::B ? m_b : tr("tie");
}

QString UnitWords::lines(const std::vector<ExampleVote>& votes) const
{
    QStringList out;
    for (const ExampleVote& vote : votes) {
        out.append(tr("%1: %2").arg(vote.annotator, said(vote)));
    }
    return out.join(u'\n');
}

QString UnitWords::pair() const
{
    return tr("%1, %2").arg(m_a, m_b);
}

} // namespace plumbline
