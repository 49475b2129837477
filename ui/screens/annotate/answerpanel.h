#pragma once

#include "core/domain/content.h"
#include "core/store/labelling.h"

#include <QStringList>
#include <QWidget>

namespace plumbline {

class ActionCollection;
class Theme;

/// What a panel is built with. Everything outlives the panel.
struct PanelServices
{
    Theme& theme;
    ActionCollection& actions;
};

/// The part of the Annotate screen that shows the responses of one kind of item and takes the answer. The
/// frame (AnnotateScreen) owns prompt card, guidelines, Skip, Flag, Comment, Submit and the status row; the
/// panel owns the rest.
///
/// A panel is made once for each kind and gets item after item through setItem(). It changes its content only
/// through commit(), which tells the frame; the controller saves drafts, undoes and submits from there. A
/// panel never touches the store.
///
/// Keys: a panel registers and connects the actions of its own contexts (actionContexts()); the frame
/// switches those contexts on while the panel is shown. Letters that all kinds share belong to the frame's
/// actions (context "annotate", see annotateactions.h), so that no key means two things: the frame offers
/// each of them to takeAction() first. Buttons may show any of them: `KeyButton(theme,
/// actions.action("annotate.markdown"))`.
class AnswerPanel : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerPanel(const PanelServices& services, QWidget* parent = nullptr);
    ~AnswerPanel() override;

    /// Shows an item with the content it is opened with. Never emits contentChanged. Scrolls to the top,
    /// selects nothing, closes what was open of the last item.
    void setItem(const OpenItem& item);
    /// The same for an item that is likely to come next, while the panel is hidden: setItem() with the same
    /// one then has nothing left to do. Only for panels that allowsItemAhead().
    void setItemAhead(const OpenItem& coming);
    /// Whether setItemAhead() has taken in what setItem() with this item would show.
    [[nodiscard]] bool isAhead(const OpenItem& coming) const;
    [[nodiscard]] const OpenItem& item() const { return m_item; }

    /// The answer as it stands.
    [[nodiscard]] const AnnotationContent& content() const { return m_content; }
    /// Shows another content of the same item (undo, redo, comment and flag of the frame). Never emits
    /// contentChanged. Keeps scroll positions and, where it still makes sense, the cursor.
    void setContent(const AnnotationContent& content);

    /// One sentence that says what the next key does. The panel shows it where its picture does; the frame
    /// only reads it out. "" when there is none.
    [[nodiscard]] virtual QString hintText() const { return {}; }
    /// What a screen reader says on arrival after the item's number: "Pair, prompt writing, two turns".
    [[nodiscard]] virtual QString arrivalSummary() const = 0;
    /// What stands under the batch name in the header: "turn 2, strength and reasons".
    [[nodiscard]] virtual QString subtitle() const { return {}; }
    /// The word over the prompt: "Prompt", or "Question" for spans.
    [[nodiscard]] virtual QString promptTitle() const;

    /// First row of the answer bar: the answer. Made by the panel, placed by the frame; must not be nullptr.
    [[nodiscard]] virtual QWidget* answerRow() = 0;
    /// Second row: what explains the answer; nullptr when there is none. Skip, Flag and Submit stand at the
    /// right of the first row when they fit there, else (or when wantsButtonsBelow()) at the right of the
    /// second.
    [[nodiscard]] virtual QWidget* explanationRow() { return nullptr; }
    /// True to have Skip, Flag and Submit on the second row at any width.
    [[nodiscard]] virtual bool wantsButtonsBelow() const { return false; }
    /// A field that unfolds above the answer bar, over its whole width (the critique); nullptr when there is
    /// none.
    [[nodiscard]] virtual QWidget* unfoldingField() { return nullptr; }
    /// A pane of full height at the right of prompt and panel (evidence, list of spans); nullptr when there
    /// is none.
    [[nodiscard]] virtual QWidget* sidePane() { return nullptr; }
    /// Width of sidePane() at first.
    [[nodiscard]] virtual int sidePaneWidth() const;
    /// True when the panel shows references and passages itself, so that the frame offers no Reference (V).
    [[nodiscard]] virtual bool showsReferences() const { return false; }
    /// True when the panel has a button for N itself, so that the bar offers no second one.
    [[nodiscard]] virtual bool showsComment() const { return false; }
    /// Key hints of the status row, each the keycaps (divided by spaces), a tab and the words: "← →\tword";
    /// empty: the frame shows the last answers and Undo, Redo instead.
    [[nodiscard]] virtual QStringList statusKeys() const { return {}; }

