#include "core/llm/retrypolicy.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kMostMs = 1e15;

std::optional<qint64> milliseconds(const QByteArray& text, double factor)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber) * factor;
    if (!isNumber || !std::isfinite(value) || std::abs(value) > kMostMs) {
        return std::nullopt;
    }
    return std::llround(value);
}

/// The three forms of RFC 9110, section 5.6.7. The day of the week says nothing that the date does not.
QDateTime httpDate(const QByteArray& text)
{
    const QString words = QString::fromLatin1(text).simplified();
    const QString date = words.sliced(std::min(words.size(), words.indexOf(u' ') + 1));
    for (const QString& form :
         {u"dd MMM yyyy HH:mm:ss 'GMT'"_s, u"dd-MMM-yy HH:mm:ss 'GMT'"_s, u"MMM d HH:mm:ss yyyy"_s}) {
        QDateTime out = QLocale::c().toDateTime(date, form);
        if (out.isValid()) {
            if (out.date().year() < 1970) {
                out = out.addYears(100); // two digits of a year mean this century
            }
            out.setTimeSpec(Qt::UTC);
            return out;
        }
    }
    return {};
}

} // namespace

std::optional<qint64> retryAfterMs(const QByteArray& retryAfterMsHeader, const QByteArray& retryAfterHeader,
                                   const QDateTime& now)
{
    if (const auto ms = milliseconds(retryAfterMsHeader, 1)) {
        return ms;
    }
    if (const auto ms = milliseconds(retryAfterHeader, 1000)) {
        return ms;
    }
    const QDateTime date = httpDate(retryAfterHeader);
    return date.isValid() ? std::optional(now.msecsTo(date)) : std::nullopt;
}

bool RetryPolicy::isRetried(const LlmError& error)
{
    if (error.isPartial || error.kind == LlmErrorKind::Cancelled) {
        return false;
    }
    if (error.shouldRetry) {
        return *error.shouldRetry;
    }
    if (error.kind == LlmErrorKind::QuotaExhausted) {
        return false;
    }
    switch (error.kind) {
    case LlmErrorKind::Unreachable:
    case LlmErrorKind::Proxy:
    case LlmErrorKind::Timeout:
    case LlmErrorKind::ConnectionLost:
        return true;
    default:
        break;
    }
    return error.status == 408 || error.status == 409 || error.status == 429 || error.status >= 500;
}

std::optional<qint64> RetryPolicy::waitMs(const LlmError& error, int retriesDone, double chance) const
{
    if (retriesDone >= maxRetries || !isRetried(error)) {
        return std::nullopt;
    }
    if (error.retryAfterMs && *error.retryAfterMs > 0 && *error.retryAfterMs <= mostRetryAfterMs) {
        return *error.retryAfterMs;
    }
    const double doubled = static_cast<double>(firstWaitMs) * std::exp2(retriesDone);
    const double wait = std::min(doubled, static_cast<double>(mostWaitMs)) * (1.0 - jitter * chance);
    return std::llround(wait);
}

} // namespace plumbline
