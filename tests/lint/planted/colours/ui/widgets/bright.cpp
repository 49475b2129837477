const QColor kRed(255, 0, 0);                        // planted: colours
const QColor kBlue = Qt::blue;                       // planted: colours
const QString kSheet = "QFrame { color: #2757BE; }"; // planted: colours
const QString kNumber = "item #12";
