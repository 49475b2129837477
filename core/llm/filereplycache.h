#pragma once

#include "core/llm/replycache.h"

#include <QHash>
#include <QLockFile>
#include <QMutex>
#include <QString>

#include <memory>

namespace plumbline {

/// Replies as files below a folder, one each, readable by their owner alone. A file appears whole under its
/// name, so that any number of processes may share the folder and may be killed at any moment; a file that
/// was damaged all the same is found out by its checksum and counts as absent. The folder holds prompts'
/// replies and no keys. It belongs beside the user's state ($XDG_STATE_HOME/plumbline/replies) and not into a
/// cache folder, which may be emptied at any time: what it holds was paid for.
class FileReplyCache final : public ReplyCache
{
public:
    explicit FileReplyCache(QString folder);

    [[nodiscard]] std::optional<LlmReply> find(const QByteArray& hash) override;
    [[nodiscard]] Result<void> insert(const QByteArray& hash, const LlmReply& reply) override;
    [[nodiscard]] bool tryClaim(const QByteArray& hash) override;
    void release(const QByteArray& hash) override;

    /// Where the reply of a hash lies.
    [[nodiscard]] QString pathOf(const QByteArray& hash) const;

private:
    [[nodiscard]] bool makeFolderOf(const QByteArray& hash) const;

    QString m_folder;
    QMutex m_mutex;
    QHash<QByteArray, std::shared_ptr<QLockFile>> m_claims;
};

} // namespace plumbline
