#include "core/store/statement.h"

#include <sqlite3.h>

namespace plumbline {

std::unique_ptr<Statement> Statement::prepare(sqlite3* database, const QString& sql)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt* statement = nullptr;
    const int prepared = sqlite3_prepare_v3(database, text.constData(), static_cast<int>(text.size()) + 1,
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (prepared != SQLITE_OK || statement == nullptr) {
        return nullptr;
    }
    return std::unique_ptr<Statement>(new Statement(statement));
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

int Statement::run(const QVariantList& binds)
{
    Q_ASSERT(sqlite3_bind_parameter_count(m_statement) == binds.size());
    m_bound.clear();
    for (qsizetype index = 0; index < binds.size(); ++index) {
        const int bound = bind(static_cast<int>(index) + 1, binds[index]);
        if (bound != SQLITE_OK) {
            return bound;
        }
    }
    return step();
}

int Statement::step()
{
    return sqlite3_step(m_statement);
}

void Statement::finish()
{
    sqlite3_reset(m_statement);
    if (!m_bound.empty()) {
        sqlite3_clear_bindings(m_statement);
        m_bound.clear();
    }
}

int Statement::bind(int index, const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
        return sqlite3_bind_null(m_statement, index);
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        return sqlite3_bind_int64(m_statement, index, value.toLongLong());
    case QMetaType::Double:
    case QMetaType::Float:
        return sqlite3_bind_double(m_statement, index, value.toDouble());
    case QMetaType::QByteArray:
        return bindBlob(index, *static_cast<const QByteArray*>(value.constData()));
    case QMetaType::QString:
        return bindText(index, static_cast<const QString*>(value.constData())->toUtf8());
    default:
        if (value.metaType() == QMetaType::fromType<Utf8Text>()) {
            return bindText(index, static_cast<const Utf8Text*>(value.constData())->bytes);
        }
        Q_ASSERT(value.canConvert<QString>());
        return bindText(index, value.toString().toUtf8());
    }
}

int Statement::bindText(int index, const QByteArray& utf8)
{
    const QByteArray& kept = m_bound.emplace_back(utf8);
    return sqlite3_bind_text64(m_statement, index, kept.constData(), static_cast<sqlite3_uint64>(kept.size()),
                               SQLITE_STATIC, SQLITE_UTF8);
}

int Statement::bindBlob(int index, const QByteArray& bytes)
{
    const QByteArray& kept = m_bound.emplace_back(bytes);
    // A null array is an empty one; constData() is never a null pointer, which would be NULL.
    return sqlite3_bind_blob64(m_statement, index, kept.constData(), static_cast<sqlite3_uint64>(kept.size()),
                               SQLITE_STATIC);
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::blob(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return {bytes, sqlite3_column_bytes(m_statement, column)};
}

QByteArrayView Statement::utf8(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {text, text != nullptr ? sqlite3_column_bytes(m_statement, column) : 0};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

QVariant Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return real(column);
    case SQLITE_TEXT:
        return text(column);
    case SQLITE_BLOB:
        return blob(column);
    default:
        return {};
    }
}

} // namespace plumbline
