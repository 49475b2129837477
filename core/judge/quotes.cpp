#include "core/judge/quotes.h"

#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t kMostPlaces = 1000;

/// A text with its runs of blanks as one blank each, and where each unit comes from.
struct Plain
{
    QString text;
    std::vector<qsizetype> from; ///< per unit of `text`: its first unit in the original
    std::vector<qsizetype> to;   ///< per unit: one past its last unit there
};

Plain plainOf(QStringView text)
{
    Plain out;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype start = at++;
        if (!text[start].isSpace()) {
            out.text.append(text[start]);
        } else {
            while (at < text.size() && text[at].isSpace()) {
                ++at;
            }
            out.text.append(u' ');
        }
        out.from.push_back(start);
        out.to.push_back(at);
    }
    return out;
}

/// A stretch of a text in UTF-16 units.
struct Stretch
{
    qsizetype start = 0;
    qsizetype end = 0;
};

/// All places of `needle`, overlapping ones too.
std::vector<Stretch> placesOf(QStringView text, QStringView needle)
{
    std::vector<Stretch> out;
    if (needle.isEmpty()) {
        return out;
    }
    for (qsizetype at = text.indexOf(needle); at >= 0 && out.size() < kMostPlaces;
         at = text.indexOf(needle, at + 1)) {
        out.push_back({at, at + needle.size()});
    }
    return out;
}

QuotePlace placed(const TextIndex& text, const std::vector<Stretch>& places, const QString& before,
                  QuotePlace::Found found)
{
    QuotePlace out;
    out.places = static_cast<int>(places.size());
    const QString lead = before.simplified();
    std::vector<Stretch> meant = places;
    if (places.size() > 1 && !lead.isEmpty()) {
        meant.clear();
        for (const Stretch& place : places) {
            // Twice its length and some more is enough to hold the words with whatever blanks they have.
            const qsizetype from = std::max<qsizetype>(0, place.start - 4 * lead.size() - 64);
            const QString front = text.text().sliced(from, place.start - from).simplified();
            if (front.endsWith(lead)) {
                meant.push_back(place);
            }
        }
    }
    if (meant.size() != 1) {
        out.found = QuotePlace::Found::Ambiguous;
        return out;
    }
    out.found = found;
    out.start = text.utf16ToCodePoint(meant.front().start);
    out.end = text.utf16ToCodePoint(meant.front().end);
    return out;
}

} // namespace

QuotePlace locateQuote(const TextIndex& text, const QString& quote, const QString& before)
{
    if (quote.trimmed().isEmpty()) {
        return {};
    }
    std::vector<Stretch> places = placesOf(text.text(), quote);
    if (!places.empty()) {
        return placed(text, places, before, QuotePlace::Found::Exact);
    }
    const Plain plain = plainOf(text.text());
    places = placesOf(plain.text, quote.simplified());
    if (places.empty()) {
        return {};
    }
    for (Stretch& place : places) {
        const auto first = static_cast<size_t>(place.start);
        const auto last = static_cast<size_t>(place.end - 1);
        place = {plain.from.at(first), plain.to.at(last)};
    }
    return placed(text, places, before, QuotePlace::Found::Blanks);
}

QString quoteFoundName(QuotePlace::Found found)
{
    switch (found) {
    case QuotePlace::Found::Exact:
        return u"exact"_s;
    case QuotePlace::Found::Blanks:
        return u"blanks"_s;
    case QuotePlace::Found::Missing:
        return u"missing"_s;
    case QuotePlace::Found::Ambiguous:
        return u"ambiguous"_s;
    }
    return {};
}

} // namespace plumbline
