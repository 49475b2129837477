#include "core/judge/refinechoice.h"

#include "core/judge/replytext.h"

#include <QHash>
#include <QRegularExpression>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A word without blanks and signs around it, in small letters.
QString bareWord(QStringView text)
{
    qsizetype start = 0;
    qsizetype end = text.size();
    while (start < end && !text[start].isLetterOrNumber()) {
        ++start;
    }
    while (end > start && !text[end - 1].isLetterOrNumber()) {
        --end;
    }
    return text.sliced(start, end - start).toString().toLower();
}

QString firstWord(const QString& body)
{
    static const QRegularExpression kBlank(uR"(\s+)"_s);
    const QStringList words = body.split(kBlank, Qt::SkipEmptyParts);
    return words.isEmpty() ? QString() : bareWord(words.first());
}

/// The first place whose token holds a letter or digit; null when there is none.
const LlmTokenPlace* firstSpoken(const QList<LlmTokenPlace>& tokens)
{
    for (const LlmTokenPlace& place : tokens) {
        if (!bareWord(place.chosen.text).isEmpty()) {
            return &place;
        }
    }
    return nullptr;
}

QHash<QString, int> wordCounts(const QString& text)
{
    QHash<QString, int> counts;
    QString word;
    const QString plain = text.normalized(QString::NormalizationForm_KC).toLower() + u' ';
    for (const QChar c : plain) {
        if (c.isLetterOrNumber() || c.isMark()) {
            word.append(c);
        } else if (!word.isEmpty()) {
            ++counts[word];
            word.clear();
        }
    }
    return counts;
}

double squared(const QHash<QString, int>& counts)
{
    double sum = 0;
    for (const int count : counts) {
        sum += static_cast<double>(count) * count;
    }
    return sum;
}

} // namespace

YesShare yesShare(const LlmReply& reply, const QString& yes, const QString& no)
{
    const QString wantedYes = yes.toLower();
    const QString wantedNo = no.toLower();
    YesShare out;
    if (const LlmTokenPlace* place = firstSpoken(reply.tokens)) {
        double yesSum = 0;
        double noSum = 0;
        const QList<LlmToken> all =
            place->likeliest.isEmpty() ? QList<LlmToken>{place->chosen} : place->likeliest;
        for (const LlmToken& token : all) {
            const QString word = bareWord(token.text);
            yesSum += word == wantedYes ? std::exp(token.logprob) : 0;
            noSum += word == wantedNo ? std::exp(token.logprob) : 0;
        }
        if (yesSum + noSum > 0) {
            out.share = yesSum / (yesSum + noSum);
            out.isByLogprobs = true;
            return out;
        }
    }
    const QString body = replyBody(reply.text);
    const QString word = firstWord(body);
    if (word != wantedYes && word != wantedNo) {
        out.fault =
            unreadable(reply, u"no-verdict"_s,
                       u"The reply must begin with “%1” or “%2”; it reads %3."_s.arg(yes, no, quoted(body)));
    }
    out.share = word == wantedYes ? 1 : 0;
    return out;
}

ChosenNumber chosenNumber(const LlmReply& reply, int lowest, int highest)
{
    static const QRegularExpression kBrackets(uR"(\[\[\s*([^\[\]]{0,40}?)\s*\]\])"_s);
    const QString body = replyBody(reply.text);
    ChosenNumber out;
    std::optional<double> chosen;
    for (auto it = kBrackets.globalMatch(body); it.hasNext();) {
        const QString inner = it.next().captured(1);
        const std::optional<double> number = plainNumber(inner);
        if (!number || *number != std::floor(*number)) {
            out.fault = {
                {}, u"no-verdict"_s, u"There is no whole number in the brackets: %1."_s.arg(quoted(inner))};
            return out;
        }
        if (chosen && chosen != number) {
            out.fault = {
                {}, u"two-verdicts"_s, u"The reply chooses both %1 and %2."_s.arg(*chosen).arg(*number)};
            return out;
        }
        chosen = number;
    }
    if (!chosen) {
        out.fault =
            unreadable(reply, u"no-verdict"_s,
                       u"The reply holds no number in double brackets; it begins %1."_s.arg(quoted(body)));
    } else if (*chosen < lowest || *chosen > highest) {
        out.fault = {{},
                     u"out-of-range"_s,
                     u"The choice %1 is none of %2 to %3."_s.arg(*chosen).arg(lowest).arg(highest)};
    } else {
        out.number = static_cast<int>(*chosen);
    }
    return out;
}

double wordCosine(const QString& left, const QString& right)
{
    const QHash<QString, int> a = wordCounts(left);
    const QHash<QString, int> b = wordCounts(right);
    double dot = 0;
    for (auto it = a.cbegin(); it != a.cend(); ++it) {
        dot += static_cast<double>(it.value()) * b.value(it.key(), 0);
    }
    const double norm = std::sqrt(squared(a)) * std::sqrt(squared(b));
    return norm > 0 ? dot / norm : 0;
}

int firstLargest(const QList<double>& scores)
{
    int best = -1;
    for (int index = 0; index < scores.size(); ++index) {
        if (best < 0 || scores.at(index) > scores.at(best)) {
            best = index;
        }
    }
    return best;
}

} // namespace plumbline
