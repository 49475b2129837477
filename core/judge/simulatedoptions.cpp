#include "core/judge/simulated.h"

#include <QJsonArray>

#include <array>
#include <cmath>
#include <utility>

#include "core/judge/pairorders.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

Error wrong(const QString& option, const QString& sentence)
{
    return makeError(ErrorCode::InvalidArgument, sentence, u"options."_s + option);
}

/// Picks the value whose name `option` holds; an absent option leaves `out` as it is.
template <typename Value, std::size_t count>
Result<void> readName(const QJsonObject& options, const QString& option,
                      const std::array<std::pair<QLatin1StringView, Value>, count>& names, Value& out)
{
    const QJsonValue value = options.value(option);
    if (value.isUndefined()) {
        return {};
    }
    QStringList known;
    for (const auto& [name, named] : names) {
        if (value.isString() && value.toString() == name) {
            out = named;
            return {};
        }
        known << name;
    }
    return wrong(option,
                 u"“%1” of a simulated annotator must be one of %2."_s.arg(option, known.join(u", "_s)));
}

Result<void> readNumber(const QJsonObject& options, const QString& option, double low, double high,
                        double& out)
{
    const QJsonValue value = options.value(option);
    if (value.isUndefined()) {
        return {};
    }
    if (!value.isDouble() || value.toDouble() < low || value.toDouble() > high) {
        return wrong(option, u"“%1” must be a number from %2 to %3."_s.arg(option).arg(low).arg(high));
    }
    out = value.toDouble();
    return {};
}

Result<void> readRanks(const QJsonValue& value, QList<QStringList>& out)
{
    const QJsonArray ranks = value.toArray();
    for (const QJsonValue& rank : ranks) {
        QStringList names;
        const QJsonArray equals = rank.isArray() ? rank.toArray() : QJsonArray{rank};
        for (const QJsonValue& name : equals) {
            if (!name.isString() || name.toString().isEmpty()) {
                return wrong(u"ranking"_s,
                             u"A ranking is a list of models' names from best to worst; models that "
                             "are equal stand in a list of their own."_s);
            }
            names << name.toString();
        }
        out << names;
    }
    return {};
}

Result<void> readConfusion(const QJsonValue& value, QHash<QString, QHash<QString, double>>& out)
{
    if (value.isUndefined()) {
        return {};
    }
    const auto malformed = [] {
        return wrong(u"confusion"_s,
                     u"“confusion” must hold, for each true answer, the weights of the answers that "
                     "are given: {\"first\": {\"first\": 0.9, \"second\": 0.1}}."_s);
    };
    if (!value.isObject()) {
        return malformed();
    }
    const QJsonObject rows = value.toObject();
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        double sum = 0;
        const QJsonObject cells = row.value().toObject();
        for (auto cell = cells.begin(); cell != cells.end(); ++cell) {
            if (!cell.value().isDouble() || cell.value().toDouble() < 0) {
                return malformed();
            }
            sum += cell.value().toDouble();
            out[row.key()].insert(cell.key(), cell.value().toDouble());
        }
        if (!(sum > 0) || !std::isfinite(sum)) {
            return malformed();
        }
    }
    return {};
}

Result<void> readMembers(const QJsonArray& members, QList<PoolMember>& out)
{
    for (const QJsonValue& value : members) {
        PoolMember member;
        member.name = value.isString() ? value.toString() : value.toObject().value(u"name"_s).toString();
        if (value.isObject()) {
            PLUMBLINE_TRY(readNumber(value.toObject(), u"share"_s, 0, 1e9, member.share));
        }
        if (member.name.isEmpty() || !(member.share > 0)) {
            return wrong(u"members"_s,
                         u"Each member of a pool needs the name of a judge and a share above 0."_s);
        }
        out << member;
    }
    return {};
}

