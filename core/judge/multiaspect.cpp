#include "core/judge/multiaspect.h"

#include "core/judge/pairorders.h"
#include "core/judge/scorecontent.h"

#include <optional>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kAspect = QStringLiteral("aspect");
const QString kOverall = QStringLiteral("overall");

/// Feedback with a score from 1 to 10.
CritiqueShape feedbackShape()
{
    CritiqueShape shape;
    shape.asksScore = true;
    return shape;
}

/// The kinds of flaws or merits that UltraFeedback asks for in two of its aspects.
QStringList builtInTypes(const QString& aspect)
{
    if (aspect == u"truthfulness"_s) {
        return {u"Against the facts: it says what is known to be false, or what nothing supports"_s,
                u"Against the instruction or the sources: it says something else than they do"_s,
                u"Against itself: it contradicts what it said before, or its own reasoning"_s};
    }
    if (aspect == u"helpfulness"_s) {
        return {u"Clear and to the point: what it says bears on the task, without detours"_s,
                u"Rich in useful content: it covers what is needed, with what helps to use it"_s,
                u"Neither padded nor repeated: it takes no more words than it needs"_s};
    }
    return {};
}

QString numbered(const QStringList& lines)
{
    QStringList out;
    for (qsizetype index = 0; index < lines.size(); ++index) {
        out.append(u"%1. %2"_s.arg(index + 1).arg(lines.at(index)));
    }
    return out.join(u'\n');
}

QString rubricOf(const Aspect& aspect)
{
    QStringList out;
    for (const ScalePoint& point : aspect.points) {
        out.append(point.label.isEmpty() ? QString::number(point.value)
                                         : u"%1: %2"_s.arg(point.value).arg(point.label));
    }
    return out.join(u'\n');
}

QString nameOf(const Aspect& aspect)
{
    const QString name = aspect.name.isEmpty() ? aspect.id : aspect.name;
    return aspect.description.isEmpty() ? name : u"%1. %2"_s.arg(name, aspect.description);
}

QJsonArray typesToJson(const QList<int>& types)
{
    QJsonArray out;
    for (const int type : types) {
        out.append(type);
    }
    return out;
}

/// A value of a scale on UltraFeedback's 1…5.
double onFive(double value, const Aspect& aspect)
{
    const double range = aspect.maximum() - aspect.minimum();
    return range > 0 ? 1 + 4 * (value - aspect.minimum()) / range : 1;
}

