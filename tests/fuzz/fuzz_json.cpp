#include "core/base/json.h"

#include <cstdlib>

/// Whatever parseJson() accepts must come out as canonical JSON that reads as the same value and writes as
/// the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace plumbline;
    const auto parsed = parseJson(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!parsed) {
        if (parsed.error().message.isEmpty()) {
            std::abort();
        }
        return 0;
    }
    const QByteArray once = canonicalJson(*parsed);
    const auto again = parseJson(once);
    if (!again || again->type() != parsed->type() || canonicalJson(*again) != once) {
        std::abort();
    }
    return 0;
}
