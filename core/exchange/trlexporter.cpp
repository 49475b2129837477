#include "core/exchange/trlexporter.h"

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/exchange/conversationtext.h"
#include "core/exchange/plumblineexporter.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kFlushAt = 256 * 1024;
constexpr quint64 kHundred = 100;

/// Whether the rows of a prompt are set aside for tests. Everything that begins with the same question goes
/// the same way: the turns of one conversation must not stand on both sides.
bool isForTest(const Prompt& prompt, quint64 seed, int percent)
{
    const auto question = std::find_if(prompt.messages.cbegin(), prompt.messages.cend(),
                                       [](const Message& message) { return message.role == "user"_L1; });
    const QString text = question != prompt.messages.cend() ? question->content : QString();
    return stableHash(text.toUtf8(), seed) % kHundred < static_cast<quint64>(percent);
}

/// A label as a vote on two responses: above 0 the first is better, 0 a tie.
ExportLabel withVote(const ExportLabel& label, int margin)
{
    ExportLabel said = label;
    Preference preference;
    preference.aspect = u"overall"_s;
    preference.margin = margin;
    said.annotation.content.preferences = {preference};
    return said;
}

/// What a ranking says about two responses; nothing when it does not compare them. `restIsBelow`: what has no
/// place lies below what has one.
std::optional<int> rankingVote(const ExportLabel& label, ResponseIndex first, ResponseIndex second,
                               bool restIsBelow)
{
    const std::optional<Ranking>& ranking = label.annotation.content.ranking;
    if (!ranking) {
        return std::nullopt;
    }
    const auto placeOf = [&](ResponseIndex response) {
        const auto found =
            std::find_if(ranking->groups.cbegin(), ranking->groups.cend(),
                         [&](const QList<ResponseIndex>& group) { return group.contains(response); });
        return std::distance(ranking->groups.cbegin(), found);
    };
    const auto end = static_cast<qptrdiff>(ranking->groups.size());
    const qptrdiff one = placeOf(first);
    const qptrdiff other = placeOf(second);
    const bool isUnknown = one == end && other == end;
    if (isUnknown || (!restIsBelow && (one == end || other == end))) {
        return std::nullopt;
    }
    return one == other ? 0 : one < other ? 1 : -1;
}

} // namespace

Result<void> TrlExporter::run(Session& session, ExportSink& sink, ExportReport& report)
{
    const bool isSplit = m_options.testPercent > 0;
    const QString trainName = isSplit ? u"train"_s : QString();
    QByteArray test;
    const auto handle = [&](const ItemView& view, const QList<ExportLabel>& labels) -> Result<void> {
        const qsizetype before = m_out.size();
        PLUMBLINE_TRY(addItem(view, labels, report));
        if (isSplit && m_out.size() > before &&
            isForTest(view.prompt, session.project.seed, m_options.testPercent)) {
            test += QByteArrayView(m_out).sliced(before);
            m_out.truncate(before);
        }
        if (m_out.size() >= kFlushAt) {
            PLUMBLINE_TRY(sink.write(trainName, m_out));
            m_out.resize(0);
        }
        if (test.size() >= kFlushAt) {
            PLUMBLINE_TRY(sink.write(u"test"_s, test));
            test.resize(0);
        }
        return {};
    };
    PLUMBLINE_TRY(LabelledPages(session, m_options).each(sink, report, handle));
    if (isSplit) {
        PLUMBLINE_TRY(sink.write(u"test"_s, test));
    }
    return sink.write(trainName, m_out);
}

