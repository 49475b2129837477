#pragma once

#include <QWidget>

class QAction;

namespace plumbline {

class KeyButton;
class Theme;

/// One step that a page offers: an icon, what it is in a line or two, and the button that does it.
class StepRow : public QWidget
{
    Q_OBJECT

public:
    StepRow(const Theme& theme, const QString& icon, const QString& title, const QString& body,
            QAction* action, bool isPrimary, QWidget* parent = nullptr);

    [[nodiscard]] KeyButton* button() const { return m_button; }

private:
    KeyButton* m_button;
};

} // namespace plumbline
