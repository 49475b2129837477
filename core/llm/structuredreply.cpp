#include "core/llm/structuredreply.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/llm/jsonschema.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostChars = 1024 * 1024;
constexpr int kMostObjects = 64;

StructuredReply faulty(JsonFault fault, const QString& sentence)
{
    StructuredReply out;
    out.fault = fault;
    out.error = makeError(ErrorCode::InvalidData, sentence);
    return out;
}

StructuredReply found(QJsonObject object, JsonForm form)
{
    StructuredReply out;
    out.object = std::move(object);
    out.form = form;
    return out;
}

/// The text behind the reasoning that some models write first.
QStringView behindThoughts(QStringView text)
{
    QStringView rest = text.trimmed();
    if (rest.startsWith(QChar(0xFEFF))) {
        rest = rest.sliced(1).trimmed();
    }
    constexpr QLatin1StringView kEnd("</think>");
    if (rest.startsWith("<think>"_L1)) {
        const qsizetype end = rest.indexOf(kEnd);
        return end < 0 ? QStringView() : rest.sliced(end + kEnd.size()).trimmed();
    }
    return rest;
}

/// One past the brace that closes the object at `start`; -1 if the text ends before.
qsizetype endOfObject(QStringView text, qsizetype start)
{
    int depth = 0;
    bool isInString = false;
    for (qsizetype at = start; at < text.size(); ++at) {
        const QChar c = text[at];
        if (isInString) {
            if (c == u'\\') {
                ++at;
            } else if (c == u'"') {
                isInString = false;
            }
        } else if (c == u'"') {
            isInString = true;
        } else if (c == u'{' || c == u'[') {
            ++depth;
        } else if ((c == u'}' || c == u']') && --depth == 0) {
            return at + 1;
        }
    }
    return -1;
}

/// Whether a brace begins a JSON object with at least one key: a quote follows, perhaps behind blanks.
bool beginsObject(QStringView text, qsizetype brace)
{
    qsizetype at = brace + 1;
    while (at < text.size() && text[at].isSpace()) {
        ++at;
    }
    return at < text.size() && text[at] == u'"';
}

/// What the only code fence that holds an object holds; nothing if there is none or there are several.
std::optional<QStringView> fenced(QStringView text)
{
    constexpr QLatin1StringView kFence("```");
    std::optional<QStringView> out;
    qsizetype open = text.indexOf(kFence);
    while (open >= 0) {
        const qsizetype lineEnd = text.indexOf(u'\n', open);
        const qsizetype close = lineEnd < 0 ? -1 : text.indexOf(kFence, lineEnd);
        if (close < 0) {
            return out;
        }
        const QStringView inner = text.sliced(lineEnd + 1, close - lineEnd - 1).trimmed();
        if (inner.startsWith(u'{')) {
            if (out) {
                return std::nullopt;
            }
            out = inner;
        }
        open = text.indexOf(kFence, close + kFence.size());
    }
    return out;
}

StructuredReply amongText(QStringView text)
{
    std::vector<QJsonObject> objects;
    std::optional<Error> firstError;
    bool isCut = false;
    int looked = 0;
    for (qsizetype at = text.indexOf(u'{'); at >= 0 && at < text.size(); at = text.indexOf(u'{', at)) {
        if (!beginsObject(text, at)) {
            ++at;
            continue;
        }
        if (++looked > kMostObjects) {
            return faulty(JsonFault::Ambiguous,
                          u"The reply holds too many JSON objects to tell which one is meant."_s);
        }
        const qsizetype end = endOfObject(text, at);
        if (end < 0) {
            isCut = true;
            ++at;
            continue;
        }
        const auto object = parseJsonObject(text.sliced(at, end - at).toUtf8());
        if (object) {
            if (std::find(objects.begin(), objects.end(), *object) == objects.end()) {
                objects.push_back(*object);
            }
        } else if (!firstError) {
            firstError = object.error();
        }
        at = object ? end : at + 1;
    }
    if (objects.size() > 1) {
        return faulty(
            JsonFault::Ambiguous,
            u"The reply holds %1 different JSON objects, and nothing says which one is meant."_s.arg(
                objects.size()));
    }
    if (isCut) {
        return faulty(
            JsonFault::Truncated,
            u"The JSON of the reply has no end: it was cut off. Allow more tokens for the reply."_s);
    }
    if (firstError) {
        return faulty(JsonFault::Invalid,
                      u"What looks like JSON in the reply is none: "_s + firstError->message);
    }
    return objects.empty() ? faulty(JsonFault::NoJson, u"The reply holds no JSON object."_s)
                           : found(objects.front(), JsonForm::Embedded);
}

} // namespace

StructuredReply findJson(const QString& text)
{
    const QStringView all = QStringView(text);
    const QStringView body = behindThoughts(all.first(std::min(all.size(), kMostChars)));
    if (body.isEmpty()) {
        const bool hasThoughts = all.trimmed().startsWith("<think>"_L1);
        return hasThoughts
                   ? faulty(
                         JsonFault::Truncated,
                         u"The reply ends within the model's reasoning. Allow more tokens for the reply."_s)
                   : faulty(JsonFault::Empty, u"The reply is empty."_s);
    }
    if (body.startsWith(u'{') && endOfObject(body, 0) == body.size()) {
        auto object = parseJsonObject(body.toUtf8());
        return object ? found(*object, JsonForm::Whole)
                      : faulty(JsonFault::Invalid,
                               u"What looks like JSON in the reply is none: "_s + object.error().message);
    }
    if (const auto inner = fenced(body)) {
        if (endOfObject(*inner, 0) == inner->size()) {
            auto object = parseJsonObject(inner->toUtf8());
            const StructuredReply around = amongText(body);
            if (object && around.fault != JsonFault::Ambiguous) {
                return found(*object, JsonForm::Fenced);
            }
        }
    }
    return amongText(body);
}

StructuredReply structuredReply(const LlmReply& reply, const LlmJsonWish& wish)
{
    if (!reply.refusal.isEmpty() && reply.text.trimmed().isEmpty()) {
        return faulty(JsonFault::Refused, u"The model declined to answer."_s);
    }
    StructuredReply out = findJson(reply.text);
    if (reply.finish == LlmFinish::Length && (out.fault || out.form == JsonForm::Embedded)) {
        return faulty(JsonFault::Truncated,
                      u"The reply was cut at its greatest length. Allow more tokens for the reply."_s);
    }
    if (!out.fault) {
        if (const auto fits = checkJsonSchema(out.object, wish.schema); !fits) {
            out = faulty(JsonFault::Misfit, fits.error().message);
            out.error = fits.error();
        }
    }
    return out;
}

QString jsonFaultName(JsonFault fault)
{
    static constexpr std::array<std::pair<JsonFault, QLatin1StringView>, 7> kNames = {
        {{JsonFault::Empty, "empty"_L1},
         {JsonFault::Refused, "refused"_L1},
         {JsonFault::Truncated, "truncated"_L1},
         {JsonFault::NoJson, "no_json"_L1},
         {JsonFault::Ambiguous, "ambiguous"_L1},
         {JsonFault::Invalid, "invalid"_L1},
         {JsonFault::Misfit, "misfit"_L1}}};
    for (const auto& [value, name] : kNames) {
        if (value == fault) {
            return name;
        }
    }
    return {};
}

} // namespace plumbline
