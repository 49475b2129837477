#include "core/judge/verdicttoken.h"

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A token without what stands around a word: blanks, quotes, brackets, stars.
QStringView wordOf(QStringView token)
{
    qsizetype begin = 0;
    qsizetype end = token.size();
    while (begin < end && !token[begin].isLetterOrNumber()) {
        ++begin;
    }
    while (end > begin && !token[end - 1].isLetterOrNumber()) {
        --end;
    }
    return token.sliced(begin, end - begin);
}

QByteArray bytesOf(const LlmToken& token)
{
    return token.bytes.isEmpty() ? token.text.toUtf8() : token.bytes;
}

} // namespace

Qt::CaseSensitivity VerdictLabels::cases() const
{
    const auto alike = [](const QString& a, const QString& b) {
        return !a.isEmpty() && a.compare(b, Qt::CaseInsensitive) == 0;
    };
    return alike(first, second) || alike(first, tie) || alike(second, tie) ? Qt::CaseSensitive
                                                                           : Qt::CaseInsensitive;
}

std::optional<PairVerdict> VerdictLabels::read(QStringView word) const
{
    const QStringView plain = word.trimmed();
    if (plain.isEmpty()) {
        return std::nullopt;
    }
    for (const PairVerdict verdict : {PairVerdict::First, PairVerdict::Second, PairVerdict::Tie}) {
        if (plain.compare(of(verdict), cases()) == 0) {
            return verdict;
        }
    }
    return std::nullopt;
}

const QString& VerdictLabels::of(PairVerdict verdict) const
{
    switch (verdict) {
    case PairVerdict::First:
        return first;
    case PairVerdict::Second:
        return second;
    case PairVerdict::Tie:
        break;
    }
    return tie;
}

double VerdictProbabilities::of(PairVerdict verdict) const
{
    switch (verdict) {
    case PairVerdict::First:
        return first;
    case PairVerdict::Second:
        return second;
    case PairVerdict::Tie:
        break;
    }
    return tie;
}

double VerdictProbabilities::share(PairVerdict verdict) const
{
    return of(verdict) / (first + second + tie);
}

double VerdictProbabilities::firstOfTwo() const
{
    return first / (first + second);
}

std::optional<VerdictProbabilities> verdictProbabilities(const LlmTokenPlace& place,
                                                         const VerdictLabels& labels, TokenSpelling spelling)
{
    const auto isPlain = [](const LlmToken& token) { return wordOf(token.text).size() == token.text.size(); };
    const bool isPlainOnly = spelling == TokenSpelling::Plain && isPlain(place.chosen);
    QList<LlmToken> tokens = place.likeliest;
    const bool isListed = std::any_of(tokens.cbegin(), tokens.cend(), [&place](const LlmToken& token) {
        return bytesOf(token) == bytesOf(place.chosen);
    });
    if (!isListed) {
        tokens.append(place.chosen);
    }
    VerdictProbabilities out;
    for (const LlmToken& token : std::as_const(tokens)) {
        const auto verdict = labels.read(wordOf(token.text));
        const double probability = std::exp(token.logprob);
        if (!verdict || !std::isfinite(probability) || (isPlainOnly && !isPlain(token))) {
            continue;
        }
        (*verdict == PairVerdict::First    ? out.first
         : *verdict == PairVerdict::Second ? out.second
                                           : out.tie) += probability;
    }
    return out.first + out.second + out.tie > 0 ? std::optional(out) : std::nullopt;
}

const LlmTokenPlace* tokenPlaceAt(const LlmReply& reply, qsizetype offset)
{
    if (offset < 0 || offset >= reply.text.size()) {
        return nullptr;
    }
    QByteArray all;
    for (const LlmTokenPlace& place : reply.tokens) {
        all += bytesOf(place.chosen);
    }
    // Before the text there may be reasoning, behind it a token that only ends the reply.
    const qsizetype textStart = all.lastIndexOf(reply.text.toUtf8());
    if (textStart < 0) {
        return nullptr;
    }
    const qsizetype wanted = textStart + QStringView(reply.text).first(offset).toUtf8().size();
    qsizetype end = 0;
    for (const LlmTokenPlace& place : reply.tokens) {
        end += bytesOf(place.chosen).size();
        if (wanted < end) {
            return &place;
        }
    }
    return nullptr;
}

} // namespace plumbline
