#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/store.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

/// What the long proofs share: each starts its own program again as the process that is killed.
namespace plumbline::torture {

/// True when PLUMBLINE_FULL=1 asks for the long form.
[[nodiscard]] bool isFull();
/// `full` in the long form, `brief` otherwise.
[[nodiscard]] int times(int brief, int full);

/// Starts this program again with other arguments; its errors go to the terminal.
[[nodiscard]] std::unique_ptr<QProcess> startSelf(const QStringList& arguments);

/// Writes a line to standard output at once, past every buffer, so that a kill loses none.
void tell(const QByteArray& line);

/// The hash of labelState(), in hexadecimal: equal hashes are equal labels and drafts.
[[nodiscard]] Result<QByteArray> stateHash(Session& session);
/// The same of a whole store.
[[nodiscard]] Result<QByteArray> stateHash(Store& store);

/// Takes everything back that an annotator did and, when `redoes`, does it all again; gives how many steps
/// there were. Errors: Unknown when labels or drafts are left after undoing everything.
[[nodiscard]] Result<int> undoAll(Store& store, AnnotatorId annotator, bool redoes);

/// PRAGMA integrity_check and the counts: a text that is empty when all is sound.
[[nodiscard]] QString unsound(Store& store);

/// A command line that runs this program with `arguments` inside a file system in memory of that size,
/// mounted at `folder` in a namespace of its own; nothing where the machine does not allow that.
[[nodiscard]] std::optional<QStringList> inSmallDisk(const QString& folder, const QString& size,
                                                     const QStringList& arguments);

} // namespace plumbline::torture
