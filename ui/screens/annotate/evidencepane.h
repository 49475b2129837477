#pragma once

#include "ui/screens/annotate/evidencemodel.h"

#include <QWidget>

#include <optional>
#include <utility>

class QListView;
class QStackedWidget;
class QTextBrowser;

namespace plumbline {

class ActionCollection;
class ElidedLabel;
class EvidenceMissingModel;
class KeyButton;
class PillTabs;
class Theme;

/// What a response should rest on: the passages with numbered sentences, what is missing, the reference
/// answer. Knows which sentence is in focus; changes no answer itself.
class EvidencePane : public QWidget
{
    Q_OBJECT

public:
    enum Tab { EvidenceTab, MissingTab, ReferenceTab };

    EvidencePane(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);
    ~EvidencePane() override;

    /// Another prompt: first passage, first sentence, first tab.
    void setPrompt(const Prompt& prompt);
    /// Shows what the answer says of sentences and what is missing.
    void setAnswer(const EvidenceModel::Answer& answer);

    [[nodiscard]] Tab tab() const;
    void setTab(Tab tab);
    [[nodiscard]] int passage() const { return m_passage; }
    [[nodiscard]] int passageCount() const { return static_cast<int>(m_prompt.passages.size()); }
    /// Shows another passage; goes round.
    void stepPassage(int steps);
    /// Passage and sentence in focus; nothing when there is no passage.
    [[nodiscard]] std::optional<std::pair<int, int>> sentenceInFocus() const;
    void setSentenceInFocus(int passage, int sentence);
    /// Shows the passage of this evidence and puts its first sentence in focus; nothing happens without one.
    void reveal(const Evidence& evidence);
    /// Puts the keyboard's focus on the sentences (of the tab that is shown, the list of what is missing).
    void focusSentences();
    [[nodiscard]] bool hasSentenceFocus() const;
    [[nodiscard]] QWidget* sentenceView() const;

Q_SIGNALS:
    void sentenceActivated(int passage, int sentence);
    void missingChosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildPassages(ActionCollection& actions);
    void showPassage(int passage);
    void showReference();
    void showTabs(int missingCount);
    void restyle();

    const Theme& m_theme;
    Prompt m_prompt;
    int m_passage = 0;
    PillTabs* m_tabs;
    QStackedWidget* m_pages;
    QWidget* m_passagePage;
    ElidedLabel* m_place;
    ElidedLabel* m_title;
    KeyButton* m_previous;
    KeyButton* m_next;
    EvidenceModel* m_model;
    QListView* m_sentences;
    EvidenceMissingModel* m_missingModel;
    QListView* m_missing;
    QTextBrowser* m_reference;
    QStringList m_tabKeys;
};

} // namespace plumbline
