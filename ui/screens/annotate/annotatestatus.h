#pragma once

#include "core/store/labelling.h"

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace plumbline {

class ActionCollection;
class HistoryStrip;
class Separator;
class StatusItem;
class Theme;
struct LabellingOverview;

/// The left part of the status bar in Annotate: the last answers (or the panel's key hints), Undo and Redo.
class AnnotateStatus : public QWidget
{
    Q_OBJECT

public:
    AnnotateStatus(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// `position` is the number of the open item ("48"); 0: none is open. `open` marks a reopened item.
    void setOverview(const LabellingOverview& overview, qint64 position, ItemId open, bool canUndo);
    /// Hints as AnswerPanel::statusKeys() gives them; empty: the last answers.
    void setKeyHints(const QStringList& hints);
    /// Without room the strip goes.
    void setStripShown(bool isShown);

Q_SIGNALS:
    void itemChosen(plumbline::ItemId item);

private:
    void update();

    const Theme& m_theme;
    QHBoxLayout* m_row;
    StatusItem* m_label;
    HistoryStrip* m_strip;
    Separator* m_separator;
    StatusItem* m_undo;
    StatusItem* m_redo;
    QList<StatusItem*> m_hints;
    QStringList m_hintTexts; ///< what they say
    QList<ItemId> m_items;
    bool m_isStripShown = true;
};

} // namespace plumbline
