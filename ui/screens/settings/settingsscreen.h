#pragma once

#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QScrollArea;
class QSpinBox;
class QTableView;
class QVBoxLayout;

namespace plumbline {

class Card;
class KeyCapture;
class KeysModel;
class MessageBar;
class SearchField;
class SegmentedControl;
class ThemedLabel;

/// What the person at this machine has chosen: looks, keys, name. Everything holds at once.
class SettingsScreen : public Page
{
    Q_OBJECT

public:
    explicit SettingsScreen(AppContext& context, QWidget* parent = nullptr);

    /// Makes the page's actions known; with a page, also what they do there.
    static void addActions(ActionCollection& actions, SettingsScreen* page = nullptr);

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QAction*> headerActions() const override;
    [[nodiscard]] QList<QWidget*> panes() const override;
    void activate() override;
    void deactivate() override;
    /// "keys" goes to the table of keys, "person" to the name.
    void open(const QString& argument) override;

private:
    void build();
    Card* buildAppearance();
    Card* buildAnnotating();
    Card* buildKeys();
    Card* buildAbout();
    void addRow(QVBoxLayout& column, const QString& name, const QString& hint, QWidget* control);
    void show();
    void changeKey();
    void takeKey(const QKeySequence& key);
    void resetKey();
    void resetAllKeys();
    void keysWereChanged();
    void setProfile(int profile);
    void applyName();
    void exportSettings();
    void importSettings();
    void takeImported(const QByteArray& bytes);
    [[nodiscard]] QString currentAction() const;
    [[nodiscard]] QString projectPath() const;

    AppContext& m_context;
    KeyCapture* m_capture;
    KeysModel* m_keys;
    QString m_capturedFor; ///< id of the action that gets the next key
    QScrollArea* m_scroll = nullptr;
    MessageBar* m_message = nullptr;
    SegmentedControl* m_theme = nullptr;
    SegmentedControl* m_textSize = nullptr;
    QCheckBox* m_markdown = nullptr;
    QCheckBox* m_pace = nullptr;
    QSpinBox* m_lease = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_language = nullptr;
    SegmentedControl* m_profile = nullptr;
    SearchField* m_search = nullptr;
    QTableView* m_table = nullptr;
    ThemedLabel* m_keyWords = nullptr;
    Card* m_keysCard = nullptr;
};

} // namespace plumbline
