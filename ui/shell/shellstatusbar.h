#pragma once

#include "ui/widgets/barframe.h"

#include <QPointer>

class QHBoxLayout;

namespace plumbline {

class Separator;
class StatusItem;

/// The line at the foot of the window: whether all is saved, what runs, who sits here, and the way to the
/// keys.
class ShellStatusBar : public BarFrame
{
    Q_OBJECT

public:
    explicit ShellStatusBar(const Theme& theme, QWidget* parent = nullptr);

    /// `isDurable` paints the dot green, else amber.
    void setSavedState(const QString& text, bool isDurable);
    /// "No job is running", or what runs; a click goes to the jobs.
    void setJobText(const QString& text);
    /// A widget of the page in place of the job text, or after it when its property "besideJobs" is true;
    /// nullptr brings the job text back. Goes back to `owner` when replaced.
    void setPageWidget(QWidget* widget, QWidget* owner);
    void setPerson(const QString& name);
    /// The keycap beside "Keys".
    void setKeysHint(const QStringList& caps);
    /// "g …" while a sequence waits for its second key; empty takes it away.
    void setPendingKey(const QString& text);

Q_SIGNALS:
    void jobsRequested();
    void keysRequested();
    void personRequested();

private:
    StatusItem* m_saved;
    StatusItem* m_job;
    StatusItem* m_pending;
    StatusItem* m_person;
    StatusItem* m_keys;
    Separator* m_pendingLine;
    QHBoxLayout* m_row;
    QPointer<QWidget> m_pageWidget;
    QPointer<QWidget> m_pageWidgetOwner;
};

} // namespace plumbline
