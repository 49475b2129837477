#include "app/ctl/ctlcontext.h"

#include "core/base/json.h"
#include "core/store/store.h"

#include <QDir>
#include <QFileInfo>

#include <CLI/CLI.hpp>

#include <cstdio>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

void writeLine(std::FILE* stream, const QByteArray& line)
{
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

QJsonObject errorObject(const Error& error)
{
    QJsonObject object{{u"code"_s, errorCodeName(error.code)}, {u"message"_s, error.message}};
    if (!error.file.isEmpty()) {
        object.insert(u"file"_s, error.file);
    }
    if (error.line > 0) {
        object.insert(u"line"_s, error.line);
    }
    if (!error.field.isEmpty()) {
        object.insert(u"field"_s, error.field);
    }
    if (!error.details.isEmpty()) {
        object.insert(u"details"_s, error.details);
    }
    return object;
}

} // namespace

CtlContext::CtlContext() = default;
CtlContext::~CtlContext() = default;

QString fromArg(const std::string& text)
{
    return QString::fromLocal8Bit(text.data(), static_cast<qsizetype>(text.size()));
}

QString CtlContext::project() const
{
    return QFileInfo(fromArg(projectPath)).absoluteFilePath();
}

QString CtlContext::annotator() const
{
    if (!annotatorName.empty()) {
        return fromArg(annotatorName);
    }
    for (const char* variable : {"USER", "LOGNAME", "USERNAME"}) {
        const QString name = qEnvironmentVariable(variable);
        if (!name.isEmpty()) {
            return name;
        }
    }
    return QDir::home().dirName();
}

Store* CtlContext::openStore()
{
    Result<std::unique_ptr<Store>> opened = Store::open(project(), m_clock);
    if (!opened) {
        fail(opened.error().inFile(project()));
        return nullptr;
    }
    m_store = std::move(opened).value();
    if (!m_store->backupPath().isEmpty()) {
        writeLine(stderr, u"The project came from an older Plumbline; a copy of it as it was is %1."_s
                              .arg(m_store->backupPath())
                              .toLocal8Bit());
    }
    return m_store.get();
}

void CtlContext::closeStore()
{
    m_store.reset();
}

void CtlContext::answer(const QJsonObject& object, const QString& text)
{
    if (isJson) {
        writeLine(stdout, canonicalJson(object));
    } else if (!text.isEmpty()) {
        writeLine(stdout, text.toUtf8());
    }
}

void CtlContext::fail(const Error& error)
{
    exitCode = ExitCode::Failed;
    writeLine(stderr, error.toString().toUtf8());
    if (isJson) {
        writeLine(stdout, canonicalJson(QJsonObject{{u"error"_s, errorObject(error)}}));
    }
}

void CtlContext::misuse(const QString& sentence)
{
    exitCode = ExitCode::WrongUsage;
    writeLine(stderr, sentence.toUtf8());
    if (isJson) {
        const QJsonObject error{{u"code"_s, u"wrong_usage"_s}, {u"message"_s, sentence}};
        writeLine(stdout, canonicalJson(QJsonObject{{u"error"_s, error}}));
    }
}

CLI::App* addProjectCommand(CLI::App& parent, CtlContext& context, const std::string& name,
                            const std::string& description)
{
    CLI::App* command = parent.add_subcommand(name, description);
    command->fallthrough();
    command->add_option("PROJECT", context.projectPath, "Path of the project (.plumb)")->required();
    return command;
}

} // namespace plumbline
