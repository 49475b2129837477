#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace plumbline {

class ActionCollection;

/// Passes the key presses of a dialog to the actions of its context, and to no others: while a dialog is
/// open, the window behind it stays as it is. Lives as long as the dialog.
class DialogKeys : public QObject
{
    Q_OBJECT

public:
    DialogKeys(ActionCollection& actions, QWidget* dialog, const QString& context);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ActionCollection& m_actions;
    QWidget* m_dialog;
    QString m_context;
};

} // namespace plumbline
