#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <QTemporaryFile>

#include <memory>

namespace plumbline {

/// Lists of texts put aside in a temporary file, to be read again by place. Made on first use.
class TextSpill
{
public:
    /// Errors: DiskFull, Io.
    [[nodiscard]] Result<qint64> put(const QStringList& texts);
    /// Errors: Io.
    [[nodiscard]] Result<QStringList> get(qint64 place);

private:
    std::unique_ptr<QTemporaryFile> m_file;
};

} // namespace plumbline
