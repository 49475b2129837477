#pragma once

#include <string>

namespace CLI {
class App;
}

namespace plumbline {

class CtlContext;

/// What `plumblinectl judge report` is asked with.
struct JudgeReportArguments
{
    std::string batch;
    std::string aspect;
    std::string category;
    std::string baseline;
    unsigned long long seed = 123;
    double confidence = 0.95;
};

void addJudgeReportOptions(CLI::App& command, JudgeReportArguments& arguments);
/// Answers with the table of judges measured against people.
void runJudgeReport(CtlContext& context, const JudgeReportArguments& arguments);

} // namespace plumbline
