#include "core/base/ids.h"
#include "core/base/result.h"

#include <QHash>
#include <QTest>

#include <memory>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

Result<int> parsed(const QString& text)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok) {
        return makeError(ErrorCode::InvalidData, u"“%1” is no number."_s.arg(text), u"n"_s);
    }
    return value;
}

Result<void> mustBeEven(const QString& text)
{
    PLUMBLINE_ASSIGN(const int value, parsed(text));
    if (value % 2 != 0) {
        return makeError(ErrorCode::Conflict, u"odd"_s);
    }
    return {};
}

Result<QString> twice(const QString& text)
{
    PLUMBLINE_TRY(mustBeEven(text));
    PLUMBLINE_ASSIGN(const int first, parsed(text));
    PLUMBLINE_ASSIGN(const int second, parsed(text));
    return QString::number(first + second);
}

Result<std::unique_ptr<int>> owned()
{
    return std::make_unique<int>(5);
}

} // namespace

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesValueOrError();
    void macrosReturnEarly();
    void movesMoveOnlyValues();
    void errorNamesItsPlace_data();
    void errorNamesItsPlace();
    void placeIsNotOverwritten();
    void codeNamesAreDistinct();
    void idsOfAKindCompare();
};

void TestResult::carriesValueOrError()
{
    const auto good = parsed(u"12"_s);
    QVERIFY(good);
    QCOMPARE(*good, 12);
    QCOMPARE(good.valueOr(3), 12);
    const auto bad = parsed(u"x"_s);
    QVERIFY(!bad);
    QCOMPARE(bad.error().message, u"“x” is no number."_s);
    QCOMPARE(bad.valueOr(3), 3);
}

void TestResult::macrosReturnEarly()
{
    QCOMPARE(*twice(u"8"_s), u"16"_s);
    QCOMPARE(twice(u"7"_s).error().code, ErrorCode::Conflict);
    QCOMPARE(twice(u"x"_s).error().code, ErrorCode::InvalidData);
    QVERIFY(mustBeEven(u"2"_s));
}

void TestResult::movesMoveOnlyValues()
{
    std::unique_ptr<int> value = owned().value();
    QCOMPARE(*value, 5);
    auto result = owned();
    value = *std::move(result);
    QCOMPARE(*value, 5);
}

void TestResult::errorNamesItsPlace_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<qint64>("line");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QString() << qint64(0) << QString() << u"Wrong."_s;
    QTest::newRow("all") << u"a.jsonl"_s << qint64(214) << u"winner"_s
                         << u"a.jsonl, line 214, field winner: Wrong."_s;
    QTest::newRow("line") << QString() << qint64(3) << QString() << u"line 3: Wrong."_s;
    QTest::newRow("file, field") << u"a.csv"_s << qint64(0) << u"x"_s << u"a.csv, field x: Wrong."_s;
}

void TestResult::errorNamesItsPlace()
{
    QFETCH(QString, file);
    QFETCH(qint64, line);
    QFETCH(QString, field);
    const Error error = makeError(ErrorCode::InvalidData, u"Wrong."_s, field);
    QTEST(error.inFile(file).atLine(line).toString(), "text");
}

void TestResult::placeIsNotOverwritten()
{
    const Error inner = makeError(ErrorCode::Io, u"Wrong."_s).inFile(u"inner"_s).atLine(2);
    const Error outer = inner.inFile(u"outer"_s).atLine(9);
    QCOMPARE(outer.file, u"inner"_s);
    QCOMPARE(outer.line, qint64(2));
}

void TestResult::codeNamesAreDistinct()
{
    QSet<QString> names;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Io); ++code) {
        names.insert(errorCodeName(static_cast<ErrorCode>(code)));
    }
    QCOMPARE(names.size(), static_cast<int>(ErrorCode::Io) + 1);
    QCOMPARE(errorCodeName(ErrorCode::DiskFull), u"disk_full"_s);
}

void TestResult::idsOfAKindCompare()
{
    QVERIFY(!ItemId{}.isValid());
    QVERIFY(ItemId{3}.isValid());
    QVERIFY(!ItemId{-1}.isValid());
    QVERIFY(ItemId{2} < ItemId{3});
    const QHash<ItemId, int> byId{{ItemId{3}, 30}};
    QCOMPARE(byId.value(ItemId{3}), 30);
    static_assert(!std::is_convertible_v<ItemId, ResponseId>);
}

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
