#pragma once

#include <QList>
#include <QObject>

#include <memory>

class QKeyEvent;
class QWidget;

namespace plumbline {

/// Keeps the keys that are pressed while an answer is on its way to the disk, and gives them to the next item
/// in the order in which they came: none is lost, none meets the wrong item. Clicks in that time are dropped.
class KeyQueue : public QObject
{
    Q_OBJECT

public:
    /// Watches the window of `page`; lives as long as it.
    explicit KeyQueue(QWidget* page);
    ~KeyQueue() override;

    /// From now on keys wait.
    void hold();
    /// The next item is there: waiting keys go to it, until one of them makes the queue hold again.
    void release();
    [[nodiscard]] bool isHolding() const { return m_isHolding; }

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_page;
    QList<std::shared_ptr<QEvent>> m_waiting;
    bool m_isHolding = false;
    bool m_isReplaying = false;
};

} // namespace plumbline
