#pragma once

#include "ui/dialogs/dialogframe.h"
#include "ui/screens/batches/batchwork.h"
#include "ui/screens/items/itemfilterbar.h"
#include "ui/shell/appcontext.h"

#include <QTimer>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace plumbline {

class KeyButton;
class ProgressLine;
class ThemedLabel;

/// Makes a batch from the items that pass a filter: a name, how many labels each item wants, the order.
class BatchDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// The context has a store.
    explicit BatchDialog(AppContext& context, QWidget* parent = nullptr);

    static void addActions(ActionCollection& actions);

    void setFilter(const ItemFilter& filter);
    /// How many items pass; −1 while they are counted.
    [[nodiscard]] qint64 count() const { return m_count; }
    /// The batch that was made and how many items it got; after accept().
    [[nodiscard]] BatchId batch() const { return m_batch; }
    [[nodiscard]] qint64 added() const { return m_added; }

    void reject() override;

private:
    void build();
    void buildFooter();
    void countItems();
    void make();
    void showFailure(const Error& error);
    void updateFooter();

    AppContext& m_context;
    BatchWork m_work;
    QTimer m_countSoon;
    int m_generation = 0;
    qint64 m_count = -1;
    BatchId m_batch;
    qint64 m_added = 0;
    ItemFilterBar* m_filters = nullptr;
    QLineEdit* m_name = nullptr;
    QSpinBox* m_overlap = nullptr;
    QComboBox* m_order = nullptr;
    ThemedLabel* m_orderHint = nullptr;
    ThemedLabel* m_words = nullptr;
    ProgressLine* m_bar = nullptr;
    KeyButton* m_makeButton = nullptr;
};

} // namespace plumbline
