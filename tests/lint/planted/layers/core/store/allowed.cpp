#include "core/domain/item.h"
#include "core/stats/agreement.h"

#include <QSqlQuery>
#include <QtSql/QSqlDatabase>

#include <sqlite3.h>
