#pragma once

#include <QString>

class QCoreApplication;

namespace plumbline {

/// Installs the texts of a language ("" = the desktop's) over the English plural forms, which are always
/// there. Languages without a file leave the English texts.
void installTranslations(QCoreApplication& application, const QString& language = {});

} // namespace plumbline
