#pragma once

#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/ratinggrid.h"

class QBoxLayout;

namespace plumbline {

class ChoicePopover;
class RatingColumn;
class RatingHints;
class RatingPoints;
class RatingReader;
class RatingTable;
class RatingTextCard;

/// Rates one or many responses on one or many aspects. A table of responses and aspects; with one response,
/// very long ones or little room the table turns: text at the left, aspects as a column at the right.
class RatingPanel : public AnswerPanel
{
    Q_OBJECT

public:
    explicit RatingPanel(const PanelServices& services, QWidget* parent = nullptr);

    /// Makes the panel's actions known; with a panel, also what they do there.
    static void addActions(ActionCollection& actions, RatingPanel* panel = nullptr);
    ~RatingPanel() override;

    [[nodiscard]] QString hintText() const override;
    [[nodiscard]] QString arrivalSummary() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QWidget* answerRow() override;
    [[nodiscard]] QWidget* unfoldingField() override;
    [[nodiscard]] QString gapText(const ContentGap& gap) const override;
    bool goToGap(const ContentGap& gap) override;
    [[nodiscard]] QStringList actionContexts() const override;
    bool takeAction(const QString& id) override;
    [[nodiscard]] QString actionText(const QString& id) const override;
    void focusAnswer() override;
    [[nodiscard]] QList<QWidget*> focusStops() const override;
    bool prepare(const OpenItem& coming) override;
    [[nodiscard]] bool allowsItemAhead() const override { return true; }
    void setMarkdown(bool isMarkdown) override;

    [[nodiscard]] const RatingGrid& grid() const { return m_grid; }
    [[nodiscard]] bool isTurned() const { return m_isTurned; }

protected:
    void refresh(bool isNewItem) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void buildAnswerRow();
    void buildCritique();
    void connectViews();
    void typeDigit(int digit);
    void typeLongDigit(int digit, const Aspect& aspect);
    void rate(RatingCell cell, std::optional<double> value);
    void sayNotApplicable();
    void clearCell(RatingCell cell);
    void moveTo(RatingCell cell);
    void move(int rows, int columns);
    void typeWhy(const QString& text);
    void startWhy(RatingCell cell);
    void startEdit(int row);
    void typeEdit(const QString& text);
    void toggleUnfold(int row);
    void scroll(int steps);
    void setHint(const QString& hint);
    void openConfidence();
    void openCritique();
    void showCritique(bool isShown);
    void showCursor();
    void showWhy();
    void showEdit();
    void showHints();
    void chooseShape();
    void moveCursorToChange(const AnnotationContent& before);
    [[nodiscard]] QString standingHint() const;
    [[nodiscard]] bool hasLongTexts() const;
    /// Whether the responses are read one at a time, with the aspects beside them.
    [[nodiscard]] bool wantsTurned() const;
    /// Gives the table its texts; while it is hidden it has none to lay out.
    void fillTable();
    [[nodiscard]] QString textAt(int row) const;
    [[nodiscard]] QList<bool> editedRows() const;
    [[nodiscard]] QWidget* view() const;

    RatingGrid m_grid;
    RatingTable* m_table;
    RatingReader* m_reader = nullptr;
    RatingColumn* m_column;
    RatingPoints* m_points;
    RatingTextCard* m_why;
    RatingTextCard* m_edit;
    RatingTextCard* m_critique;
    RatingHints* m_hints;
    QWidget* m_answerRow;
    QWidget* m_critiqueBox;
    QWidget* m_critiqueOffer = nullptr; ///< holds the button: buttons show themselves with their actions
    QWidget* m_confidenceOffer = nullptr;
    ChoicePopover* m_confidences;
    QWidget* m_turned;
    QBoxLayout* m_layout;
    QBoxLayout* m_turnedSide;
    AnnotationContent m_shown; ///< the content last shown, to find what undo changed
    QString m_hint;            ///< what the last key met; "" for the standing one
    QString m_typed;           ///< digits typed so far on a long scale
    int m_editRow = -1;
    bool m_isTurned = false;
    bool m_hasLongTexts = false;
    bool m_isTableFilled = false; ///< it has the texts of this item
    bool m_isMarkdown = true;
};

} // namespace plumbline
