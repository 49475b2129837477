#pragma once

#include "core/base/ids.h"
#include "ui/screens/inspect/common/reporttable.h"
#include "ui/widgets/card.h"

#include <QList>
#include <QStringList>

class QTableView;

namespace plumbline {

class EmptyState;
class ThemedLabel;

/// One item behind a number.
struct ExampleRow
{
    ItemId item;    ///< opened by Enter, put into a batch by B
    QString prompt; ///< in one line
    QString pair;   ///< whose responses: "gpt-4, claude-v1"; for lists over several pairs
    QString category;
    int turn = 1;
    QList<VoteMark> votes; ///< one box a vote, by side
    QString votesTip;      ///< who voted what, one line each
    QString verdict;       ///< what judges said
    QString verdictTip;
    bool isVerdictAgainst = false; ///< the judges' verdict is not the people's
    QStringList people;
};

/// The card at the foot of an Inspect page: the items behind what is selected, the most contested first, with
/// their votes, what judges said, and who voted.
class ExamplesList : public Card
{
    Q_OBJECT

public:
    /// The actions are the page's, for the buttons in the head; each can be null.
    ExamplesList(const Theme& theme, QAction* openAction, QAction* batchAction, QWidget* parent = nullptr);

    /// `verdictTitle`: the judge's name, or "Judges"; empty: no judge said anything, and the column is left
    /// out. `hasPairs`: the list is over several pairs.
    void setExamples(const QList<ExampleRow>& examples, const QString& verdictTitle, bool hasPairs);
    /// What is listed, and how much of it.
    void setHead(const QString& title, const QString& caption);
    /// Instead of a list: why there is none.
    void setEmptyText(const QString& title, const QString& body);

    [[nodiscard]] const QList<ExampleRow>& examples() const { return m_examples; }
    /// The item of the current row; invalid when there is none.
    [[nodiscard]] ItemId currentItem() const;
    /// All that are listed, in the order on the screen.
    [[nodiscard]] QList<ItemId> items() const;
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] const ReportTable& model() const { return *m_model; }
    /// To the list, on its first row when none is current.
    void focusList();

Q_SIGNALS:
    /// The person asked for an item: a double click.
    void openRequested(plumbline::ItemId item);

private:
    void fill();

    const Theme& m_theme;
    QList<ExampleRow> m_examples;
    QString m_verdictTitle;
    bool m_hasPairs = false;
    ReportTable* m_model;
    QTableView* m_view;
    EmptyState* m_empty;
};

} // namespace plumbline
