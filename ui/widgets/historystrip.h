#pragma once

#include "ui/widgets/radiocells.h"

namespace plumbline {

/// The last answers as small boxes, oldest first; a click or Enter on one goes there.
class HistoryStrip : public RadioCells
{
    Q_OBJECT

public:
    enum class State { Submitted, Skipped, Current };

    struct Entry
    {
        QString text; ///< a few characters: "A", "B+", "=", "skip", "48"
        State state = State::Submitted;
        QString name; ///< what a screen reader and the tooltip say: "Item 47, B better"
        bool operator==(const Entry&) const = default;
    };

    explicit HistoryStrip(const Theme& theme, QWidget* parent = nullptr);

    void setEntries(const QList<Entry>& entries);
    [[nodiscard]] QList<Entry> entries() const { return m_entries; }

    [[nodiscard]] int cellCount() const override;
    [[nodiscard]] QRectF cellRect(int cell) const override;
    [[nodiscard]] QString cellName(int cell) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void activated(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;
    void onChosen(int cell) override;

private:
    void placeCursor(int cell);

    QList<Entry> m_entries;
    int m_cursor = -1;
};

} // namespace plumbline
