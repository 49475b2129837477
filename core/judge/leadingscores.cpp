#include "core/judge/leadingscores.h"

#include "core/judge/replytext.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

LeadingScores failed(ParseFault fault)
{
    LeadingScores out;
    out.fault = std::move(fault);
    return out;
}

} // namespace

LeadingScores leadingScores(const LlmReply& reply, int count)
{
    const QString body = replyBody(reply.text);
    const qsizetype lineEnd = body.indexOf(u'\n');
    const QStringView line = lineEnd < 0 ? QStringView(body) : QStringView(body).first(lineEnd);
    const QString wanted =
        u"The first line must hold exactly %1 numbers and nothing else; it reads %2."_s.arg(count).arg(
            quoted(line));
    if (lineEnd < 0 && reply.finish == LlmFinish::Length) {
        return failed(unreadable(reply, u"truncated"_s, wanted));
    }
    LeadingScores out;
    const QStringList words =
        line.toString().replace(u',', u' ').simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const std::optional<double> score = plainNumber(word);
        if (!score || words.size() != count) {
            return failed(unreadable(reply, u"no-verdict"_s, wanted));
        }
        if (*score < kJudgeLmLowest || *score > kJudgeLmHighest) {
            return failed({{},
                           u"out-of-range"_s,
                           u"The score %1 lies outside the scale from %2 to %3."_s.arg(word)
                               .arg(kJudgeLmLowest)
                               .arg(kJudgeLmHighest)});
        }
        out.scores.push_back(*score);
    }
    if (out.scores.empty()) {
        return failed(unreadable(reply, u"no-verdict"_s, wanted));
    }
    out.explanation = lineEnd < 0 ? QString() : body.sliced(lineEnd + 1).trimmed();
    return out;
}

} // namespace plumbline
