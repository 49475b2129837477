#include "ui/shell/messagestack.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/messagebar.h"

#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostBars = 3;

MessageBar::Severity severityOf(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Error:
        return MessageBar::Severity::Error;
    case MessageKind::Warning:
        return MessageBar::Severity::Warning;
    case MessageKind::Info:
    case MessageKind::Done:
        break;
    }
    return MessageBar::Severity::Info;
}

} // namespace

MessageStack::MessageStack(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"messageStack"_s);
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(metrics::kPageMargin, metrics::kSpace5, metrics::kPageMargin, 0);
    m_layout->setSpacing(metrics::kSpace3);
    hide();
}

void MessageStack::post(MessageKind kind, const QString& title, const QString& body, const QString& details,
                        const QList<QAction*>& actions, const QString& topic)
{
    if (!topic.isEmpty()) {
        clearTopic(topic);
    }
    const QList<Shown> shown = m_shown;
    for (const Shown& each : shown) {
        if (each.bar != nullptr && each.bar->title() == title && each.bar->body() == body) {
            remove(each.bar);
        }
    }
    auto* bar = new MessageBar(m_theme, this);
    bar->setObjectName(u"messageBar"_s);
    m_layout->insertWidget(0, bar);
    m_shown.prepend({bar, topic});
    connect(bar, &MessageBar::dismissed, this, [this, bar] { remove(bar); });
    bar->setActions(actions);
    show();
    bar->showMessage(severityOf(kind), title, body, details);
    while (m_shown.size() > kMostBars) {
        remove(m_shown.last().bar);
    }
}

void MessageStack::remove(MessageBar* bar)
{
    m_shown.removeIf([bar](const Shown& each) { return each.bar == bar || each.bar == nullptr; });
    if (bar != nullptr) {
        bar->hide();
        bar->deleteLater();
    }
    setVisible(!m_shown.isEmpty());
}

void MessageStack::clearTopic(const QString& topic)
{
    const QList<Shown> shown = m_shown;
    for (const Shown& each : shown) {
        if (each.topic == topic) {
            remove(each.bar);
        }
    }
}

void MessageStack::clear()
{
    const QList<Shown> shown = m_shown;
    for (const Shown& each : shown) {
        remove(each.bar);
    }
}

bool MessageStack::dismissNewest()
{
    if (m_shown.isEmpty()) {
        return false;
    }
    remove(m_shown.first().bar);
    return true;
}

QList<MessageBar*> MessageStack::bars() const
{
    QList<MessageBar*> list;
    for (const Shown& each : m_shown) {
        if (each.bar != nullptr) {
            list.append(each.bar);
        }
    }
    return list;
}

} // namespace plumbline
