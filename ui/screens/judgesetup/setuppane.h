#pragma once

#include "ui/screens/judgesetup/judgesetupwords.h"
#include "ui/widgets/barframe.h"

class QAction;

namespace plumbline {

class FactsView;
class ThemedLabel;

/// The pane beside a list: what is chosen there, in facts, and what can be done with it.
class SetupPane : public BarFrame
{
    Q_OBJECT

public:
    /// `name`: for object names and screen readers; the actions stay with their owner.
    SetupPane(const Theme& theme, const QString& objectName, const QString& accessibleName,
              const QList<QAction*>& actions, QWidget* parent = nullptr);

    void show(const QString& title, const QString& caption, const QList<Fact>& facts);
    /// Nothing is chosen.
    void clear(const QString& words);
    [[nodiscard]] const FactsView& facts() const { return *m_facts; }

private:
    ThemedLabel* m_title;
    ThemedLabel* m_caption;
    FactsView* m_facts;
    QWidget* m_buttons;
};

} // namespace plumbline
