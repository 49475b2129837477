#pragma once

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace plumbline {

class PaintedButton;
class Theme;

/// The side bar (208) or the rail (52), made from one list of pages.
class NavBar : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString group; ///< heading above the first entry of a group; empty for the pages on top
        QString icon;
        QString name;
        QString keyHint; ///< for example "g h"
        QString pageId;
        bool operator==(const Entry&) const = default;
    };

    explicit NavBar(const Theme& theme, QWidget* parent = nullptr);

    void setEntries(const QList<Entry>& entries);
    [[nodiscard]] QList<Entry> entries() const { return m_entries; }
    void setCurrentPage(const QString& pageId);
    [[nodiscard]] QString currentPage() const { return m_current; }
    /// The rail shows icons alone; names and keys are tooltips.
    void setRail(bool rail);
    [[nodiscard]] bool isRail() const { return m_isRail; }
    /// A widget above the entries (project menu, go to field), shown in the side bar.
    void setTopWidget(QWidget* widget);
    /// A widget at the bottom, shown in both.
    void setBottomWidget(QWidget* widget);

Q_SIGNALS:
    void pageRequested(const QString& pageId);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Row;
    class Logo;
    class Heading;
    void rebuild();
    void applyWidth();

    const Theme& m_theme;
    QList<Entry> m_entries;
    QList<Row*> m_rows;
    QString m_current;
    bool m_isRail = false;
    QWidget* m_top = nullptr;
    QWidget* m_list;
    QVBoxLayout* m_outer;
    QVBoxLayout* m_listLayout;
    Logo* m_logo;
};

} // namespace plumbline
