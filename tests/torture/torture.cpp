#include "tests/torture/torture.h"

#include "core/base/hash.h"
#include "core/store/labelling.h"

#include <QCoreApplication>

#include <unistd.h>

namespace plumbline::torture {

using namespace Qt::Literals::StringLiterals;

bool isFull()
{
    return qEnvironmentVariableIntValue("PLUMBLINE_FULL") != 0;
}

int times(int brief, int full)
{
    return isFull() ? full : brief;
}

std::unique_ptr<QProcess> startSelf(const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(), arguments);
    return process;
}

void tell(const QByteArray& line)
{
    const QByteArray whole = line + '\n';
    const char* data = whole.constData();
    auto left = static_cast<size_t>(whole.size());
    while (left > 0) {
        const ssize_t written = ::write(STDOUT_FILENO, data, left);
        if (written <= 0) {
            return; // the parent has gone
        }
        data += written;
        left -= static_cast<size_t>(written);
    }
}

Result<QByteArray> stateHash(Session& session)
{
    PLUMBLINE_ASSIGN(const QByteArray state, labelState(session));
    return contentHash({state}).toHex();
}

Result<QByteArray> stateHash(Store& store)
{
    return store.read([](Session& session) { return stateHash(session); });
}

Result<int> undoAll(Store& store, AnnotatorId annotator, bool redoes)
{
    int undone = 0;
    for (;;) {
        PLUMBLINE_ASSIGN(const StepResult step,
                         store.write([&](Session& session) { return Labelling(session, annotator).undo(); }));
        if (!step.didSomething) {
            break;
        }
        ++undone;
    }
    PLUMBLINE_ASSIGN(const QByteArray bare, store.read([](Session& session) { return labelState(session); }));
    if (!bare.isEmpty()) {
        return makeError(ErrorCode::Unknown,
                         u"After undoing everything this is left:\n"_s + QString::fromUtf8(bare));
    }
    for (int again = 0; redoes && again < undone; ++again) {
        PLUMBLINE_TRY(store.write([&](Session& session) { return Labelling(session, annotator).redo({}); }));
    }
    return undone;
}

QString unsound(Store& store)
{
    const Result<QStringList> problems = store.checkIntegrity();
    return problems ? problems->join(u'\n') : problems.error().toString();
}

std::optional<QStringList> inSmallDisk(const QString& folder, const QString& size,
                                       const QStringList& arguments)
{
    const QString mount = u"mount -t tmpfs -o size=%1 none '%2'"_s.arg(size, folder);
    const QStringList front{u"--map-root-user"_s, u"--mount"_s, u"sh"_s, u"-c"_s};
    QProcess probe;
    probe.start(u"unshare"_s, front + QStringList{mount});
    if (!probe.waitForFinished() || probe.exitCode() != 0) {
        return std::nullopt;
    }
    QString command = mount + u" && exec '%1'"_s.arg(QCoreApplication::applicationFilePath());
    for (const QString& argument : arguments) {
        command += u" '%1'"_s.arg(argument);
    }
    return front + QStringList{command};
}

} // namespace plumbline::torture
