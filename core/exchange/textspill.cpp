#include "core/exchange/textspill.h"

#include <QDataStream>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

Result<qint64> TextSpill::put(const QStringList& texts)
{
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>();
        if (!m_file->open()) {
            return makeError(ErrorCode::Io,
                             u"A temporary file could not be made: %1."_s.arg(m_file->errorString()));
        }
    }
    const qint64 place = m_file->size();
    m_file->seek(place);
    QDataStream stream(m_file.get());
    stream << texts;
    if (stream.status() != QDataStream::Ok) {
        return makeError(ErrorCode::DiskFull,
                         u"The folder for temporary files is full. Free some space and try again."_s);
    }
    return place;
}

Result<QStringList> TextSpill::get(qint64 place)
{
    QStringList texts;
    if (m_file && m_file->seek(place)) {
        QDataStream stream(m_file.get());
        stream >> texts;
        if (stream.status() == QDataStream::Ok) {
            return texts;
        }
    }
    return makeError(ErrorCode::Io, u"A temporary file could not be read again."_s);
}

} // namespace plumbline
