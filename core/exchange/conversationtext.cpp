#include "core/exchange/conversationtext.h"

#include <algorithm>
#include <array>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Mark
{
    QStringView text;
    QStringView role;
};

constexpr std::array<Mark, 3> kMarks{{
    {u"\n\nHuman:", u"user"},
    {u"\n\nAssistant:", u"assistant"},
    {u"\n\nSystem:", u"system"},
}};

/// The next mark at or after `from`: where it begins, and which it is.
std::pair<qsizetype, const Mark*> nextMark(QStringView text, qsizetype from)
{
    for (qsizetype at = text.indexOf(u"\n\n", from); at >= 0; at = text.indexOf(u"\n\n", at + 1)) {
        for (const Mark& mark : kMarks) {
            if (text.sliced(at).startsWith(mark.text)) {
                return {at, &mark};
            }
        }
    }
    return {-1, nullptr};
}

Error invalid(const QString& message, const QString& field)
{
    return makeError(ErrorCode::InvalidData, message, field);
}

} // namespace

std::optional<QList<Message>> splitConversationText(const QString& text)
{
    auto [at, mark] = nextMark(text, 0);
    if (at != 0 || mark->role == u"assistant") {
        return std::nullopt;
    }
    QList<Message> messages;
    while (mark != nullptr) {
        qsizetype begin = at + mark->text.size();
        if (begin < text.size() && text.at(begin) == u' ') {
            ++begin;
        }
        const auto [next, nextOne] = nextMark(text, begin);
        const qsizetype end = nextOne != nullptr ? next : text.size();
        messages.append({mark->role.toString(), text.sliced(begin, end - begin)});
        at = next;
        mark = nextOne;
    }
    return messages;
}

QString toConversationText(const QList<Message>& messages)
{
    QString text;
    for (const Message& message : messages) {
        const auto known = std::find_if(kMarks.begin(), kMarks.end(),
                                        [&](const Mark& mark) { return mark.role == message.role; });
        text += known != kMarks.end() ? known->text.toString() : u"\n\n"_s + message.role + u':';
        text += u' ' + message.content;
    }
    return text;
}

Result<ConversationPair> partConversations(const QList<Message>& first, const QList<Message>& second)
{
    const auto endsWithAnswer = [](const QList<Message>& messages) {
        return !messages.isEmpty() && messages.last().role == "assistant"_L1;
    };
    if (!endsWithAnswer(first)) {
        return invalid(u"The conversation does not end with an answer of the assistant."_s, u"chosen"_s);
    }
    if (!endsWithAnswer(second)) {
        return invalid(u"The conversation does not end with an answer of the assistant."_s, u"rejected"_s);
    }
    if (first == second) {
        return invalid(u"Both answers are the same, so neither can be the better one."_s, u"rejected"_s);
    }
    const auto differ = std::mismatch(first.cbegin(), first.cend(), second.cbegin(), second.cend());
    qsizetype shared = std::distance(first.cbegin(), differ.first);
    const auto startsWithAnswer = [&](const QList<Message>& messages) {
        return shared < messages.size() && messages.at(shared).role == "assistant"_L1;
    };
    while (shared > 0 && !(startsWithAnswer(first) && startsWithAnswer(second))) {
        --shared;
    }
    if (shared == 0) {
        return invalid(u"The two conversations do not begin with the same prompt."_s, u"rejected"_s);
    }
    if (first.size() != second.size()) {
        return invalid(
            u"The two conversations differ in length after their first different answer, so they answer "
            "different prompts."_s,
            u"rejected"_s);
    }
    ConversationPair pair;
    pair.prompt = first.first(shared);
    for (qsizetype at = shared; at < first.size(); ++at) {
        const bool isAnswer = first.at(at).role == "assistant"_L1;
        if (isAnswer && second.at(at).role == "assistant"_L1) {
            pair.first.append(first.at(at).content);
            pair.second.append(second.at(at).content);
        } else if (first.at(at) == second.at(at)) {
            pair.prompt.append(first.at(at));
        } else {
            return invalid(u"The two conversations differ in a message of the user, so they answer different "
                           "prompts."_s,
                           u"rejected"_s);
        }
    }
    return pair;
}

} // namespace plumbline
