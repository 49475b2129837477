#pragma once

#include <QObject>

class Old : public QObject
{
    Q_OBJECT
public slots:                     // planted: keywords
    void save() { emit saved(); } // planted: keywords

signals: // planted: keywords
    void saved();
};

inline void join(Old* old)
{
    QObject::connect(old, SIGNAL(saved()), old, SLOT(save())); // planted: keywords
    // these signals: a word in a comment
}
