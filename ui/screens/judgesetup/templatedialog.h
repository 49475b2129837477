#pragma once

#include "core/judge/prompttemplate.h"
#include "ui/dialogs/dialogframe.h"
#include "ui/screens/judgesetup/templatepreview.h"
#include "ui/shell/appcontext.h"

#include <QTimer>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QStackedWidget;
class QTableView;

namespace plumbline {

class KeyButton;
class PillTabs;
class TemplateDiffView;
class TemplateEditor;
class TemplateFieldsModel;
class ThemedLabel;

/// A prompt template: its messages at the left; at the right the same filled with an item of the project,
/// what changed since another version, and the fields it can use. Built-in ones are read until a copy is
/// made; saving appends a version, so that what labels name stays. Accepted once it is saved.
class TemplateDialog : public DialogFrame
{
    Q_OBJECT

public:
    enum Tab { PreviewTab, ChangesTab, FieldsTab };

    /// The context has a store. `versions`: all of them, oldest first, at least one; the last is shown.
    TemplateDialog(AppContext& context, const QList<PromptTemplate>& versions, QWidget* parent = nullptr);

    static void addActions(ActionCollection& actions);

    void showTab(Tab tab);
    /// Lets the newest version be changed; a built-in one as a copy of this project.
    void beginEditing();
    [[nodiscard]] bool isEditing() const { return m_isEditing; }
    [[nodiscard]] const PromptTemplate& saved() const { return m_saved; }

private:
    void connectDialog();
    QWidget* buildLeft();
    QWidget* buildRight();
    QWidget* buildPreview();
    QWidget* buildChanges();
    QWidget* buildFields();
    void buildFooter();
    [[nodiscard]] PromptTemplate edited() const;
    void takeEdit();
    void loadPreview();
    void showPreview(const Result<TemplatePreview>& preview);
    void moveItem(int step);
    void showChanges();
    void updateFooter();
    void goOn();
    void save();

    AppContext& m_context;
    QList<PromptTemplate> m_versions;
    PromptTemplate m_saved;
    bool m_isEditing = false;
    int m_generation = 0;
    QTimer m_soon;
    QLineEdit* m_id = nullptr;
    QLineEdit* m_title = nullptr;
    TemplateEditor* m_editor = nullptr;
    KeyButton* m_addMessage = nullptr;
    PillTabs* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    QSpinBox* m_number = nullptr;
    ThemedLabel* m_previewWords = nullptr;
    QPlainTextEdit* m_preview = nullptr;
    QComboBox* m_against = nullptr;
    ThemedLabel* m_changeWords = nullptr;
    TemplateDiffView* m_diff = nullptr;
    TemplateFieldsModel* m_fields = nullptr;
    QTableView* m_fieldTable = nullptr;
    ThemedLabel* m_words = nullptr;
    KeyButton* m_goButton = nullptr;
};

} // namespace plumbline
