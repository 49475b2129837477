#include "ui/shell/mainwindow.h" // planted: layers

#include <QColor> // planted: layers
#include <QString>
#include <QWidget>            // planted: layers
#include <QtGui/QIcon>        // planted: layers
#include <QtGui>              // planted: layers
#include <QtSvg/QSvgRenderer> // planted: layers
#include <QtWidgets/QWidget>  // planted: layers
#include <qwidget.h>          // planted: layers

// #include <QtWidgets/QLabel> is no include in a comment.
/* nor
#include <QtWidgets/QLabel>
here */
const char* kText = "#include <QtWidgets/QLabel>";
