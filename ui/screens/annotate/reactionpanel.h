#pragma once

#include "ui/screens/annotate/answerpanel.h"

class QAction;

namespace plumbline {

class CardList;
class ElidedLabel;
class Explanation;
class KeyButton;
class ResponseColumn;

/// Like or dislike (and love, where the schema offers it) with one key, which also submits where the schema
/// says so.
class ReactionPanel : public AnswerPanel
{
    Q_OBJECT

public:
    explicit ReactionPanel(const PanelServices& services, QWidget* parent = nullptr);
    ~ReactionPanel() override;

    /// Makes the panel's actions known; with a panel, also what they do there.
    static void addActions(ActionCollection& actions, ReactionPanel* panel = nullptr);

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

    /// The values of the answers in the order in which they are shown: like, dislike, love.
    [[nodiscard]] QList<int> values() const;

protected:
    void refresh(bool isNewItem) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    class Choices;

    void buildLayout();
    void react(int value);
    void take(std::optional<int> reaction);
    void toggleEditing();
    void showAnswer();
    void showChoices();
    void showHint();
    void scroll(int steps);
    [[nodiscard]] bool hasOneResponse() const;
    [[nodiscard]] QAction* editAction() const;

    ResponseColumn* m_column;
    CardList* m_list; ///< for several responses, which then share one reaction
    ElidedLabel* m_hint = nullptr;
    KeyButton* m_markdown = nullptr;
    QWidget* m_answerRow;
    Choices* m_choices;
    Explanation* m_explanation;
    QString m_hintText;
    bool m_isMarkdown = true;
};

} // namespace plumbline
