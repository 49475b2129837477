#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"
#include "core/domain/item.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace plumbline {

class Store;

/// Exit statuses that scripts rely on.
enum class ExitCode { Done = 0, Failed = 1, WrongUsage = 2 };

/// What every command of plumblinectl works with: where its words go, and the store it opens.
class CtlContext
{
public:
    CtlContext();
    ~CtlContext();
    CtlContext(const CtlContext&) = delete;
    CtlContext& operator=(const CtlContext&) = delete;

    bool isJson = false;       ///< --json
    std::string projectPath;   ///< PROJECT
    std::string annotatorName; ///< --annotator; empty = the login name
    ExitCode exitCode = ExitCode::Done;

    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] QString project() const;
    [[nodiscard]] QString annotator() const;

    /// Opens PROJECT. Says so and gives nullptr when it cannot.
    [[nodiscard]] Store* openStore();
    /// The store, closed: what comes after writes no more to it.
    void closeStore();

    /// The one answer of the command: the object with --json, else the text.
    void answer(const QJsonObject& object, const QString& text);
    /// Says what went wrong and makes the exit status 1.
    void fail(const Error& error);
    /// Wrong usage: a sentence, exit status 2.
    void misuse(const QString& sentence);
    /// fail(), or true when there is a value.
    template <typename T> [[nodiscard]] bool check(const Result<T>& result)
    {
        if (!result) {
            fail(result.error());
        }
        return static_cast<bool>(result);
    }

private:
    SystemClock m_clock;
    std::unique_ptr<Store> m_store;
};

/// A command line word as text; it arrives in the encoding of the locale.
[[nodiscard]] QString fromArg(const std::string& text);

/// Each adds the commands of one group. What they bind lives as long as `app`.
void addProjectCommands(CLI::App& app, CtlContext& context);
void addImportCommand(CLI::App& app, CtlContext& context);
void addExportCommand(CLI::App& app, CtlContext& context);
void addItemCommands(CLI::App& app, CtlContext& context);
void addLabelCommands(CLI::App& app, CtlContext& context);
void addJobCommands(CLI::App& app, CtlContext& context);
void addSchemaCommands(CLI::App& app, CtlContext& context);
void addBatchCommands(CLI::App& app, CtlContext& context);
void addSampleCommands(CLI::App& app, CtlContext& context);
void addStatsCommand(CLI::App& app, CtlContext& context);
void addEndpointCommands(CLI::App& app, CtlContext& context);
void addJudgeCommands(CLI::App& app, CtlContext& context);

/// A subcommand with PROJECT as its first word and --json.
[[nodiscard]] CLI::App* addProjectCommand(CLI::App& parent, CtlContext& context, const std::string& name,
                                          const std::string& description);

} // namespace plumbline
