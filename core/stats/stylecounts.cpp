#include "core/stats/stylecontrol.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace plumbline::stats {

namespace {

template <typename Char> bool isSpace(Char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

template <typename Char> bool isDigit(Char character)
{
    return character >= '0' && character <= '9';
}

/// The text without ``` … ```; what is never closed stays. `kept` holds it where something was taken out.
template <typename Char>
std::basic_string_view<Char> withoutCode(std::basic_string_view<Char> text, std::basic_string<Char>& kept)
{
    constexpr Char kFence[] = {'`', '`', '`'};
    const std::basic_string_view<Char> fence(kFence, 3);
    std::size_t from = 0;
    for (;;) {
        const std::size_t begin = text.find(fence, from);
        const std::size_t end = begin == text.npos ? text.npos : text.find(fence, begin + 3);
        if (end == text.npos) {
            break;
        }
        kept.append(text, from, begin - from);
        from = end + 3;
    }
    if (from == 0) {
        return text;
    }
    kept.append(text, from);
    return kept;
}

/// Whether a line of which this is the beginning (and the rest of the text) is a heading: # to ###### and a
/// space.
template <typename Char> bool isHeader(std::basic_string_view<Char> rest)
{
    std::size_t marks = 0;
    while (marks < rest.size() && marks < 7 && rest[marks] == '#') {
        ++marks;
    }
    return marks >= 1 && marks <= 6 && marks < rest.size() && isSpace(rest[marks]);
}

/// Whether it begins an item: "- ", "* ", "+ " or "1. ", however far indented.
template <typename Char> bool isListItem(std::basic_string_view<Char> rest)
{
    std::size_t at = 0;
    while (at < rest.size() && rest[at] != '\n' && isSpace(rest[at])) {
        ++at;
    }
    const std::size_t digits = at;
    while (at < rest.size() && isDigit(rest[at])) {
        ++at;
    }
    const bool isNumbered = at > digits && at < rest.size() && rest[at] == '.';
    const bool isBullet =
        at == digits && at < rest.size() && (rest[at] == '-' || rest[at] == '*' || rest[at] == '+');
    return (isNumbered || isBullet) && at + 1 < rest.size() && isSpace(rest[at + 1]);
}

/// How many times two marks, something without a mark on the same line, and two marks follow each other.
template <typename Char> int spans(std::basic_string_view<Char> text, Char mark)
{
    int count = 0;
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at)) {
        const std::size_t begin = at + 2;
        if (begin >= text.size() || text[at + 1] != mark) {
            ++at;
            continue;
        }
        std::size_t end = begin;
        while (end < text.size() && text[end] != mark && text[end] != '\n') {
            ++end;
        }
        if (end > begin && end + 1 < text.size() && text[end] == mark && text[end + 1] == mark) {
            ++count;
            at = end + 2;
        } else {
            ++at;
        }
    }
    return count;
}

template <typename Char> StyleCounts counts(std::basic_string_view<Char> markdown)
{
    std::basic_string<Char> kept;
    const std::basic_string_view<Char> text = withoutCode(markdown, kept);
    StyleCounts out;
    for (std::size_t line = 0; line < text.size();) {
        const std::basic_string_view<Char> rest = text.substr(line);
        out.headers += isHeader(rest) ? 1 : 0;
        out.lists += isListItem(rest) ? 1 : 0;
        const std::size_t end = rest.find(Char('\n'));
        line = end == rest.npos ? text.size() : line + end + 1;
    }
    out.bold = spans(text, Char('*')) + spans(text, Char('_'));
    return out;
}

} // namespace

StyleCounts styleCounts(QStringView markdown)
{
    StyleCounts out =
        counts(std::u16string_view(markdown.utf16(), static_cast<std::size_t>(markdown.size())));
    out.length = static_cast<double>(std::count_if(
        markdown.begin(), markdown.end(), [](QChar character) { return !character.isLowSurrogate(); }));
    return out;
}

StyleCounts styleCounts(QByteArrayView utf8)
{
    const std::string_view bytes(utf8.data(), static_cast<std::size_t>(utf8.size()));
    StyleCounts out = counts(bytes);
    out.length = static_cast<double>(std::count_if(bytes.begin(), bytes.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; // no continuation of a code point
    }));
    return out;
}

} // namespace plumbline::stats
