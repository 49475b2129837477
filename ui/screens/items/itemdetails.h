#pragma once

#include "core/domain/item.h"

#include <QHash>
#include <QScrollArea>

class QAction;
class QHBoxLayout;
class QVBoxLayout;

namespace plumbline {

class Card;
class HistoryView;
class KeyButton;
class Store;
class Theme;
class ThemedLabel;

/// The pane beside the list: an item's prompt, its responses with their models, and every annotation it ever
/// had.
class ItemDetails : public QScrollArea
{
    Q_OBJECT

public:
    ItemDetails(const Theme& theme, Store* store, QWidget* parent = nullptr);

    /// Reads an item in the background and shows it; a newer call wins.
    void show(ItemId item);
    [[nodiscard]] ItemId item() const { return m_item; }
    [[nodiscard]] const HistoryView* history() const { return m_history; }
    /// The judges among those who have answered the item that is shown.
    [[nodiscard]] const QList<Annotator>& judges() const { return m_judges; }
    /// A button beside the history, for what a judge was asked; shown where a judge has answered.
    void setInspectAction(QAction* action);

Q_SIGNALS:
    /// The item asked for last is on the screen.
    void shown(plumbline::ItemId item);
    void failed(const plumbline::Error& error);

private:
    struct Data
    {
        ItemView view;
        QList<Annotation> rows;
        QHash<AnnotatorId, Annotator> people;
    };

    static Result<Data> read(struct Session& session, ItemId item);
    void fill(const Data& data);
    void addResponse(const Response& response, int index);

    const Theme& m_theme;
    Store* m_store;
    ItemId m_item;
    ThemedLabel* m_title = nullptr;
    ThemedLabel* m_prompt = nullptr;
    QVBoxLayout* m_responses = nullptr;
    ThemedLabel* m_historyCaption = nullptr;
    HistoryView* m_history = nullptr;
    QHBoxLayout* m_historyHead = nullptr;
    KeyButton* m_inspect = nullptr;
    QList<Annotator> m_judges;
};

} // namespace plumbline
