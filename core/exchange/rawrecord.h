#pragma once

#include <QByteArrayView>
#include <QList>
#include <QtGlobal>

namespace plumbline {

/// One record of a file as its bytes: a line, an element of a JSON array, or a CSV record. The views are
/// valid until the next record is read.
struct RawRecord
{
    QByteArrayView text;     ///< without the line end
    QList<QByteArray> cells; ///< CSV only, unquoted
    int file = 0;            ///< index into the files of the import
    qint64 line = 0;         ///< line on which it begins, from 1
    qint64 offset = 0;       ///< byte at which it begins, in the decompressed file
};

} // namespace plumbline
