#pragma once

#include "ui/screens/annotate/answerpanel.h"

class QAction;
class QBoxLayout;

namespace plumbline {

class CardList;
class ElidedLabel;
class Explanation;
class KeyButton;
class RatingHints;
class RatingTextCard;
class ResponseColumn;
class SegmentedControl;

/// Says in words what should change: in one response, beside its refinements of which the best is picked
/// where the schema asks, or in each of several.
class CritiquePanel : public AnswerPanel
{
    Q_OBJECT

public:
    explicit CritiquePanel(const PanelServices& services, QWidget* parent = nullptr);
    ~CritiquePanel() override;

    /// Makes the panel's actions known; with a panel, also what they do there.
    static void addActions(ActionCollection& actions, CritiquePanel* panel = nullptr);

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
    bool prepare(const OpenItem& coming) override;
    void setMarkdown(bool isMarkdown) override;
    void setCompact(bool isCompact) override;

    [[nodiscard]] CardList* list() const { return m_list; }
    /// The responses of the cards, from top to bottom: the refinements, or all that are criticised.
    [[nodiscard]] const QList<ResponseIndex>& listed() const { return m_listed; }

protected:
    void refresh(bool isNewItem) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout();
    void buildAnswerRow();
    void connectParts();
    void showItem();
    void fitActions();

    // critiquepanelkeys.cpp: what the person does
    void typeDigit(int digit);
    void pick(std::optional<ResponseIndex> refinement);
    void startEdit();
    void typeEdit(ResponseIndex response, const QString& text);
    void closeEdit();
    void openWords();
    void moveSelection(int by);

    [[nodiscard]] bool hasRefinements() const;
    /// Each of several responses has its own words.
    [[nodiscard]] bool hasSeveral() const;
    [[nodiscard]] ResponseIndex criticised() const;
    [[nodiscard]] std::optional<QString> editOf(ResponseIndex response) const;
    void bindWords();
    void showAnswer();
    void showCard(int place);
    void showEdit();
    void showHints();
    void showChoices();
    void showDifferences();
    void layOut();
    [[nodiscard]] QAction* own(const QString& name) const;
    [[nodiscard]] QString pickKey(int place) const;

    ResponseColumn* m_column;
    CardList* m_list;
    QBoxLayout* m_body = nullptr;
    QWidget* m_listBox;
    ElidedLabel* m_listTitle = nullptr;
    ElidedLabel* m_hint = nullptr;
    KeyButton* m_differences = nullptr;
    KeyButton* m_markdown = nullptr;
    RatingTextCard* m_edit;
    QWidget* m_answerRow;
    SegmentedControl* m_choices = nullptr; ///< the refinements, and none of them
    RatingHints* m_hints;
    Explanation* m_explanation;
    QList<ResponseIndex> m_listed;
    QString m_hintText;
    bool m_isEditing = false; ///< the selected one of several
    bool m_isMarkdown = true;
    bool m_isOpening = false; ///< an item is being taken over: its cards are not there yet
};

/// The content with other words about one of several responses; without them when the text is empty.
[[nodiscard]] AnnotationContent withCritique(AnnotationContent content, ResponseIndex response,
                                             const QString& text);

} // namespace plumbline
