#pragma once

#include <QWidget>

class QAction;

namespace plumbline {

class Theme;

/// The top of the side bar: which project is open (a click opens its menu), and the field that leads to
/// Ctrl+K.
class SideTop : public QWidget
{
    Q_OBJECT

public:
    SideTop(const Theme& theme, QAction* palette, QWidget* parent = nullptr);

    void setProject(const QString& name, const QString& fileName);
    /// Where the project's menu opens, in global coordinates.
    [[nodiscard]] QPoint menuPosition() const;

Q_SIGNALS:
    void menuRequested();

private:
    class ProjectButton;
    class GoToButton;

    ProjectButton* m_project;
    GoToButton* m_goTo;
};

} // namespace plumbline
