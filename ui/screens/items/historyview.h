#pragma once

#include "core/domain/item.h"

#include <QList>
#include <QWidget>

namespace plumbline {

class Theme;

/// Every row of an item's annotations, oldest first, as a line of points: what was said, by whom, when. A row
/// that was superseded is struck through. Read out as a list.
class HistoryView : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString what;
        QString who;
        QString when; ///< time, or the line of the source file
        QColor dot;   ///< the side the vote fell to
        bool isSuperseded = false;
    };

    explicit HistoryView(const Theme& theme, QWidget* parent = nullptr);

    void setEntries(const QList<Entry>& entries);
    [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;

    const Theme& m_theme;
    QList<Entry> m_entries;
};

} // namespace plumbline
