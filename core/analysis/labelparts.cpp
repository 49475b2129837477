#include "core/analysis/labelparts.h"

#include "core/base/clock.h"
#include "core/store/batchrepository.h"

#include <algorithm>
#include <chrono>

namespace plumbline::labelparts {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Digits [from, from + count) as a number; −1 when one of them is none.
int digits(QByteArrayView text, qsizetype from, qsizetype count)
{
    int value = 0;
    for (qsizetype index = from; index < from + count; ++index) {
        const char digit = text[index];
        if (digit < '0' || digit > '9') {
            return -1;
        }
        value = value * 10 + (digit - '0');
    }
    return value;
}

std::optional<double> numberOf(const QJsonObject& object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    return value.isDouble() ? std::optional<double>(value.toDouble()) : std::nullopt;
}

/// "1.0" and 1 alike.
QString wordOf(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toDouble()) : value.toString();
}

/// UTF-16 units in the order of the code points that they begin.
char16_t inOrder(QChar unit)
{
    const char16_t code = unit.unicode();
    return static_cast<char16_t>(code >= 0xE000 ? code - 0x800 : code >= 0xD800 ? code + 0x2000 : code);
}

} // namespace

std::int64_t timeMs(QByteArrayView text)
{
    using namespace std::chrono;
    constexpr QByteArrayView kForm = "0000-00-00T00:00:00.000Z";
    if (text.size() == kForm.size() && text[23] == 'Z' && text[10] == 'T' && text[19] == '.') {
        const int parts[] = {digits(text, 0, 4),  digits(text, 5, 2),  digits(text, 8, 2),
                             digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2),
                             digits(text, 20, 3)};
        const year_month_day date{year(parts[0]), month(static_cast<unsigned>(parts[1])),
                                  day(static_cast<unsigned>(parts[2]))};
        if (*std::min_element(std::begin(parts), std::end(parts)) >= 0 && date.ok()) {
            const auto time = sys_days(date) + hours(parts[3]) + minutes(parts[4]) + seconds(parts[5]);
            return duration_cast<milliseconds>(time.time_since_epoch()).count() + parts[6];
        }
    }
    const QDateTime time = fromIsoUtc(QString::fromUtf8(text));
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

std::vector<std::int32_t> shownOrder(QByteArrayView text)
{
    std::vector<std::int32_t> order;
    bool isInNumber = false;
    for (const char character : text) {
        const bool isDigit = character >= '0' && character <= '9';
        if (isDigit && !isInNumber) {
            order.push_back(0);
        }
        if (isDigit && order.back() < 100000) {
            order.back() = order.back() * 10 + (character - '0');
        }
        isInNumber = isDigit;
    }
    return order;
}

int whoIsFirst(const std::vector<std::int32_t>& order, ResponseIndex first, ResponseIndex second)
{
    const auto one = std::find(order.begin(), order.end(), first);
    const auto other = std::find(order.begin(), order.end(), second);
    if (one == order.end() || other == order.end()) {
        return 0;
    }
    return one < other ? 1 : -1;
}

bool isBefore(QStringView name, QStringView other)
{
    return std::lexicographical_compare(name.begin(), name.end(), other.begin(), other.end(),
                                        [](QChar a, QChar b) { return inOrder(a) < inOrder(b); });
}

std::optional<Call> callOf(const QJsonObject& provenance)
{
    Call call;
    const QString name = provenance.value("template"_L1).toString();
    const QString version = wordOf(provenance.value("template_version"_L1));
    if (!name.isEmpty() || !version.isEmpty()) {
        call.templateVersion = version.isEmpty() ? name : u"%1 v%2"_s.arg(name, version).trimmed();
    }
    call.cost = numberOf(provenance, "cost"_L1);
    call.seconds = numberOf(provenance, "latency_ms"_L1);
    if (call.seconds) {
        *call.seconds /= 1000;
    }
    call.probability = numberOf(provenance, "probability"_L1);
    const std::optional<double> in = numberOf(provenance, "tokens_in"_L1);
    const std::optional<double> out = numberOf(provenance, "tokens_out"_L1);
    call.tokens = static_cast<std::int64_t>(std::clamp(in.value_or(0) + out.value_or(0), 0.0, 1e15));
    const bool isSaid =
        !call.templateVersion.isEmpty() || call.cost || call.seconds || call.probability || in || out;
    return isSaid ? std::optional<Call>(std::move(call)) : std::nullopt;
}

Result<std::vector<Batch>> batchesById(Session& session)
{
    PLUMBLINE_ASSIGN(const QList<Batch> batches, BatchRepository(session).list());
    std::vector<Batch> out(batches.cbegin(), batches.cend());
    std::sort(out.begin(), out.end(), [](const Batch& a, const Batch& b) { return a.id < b.id; });
    return out;
}

} // namespace plumbline::labelparts
