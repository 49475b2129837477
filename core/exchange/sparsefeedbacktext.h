#pragma once

#include "core/domain/prompt.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace plumbline {

/// The prompt of an instruction and its input, which is “nan” or empty when there is none.
[[nodiscard]] Prompt sparsePrompt(const QString& instruction, const QString& input);
/// Instruction and input of a prompt again; nothing for a conversation of several messages.
[[nodiscard]] std::optional<std::pair<QString, QString>> sparseCells(const Prompt& prompt);
/// A score without needless digits.
[[nodiscard]] QString scoreText(double value);
/// Appends a CSV row (RFC 4180, cells quoted where they must be), with its line end.
void appendCsvRow(QByteArray& out, const QStringList& cells);

} // namespace plumbline
