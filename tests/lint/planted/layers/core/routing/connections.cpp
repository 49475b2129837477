#include "core/stats/agreement.h"
#include "core/taxonomy/tree.h" // planted: layers

#include <QSqlDatabase>                    // planted: layers
#include <QtNetwork/QNetworkAccessManager> // planted: layers
#include <QtSql/QSqlQuery>                 // planted: layers
#include <simdjson.h>                      // planted: layers
#include <sqlite3.h>                       // planted: layers
