#include "core/llm/chatstream.h"

#include <algorithm>
#include <cstdlib>

using namespace plumbline;

namespace {

struct Seen
{
    QList<SseEvent> events;
    bool isRefused = false;
    bool hasRest = false;
};

/// Reads a stream in pieces of so many bytes; 0: all at once.
Seen readIn(QByteArrayView stream, qsizetype piece)
{
    Seen out;
    SseReader reader([&out](const SseEvent& event) { out.events << event; }, 4096);
    const qsizetype step = piece > 0 ? piece : std::max<qsizetype>(1, stream.size());
    for (qsizetype at = 0; at < stream.size() && !out.isRefused; at += step) {
        out.isRefused = !reader.feed(stream.sliced(at, std::min(step, stream.size() - at)));
    }
    out.hasRest = reader.hasRest();
    return out;
}

} // namespace

/// However a stream is cut, the same events come out of it; and a reply put together from it has a text or a
/// reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArrayView stream(data, static_cast<qsizetype>(size));
    const Seen whole = readIn(stream, 0);
    for (const qsizetype piece : {1, 2, 7}) {
        const Seen cut = readIn(stream, piece);
        // Where an event is too long, more of what stands before it may have been reported by then.
        if (!whole.isRefused &&
            (cut.isRefused || cut.events != whole.events || cut.hasRest != whole.hasRest)) {
            std::abort();
        }
    }
    LlmEndpoint endpoint;
    endpoint.baseUrl = QUrl(QStringLiteral("https://api.example.org/v1"));
    QString said;
    ChatStream chat(endpoint, [&said](QStringView text) { said += text; });
    (void)chat.feed(stream);
    const LlmOutcome outcome = chat.outcome();
    if (outcome.reply.has_value() != (outcome.error.kind == LlmErrorKind::None)) {
        std::abort();
    }
    if (!outcome.reply && outcome.error.error.message.isEmpty()) {
        std::abort();
    }
    if (outcome.reply && !said.isEmpty() && outcome.reply->text != said) {
        std::abort();
    }
    return 0;
}
