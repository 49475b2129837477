#pragma once

#include "core/jobs/filljob.h"
#include "ui/dialogs/dialogframe.h"
#include "ui/screens/items/itemfilterbar.h"
#include "ui/shell/appcontext.h"

#include <QTimer>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace plumbline {

class KeyButton;
class ThemedLabel;

/// Asks what a new batch is to hold: the items that pass a filter, its name, how many labels each item wants,
/// the order.
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
    /// What is asked for; the caller starts the job when the dialog is accepted.
    [[nodiscard]] FillRequest request() const;

private:
    void build();
    void buildFooter();
    void countItems();
    void showFailure(const Error& error);
    void updateFooter();

    AppContext& m_context;
    QTimer m_countSoon;
    int m_generation = 0;
    qint64 m_count = -1;
    ItemFilterBar* m_filters = nullptr;
    QLineEdit* m_name = nullptr;
    QSpinBox* m_overlap = nullptr;
    QComboBox* m_order = nullptr;
    ThemedLabel* m_orderHint = nullptr;
    ThemedLabel* m_words = nullptr;
    KeyButton* m_makeButton = nullptr;
};

} // namespace plumbline
