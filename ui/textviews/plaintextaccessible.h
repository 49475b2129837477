#pragma once

namespace plumbline {

/// Makes screen readers see a PlainTextView as read-only text. May be called any number of times.
void installPlainTextAccessibility();

} // namespace plumbline
