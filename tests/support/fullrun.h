#pragma once

#include <QtGlobal>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PLUMBLINE_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PLUMBLINE_SANITIZED
#endif

namespace plumbline {

/// Whether simulations run in whole: in `./dev test --full`, but not under a sanitizer, which finds in the
/// short forms what it would find in the long ones.
inline bool isFullRun()
{
#if defined(PLUMBLINE_SANITIZED)
    return false;
#else
    return qEnvironmentVariableIntValue("PLUMBLINE_FULL") != 0;
#endif
}

} // namespace plumbline