    /// Words beside a Submit that is off: "5 of 15 ratings open".
    [[nodiscard]] virtual QString gapText(const ContentGap& gap) const = 0;
    /// Moves the focus or the cursor to what is missing. False when the panel has no such place.
    virtual bool goToGap(const ContentGap& gap) = 0;

    /// Action contexts to be in force while this panel is shown, the panel's own kind: {"annotate.pairwise"}.
    [[nodiscard]] virtual QStringList actionContexts() const = 0;
    /// The person asked for one of the frame's actions; true: the panel has done it. Offered are (annotate.)
    /// critique (C), comment (N; spans: the note), confidence (O), reference (V; spans: link the evidence),
    /// unfold (X; spans: the corrected text), clear (Ctrl+Backspace), scrollDown and scrollUp (J, K),
    /// scrollDownSecond and scrollUpSecond (with Shift), leaveField (Esc).
    virtual bool takeAction(const QString& id);
    /// What such an action is called for this kind ("Corrected text" for annotate.unfold); "" for the frame's
    /// word.
    [[nodiscard]] virtual QString actionText(const QString& id) const;
    /// Puts the focus on the answer (never on a text field).
    virtual void focusAnswer() = 0;
    /// The widgets that F6 visits between answer and prompt, in order.
    [[nodiscard]] virtual QList<QWidget*> focusStops() const { return {}; }

    /// Does one step, shorter than half a frame, towards showing an item that is likely to come next, while
    /// another one is shown; true when nothing is left to do. What was prepared only makes setItem() with the
    /// same texts faster: any other item may come. Called while nothing else is to be done.
    virtual bool prepare(const OpenItem& coming);

    /// Whether refresh() stays within the panel while it is hidden: no focus, no state that another kind
    /// shares. Its unfoldingField() is taken care of.
    [[nodiscard]] virtual bool allowsItemAhead() const { return false; }

    /// Markdown or plain text.
    virtual void setMarkdown(bool isMarkdown) = 0;
    /// True where the window is narrow: labels of secondary buttons give way to icons with keys.
    virtual void setCompact(bool isCompact);
    [[nodiscard]] bool isCompact() const { return m_isCompact; }
    /// Called before an item goes (submit, skip, undo, close): text that is still being typed must be
    /// committed.
    virtual void finishTyping() {}

Q_SIGNALS:
    /// The person changed the answer. `isMergeable`: typing in one field; the controller joins such changes
    /// into one undo step when they come within 500 ms of each other and `field` is the same.
    void contentChanged(const plumbline::AnnotationContent& before, const plumbline::AnnotationContent& after,
                        bool isMergeable, const QString& field);
    void hintChanged();
    /// The answer that was just given is to be submitted, as if the person had pressed Submit.
    void submitRequested();
    /// sidePane(), subtitle(), answerRow() widths… changed: the frame lays itself out again.
    void layoutChanged();

protected:
    /// The item or the content was replaced: show m_item and m_content. `isNewItem`: scroll to the top,
    /// forget cursors.
    virtual void refresh(bool isNewItem) = 0;
    /// The person's change: takes it over and emits contentChanged, if it differs. `field` names the text
    /// field typed in ("critique", "edit 0"); empty for anything that is a step of its own. Does not call
    /// refresh(); the panel shows the change itself.
    void commit(const AnnotationContent& after, const QString& field = {});

    [[nodiscard]] const SchemaDefinition& schema() const { return m_item.view.schema.definition; }
    /// Place on screen (from 0) → response index, for as many as the item has (also when shownOrder is
    /// empty).
    [[nodiscard]] ResponseIndex responseAt(int place) const;
    /// The same for an item that is not shown yet.
    [[nodiscard]] static ResponseIndex responseAt(const OpenItem& item, int place);
    /// Response index → place on screen.
    [[nodiscard]] int placeOf(ResponseIndex response) const;
    /// "A", "B"… for a place on screen.
    [[nodiscard]] static QString letterOf(int place);

    Theme& m_theme;
    ActionCollection& m_actions;

private:
    OpenItem m_item;
    AnnotationContent m_content;
    bool m_isAhead = false;         ///< the item has not been asked for yet
    bool m_isFieldUnfolded = false; ///< as the item that is ahead wants it
    bool m_isCompact = false;
};

} // namespace plumbline