Result<void> TrlExporter::addItem(const ItemView& view, const QList<ExportLabel>& labels,
                                  ExportReport& report)
{
    if (labels.isEmpty()) {
        report.skip(u"no_label"_s);
        return {};
    }
    const bool isPairwise = view.item.kind == ItemKind::Pairwise && view.responses.size() == 2;
    const bool isReaction = view.item.kind == ItemKind::Reaction && view.responses.size() == 1;
    const bool takesReactions =
        m_variant == TrlFormat::Variant::Unpaired || m_variant == TrlFormat::Variant::PromptCompletion;
    const bool takesEdits = m_variant == TrlFormat::Variant::PromptCompletion ||
                            (m_variant != TrlFormat::Variant::Unpaired && m_options.withEdits);
    const qint64 before = report.records;
    if (takesEdits) {
        addEdits(view, labels, report);
    }
    if (isPairwise || (isReaction && takesReactions)) {
        const QList<Verdict> verdicts = verdictsOf(labels, m_options.labels);
        for (const Verdict& verdict : verdicts) {
            addVerdict(view, verdict, report);
        }
    } else if (isPairFormat() && view.item.kind == ItemKind::Span && addComparisons(view, labels, report)) {
        return {};
    } else if (isPairFormat() && view.item.kind == ItemKind::Ranking && addRankings(view, labels, report)) {
        return {};
    } else if (view.item.kind == ItemKind::Critique && addRefinements(view, labels, report)) {
        return {};
    } else if (report.records == before) {
        report.skip(u"kind"_s);
    }
    return {};
}

void TrlExporter::addVerdict(const ItemView& view, const Verdict& verdict, ExportReport& report)
{
    switch (m_variant) {
    case TrlFormat::Variant::Preference:
    case TrlFormat::Variant::Implicit:
        addPair(view, verdict, report);
        return;
    case TrlFormat::Variant::Unpaired:
        addUnpaired(view, verdict, report);
        return;
    case TrlFormat::Variant::PromptCompletion:
        addPreferred(view, verdict, report);
        return;
    }
}

TrlExporter::Row TrlExporter::rowFor(const ItemView& view, const QList<ExportLabel>& labels) const
{
    Row row;
    row.item = view.item.uid;
    for (const ExportLabel& label : labels) {
        row.annotators.append(writtenName(label.annotator, m_options.hashPeople));
    }
    return row;
}

/// Puts prompt and answer of a single record.
void TrlExporter::setAnswer(Row& row, const ItemView& view, const Response& response,
                            const QString* editedText) const
{
    QList<Message> messages = conversation(view.prompt, response);
    if (editedText != nullptr) {
        messages.last().content = *editedText;
    }
    row.chosen = {messages.takeLast()};
    row.prompt = messages;
    row.chosenModel = editedText != nullptr ? QString() : response.model;
}

bool TrlExporter::isPairFormat() const
{
    return m_variant == TrlFormat::Variant::Preference || m_variant == TrlFormat::Variant::Implicit;
}

bool TrlExporter::isWrittenTie(const Verdict& verdict) const
{
    return verdict.kind == Verdict::Kind::Tie && m_options.ties == TieChoice::Include &&
           m_options.withMargin && m_variant == TrlFormat::Variant::Preference;
}

void TrlExporter::addPair(const ItemView& view, const Verdict& verdict, ExportReport& report)
{
    if (!verdict.isDecided() && !isWrittenTie(verdict)) {
        const QString reason = verdict.kind == Verdict::Kind::Tie       ? u"tie"_s
                               : verdict.kind == Verdict::Kind::BothBad ? u"both_bad"_s
                                                                        : verdict.reason;
        report.skip(reason);
        return;
    }
    const bool isFirst = verdict.kind != Verdict::Kind::Second;
    addPair(view, isFirst ? 0 : 1, isFirst ? 1 : 0, verdict.strength, verdict.labels, report);
}

void TrlExporter::addPair(const ItemView& view, qsizetype betterIndex, qsizetype worseIndex, double margin,
                          const QList<ExportLabel>& labels, ExportReport& report)
{
    const Response& better = view.responses.at(betterIndex);
    const Response& worse = view.responses.at(worseIndex);
    if (better.turns == worse.turns) {
        report.skip(u"same_text"_s);
        return;
    }
    Row row = rowFor(view, labels);
    row.prompt = commonPrefix(view.prompt, better, worse);
    row.chosen = conversation(view.prompt, better).mid(row.prompt.size());
    row.rejected = conversation(view.prompt, worse).mid(row.prompt.size());
    row.chosenModel = better.model;
    row.rejectedModel = worse.model;
    row.margin = margin;
    append(row, report);
}