/// The mean of a response's ratings on 1…5, those that do not apply and "overall" left out.
std::optional<double> fineGrained(const AnnotationContent& content, const SchemaDefinition& schema,
                                  ResponseIndex response)
{
    double sum = 0;
    int count = 0;
    for (const Rating& rating : content.ratings) {
        const Aspect* aspect = schema.findAspect(rating.aspect);
        const bool counts = rating.value && aspect != nullptr && rating.aspect != u"overall"_s;
        if (rating.response == response && counts) {
            sum += onFive(*rating.value, *aspect);
            ++count;
        }
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

} // namespace

QString overallContradiction(int overall, double fineGrainedMean)
{
    constexpr int kTop = 10;
    if (overall != kTop || fineGrainedMean > 4) {
        return {};
    }
    return fineGrainedMean <= 2 ? u"contradiction"_s : u"doubt"_s;
}

QList<Aspect> MultiAspectSession::ratedAspects() const
{
    QList<Aspect> out;
    const QList<Aspect> all = aspects();
    for (const Aspect& aspect : all) {
        if (!asksOverall() || aspect.id != u"overall"_s) {
            out.append(aspect);
        }
    }
    return out;
}

QList<ResponseIndex> MultiAspectSession::order() const
{
    if (spec().orders == OrderPolicy::AsIs) {
        return orders().first();
    }
    return plumbline::shownOrder(setting().projectSeed, item().item.uid, setting().annotatorUid,
                                 static_cast<int>(item().responses.size()));
}

QStringList MultiAspectSession::typesOf(const Aspect& aspect) const
{
    const QJsonObject given = spec().options.value(u"types"_s).toObject();
    if (!given.contains(aspect.id)) {
        return builtInTypes(aspect.id);
    }
    QStringList out;
    const QJsonArray types = given.value(aspect.id).toArray();
    for (const QJsonValue& type : types) {
        out.append(type.toString());
    }
    return out;
}

AspectShape MultiAspectSession::shapeOf(const Aspect& aspect) const
{
    return {static_cast<int>(item().responses.size()), aspect.minimum(), aspect.maximum(),
            aspect.allowsNotApplicable, static_cast<int>(typesOf(aspect).size())};
}

Result<void> MultiAspectSession::planCalls()
{
    if (hasPlanned(kAspect) || hasPlanned(kOverall)) {
        return {};
    }
    PLUMBLINE_TRY(checkOptionNames(spec(), {u"overall"_s, u"types"_s}));
    const QList<Aspect> all = ratedAspects();
    for (const Aspect& aspect : all) {
        PLUMBLINE_TRY(planAspect(aspect));
    }
    if (asksOverall()) {
        for (int response = 0; response < item().responses.size(); ++response) {
            PLUMBLINE_TRY(planOverall(response));
        }
    }
    return {};
}

Result<void> MultiAspectSession::planAspect(const Aspect& aspect)
{
    const AspectShape shape = shapeOf(aspect);
    CallPlan call;
    call.step = kAspect;
    call.key = aspect.id;
    call.order = order();
    call.json = aspectWish(shape);
    call.fields = itemFields();
    QStringList texts;
    for (const ResponseIndex response : std::as_const(call.order)) {
        texts.append(judgedText(item(), response));
    }
    call.fields.setUntrustedList(u"texts"_s, u"text"_s, texts);
    call.fields.setTrusted(u"count"_s, QString::number(texts.size()));
    call.fields.setTrusted(u"aspect"_s, nameOf(aspect));
    call.fields.setTrusted(u"rubric"_s, rubricOf(aspect));
    call.fields.setTrusted(u"types"_s, numbered(typesOf(aspect)));
    call.fields.setSwitch(u"na"_s, aspect.allowsNotApplicable);
    return plan(call);
}

Result<void> MultiAspectSession::planOverall(ResponseIndex response)
{
    CallPlan call;
    call.step = kOverall;
    call.order = {response};
    call.json = critiqueWish(feedbackShape());
    call.fields = itemFields();
    call.fields.setUntrusted(u"answer"_s, judgedText(item(), response));
    return plan(call);
}

ParsedReply MultiAspectSession::parse(const JudgeCall& call, const LlmReply& reply) const
{
    if (call.step == kOverall) {
        const CritiqueReply read = critiqueReply(reply, feedbackShape());
        if (read.fault) {
            return {{}, read.fault};
        }
        QJsonObject parsed{{u"score"_s, *read.score}, {u"feedback"_s, read.feedback}};
        if (!read.strengths.isEmpty() || !read.weaknesses.isEmpty()) {
            parsed.insert(u"strengths"_s, read.strengths);
            parsed.insert(u"weaknesses"_s, read.weaknesses);
        }
        return ParsedReply::of(parsed);
    }
    const Aspect* aspect = schema().findAspect(call.key);
    Q_ASSERT(aspect != nullptr);
    const AspectShape shape = shapeOf(*aspect);
    AspectReply read;
    if (call.request.json) {
        const ParsedReply json = parsedJson(reply, *call.request.json);
        if (json.fault) {
            return json;
        }
        read = aspectReply(json.parsed, shape);
    } else {
        read = aspectReply(reply, shape);
    }
    if (read.fault) {
        return {{}, read.fault};
    }
    QJsonArray texts;
    for (const AspectAnswer& answer : std::as_const(read.answers)) {
        QJsonObject one{{u"rationale"_s, answer.rationale}};
        if (answer.rating) {
            one.insert(u"rating"_s, *answer.rating);
        }
        if (shape.types > 0) {
            one.insert(u"types"_s, typesToJson(answer.types));
        }
        texts.append(one);
    }
    return ParsedReply::of({{u"texts"_s, texts}});
}

void MultiAspectSession::addRatings(const JudgeReply& answer, JudgeVerdict& out, QJsonObject& details) const
{
    const QJsonArray texts = answer.parsed.value(u"texts"_s).toArray();
    QJsonObject types;
    for (ResponseIndex response = 0; response < item().responses.size(); ++response) {
        const QJsonObject one = texts.at(answer.call.order.indexOf(response)).toObject();
        Rating rating{response, answer.call.key, std::nullopt, one.value(u"rationale"_s).toString()};
        if (one.contains(u"rating"_s)) {
            rating.value = one.value(u"rating"_s).toDouble();
        }
        out.content.ratings.append(rating);
        if (!one.value(u"types"_s).toArray().isEmpty()) {
            types.insert(QString::number(response), one.value(u"types"_s));
        }
    }
    if (!types.isEmpty()) {
        details.insert(answer.call.key, types);
    }
}

void MultiAspectSession::addOverall(JudgeVerdict& out) const
{
    const QList<Aspect> asked = aspects();
    const Aspect* aspect = nullptr;
    for (const Aspect& one : asked) {
        aspect = one.id == u"overall"_s ? &one : aspect;
    }
    QJsonArray overall;
    QJsonArray odd;
    const QList<JudgeReply> all = answers(kOverall);
    for (const JudgeReply& answer : all) {
        const ResponseIndex response = answer.call.order.first();
        const int score = answer.parsed.value(u"score"_s).toInt();
        QJsonObject one = answer.parsed;
        one.insert(u"response"_s, response);
        if (const auto mean = fineGrained(out.content, schema(), response)) {
            one.insert(u"fine_grained"_s, *mean);
            const QString contradiction = overallContradiction(score, *mean);
            if (!contradiction.isEmpty()) {
                odd.append(QJsonObject{{u"response"_s, response},
                                       {u"what"_s, contradiction},
                                       {u"overall"_s, score},
                                       {u"fine_grained"_s, *mean}});
            }
        }
        overall.append(one);
        if (aspect != nullptr) {
            out.content.ratings.append({response, aspect->id, pointOf(score, {1, 10}, *aspect),
                                        answer.parsed.value(u"feedback"_s).toString()});
        }
    }
    out.details.insert(u"overall"_s, overall);
    if (!odd.isEmpty()) {
        out.details.insert(u"contradictions"_s, odd);
    }
}

Result<JudgeVerdict> MultiAspectSession::combine() const
{
    JudgeVerdict out;
    out.shownOrder = order();
    QJsonObject types;
    const QList<JudgeReply> all = answers(kAspect);
    for (const JudgeReply& answer : all) {
        addRatings(answer, out, types);
    }
    if (!types.isEmpty()) {
        out.details.insert(u"types"_s, types);
    }
    if (asksOverall()) {
        addOverall(out);
    }
    if (out.content.ratings.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument, u"The schema has no aspect to rate."_s, u"aspects"_s);
    }
    return out;
}

} // namespace plumbline
