#include "ui/screens/agreement/unitexamplerows.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <map>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UnitExampleRows", text);
}

constexpr std::int32_t kFirst = 0; // the values of preferences
constexpr std::int32_t kTie = 1;
constexpr std::int32_t kSecond = 2;

/// The value that most labels have; −1 where two have equally many.
std::int32_t modeOf(const std::vector<UnitLabel>& labels)
{
    std::map<std::int32_t, int> counts;
    for (const UnitLabel& label : labels) {
        ++counts[label.value];
    }
    std::int32_t mode = -1;
    int most = 0;
    for (const auto& [value, count] : counts) {
        if (count > most) {
            mode = value;
            most = count;
        } else if (count == most) {
            mode = -1;
        }
    }
    return mode;
}

} // namespace

LabelWords::LabelWords(LabelUnits kind, const QStringList& values, const QString& modelA,
                       const QString& modelB)
    : m_kind(kind)
    , m_values(values)
    , m_a(modelA.isEmpty() ? tr("first") : modelA)
    , m_b(modelB.isEmpty() ? tr("second") : modelB)
    , m_letterA(m_a.left(1).toLower())
    , m_letterB(m_b.left(1).toLower())
{
    if (m_letterA == m_letterB) {
        m_letterA = u"1"_s;
        m_letterB = u"2"_s;
    }
    if (kind == LabelUnits::Responses) {
        m_a = modelA;
    }
}

VoteMark LabelWords::mark(std::int32_t value) const
{
    if (m_kind == LabelUnits::Responses) {
        return {m_values.value(value), VoteMark::Side::Other};
    }
    switch (value) {
    case kFirst:
        return {m_letterA, VoteMark::Side::First};
    case kSecond:
        return {m_letterB, VoteMark::Side::Second};
    case kTie:
        return {u"="_s, VoteMark::Side::Tie};
    default:
        return {u"×"_s, VoteMark::Side::Tie};
    }
}

QString LabelWords::words(std::int32_t value) const
{
    if (m_kind == LabelUnits::Responses) {
        return m_values.value(value);
    }
    return value == kFirst ? m_a : value == kSecond ? m_b : valueWord(m_kind, m_values.value(value));
}

QString LabelWords::models() const
{
    return m_kind == LabelUnits::Responses ? m_a : tr("%1, %2").arg(m_a, m_b);
}

QString LabelWords::tip(const std::vector<UnitLabel>& labels) const
{
    QStringList lines;
    for (const UnitLabel& label : labels) {
        lines << tr("%1: %2").arg(label.annotator, words(label.value));
    }
    return lines.join(u'\n');
}

QString valueWord(LabelUnits kind, const QString& value)
{
    if (kind == LabelUnits::Responses) {
        return value;
    }
    return value == "a"_L1     ? tr("first")
           : value == "b"_L1   ? tr("second")
           : value == "tie"_L1 ? tr("tie")
                               : tr("both bad");
}

QStringList valueWords(LabelUnits kind, const QStringList& values)
{
    QStringList words;
    for (const QString& value : values) {
        words << valueWord(kind, value);
    }
    return words;
}

QList<ExampleRow> exampleRows(const UnitExamplesReport& report)
{
    QList<ExampleRow> rows;
    rows.reserve(static_cast<qsizetype>(report.examples.size()));
    for (const UnitExample& example : report.examples) {
        if (example.items.empty()) {
            continue;
        }
        const LabelWords words(report.kind, report.values, example.modelA, example.modelB);
        ExampleRow row;
        row.item = example.items.front();
        row.prompt = example.title;
        row.pair = words.models();
        row.category = example.category;
        row.turn = example.turn;
        for (const UnitLabel& label : example.labels) {
            row.votes << words.mark(label.value);
            row.people << label.annotator;
        }
        row.people.removeDuplicates();
        row.people.sort();
        row.votesTip = words.tip(example.labels);
        if (!example.others.empty()) {
            const std::int32_t verdict = modeOf(example.others);
            const std::int32_t people = modeOf(example.labels);
            row.verdict = verdict >= 0 ? words.words(verdict) : tr("no majority");
            row.verdictTip = words.tip(example.others);
            row.isVerdictAgainst = verdict >= 0 && people >= 0 && verdict != people;
        }
        rows << row;
    }
    return rows;
}

QString verdictTitle(const UnitExamplesReport& report)
{
    QSet<QString> names;
    bool areJudges = true;
    for (const UnitExample& example : report.examples) {
        for (const UnitLabel& label : example.others) {
            names.insert(label.annotator);
            areJudges = areJudges && label.kind != AnnotatorKind::Human;
        }
    }
    if (names.size() == 1) {
        return *names.cbegin();
    }
    return names.isEmpty() ? QString() : areJudges ? tr("Judges") : tr("Others");
}

} // namespace plumbline
