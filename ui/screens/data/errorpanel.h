#pragma once

#include "core/exchange/importoptions.h"

#include <QFrame>

class QAction;
class QLabel;

namespace plumbline {

class ElidedLabel;
class Theme;
class ThemedLabel;

/// What is wrong with one line: where, what it must be, and how it looks, with the field underlined.
class ErrorPanel : public QFrame
{
    Q_OBJECT

public:
    ErrorPanel(const Theme& theme, QAction* next, QAction* last, QWidget* parent = nullptr);

    /// `number` of `count` bad lines, from 1.
    void show(const BadLine& line, bool namesFile, qint64 number, qint64 count);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();
    [[nodiscard]] QString snippetHtml(const BadLine& line) const;

    const Theme& m_theme;
    BadLine m_line;
    ElidedLabel* m_title;
    ThemedLabel* m_count;
    ThemedLabel* m_message;
    QLabel* m_snippet;
};

} // namespace plumbline
