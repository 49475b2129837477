#pragma once

#include "core/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QVarLengthArray>

#include <optional>

namespace plumbline {

/// Reads one JSON object field by field and keeps the first thing that is wrong with it, with the path of the
/// field
/// ("spans[2].start"). finish() also refuses every key that no read named, so that a typo never loses data.
class FieldReader
{
public:
    /// Reads an object that stands by itself. It must outlive the reader. `path` comes before the names of
    /// its fields.
    explicit FieldReader(const QJsonObject& object, QString path = {});
    /// Reads an object inside that of `parent`: its field `key`, or the element `index` of the list there.
    /// All must outlive the reader.
    FieldReader(const QJsonObject& object, const FieldReader& parent, QLatin1StringView key,
                qsizetype index = -1);

    [[nodiscard]] bool has(QLatin1StringView key) const { return m_object.contains(key); }
    /// Full path of a field of this object.
    [[nodiscard]] QString pathOf(QStringView key) const;

    // Each leaves `out` as it is when the key is absent, and fails when the value is of another type.
    void read(QLatin1StringView key, QString& out);
    void read(QLatin1StringView key, bool& out);
    void read(QLatin1StringView key, int& out);
    void read(QLatin1StringView key, qint64& out);
    void read(QLatin1StringView key, QStringList& out);
    void read(QLatin1StringView key, QList<int>& out);
    void read(QLatin1StringView key, QList<QList<int>>& out);
    void read(QLatin1StringView key, QJsonObject& out);
    void read(QLatin1StringView key, std::optional<int>& out);
    /// A number, or null for nothing.
    void read(QLatin1StringView key, std::optional<double>& out);

    /// The value of a field that is read by other means; it counts as known.
    [[nodiscard]] QJsonValue take(QLatin1StringView key);

    /// Reads a list of objects; `readOne(FieldReader&)` returns the element.
    template <typename T, typename ReadOne>
    void readList(QLatin1StringView key, QList<T>& out, ReadOne readOne);

    /// Fails when the key is absent.
    void require(QLatin1StringView key);
    /// Notes that a field is wrong; only the first failure is kept.
    void fail(QStringView key, const QString& message);
    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }

    /// Takes over the failure of a reader of an inner object.
    void adopt(const Result<void>& inner);

    /// The first failure, or the first key that nobody read. InvalidData in both cases.
    [[nodiscard]] Result<void> finish();

private:
    [[nodiscard]] QList<int> wholeNumbers(const QJsonArray& array, const QString& field);
    [[nodiscard]] QJsonArray takeArray(QLatin1StringView key);
    [[nodiscard]] std::optional<qint64> wholeNumber(const QJsonValue& value, const QString& field);

    static constexpr qsizetype kUsualFields = 24;

    const QJsonObject& m_object;
    // Where the object stands; the path is put together when something is wrong, which is seldom.
    QString m_path;
    const FieldReader* m_parent = nullptr;
    QLatin1StringView m_key;
    qsizetype m_index = -1;
    QVarLengthArray<QLatin1StringView, kUsualFields> m_read; ///< keys of the object that were read
    std::optional<Error> m_error;
};

template <typename T, typename ReadOne>
void FieldReader::readList(QLatin1StringView key, QList<T>& out, ReadOne readOne)
{
    if (!has(key)) {
        return;
    }
    const QJsonArray array = takeArray(key);
    out.clear();
    for (qsizetype index = 0; index < array.size() && !hasFailed(); ++index) {
        if (!array.at(index).isObject()) {
            fail(QStringLiteral("%1[%2]").arg(key).arg(index),
                 QStringLiteral("An object was expected here."));
            return;
        }
        const QJsonObject element = array.at(index).toObject();
        FieldReader reader(element, *this, key, index);
        out.append(readOne(reader));
        adopt(reader.finish());
    }
}

} // namespace plumbline
