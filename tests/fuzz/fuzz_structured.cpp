#include "core/base/json.h"
#include "core/llm/structuredreply.h"

#include <cstdlib>

/// A text holds one JSON object or there is a reason why not; an object that was found reads the same when it
/// stands alone.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace plumbline;
    const QString text = QString::fromUtf8(QByteArrayView(data, static_cast<qsizetype>(size)));
    const StructuredReply found = findJson(text);
    if (found.fault) {
        if (found.error.message.isEmpty() || !found.object.isEmpty() ||
            jsonFaultName(*found.fault).isEmpty()) {
            std::abort();
        }
        return 0;
    }
    const QByteArray once = canonicalJson(found.object);
    const StructuredReply again = findJson(QString::fromUtf8(once));
    if (again.fault || again.form != JsonForm::Whole || again.object != found.object) {
        std::abort();
    }
    return 0;
}
