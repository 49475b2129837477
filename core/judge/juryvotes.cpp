#include "core/judge/juryparts.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace plumbline::juryparts {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kFirst = QStringLiteral("first");
const QString kSecond = QStringLiteral("second");
const QString kTie = QStringLiteral("tie");
const QString kBothBad = QStringLiteral("both_bad");

Error split(const QString& sentence)
{
    return makeError(ErrorCode::InvalidData, sentence, u"jury-split"_s);
}

/// The margin for the response with the smaller index.
int orientedMargin(const Preference& preference)
{
    return preference.first < preference.second ? preference.margin : -preference.margin;
}

QString choiceOf(const Preference& preference)
{
    if (preference.bothBad) {
        return kBothBad;
    }
    const int margin = orientedMargin(preference);
    return margin > 0 ? kFirst : margin < 0 ? kSecond : kTie;
}

/// The mean size of the margins on one side, rounded, at least 1.
int meanMargin(const QList<int>& margins, bool isFirst)
{
    int sum = 0;
    int count = 0;
    for (const int margin : margins) {
        if (margin != 0 && (margin > 0) == isFirst) {
            sum += std::abs(margin);
            ++count;
        }
    }
    const int size = count == 0 ? 1 : std::max(1, static_cast<int>(std::lround(double(sum) / count)));
    return isFirst ? size : -size;
}

/// The verdicts of all judges in one aspect.
struct AspectVotes
{
    Votes votes;
    QList<int> margins;
    ResponseIndex first = 0;
    ResponseIndex second = 1;
    int count = 0;
};

AspectVotes votesIn(const QString& aspect, const QList<JurorVerdict>& verdicts)
{
    AspectVotes out;
    for (const JurorVerdict& juror : verdicts) {
        const Preference* preference = juror.content.findPreference(aspect);
        if (preference == nullptr) {
            continue;
        }
        std::tie(out.first, out.second) = std::minmax(preference->first, preference->second);
        out.votes[juror.isInconsistent ? kTie : choiceOf(*preference)].append(juror.judge);
        out.margins.append(orientedMargin(*preference));
        ++out.count;
    }
    return out;
}

} // namespace

QString clearWinner(const Votes& votes)
{
    QString winner;
    qsizetype most = 0;
    for (auto it = votes.cbegin(); it != votes.cend(); ++it) {
        if (it.value().size() > most) {
            most = it.value().size();
            winner = it.key();
        } else if (it.value().size() == most) {
            winner.clear();
        }
    }
    return winner;
}

QJsonObject votesToJson(const Votes& votes)
{
    QJsonObject out;
    for (auto it = votes.cbegin(); it != votes.cend(); ++it) {
        out.insert(it.key(), QJsonArray::fromStringList(it.value()));
    }
    return out;
}

std::optional<double> pairAgreement(const Votes& votes)
{
    double same = 0;
    double all = 0;
    for (const QStringList& judges : votes) {
        const auto count = static_cast<double>(judges.size());
        same += count * (count - 1);
        all += count;
    }
    return all < 2 ? std::nullopt : std::optional(same / (all * (all - 1)));
}

Result<void> combinePreferences(const ItemView& item, const QList<JurorVerdict>& verdicts, JudgeVerdict& out)
{
    const SchemaDefinition& schema = item.schema.definition;
    QJsonObject shown;
    QJsonObject agreement;
    for (const Aspect& aspect : schema.aspects) {
        const AspectVotes here = votesIn(aspect.id, verdicts);
        if (here.count < juryQuorum(static_cast<int>(verdicts.size()))) {
            continue;
        }
        const QString winner = clearWinner(here.votes);
        if ((winner.isEmpty() || winner == kTie) && !schema.allowsTie) {
            return split(
                u"The judges are split in the aspect “%1”, and the schema does not offer a tie."_s.arg(
                    aspect.id));
        }
        Preference preference{aspect.id, here.first, here.second, 0, winner == kBothBad};
        if (winner == kFirst || winner == kSecond) {
            preference.margin = meanMargin(here.margins, winner == kFirst);
        }
        out.content.preferences.append(preference);
        shown.insert(aspect.id, votesToJson(here.votes));
        if (const auto share = pairAgreement(here.votes)) {
            agreement.insert(aspect.id, *share);
        }
        const bool isMain = out.content.preferences.size() == 1;
        if (isMain && winner.isEmpty()) {
            out.content.extra.insert(u"winner"_s, u"tie (jury)"_s);
        }
        if (isMain && !winner.isEmpty()) {
            out.probability = static_cast<double>(here.votes.value(winner).size()) / here.count;
        }
    }
    out.details.insert(u"votes"_s, shown);
    out.details.insert(u"agreement"_s, agreement);
    if (out.content.preferences.isEmpty()) {
        return split(u"In no aspect did more than half of the judges give a verdict."_s);
    }
    return {};
}

Result<void> combineRefinements(const QList<JurorVerdict>& verdicts, JudgeVerdict& out)
{
    Votes votes;
    for (const JurorVerdict& juror : verdicts) {
        if (juror.content.refinement) {
            votes[QString::number(*juror.content.refinement)].append(juror.judge);
        }
    }
    if (votes.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument,
                         u"Critiques in words cannot be combined, and no judge chose a refinement."_s);
    }
    const QString winner = clearWinner(votes);
    if (winner.isEmpty()) {
        return split(u"The judges are split over the best refinement."_s);
    }
    out.content.refinement = winner.toInt();
    out.details.insert(u"votes"_s, votesToJson(votes));
    out.probability = static_cast<double>(votes.value(winner).size()) / static_cast<double>(verdicts.size());
    // The schema may require words beside the choice: those of a judge who made it.
    for (const JurorVerdict& juror : verdicts) {
        if (juror.content.refinement == out.content.refinement && !juror.content.critique.isEmpty()) {
            out.content.critique = juror.content.critique;
            out.details.insert(u"critique_of"_s, juror.judge);
            break;
        }
    }
    return {};
}

Result<void> combineReactions(const QList<JurorVerdict>& verdicts, JudgeVerdict& out)
{
    Votes votes;
    for (const JurorVerdict& juror : verdicts) {
        if (juror.content.reaction) {
            votes[QString::number(*juror.content.reaction)].append(juror.judge);
        }
    }
    const QString winner = clearWinner(votes);
    if (winner.isEmpty()) {
        return split(u"The judges are split over the reaction."_s);
    }
    out.content.reaction = winner.toInt();
    out.details.insert(u"votes"_s, votesToJson(votes));
    out.probability = static_cast<double>(votes.value(winner).size()) / static_cast<double>(verdicts.size());
    return {};
}

} // namespace plumbline::juryparts
