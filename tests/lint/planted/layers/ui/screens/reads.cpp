#include "app/desktop/application.h" // planted: layers
#include "core/jobs/jobrunner.h"

#include <QNetworkAccessManager> // planted: layers
#include <QSqlQuery>             // planted: layers
#include <QWidget>
#include <QtSql>         // planted: layers
#include <qcustomplot.h> // planted: layers
#include <torch/torch.h> // planted: layers
