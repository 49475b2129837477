#include "ui/shell/shellstatusbar.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/statusitem.h"

#include <QHBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

ShellStatusBar::ShellStatusBar(const Theme& theme, QWidget* parent)
    : BarFrame(theme, Color::Chrome, Qt::TopEdge, parent)
{
    setObjectName(u"statusBar"_s);
    setAccessibleName(tr("Status bar"));
    setMinimumHeight(metrics::kStatusBar);
    m_saved = new StatusItem(theme, tr("Nothing to save"), {}, this);
    m_saved->setDot(Color::Ok);
    m_job = new StatusItem(theme, tr("No job is running"), {}, this);
    m_pending = new StatusItem(theme, {}, {}, this);
    m_person = new StatusItem(theme, {}, {}, this);
    m_keys = new StatusItem(theme, tr("Keys"), {u"?"_s}, this);
    m_saved->setObjectName(u"savedState"_s);
    m_job->setObjectName(u"jobState"_s);
    m_pending->setObjectName(u"pendingKey"_s);
    m_person->setObjectName(u"personState"_s);
    m_keys->setObjectName(u"keysHint"_s);
    for (StatusItem* item : {m_job, m_person, m_keys}) {
        item->setClickable(true);
    }
    connect(m_job, &StatusItem::activated, this, &ShellStatusBar::jobsRequested);
    connect(m_keys, &StatusItem::activated, this, &ShellStatusBar::keysRequested);
    connect(m_person, &StatusItem::activated, this, &ShellStatusBar::personRequested);

    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(metrics::kSpace4, 1, metrics::kSpace4, 0);
    m_row->setSpacing(metrics::kSpace3);
    m_row->addWidget(m_saved);
    m_row->addWidget(new Separator(theme, Qt::Vertical, this));
    m_row->addWidget(m_job);
    m_row->addStretch(1);
    m_row->addWidget(m_pending);
    m_pendingLine = new Separator(theme, Qt::Vertical, this);
    m_row->addWidget(m_pendingLine);
    m_row->addWidget(m_person);
    m_row->addWidget(new Separator(theme, Qt::Vertical, this));
    m_row->addWidget(m_keys);
    setPendingKey({});
    setPerson({});
}

void ShellStatusBar::setSavedState(const QString& text, bool isDurable)
{
    m_saved->setText(text);
    m_saved->setDot(isDurable ? Color::Ok : Color::Warn);
}

void ShellStatusBar::setJobText(const QString& text)
{
    m_job->setText(text.isEmpty() ? tr("No job is running") : text);
}

void ShellStatusBar::setPageWidget(QWidget* widget, QWidget* owner)
{
    if (m_pageWidget == widget) {
        return;
    }
    if (m_pageWidget != nullptr) {
        m_row->removeWidget(m_pageWidget);
        m_pageWidget->hide();
        m_pageWidget->setParent(m_pageWidgetOwner);
    }
    m_pageWidget = widget;
    m_pageWidgetOwner = owner;
    if (widget != nullptr) {
        m_row->insertWidget(m_row->indexOf(m_job) + 1, widget);
        widget->show();
    }
    m_job->setVisible(widget == nullptr || widget->property("besideJobs").toBool());
}

void ShellStatusBar::setPerson(const QString& name)
{
    m_person->setText(name.isEmpty() ? QString() : tr("You are %1").arg(name));
    m_person->setVisible(!name.isEmpty());
}

void ShellStatusBar::setKeysHint(const QStringList& caps)
{
    m_keys->setKeys(caps);
}

void ShellStatusBar::setPendingKey(const QString& text)
{
    m_pending->setText(text);
    m_pending->setVisible(!text.isEmpty());
    m_pendingLine->setVisible(!text.isEmpty());
}

} // namespace plumbline
