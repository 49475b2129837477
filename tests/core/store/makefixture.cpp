// makefixture FOLDER: writes vN.plumb (N is the present version of the schema) and what it holds as text,
// vN.txt. Run once when a version is released; both files are committed and never made again.

#include "core/store/store.h"
#include "tests/core/store/fixtureproject.h"
#include "tests/core/store/storefixture.h"

#include <QCoreApplication>
#include <QFile>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QString base =
        u"%1/v%2"_s.arg(QCoreApplication::arguments().value(1)).arg(Store::currentSchemaVersion());
    const QString path = base + u".plumb"_s;
    const Result<void> made = makeFixtureProject(path);
    if (!made) {
        qCritical("%s | %s", qPrintable(made.error().toString()), qPrintable(made.error().details));
        return 1;
    }
    const SystemClock clock;
    const auto store = Store::open(path, clock);
    const auto summary = store ? fixtureSummary(**store) : Result<QByteArray>(store.error());
    QFile text(base + u".txt"_s);
    const bool isWritten =
        summary && text.open(QIODevice::WriteOnly) && text.write(*summary) == summary->size();
    return isWritten ? 0 : 1;
}
