#pragma once

#include "ui/shell/actioncollection.h"

#include <QAction>

#include <functional>
#include <utility>

namespace plumbline {

/// Adds the actions of one page or dialog, whose ids begin with its context: "batches.make". The same list
/// serves twice: without a receiver it makes the actions known, so that Settings and the sheet of keys can
/// list them before the page was ever opened; with one it also says what they do there.
template <typename Receiver> class PageActions
{
public:
    /// `group`: the heading in the sheet of keys. `receiver`: nullptr, or who is told; what it hears ends
    /// with it.
    PageActions(ActionCollection& actions, Receiver* receiver, const QString& context, const QString& group)
        : m_actions(actions)
        , m_receiver(receiver)
        , m_context(context)
        , m_group(group)
    {
    }

    /// An action that others connect.
    QAction* add(const QString& id, const QString& text, const QList<QKeySequence>& keys,
                 const QString& icon = {}) const
    {
        ActionSpec spec;
        spec.id = id;
        spec.text = text;
        spec.keys = keys;
        spec.icon = icon;
        return add(spec);
    }
    /// An action that calls `slot` with the receiver: a member function without arguments, or a function of
    /// Receiver&.
    template <typename Slot>
    QAction* add(const QString& id, const QString& text, const QList<QKeySequence>& keys, const QString& icon,
                 Slot slot) const
    {
        return connected(add(id, text, keys, icon), std::move(slot));
    }
    /// The same from a spec, for what is rarer: context and group are filled in.
    template <typename Slot> QAction* add(const ActionSpec& spec, Slot slot) const
    {
        return connected(add(spec), std::move(slot));
    }
    QAction* add(ActionSpec spec) const
    {
        Q_ASSERT(spec.id.startsWith(m_context + QLatin1Char('.')));
        spec.context = m_context;
        spec.group = m_group;
        return m_actions.add(spec);
    }

private:
    template <typename Slot> QAction* connected(QAction* action, Slot slot) const
    {
        if (m_receiver != nullptr) {
            QObject::connect(
                action, &QAction::triggered, m_receiver,
                [receiver = m_receiver, slot = std::move(slot)] { std::invoke(slot, *receiver); });
        }
        return action;
    }

    ActionCollection& m_actions;
    Receiver* m_receiver;
    QString m_context;
    QString m_group;
};

} // namespace plumbline