/// QA-Feedback compares four answers two by two beside the marks on the first: 1 first better, 2 second, 0 a
/// tie.
bool TrlExporter::addComparisons(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report)
{
    constexpr std::array<std::pair<int, int>, 6> kPairs{{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}};
    QList<ExportLabel> comparing;
    for (const ExportLabel& label : labels) {
        if (label.annotation.content.extra.value("preference"_L1).toArray().size() == std::ssize(kPairs)) {
            comparing.append(label);
        }
    }
    if (comparing.isEmpty()) {
        return false;
    }
    for (size_t index = 0; index < kPairs.size(); ++index) {
        const auto [first, second] = kPairs.at(index);
        if (second >= view.responses.size()) {
            continue;
        }
        QList<ExportLabel> votes;
        for (const ExportLabel& label : comparing) {
            const QJsonArray numbers = label.annotation.content.extra.value("preference"_L1).toArray();
            const int vote = numbers.at(static_cast<qsizetype>(index)).toInt();
            votes.append(withVote(label, vote == 0 ? 0 : vote == 1 ? 1 : -1));
        }
        addVotes(view, first, second, votes, report);
    }
    return true;
}

bool TrlExporter::addRankings(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report)
{
    const auto isRanked = [](const ExportLabel& label) {
        return label.annotation.content.ranking.has_value();
    };
    if (std::none_of(labels.cbegin(), labels.cend(), isRanked)) {
        return false;
    }
    const auto count = static_cast<ResponseIndex>(view.responses.size());
    const bool restIsBelow = view.schema.definition.topK > 0;
    for (ResponseIndex first = 0; first < count; ++first) {
        for (ResponseIndex second = first + 1; second < count; ++second) {
            QList<ExportLabel> votes;
            for (const ExportLabel& label : labels) {
                if (const std::optional<int> vote = rankingVote(label, first, second, restIsBelow)) {
                    votes.append(withVote(label, *vote));
                }
            }
            if (!votes.isEmpty()) {
                addVotes(view, first, second, votes, report);
            }
        }
    }
    return true;
}

bool TrlExporter::addRefinements(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report)
{
    bool isAny = false;
    for (const ExportLabel& label : labels) {
        const ResponseIndex best = label.annotation.content.refinement.value_or(0);
        if (best <= 0 || best >= view.responses.size() || m_variant == TrlFormat::Variant::Unpaired) {
            continue;
        }
        isAny = true;
        if (isPairFormat()) {
            addPair(view, best, 0, 1, {label}, report);
        } else {
            Row row = rowFor(view, {label});
            setAnswer(row, view, view.responses.at(best));
            append(row, report);
        }
    }
    return isAny;
}

void TrlExporter::addVotes(const ItemView& view, ResponseIndex first, ResponseIndex second,
                           const QList<ExportLabel>& votes, ExportReport& report)
{
    const QList<Verdict> verdicts = verdictsOf(votes, m_options.labels);
    for (const Verdict& verdict : verdicts) {
        if (!verdict.isDecided() && !isWrittenTie(verdict)) {
            report.skip(verdict.kind == Verdict::Kind::Tie ? u"tie"_s : verdict.reason);
            continue;
        }
        const bool isFirst = verdict.kind != Verdict::Kind::Second;
        addPair(view, isFirst ? first : second, isFirst ? second : first, verdict.strength, verdict.labels,
                report);
    }
}

void TrlExporter::addUnpaired(const ItemView& view, const Verdict& verdict, ExportReport& report)
{
    if (verdict.kind == Verdict::Kind::Tie || verdict.kind == Verdict::Kind::None) {
        report.skip(verdict.kind == Verdict::Kind::Tie ? u"tie"_s : verdict.reason);
        return;
    }
    for (qsizetype index = 0; index < view.responses.size(); ++index) {
        Row row = rowFor(view, verdict.labels);
        setAnswer(row, view, view.responses.at(index));
        row.label = verdict.kind == (index == 0 ? Verdict::Kind::First : Verdict::Kind::Second);
        if (view.item.kind == ItemKind::Reaction) {
            row.label = verdict.kind == Verdict::Kind::First;
        }
        append(row, report);
    }
}

