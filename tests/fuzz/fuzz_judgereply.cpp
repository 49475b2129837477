#include "core/judge/bracketed.h"
#include "core/judge/jsonplace.h"
#include "core/judge/judgesession.h"
#include "core/judge/pairwise.h"
#include "core/judge/pairwisescale.h"
#include "core/judge/templateparts.h"

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
    auto session = makeJudgeSession(setting, itemOf(kindsOf(protocol).first()));
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
    for (const JudgeProtocol protocol :
         {JudgeProtocol::Pairwise, JudgeProtocol::PairwiseScale, JudgeProtocol::Pointwise}) {
        judge(protocol, StructuredMode::JsonSchema, reply);
        judge(protocol, StructuredMode::None, reply);
    }
    return 0;
}
