#pragma once

#include "core/domain/content.h"
#include "core/domain/item.h"

#include <QObject>

#include <functional>

class QWidget;

namespace plumbline {

class ActionCollection;
class AnswerField;
class ChoicePopover;
class ElidedLabel;
class PairwiseReasons;
class Theme;
class ThemedLabel;
struct PanelServices;

/// What explains an answer, the same for kinds that have no more of their own: a row with reasons as chips,
/// Critique and Confidence, and the critique as a field over the answer bar. Its actions are in the context
/// of the kind: reason1 to reason5, moreReasons.
class Explanation : public QObject
{
    Q_OBJECT

public:
    using Reader = std::function<AnnotationContent()>;

    /// What the field holds and what it is called.
    struct Words
    {
        QString heading;
        QString placeholder;
        QString field; ///< name of the undo field
        std::function<QString(const AnnotationContent&)> read;
        std::function<void(AnnotationContent&, const QString&)> write;
    };

    /// `read` gives the answer as it stands. `group` is the heading of the actions in the sheet of keys.
    Explanation(const PanelServices& services, const QString& context, const QString& group,
                const Reader& read, QWidget* panel);

    /// Makes the actions known.
    static void addActions(ActionCollection& actions, const QString& context, const QString& group);

    /// For a new item: names the reasons after its schema, closes what was open.
    void setItem(const SchemaVersion& schema);
    /// Shows the answer as it stands.
    void show(bool isNewItem);
    /// Another text than the critique of the whole.
    void setWords(const Words& words);
    /// The field is always open, so many lines high, and counts words and characters.
    void setProminent(int lines);

    [[nodiscard]] QWidget* row() const;
    [[nodiscard]] QWidget* field() const { return m_box; }
    [[nodiscard]] AnswerField* editor() const { return m_editor; }
    [[nodiscard]] bool isPopoverOpen() const;
    /// critique, confidence and leaveField of the frame's actions; true when it was one of them that asks for
    /// no more.
    bool takeAction(const QString& id);
    void openCritique();
    /// Asks for one more line of room, or one less, in low windows.
    void setLow(bool isLow);
    void setCompact(bool isCompact);

Q_SIGNALS:
    /// The person changed the answer; `field` as in AnswerPanel::commit().
    void changed(const plumbline::AnnotationContent& after, const QString& field);
    /// The field was opened or closed.
    void layoutChanged();

private:
    void connectActions();
    void fitActions();
    void buildField(QWidget* panel);
    void toggleReason(const QString& id);
    void openMoreReasons();
    void openConfidence();
    void takePopover(const QString& id);
    void showField(bool isShown);
    void showCount();

    const Theme& m_theme;
    ActionCollection& m_actions;
    const QString m_context;
    const QString m_group;
    Reader m_read;
    QWidget* m_panel;
    SchemaVersion m_schema;
    Words m_words;
    PairwiseReasons* m_reasons;
    QWidget* m_box = nullptr;
    ThemedLabel* m_heading = nullptr;
    ElidedLabel* m_count = nullptr;
    AnswerField* m_editor = nullptr;
    ChoicePopover* m_popover;
    bool m_isForReasons = false; ///< the popover shows reasons, else confidences
    int m_lines = 3;
    bool m_isProminent = false;
};

} // namespace plumbline
