#pragma once

#include <QStringList>
#include <QWidget>

class QAction;
class QListView;
class QStringListModel;

namespace plumbline {

class Theme;
class ThemedLabel;

/// The first step of an import: which files. They can be dropped here.
class FilePage : public QWidget
{
    Q_OBJECT

public:
    FilePage(const Theme& theme, QAction* chooseFiles, QAction* chooseFolder, QWidget* parent = nullptr);

    void setFiles(const QStringList& files);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    ThemedLabel* m_title;
    QListView* m_list;
    QStringListModel* m_files;
};

} // namespace plumbline
