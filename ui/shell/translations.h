#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace plumbline {

/// The languages that this Plumbline has texts in, by their codes ("en", "pt_BR"), sorted.
[[nodiscard]] QStringList translatedLanguages();

/// Installs the texts of a language ("" = the desktop's) over the English plural forms, which are always
/// there. Languages without a file leave the English texts.
void installTranslations(QCoreApplication& application, const QString& language = {});

} // namespace plumbline