void TrlExporter::addPreferred(const ItemView& view, const Verdict& verdict, ExportReport& report)
{
    const bool isDisliked = view.item.kind == ItemKind::Reaction && verdict.kind == Verdict::Kind::Second;
    if (!verdict.isDecided() || isDisliked) {
        const QString reason = isDisliked                               ? u"disliked"_s
                               : verdict.kind == Verdict::Kind::Tie     ? u"tie"_s
                               : verdict.kind == Verdict::Kind::BothBad ? u"both_bad"_s
                                                                        : verdict.reason;
        report.skip(reason);
        return;
    }
    Row row = rowFor(view, verdict.labels);
    setAnswer(row, view, view.responses.at(verdict.kind == Verdict::Kind::First ? 0 : 1));
    append(row, report);
}

/// An edited answer is a completion of its own, and better than what was edited.
void TrlExporter::addEdits(const ItemView& view, const QList<ExportLabel>& labels, ExportReport& report)
{
    for (const ExportLabel& label : labels) {
        for (const Edit& edit : label.annotation.content.edits) {
            const Response& response = view.responses.at(edit.response);
            if (edit.text == response.text()) {
                continue;
            }
            Row row = rowFor(view, {label});
            setAnswer(row, view, response, &edit.text);
            row.rejected = {{u"assistant"_s, response.text()}};
            row.rejectedModel = response.model;
            append(row, report);
        }
    }
}

/// Appends `"key":` and messages: as messages, as a whole conversation in text, or as the text of the last of
/// them.
void TrlExporter::appendMessages(QByteArrayView key, const QList<Message>& messages, bool isConversation)
{
    m_out += m_out.endsWith('{') ? "\"" : ",\"";
    m_out += key;
    m_out += "\":";
    if (m_options.textForm == TextForm::Text) {
        const bool isOne = messages.size() == 1 && !isConversation;
        appendJsonString(m_out, isOne ? messages.constFirst().content : toConversationText(messages));
        return;
    }
    m_out += '[';
    for (qsizetype index = 0; index < messages.size(); ++index) {
        m_out += index > 0 ? ",{\"role\":" : "{\"role\":";
        appendJsonString(m_out, messages.at(index).role);
        m_out += ",\"content\":";
        appendJsonString(m_out, messages.at(index).content);
        m_out += '}';
    }
    m_out += ']';
}

void TrlExporter::append(const Row& row, ExportReport& report)
{
    const bool isPair = isPairFormat();
    m_out += '{';
    if (m_variant == TrlFormat::Variant::Implicit) {
        appendMessages("chosen", row.prompt + row.chosen, true);
        appendMessages("rejected", row.prompt + row.rejected, true);
    } else {
        appendMessages("prompt", row.prompt, false);
        appendMessages(isPair ? "chosen" : "completion", row.chosen, false);
        if (isPair) {
            appendMessages("rejected", row.rejected, false);
        }
    }
    if (isPair && m_options.withMargin) {
        const QByteArray number = QByteArray::number(row.margin, 'g', QLocale::FloatingPointShortest);
        m_out += ",\"margin\":" + number + (number.contains('.') ? "" : ".0");
    }
    if (m_variant == TrlFormat::Variant::Unpaired) {
        m_out += row.label ? ",\"label\":true" : ",\"label\":false";
    }
    if (m_options.withSource) {
        m_out += ",\"item\":";
        appendJsonString(m_out, row.item);
        m_out += ",\"annotators\":" + canonicalJson(QJsonArray::fromStringList(row.annotators));
        m_out += isPair ? ",\"chosen_model\":" : ",\"model\":";
        appendJsonString(m_out, row.chosenModel);
        if (isPair) {
            m_out += ",\"rejected_model\":";
            appendJsonString(m_out, row.rejectedModel);
        }
    }
    m_out += "}\n";
    ++report.records;
}

} // namespace plumbline
