#include "app/logfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>

#include <atomic>
#include <exception>
#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongest = 500;
constexpr qsizetype kShortestKey = 8;

std::shared_ptr<spdlog::logger>& logger()
{
    static std::shared_ptr<spdlog::logger> kLogger;
    return kLogger;
}

QtMessageHandler s_before = nullptr;

spdlog::level::level_enum levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return spdlog::level::debug;
    case QtInfoMsg:
        return spdlog::level::info;
    case QtWarningMsg:
        return spdlog::level::warn;
    case QtCriticalMsg:
        return spdlog::level::err;
    case QtFatalMsg:
        return spdlog::level::critical;
    }
    return spdlog::level::warn;
}

void write(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (const auto& log = logger()) {
        const QByteArray text = fitForLog(message).toUtf8();
        const char* category = context.category != nullptr ? context.category : "default";
        log->log(levelOf(type), "{}: {}", category, text.constData());
    }
    if (s_before != nullptr) {
        s_before(type, context, message);
    }
}

/// What the environment holds under names that keys have.
QStringList keysOfTheEnvironment()
{
    QStringList keys;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    static const QRegularExpression kName(u"(KEY|TOKEN|SECRET|PASSWORD)$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    for (const QString& name : names) {
        const QString value = environment.value(name);
        if (value.size() >= kShortestKey && name.contains(kName)) {
            keys << value;
        }
    }
    return keys;
}

} // namespace

Result<std::unique_ptr<LogFile>> LogFile::open(const QString& path, const LogLimits& limits)
{
    Q_ASSERT(logger() == nullptr);
    const QFileInfo file(path);
    if (!QDir().mkpath(file.absolutePath())) {
        return makeError(ErrorCode::Io, u"The folder for the log could not be made."_s)
            .inFile(file.absolutePath());
    }
    try {
        const auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
            QFile::encodeName(path).toStdString(), static_cast<std::size_t>(limits.fileBytes),
            static_cast<std::size_t>(limits.olderFiles));
        auto made = std::make_shared<spdlog::logger>("plumbline", sink);
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z [%P] %l %v");
        made->set_level(spdlog::level::debug);
        made->flush_on(spdlog::level::info);
        made->set_error_handler([](const std::string&) {}); // a full disk must not become a flood on stderr
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        logger() = std::move(made);
    } catch (const std::exception& exception) {
        Error error = makeError(ErrorCode::Io, u"The log could not be opened."_s);
        error.details = QString::fromUtf8(exception.what());
        return error.inFile(path);
    }
    s_before = qInstallMessageHandler(write);
    return std::unique_ptr<LogFile>(new LogFile);
}

LogFile::~LogFile()
{
    qInstallMessageHandler(s_before);
    s_before = nullptr;
    logger()->flush();
    logger().reset();
}

QString fitForLog(const QString& message)
{
    QString text = message.simplified();
    static const QRegularExpression kBearer(u"(Bearer|Basic)\\s+[^\\s\"',;]+"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kNamed(
        u"((?:api[_-]?key|token|secret|password)[\"']?\\s*[=:]\\s*[\"']?)[^\\s\"',;&]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kShaped(u"\\b(?:sk|pk|hf|xai|gsk|ghp)[-_][A-Za-z0-9_-]{8,}"_s);
    text.replace(kBearer, u"\\1 ***"_s);
    text.replace(kNamed, u"\\1***"_s);
    text.replace(kShaped, u"***"_s);
    static const QStringList kKeys = keysOfTheEnvironment();
    for (const QString& key : kKeys) {
        text.replace(key, u"***"_s);
    }
    if (text.size() > kLongest) {
        text = text.left(kLongest) + u"…"_s;
    }
    return text;
}

} // namespace plumbline
