#pragma once

#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/cardlist.h"

namespace plumbline {

class ElidedLabel;
class Explanation;
class KeyButton;
class RatingHints;
class RatingTextCard;

/// Puts any number of responses in order, best first: all of them, or the first few. Cards stand in the order
/// of the ranking, those without a place under them. By digits, by arrows, or by dragging.
class RankingPanel : public AnswerPanel
{
    Q_OBJECT

public:
    explicit RankingPanel(const PanelServices& services, QWidget* parent = nullptr);
    ~RankingPanel() override;

    /// Makes the panel's actions known; with a panel, also what they do there.
    static void addActions(ActionCollection& actions, RankingPanel* panel = nullptr);

    [[nodiscard]] QString hintText() const override;
    [[nodiscard]] QString arrivalSummary() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QWidget* answerRow() override;
    [[nodiscard]] QWidget* explanationRow() override;
    [[nodiscard]] QWidget* unfoldingField() override;
    [[nodiscard]] QString gapText(const ContentGap& gap) const override;
    bool goToGap(const ContentGap& gap) override;
    [[nodiscard]] QStringList actionContexts() const override;
    bool takeAction(const QString& id) override;
    [[nodiscard]] QString actionText(const QString& id) const override;
    void focusAnswer() override;
    [[nodiscard]] QList<QWidget*> focusStops() const override;
    void setMarkdown(bool isMarkdown) override;
    void setCompact(bool isCompact) override;

    [[nodiscard]] CardList* list() const { return m_list; }
    /// The response whose card is selected.
    [[nodiscard]] ResponseIndex selected() const;

protected:
    void refresh(bool isNewItem) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// Where a dragged card would go.
    struct Drop
    {
        enum class Kind { None, Before, Tie, Last, Out };
        Kind kind = Kind::None;
        ResponseIndex other = -1;
        int lineY = -1;
        QRect ring;
    };

    void buildLayout();
    void connectParts();
    [[nodiscard]] int count() const;
    [[nodiscard]] int placeLimit() const;
    [[nodiscard]] Ranking ranking() const;
    [[nodiscard]] QList<int> unplaced() const;
    [[nodiscard]] bool isComplete() const;

    // rankingpanelkeys.cpp: what the person does
    void typeDigit(int digit);
    void placeSelected(int rank);
    void takeOut();
    void toggleTie();
    void moveSelected(int by);
    void goToOpen();
    void take(const Ranking& after, const QString& note = {});
    void say(const QString& note);
    void startEdit();
    void typeEdit(const QString& text);
    void showEdit();
    [[nodiscard]] Drop dropAt(ResponseIndex response, const QPoint& globalPosition) const;
    void drag(int place, const QPoint& globalPosition);
    void drop(int place, const QPoint& globalPosition);

    void selectChange(const AnnotationContent& before);
    void showAnswer();
    void showCard(int place);
    void showSections();
    void showHints();
    void layOut();
    [[nodiscard]] QString standingHint() const;

    CardList* m_list;
    ElidedLabel* m_hint = nullptr;
    KeyButton* m_markdown = nullptr;
    RatingTextCard* m_edit;
    RatingHints* m_hints;
    Explanation* m_explanation;
    AnnotationContent m_shown; ///< the content last shown, to find what undo changed
    QString m_note;            ///< what the last key met; "" for the standing hint
    QString m_typed;           ///< first digit of a place above 9
    int m_editPlace = -1;
    bool m_isMarkdown = true;
    bool m_isDragging = false;
    bool m_isDragCancelled = false;
    bool m_isOpening = false; ///< an item is being taken over: its cards are not there yet
};

} // namespace plumbline
