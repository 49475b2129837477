#pragma once

namespace plumbline {

/// Makes screen readers see a SpanTextView as read-only text whose attributes name the spans. May be called
/// any number of times.
void installSpanTextAccessibility();

} // namespace plumbline
