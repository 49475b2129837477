#include "core/judge/aspectreply.h"

#include "core/judge/replytext.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostLine = 20'000; ///< units; what is longer is no heading and no keyed line

/// One text's part of a reply while it is read.
struct Section
{
    bool isSeen = false;
    std::optional<QString> types;
    QStringList rationale;
    std::optional<QString> rating;
    bool isRationale = false; ///< lines without a key go on with the rationale
};

AspectReply failed(ParseFault fault)
{
    AspectReply out;
    out.fault = std::move(fault);
    return out;
}

AspectReply failed(const QString& what, const QString& detail)
{
    return failed(ParseFault{{}, what, detail});
}

bool isNotApplicable(const QString& word)
{
    return word.compare("N/A"_L1, Qt::CaseInsensitive) == 0 ||
           word.compare("NA"_L1, Qt::CaseInsensitive) == 0;
}

/// Without the signs of emphasis and brackets that models put around a word.
QString bareWord(const QString& text)
{
    static const QRegularExpression kAround(uR"x(^[\s*_\[("“]+|[\s*_\])"”.]+$)x"_s);
    return QString(text).remove(kAround);
}

/// A rating's word as its value; a fault when it is none of the scale.
std::optional<ParseFault> readRating(const QString& word, const AspectShape& shape, int text,
                                     AspectAnswer& answer)
{
    if (isNotApplicable(word)) {
        if (shape.allowsNotApplicable) {
            return std::nullopt;
        }
        return ParseFault{
            {}, u"out-of-range"_s, u"Text %1 was rated “N/A”, but the aspect always applies."_s.arg(text)};
    }
    // "4/5" says the scale's end beside the rating.
    const qsizetype slash = word.indexOf(u'/');
    const bool namesScale = slash > 0 && word.sliced(slash + 1).trimmed().toInt() == shape.highest;
    const QString number = namesScale ? word.first(slash).trimmed() : word;
    const std::optional<double> value = plainNumber(number);
    if (!value) {
        return ParseFault{
            {}, u"no-verdict"_s, u"The rating of text %1 is no number: %2."_s.arg(text).arg(quoted(word))};
    }
    const int rating = static_cast<int>(std::min(*value, 1e6));
    if (rating != *value || rating < shape.lowest || rating > shape.highest) {
        return ParseFault{{},
                          u"out-of-range"_s,
                          u"The rating %1 of text %2 is none of the scale from %3 to %4."_s.arg(number)
                              .arg(text)
                              .arg(shape.lowest)
                              .arg(shape.highest)};
    }
    answer.rating = rating;
    return std::nullopt;
}

std::optional<ParseFault> readTypes(const QString& line, const AspectShape& shape, int text,
                                    AspectAnswer& answer)
{
    const QString all = bareWord(line);
    if (all.isEmpty() || isNotApplicable(all) || all.compare("None"_L1, Qt::CaseInsensitive) == 0) {
        return std::nullopt;
    }
    static const QRegularExpression kBetween(uR"(\s*[,;]\s*|\s+and\s+|\s+)"_s);
    const QStringList words = all.split(kBetween, Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const std::optional<double> value = plainNumber(bareWord(word));
        const int type = value ? static_cast<int>(std::min(*value, 1e6)) : 0;
        if (!value || type != *value || type < 1 || type > shape.types) {
            return ParseFault{
                {},
                u"out-of-range"_s,
                u"The type of text %1 must be numbers from 1 to %2 or “None”; it reads %3."_s.arg(text)
                    .arg(shape.types)
                    .arg(quoted(line))};
        }
        if (!answer.types.contains(type)) {
            answer.types.append(type);
        }
    }
    return std::nullopt;
}

/// Takes the lines of a reply apart into the sections of the texts.
class SectionReader
{
public:
    explicit SectionReader(int texts)
        : m_sections(static_cast<size_t>(texts))
    {
    }

    void add(const QString& line)
    {
        if (line.size() > kMostLine || (!addHeading(line) && !addKeyed(line))) {
            if (m_at != nullptr && m_at->isRationale) {
                m_at->rationale.append(line);
            }
        }
    }

    [[nodiscard]] const std::vector<Section>& sections() const { return m_sections; }
    [[nodiscard]] const std::optional<ParseFault>& fault() const { return m_fault; }

private:
    bool addHeading(const QString& line)
    {
        static const QRegularExpression kHeading(
            uR"(^[\s#*\[]*(?:output\s+for\s+)?text\s*#?\s*(\d{1,4})[\s:*\]]*$)"_s,
            QRegularExpression::CaseInsensitiveOption);
        const QRegularExpressionMatch match = kHeading.match(line);
        if (!match.hasMatch()) {
            return false;
        }
        const int text = match.captured(1).toInt();
        if (text < 1 || static_cast<size_t>(text) > m_sections.size()) {
            setFault(u"missing-text"_s,
                     u"The reply speaks of a text %1; there are %2."_s.arg(text).arg(m_sections.size()));
            return true;
        }
        m_at = &m_sections.at(static_cast<size_t>(text) - 1);
        if (m_at->isSeen) {
            setFault(u"text-twice"_s, u"The reply has two parts about text %1."_s.arg(text));
        }
        m_at->isSeen = true;
        return true;
    }

