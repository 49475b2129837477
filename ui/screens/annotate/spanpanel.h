#pragma once

#include "ui/screens/annotate/answerpanel.h"
#include "ui/textviews/spantextview.h"

namespace plumbline {

class Card;
class ChoicePopover;
class KeyButton;
class RatingTextCard;
class ResponseView;
class SpanCategoryBar;
class SpanCorrection;
class SpanDetailBar;
class SpanPane;
class ThemedLabel;

/// Marks spans in the text of the first response: category, severity, note, evidence; what is missing; a
/// corrected text. The text view speaks code points, and so does the content; nothing here counts UTF-16
/// units.
class SpanPanel : public AnswerPanel
{
    Q_OBJECT

public:
    explicit SpanPanel(const PanelServices& services, QWidget* parent = nullptr);

    /// Makes the panel's actions known; with a panel, also what they do there.
    static void addActions(ActionCollection& actions, SpanPanel* panel = nullptr);
    ~SpanPanel() override;

    [[nodiscard]] QString hintText() const override { return m_hint; }
    [[nodiscard]] QString arrivalSummary() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QString promptTitle() const override;
    [[nodiscard]] QWidget* answerRow() override;
    [[nodiscard]] QWidget* explanationRow() override;
    [[nodiscard]] bool wantsButtonsBelow() const override { return true; }
    [[nodiscard]] QWidget* unfoldingField() override;
    [[nodiscard]] QWidget* sidePane() override;
    [[nodiscard]] int sidePaneWidth() const override;
    [[nodiscard]] bool showsReferences() const override { return true; }
    [[nodiscard]] bool showsComment() const override { return true; }
    [[nodiscard]] QStringList statusKeys() const override;
    [[nodiscard]] QString gapText(const ContentGap& gap) const override;
    bool goToGap(const ContentGap& gap) override;
    [[nodiscard]] QStringList actionContexts() const override;
    bool takeAction(const QString& id) override;
    [[nodiscard]] QString actionText(const QString& id) const override;
    void focusAnswer() override;
    [[nodiscard]] QList<QWidget*> focusStops() const override;
    void setMarkdown(bool isMarkdown) override;
    void setCompact(bool isCompact) override;

    [[nodiscard]] SpanTextView* textView() const { return m_view; }
    [[nodiscard]] SpanPane* pane() const { return m_pane; }
    /// True while the response is shown as Markdown, to be read and not to be marked.
    [[nodiscard]] bool isReading() const { return m_isReading; }
    /// Index in content().spans of the open span; −1: none is open.
    [[nodiscard]] int openSpan() const { return m_open; }
    /// Index in content().missing of the open entry; −1: none is open.
    [[nodiscard]] int openMissing() const { return m_openMissing; }

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void refresh(bool isNewItem) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    static void addMoveActions(ActionCollection& actions, SpanPanel* panel);
    static void addAnswerActions(ActionCollection& actions, SpanPanel* panel);
    static QAction* addAction(ActionCollection& actions, const QString& name, const QString& text,
                              const QList<QKeySequence>& keys, bool repeats = false,
                              const QString& group = {});
    void nameCategoryActions();
    void buildLayout();
    void connectViews();

    // What the person does.
    void startSpan();
    void moveEnd(bool isRight, bool isCharacter);
    void moveStart(bool isRight, bool isCharacter);
    void walk(bool isForward);
    void chooseCategory(int index);
    void createSpan(const SpanCategory& category, qint64 start, qint64 end);
    void resizeSpan(int index, qint64 start, qint64 end);
    void markMissing(const SpanCategory& category);
    void giveSeverity(int rank);
    void linkEvidence();
    void linkSentence(int passage, int sentence);
    void linkEarlierText();
    void takeAway();
    void toggleNoErrors();
    void startNote();
    void typeNote(const QString& text);
    void startCritique();
    void openConfidence();
    bool leave();
    void setReading(bool isReading);

    // What is shown.
    void openSpanAt(int index);
    void openMissingAt(int index);
    void fitPane();
    void showAnswer();
    void showMarks();
    void showBars();
    void showNote();
    void showHeader();
    void showHint();
    void say(const QString& sentence);
    [[nodiscard]] QString openSpanHint() const;
    [[nodiscard]] QString pendingHint() const;
    [[nodiscard]] QString freeHint() const;
    [[nodiscard]] QString numberList(const QList<int>& numbers) const;
    void followUndo();
    [[nodiscard]] int direction(bool isRight) const;
    [[nodiscard]] QString responseText() const;
    [[nodiscard]] QString describe(const SpanMark& mark, int number, int count,
                                   const QList<int>& overlaps) const;

    SpanTextView* m_view;
    ResponseView* m_reader;
    SpanCorrection* m_correction;
    Card* m_card;
    ThemedLabel* m_hintLabel;
    RatingTextCard* m_note;
    RatingTextCard* m_critique;
    QWidget* m_fields;
    ChoicePopover* m_confidences;
    SpanPane* m_pane = nullptr;
    SpanCategoryBar* m_categories = nullptr;
    SpanDetailBar* m_details = nullptr;
    AnnotationContent m_shown; ///< the content last shown, to find what undo changed
    QString m_hint;
    int m_open = -1;
    int m_openMissing = -1;
    int m_lastOpen = -1; ///< the span that was open before the pending range began
    bool m_isOpening = false;
    bool m_isReading = false;
    bool m_isNarrow = false;
};

} // namespace plumbline
