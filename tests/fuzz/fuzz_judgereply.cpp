#include "core/judge/bracketed.h"
#include "core/judge/jsonplace.h"
#include "core/judge/judgesession.h"
#include "core/judge/leadingscores.h"
#include "core/judge/pairwise.h"
#include "core/judge/pairwisescale.h"
#include "core/judge/pc2reply.h"
#include "core/judge/quotes.h"
#include "core/judge/templateparts.h"

#include <cmath>
#include <cstdlib>

namespace {

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

void require(bool isTrue)
{
    if (!isTrue) {
        std::abort();
    }
}

ItemView itemOf(ItemKind kind)
{
    ItemView view;
    view.item.uid = u"item"_s;
    view.item.kind = kind;
    view.prompt.messages = {{u"user"_s, u"Why?"_s}};
    for (const QString& text : {u"Because."_s, u"No idea."_s}) {
        Response response;
        response.turns = {text};
        view.responses.append(response);
    }
    view.schema.definition = SchemaDefinition::builtIn(kind);
    return view;
}

/// One reply to each call of a protocol: a verdict that fits the schema, or a fault with its reason.
void judge(JudgeProtocol protocol, StructuredMode mode, const LlmReply& reply)
{
    JudgeSetting setting;
    setting.spec.name = u"judge"_s;
    setting.spec.protocol = protocol;
    setting.spec.endpoint = u"local"_s;
    setting.spec.retriesUnparsed = 0;
    setting.endpoint.abilities.structured = mode;
    setting.templates = builtInTemplatesOf(protocol);
    ItemView item = itemOf(kindsOf(protocol).first());
    if (protocol == JudgeProtocol::Refine) {
        item.responses.removeLast(); // its refinements are the judge's own
    }
    auto session = makeJudgeSession(setting, item);
    require(session.hasValue());
    for (auto calls = (*session)->takeCalls(); !calls.isEmpty(); calls = (*session)->takeCalls()) {
        for (const JudgeCall& call : std::as_const(calls)) {
            (*session)->give(call.id, LlmOutcome::of(reply));
        }
    }
    require((*session)->isFinished());
    const auto verdict = (*session)->verdict();
    bool hasFault = false;
    const QList<JudgeReply> replies = (*session)->replies();
    for (const JudgeReply& one : replies) {
        hasFault = hasFault || one.fault.has_value();
        require(!one.fault || (!one.fault->what.isEmpty() && !one.fault->detail.isEmpty()));
        require(!one.fault || one.parsed.isEmpty());
    }
    require(!verdict || !hasFault);
    require(verdict || !verdict.error().message.isEmpty());
    (void)judgeProvenance(setting, verdict.valueOr({}), replies);
}

/// Numbers that were read lie on their scales.
void readNumbers(const LlmReply& reply)
{
    constexpr int kCount = 2;
    const LeadingScores scores = leadingScores(reply, kCount);
    require(scores.fault.has_value() == scores.scores.empty());
    for (const double score : scores.scores) {
        require(score >= kJudgeLmLowest && score <= kJudgeLmHighest);
    }
    constexpr double kWhole = 100;
    constexpr int kScale = 3;
    const Pc2Criteria criteria = pc2Criteria(reply, Pc2Weights::Normalise);
    require(criteria.fault.has_value() == criteria.metrics.isEmpty());
    double sum = 0;
    for (const Pc2Metric& metric : criteria.metrics) {
        sum += metric.weight;
    }
    require(criteria.fault || std::abs(sum - kWhole) < 1e-6);
    const Pc2Score score = pc2Score(reply, criteria.metrics, kScale);
    require(score.fault || (score.said >= kWhole && score.said <= kWhole * kScale));
}

/// A quote that is found stands where it is said to stand.
void findQuote(const QString& text)
{
    const qsizetype middle = text.indexOf(u'\n');
    const TextIndex index(text.sliced(middle + 1));
    const QString quote = text.first(std::max<qsizetype>(0, middle));
    const QuotePlace place = locateQuote(index, quote);
    require(place.isFound() || (place.start == 0 && place.end == 0));
    require(!place.isFound() || (place.end > place.start && place.end <= index.codePointCount()));
    const QString found = index.slice(place.start, place.end);
    require(place.found != QuotePlace::Found::Exact || found == quote);
    require(!place.isFound() || found.simplified() == quote.simplified());
}

} // namespace

/// Whatever a model writes, each protocol reads a verdict from its one place or says why it cannot, and what
/// is read stands where it is said to stand.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    LlmReply reply;
    reply.text = QString::fromUtf8(QByteArrayView(data, static_cast<qsizetype>(size)));
    reply.finish = size % 7 == 0 ? LlmFinish::Length : LlmFinish::Stop;
    const QList<BracketedWord> words = bracketedWords(reply.text);
    for (const BracketedWord& word : words) {
        require(reply.text.sliced(word.offset).startsWith(word.word));
        require(!word.word.contains(u'[') && !word.word.contains(u']') && !word.word.contains(u'\n'));
    }
    const VerdictLabels labels;
    const TextVerdict said = bracketedVerdict(reply, labels);
    require(said.fault.has_value() ||
            labels.read(QStringView(reply.text).sliced(said.offset, 1)) == said.verdict);
    const qsizetype place = jsonValueAt(reply.text, u"verdict"_s);
    require(place >= -1 && place <= reply.text.size());
    (void)templateParts(reply.text);
    readNumbers(reply);
    findQuote(reply.text);
    for (const JudgeProtocol protocol :
         {JudgeProtocol::Pairwise, JudgeProtocol::PairwiseScale, JudgeProtocol::Pointwise,
          JudgeProtocol::MultiAspect, JudgeProtocol::JudgeLm, JudgeProtocol::Pc2, JudgeProtocol::Critique,
          JudgeProtocol::Refine, JudgeProtocol::Span}) {
        judge(protocol, StructuredMode::JsonSchema, reply);
        judge(protocol, StructuredMode::None, reply);
    }
    return 0;
}
