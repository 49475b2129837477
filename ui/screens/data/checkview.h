#pragma once

#include "core/exchange/preview.h"

#include <QWidget>

class QAction;
class QTableView;

namespace plumbline {

class ActionCollection;
class ElidedLabel;
class ErrorPanel;
class PreviewModel;
class Theme;
class ThemedLabel;

/// The lines of an import as they were understood, the bad ones between their neighbours, and what is wrong
/// with the one chosen.
class CheckView : public QWidget
{
    Q_OBJECT

public:
    /// Uses the actions "import.errors", "import.nextError" and "import.lastError".
    CheckView(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// A check runs: old lines stay, and words say so.
    void setBusy(const QString& words);
    void setPreview(const ImportPreview& preview);
    /// Only bad lines and their neighbours, or the first lines.
    void showErrors(bool onlyErrors);
    /// Goes to the next (1) or last (−1) bad line.
    void moveToError(int step);
    [[nodiscard]] QTableView* table() const { return m_table; }

private:
    void build(ActionCollection& actions);
    void fitColumns();
    void applySpans();
    void showCurrent();

    const Theme& m_theme;
    ImportPreview m_preview;
    PreviewModel* m_model;
    QTableView* m_table = nullptr;
    ElidedLabel* m_caption = nullptr;
    ThemedLabel* m_nothing = nullptr;
    ErrorPanel* m_panel = nullptr;
    QAction* m_errors = nullptr;
};

} // namespace plumbline
