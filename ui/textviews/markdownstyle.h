#pragma once

class QTextDocument;

namespace plumbline {

class Theme;

/// Gives a document that was read from Markdown the look of the program, and takes out of it all that could
/// reach beyond it: images become their description in words, links become plain text that names its target.
void styleMarkdown(QTextDocument& document, const Theme& theme);

[[nodiscard]] bool hasTables(const QTextDocument& document);

/// Makes every table as wide as the text, its columns equal: the last resort for one that is too wide.
void fitTables(QTextDocument& document);

} // namespace plumbline
