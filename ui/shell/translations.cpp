#include "ui/shell/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTranslator>

/// Links the compiled texts in: a static library's resources are dropped unless something names them.
static void initTranslationResources()
{
    Q_INIT_RESOURCE(plumbline_i18n);
}

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QStringList translatedLanguages()
{
    initTranslationResources();
    QStringList codes;
    const QStringList files = QDir(u":/plumbline/i18n"_s).entryList({u"plumbline_*.qm"_s});
    for (const QString& file : files) {
        codes << file.mid(10).chopped(3);
    }
    codes.sort();
    return codes;
}

void installTranslations(QCoreApplication& application, const QString& language)
{
    initTranslationResources();
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    for (const QLocale& wanted : {QLocale(QLocale::English), locale}) {
        auto* translator = new QTranslator(&application);
        if (translator->load(wanted, u"plumbline"_s, u"_"_s, u":/plumbline/i18n"_s)) {
            QCoreApplication::installTranslator(translator);
        } else {
            delete translator;
        }
    }
}

} // namespace plumbline
