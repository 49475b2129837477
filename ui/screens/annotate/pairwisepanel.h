#pragma once

#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/marginlogic.h"

#include <array>

class QAction;
class QBoxLayout;

namespace plumbline {

class AnswerField;
class ChoicePopover;
class ElidedLabel;
class KeyButton;
class PairwiseReasons;
class PairwiseScales;
class ResponseColumn;
class ThemedLabel;

/// Two responses side by side, stacked in a narrow window, and which of them is better.
class PairwisePanel : public AnswerPanel
{
    Q_OBJECT

public:
    /// Windows narrower than this, in pixels, stack the responses.
    static constexpr int kStackedBelow = 1180;

    explicit PairwisePanel(const PanelServices& services, QWidget* parent = nullptr);

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
    void focusAnswer() override;
    [[nodiscard]] QList<QWidget*> focusStops() const override;
    bool prepare(const OpenItem& coming) override;
    [[nodiscard]] bool allowsItemAhead() const override { return true; }
    void setMarkdown(bool isMarkdown) override;
    void setCompact(bool isCompact) override;

    [[nodiscard]] bool isStacked() const { return m_isStacked; }

protected:
    void refresh(bool isNewItem) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    static constexpr int kSides = 2;

    void buildLayout();
    void connectActions();
    void connectAnswers();
    QAction* pairwiseAction(const QString& name) const;

    void press(int side, bool isMuch);
    void choose(int aspect, const std::optional<SideChoice>& choice);
    [[nodiscard]] std::optional<SideChoice> choiceOfAspect(int aspect) const;
    void moveAspect(int by);
    void toggleReason(const QString& id);
    void openMoreReasons();
    void openConfidence();
    void toggleEditing(int side);
    void takeEdit(int side, const QString& text);
    void setUnfolded(bool isUnfolded);
    void openCritique(bool isFocused);
    void scrollBy(int side, int direction);
    void follow(int from);
    void showAnswer();
    void showHint();
    void showDifferences();
    void layOut();

    std::array<ResponseColumn*, kSides> m_columns{};
    QBoxLayout* m_columnLayout = nullptr;
    ElidedLabel* m_hint = nullptr;
    KeyButton* m_together = nullptr;
    KeyButton* m_differences = nullptr;
    KeyButton* m_markdown = nullptr;
    PairwiseScales* m_scales;
    PairwiseReasons* m_reasons;
    QWidget* m_critiqueBox;
    ThemedLabel* m_critiqueLabel = nullptr;
    AnswerField* m_critique;
    ChoicePopover* m_popover;
    SchemaVersionId m_fittedSchema; ///< after which actions, scales and reasons are named
    QString m_hintText;
    QString m_popoverKind;
    bool m_isMarkdown = true;
    bool m_isStacked = false;
};

} // namespace plumbline
