#pragma once

#include "core/exchange/exporter.h"
#include "core/exchange/labelledpages.h"

namespace plumbline {

/// Writes QA-Feedback: a JSON array of span items whose labels use its categories.
class QaFeedbackExporter final : public Exporter
{
public:
    explicit QaFeedbackExporter(const ExportOptions& options)
        : m_options(options)
    {
    }
    [[nodiscard]] Result<void> run(Session& session, ExportSink& sink, ExportReport& report) override;

private:
    ExportOptions m_options;
};

} // namespace plumbline