    bool addKeyed(const QString& line)
    {
        static const QRegularExpression kKeyed(
            uR"(^[\s#*-]*(type|rationale|rationale for rating|reason for rating|rating)\s*\**\s*:\s*\**(.*)$)"_s,
            QRegularExpression::CaseInsensitiveOption);
        const QRegularExpressionMatch match = kKeyed.match(line);
        if (!match.hasMatch() || m_at == nullptr) {
            return false;
        }
        const QString key = match.captured(1).toLower();
        const QString value = match.captured(2).trimmed();
        m_at->isRationale = key != "type"_L1 && key != "rating"_L1;
        if (m_at->isRationale) {
            m_at->rationale.append(value);
            return true;
        }
        std::optional<QString>& held = key == "type"_L1 ? m_at->types : m_at->rating;
        if (held && *held != value) {
            setFault(u"two-verdicts"_s, u"One text was given two lines “%1”: %2 and %3."_s.arg(
                                            key, quoted(*held), quoted(value)));
        }
        held = value;
        return true;
    }

    void setFault(const QString& what, const QString& detail)
    {
        if (!m_fault) {
            m_fault = ParseFault{{}, what, detail};
        }
    }

    std::vector<Section> m_sections;
    Section* m_at = nullptr;
    std::optional<ParseFault> m_fault;
};

QJsonObject stringType()
{
    return {{u"type"_s, u"string"_s}};
}

/// An integer among 1 … last.
QJsonObject numberUpTo(int last)
{
    QJsonArray values;
    for (int value = 1; value <= last; ++value) {
        values.append(value);
    }
    return {{u"type"_s, u"integer"_s}, {u"enum"_s, values}};
}

} // namespace

LlmJsonWish aspectWish(const AspectShape& shape)
{
    QJsonArray ratings;
    for (int rating = shape.lowest; rating <= shape.highest; ++rating) {
        ratings.append(QString::number(rating));
    }
    if (shape.allowsNotApplicable) {
        ratings.append(u"N/A"_s);
    }
    QJsonObject properties{{u"text"_s, numberUpTo(shape.texts)},
                           {u"rationale"_s, stringType()},
                           {u"rating"_s, QJsonObject{{u"type"_s, u"string"_s}, {u"enum"_s, ratings}}}};
    QJsonArray required{u"text"_s, u"rationale"_s, u"rating"_s};
    if (shape.types > 0) {
        properties.insert(u"types"_s,
                          QJsonObject{{u"type"_s, u"array"_s}, {u"items"_s, numberUpTo(shape.types)}});
        required.append(u"types"_s);
    }
    const QJsonObject one{{u"type"_s, u"object"_s},
                          {u"properties"_s, properties},
                          {u"required"_s, required},
                          {u"additionalProperties"_s, false}};
    const QJsonObject list{{u"type"_s, u"array"_s},
                           {u"items"_s, one},
                           {u"minItems"_s, shape.texts},
                           {u"maxItems"_s, shape.texts}};
    return {u"ratings"_s, u"Each text's rating in this aspect, with the reasons for it."_s,
            QJsonObject{{u"type"_s, u"object"_s},
                        {u"properties"_s, QJsonObject{{u"texts"_s, list}}},
                        {u"required"_s, QJsonArray{u"texts"_s}},
                        {u"additionalProperties"_s, false}},
            true};
}

AspectReply aspectReply(const QJsonObject& object, const AspectShape& shape)
{
    AspectReply out;
    out.answers.resize(shape.texts);
    std::vector<bool> isSeen(static_cast<size_t>(shape.texts), false);
    const QJsonArray texts = object.value(u"texts"_s).toArray();
    for (const QJsonValue& value : texts) {
        const QJsonObject one = value.toObject();
        const int text = one.value(u"text"_s).toInt();
        if (text < 1 || text > shape.texts) {
            return failed(u"missing-text"_s,
                          u"The reply speaks of a text %1; there are %2."_s.arg(text).arg(shape.texts));
        }
        if (isSeen.at(static_cast<size_t>(text) - 1)) {
            return failed(u"text-twice"_s, u"The reply rates text %1 twice."_s.arg(text));
        }
        isSeen.at(static_cast<size_t>(text) - 1) = true;
        AspectAnswer& answer = out.answers[text - 1];
        answer.rationale = one.value(u"rationale"_s).toString().trimmed();
        if (auto fault = readRating(one.value(u"rating"_s).toString(), shape, text, answer)) {
            return failed(*fault);
        }
        const QJsonArray types = one.value(u"types"_s).toArray();
        for (const QJsonValue& type : types) {
            if (!answer.types.contains(type.toInt())) {
                answer.types.append(type.toInt());
            }
        }
    }
    const auto missing = std::find(isSeen.begin(), isSeen.end(), false);
    if (missing != isSeen.end()) {
        return failed(u"missing-text"_s,
                      u"The reply says nothing of text %1."_s.arg(missing - isSeen.begin() + 1));
    }
    return out;
}

AspectReply aspectReply(const LlmReply& reply, const AspectShape& shape)
{
    SectionReader reader(shape.texts);
    const QStringList lines = replyBody(reply.text).split(u'\n');
    for (const QString& line : lines) {
        reader.add(line);
    }
    if (reader.fault()) {
        return failed(*reader.fault());
    }
    AspectReply out;
    int text = 0;
    for (const Section& section : reader.sections()) {
        ++text;
        if (!section.isSeen) {
            return failed(
                unreadable(reply, u"missing-text"_s, u"The reply has no part “Text %1”."_s.arg(text)));
        }
        if (!section.rating || section.rating->isEmpty()) {
            return failed(unreadable(reply, u"no-verdict"_s,
                                     u"The part about text %1 has no line “Rating: …”."_s.arg(text)));
        }
        AspectAnswer answer;
        answer.rationale = section.rationale.join(u'\n').trimmed();
        if (auto fault = readRating(bareWord(*section.rating), shape, text, answer)) {
            return failed(*fault);
        }
        if (shape.types > 0 && section.types) {
            if (auto fault = readTypes(*section.types, shape, text, answer)) {
                return failed(*fault);
            }
        }
        out.answers.append(answer);
    }
    return out;
}

} // namespace plumbline
