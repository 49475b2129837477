#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace plumbline {

/// The server of tests/support/mockjudge.cpp in a process of its own, as long as this lives.
class MockJudgeProcess
{
public:
    explicit MockJudgeProcess(int latencyMs, const QString& log = {})
        : m_log(log)
    {
        QStringList arguments{QString::number(latencyMs)};
        if (!log.isEmpty()) {
            arguments.append(log);
        }
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/mockjudge"), arguments);
        if (m_process.waitForReadyRead(20'000)) {
            m_port = m_process.readLine().trimmed().toInt();
        }
    }
    ~MockJudgeProcess()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5'000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    MockJudgeProcess(const MockJudgeProcess&) = delete;
    MockJudgeProcess& operator=(const MockJudgeProcess&) = delete;

    [[nodiscard]] bool isUp() const { return m_port > 0; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] QUrl baseUrl() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_port)); }
    /// The lines of its log.
    [[nodiscard]] QList<QByteArray> lines() const
    {
        QFile file(m_log);
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        QList<QByteArray> out = file.readAll().split('\n');
        out.removeAll(QByteArray());
        return out;
    }

private:
    QString m_log;
    QProcess m_process;
    int m_port = 0;
};

} // namespace plumbline
