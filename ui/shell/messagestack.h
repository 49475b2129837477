#pragma once

#include "ui/shell/page.h"

#include <QList>
#include <QPointer>
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace plumbline {

class MessageBar;
class Theme;

/// The message bars above a page, in the page's layout: newest on top, at most three; one text once.
class MessageStack : public QWidget
{
    Q_OBJECT

public:
    explicit MessageStack(const Theme& theme, QWidget* parent = nullptr);

    /// Shows a bar. A bar of the same `topic` is replaced; "" never is.
    void post(MessageKind kind, const QString& title, const QString& body = {}, const QString& details = {},
              const QList<QAction*>& actions = {}, const QString& topic = {});
    /// Takes the bars of a topic away.
    void clearTopic(const QString& topic);
    void clear();
    /// Takes the newest bar away; false when there is none.
    bool dismissNewest();
    [[nodiscard]] QList<MessageBar*> bars() const;

private:
    struct Shown
    {
        QPointer<MessageBar> bar;
        QString topic;
    };

    void remove(MessageBar* bar);

    const Theme& m_theme;
    QVBoxLayout* m_layout;
    QList<Shown> m_shown;
};

} // namespace plumbline
