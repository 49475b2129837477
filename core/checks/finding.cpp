#include "core/checks/finding.h"

#include <QJsonArray>

#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<QStringView, 3> kSeverities{u"note", u"warning", u"error"};
constexpr std::array<QStringView, 5> kActions{u"none", u"open_item", u"open_annotator", u"expire_leases",
                                              u"restore_copy"};

struct Sentence
{
    QStringView reason;
    QStringView text;
    QStringView single{}; ///< when the part `counted` is "1"; empty: the text serves
    int counted = 0;      ///< which part, from 0, the number of things is
};

constexpr std::array<Sentence, 23> kSentences{{
    {u"check.failed", u"The check could not be completed: %1"},
    {u"integrity.damaged", u"The database is damaged: %1."},
    {u"counters.item", u"Item %1 keeps %2 as %3, but a recount gives %4."},
    {u"counters.project", u"The project keeps %1 as %2, but a recount gives %3."},
    {u"counters.scope", u"For %1 the project keeps %2 as %3, but a recount gives %4."},
    {u"quotes.differs", u"A span of item %1 does not quote its text: %2"},
    {u"quotes.no_response", u"A span of item %1 marks response %2, which the item does not have."},
    {u"one_label.wants_more", u"Item %1 has one label and wants %2."},
    {u"one_label.by_plan", u"%1 items have one label and want no more; how far people agree cannot be known.",
     u"%1 item has one label and wants no more; how far people agree on it cannot be known."},
    {u"one_label_annotator.found", u"%1 has given one label only."},
    {u"gold.no_answer", u"Gold item %1 has no known answer."},
    {u"gold.no_item", u"The open batch %1 has no gold item among its %2 items.",
     u"The open batch %1 has one item, which is no gold item.", 1},
    {u"leases.overdue", u"The lease of %1 on item %2 has run out."},
    {u"drafts.finished", u"%1 has an unfinished answer to item %2, which has all its labels."},
    {u"empty_responses.with_model", u"A response by %1 is empty."},
    {u"empty_responses.without_model", u"A response is empty."},
    {u"duplicate_prompts.same_text", u"Prompts %1 and %2 ask the same."},
    {u"unknown_models.no_author", u"%1 responses have no author, this one among them.",
     u"This response has no author."},
    {u"unknown_models.alike", u"The models %1 and %2 differ only in the way they are written."},
    {u"opposite_votes.people", u"People disagree on item %1: %2 for one response, %3 for the other."},
    {u"opposite_votes.same_person", u"%1 voted against their own vote on the same pair in item %2."},
    {u"judge_flips.found", u"%1 changed its verdict on item %2 when the responses changed places."},
    {u"judge_flips.share", u"%1 changed its verdict on %2 of %3 pairs when the responses changed places.",
     u"%1 changed its verdict on %2 of %3 pair when the responses changed places.", 2},
}};

} // namespace

QString toName(Severity severity)
{
    return kSeverities.at(static_cast<std::size_t>(severity)).toString();
}

QString toName(FindingAction action)
{
    return kActions.at(static_cast<std::size_t>(action)).toString();
}

QStringList findingReasons()
{
    QStringList reasons;
    for (const Sentence& sentence : kSentences) {
        reasons.append(sentence.reason.toString());
    }
    return reasons;
}

QString findingSentence(const QString& reason, const QStringList& parts)
{
    for (const Sentence& sentence : kSentences) {
        if (sentence.reason == reason) {
            const bool isOne = !sentence.single.isEmpty() && parts.value(sentence.counted) == "1"_L1;
            return (isOne ? sentence.single : sentence.text).toString();
        }
    }
    return {};
}

QString plainSentence(const Finding& finding)
{
    // Filled in one pass: a part may hold "%1" itself.
    const QString sentence = findingSentence(finding.reason, finding.parts);
    QString text;
    for (qsizetype at = 0; at < sentence.size(); ++at) {
        const bool isPlace =
            sentence.at(at) == u'%' && at + 1 < sentence.size() && sentence.at(at + 1).isDigit();
        if (!isPlace) {
            text += sentence.at(at);
            continue;
        }
        const int part = sentence.at(++at).digitValue() - 1;
        text += finding.parts.value(part);
    }
    return text;
}

QJsonObject findingToJson(const Finding& finding)
{
    QJsonObject object{{"check"_L1, finding.check},
                       {"reason"_L1, finding.reason},
                       {"severity"_L1, toName(finding.severity)},
                       {"message"_L1, plainSentence(finding)}};
    if (!finding.parts.isEmpty()) {
        object.insert("parts"_L1, QJsonArray::fromStringList(finding.parts));
    }
    const auto insertId = [&object](QLatin1StringView key, qint64 id) {
        if (id > 0) {
            object.insert(key, id);
        }
    };
    insertId("item"_L1, finding.location.itemId.value);
    insertId("annotation"_L1, finding.location.annotationId.value);
    insertId("annotator"_L1, finding.location.annotatorId.value);
    insertId("response"_L1, finding.location.responseId.value);
    if (finding.action != FindingAction::None) {
        object.insert("action"_L1, toName(finding.action));
    }
    return object;
}

} // namespace plumbline
