#pragma once

#include "core/exchange/format.h"

#include <QJsonValue>

namespace plumbline {

/// MT-Bench, in several files of JSON lines:
///
///   question.jsonl              question_id, category, turns, reference?
///   model_answer/MODEL.jsonl    question_id, answer_id, model_id, choices [{index, turns}], tstamp
///   reference_answer/….jsonl    the same, under a name that begins with "reference_answer"
///   human.jsonl, gpt4_pair.jsonl  judge, model_a, model_b, question_id, turn, winner
///
/// A vote becomes a label of the pairwise item of its two models, question and turn. The item's responses
/// stand in the order of the models' names; the order of the vote is kept as the order shown. A winner is
/// model_a, model_b, tie, "tie (inconsistent)" (a tie that remembers its word) or "tie (bothbad)". Files may
/// come in several imports, in the order reference answers, questions, answers, votes.
class MtBenchFormat final : public Format
{
public:
    [[nodiscard]] const FormatInfo& info() const override;
    [[nodiscard]] double detect(const Probe& probe) const override;
    [[nodiscard]] std::unique_ptr<Importer> createImporter(const ImportOptions& options) const override;
    [[nodiscard]] std::unique_ptr<Exporter> createExporter(const ExportOptions& options) const override;
};

} // namespace plumbline