/// What each rule cannot do without.
Result<void> checkRule(const JudgeSpec& spec, const SimulatedOptions& options)
{
    if (options.rule == SimulatedRule::Pool && options.members.isEmpty()) {
        return wrong(u"members"_s, u"A pool needs judges: name them in “members”."_s);
    }
    for (const PoolMember& member : options.members) {
        if (member.name == spec.name) {
            return wrong(u"members"_s, u"A pool cannot be its own member."_s);
        }
    }
    if (options.rule != SimulatedRule::Oracle) {
        return {};
    }
    if (options.truth == SimulatedTruth::Annotator && options.annotator.isEmpty()) {
        return wrong(u"annotator"_s, u"Name in “annotator” whose labels are the truth."_s);
    }
    if (options.truth == SimulatedTruth::Ranking && options.ranks.isEmpty()) {
        return wrong(u"ranking"_s, u"Name in “ranking” the models, from best to worst."_s);
    }
    return {};
}

constexpr std::array<std::pair<QLatin1StringView, SimulatedRule>, 5> kRules = {{
    {"first"_L1, SimulatedRule::First},
    {"constant"_L1, SimulatedRule::Constant},
    {"longest"_L1, SimulatedRule::Longest},
    {"oracle"_L1, SimulatedRule::Oracle},
    {"pool"_L1, SimulatedRule::Pool},
}};

constexpr std::array<std::pair<QLatin1StringView, SimulatedTruth>, 3> kTruths = {{
    {"gold"_L1, SimulatedTruth::Gold},
    {"annotator"_L1, SimulatedTruth::Annotator},
    {"ranking"_L1, SimulatedTruth::Ranking},
}};

} // namespace

QString toName(SimulatedRule rule)
{
    for (const auto& [name, named] : kRules) {
        if (named == rule) {
            return name;
        }
    }
    return {};
}

Result<SimulatedOptions> SimulatedOptions::of(const JudgeSpec& spec)
{
    const QJsonObject& options = spec.options;
    SimulatedOptions out;
    PLUMBLINE_TRY(checkOptionNames(spec, {u"rule"_s, u"p_label_flip"_s, u"answer"_s, u"rating"_s,
                                          u"full_length"_s, u"truth"_s, u"annotator"_s, u"ranking"_s,
                                          u"accuracy"_s, u"confusion"_s, u"false_marks"_s, u"members"_s}));
    if (!options.contains(u"rule"_s)) {
        return wrong(u"rule"_s,
                     u"A simulated annotator needs a “rule”: first, constant, longest, oracle or pool."_s);
    }
    PLUMBLINE_TRY(readName(options, u"rule"_s, kRules, out.rule));
    PLUMBLINE_TRY(readName(options, u"truth"_s, kTruths, out.truth));
    PLUMBLINE_TRY(readNumber(options, u"p_label_flip"_s, 0, 0.5, out.flipRate));
    PLUMBLINE_TRY(readNumber(options, u"accuracy"_s, 0, 1, out.accuracy));
    PLUMBLINE_TRY(readNumber(options, u"false_marks"_s, 0, 1, out.falseMarks));
    constexpr double kMostCharacters = 1e9;
    auto fullLength = static_cast<double>(out.fullLength);
    PLUMBLINE_TRY(readNumber(options, u"full_length"_s, 1, kMostCharacters, fullLength));
    out.fullLength = static_cast<qint64>(fullLength);
    if (options.contains(u"rating"_s)) {
        double rating = 0;
        PLUMBLINE_TRY(readNumber(options, u"rating"_s, -kMostCharacters, kMostCharacters, rating));
        out.rating = rating;
    }
    out.answer = options.value(u"answer"_s).toString(u"first"_s);
    if (!QStringList{u"first"_s, u"second"_s, u"tie"_s, u"both_bad"_s}.contains(out.answer)) {
        return wrong(u"answer"_s, u"“answer” must be one of first, second, tie, both_bad."_s);
    }
    out.annotator = options.value(u"annotator"_s).toString();
    PLUMBLINE_TRY(readRanks(options.value(u"ranking"_s), out.ranks));
    PLUMBLINE_TRY(readConfusion(options.value(u"confusion"_s), out.confusion));
    PLUMBLINE_TRY(readMembers(options.value(u"members"_s).toArray(), out.members));
    PLUMBLINE_TRY(checkRule(spec, out));
    return out;
}

} // namespace plumbline
