#pragma once

#include "ui/theme/color.h"

#include <QStringList>
#include <QWidget>

#include <optional>

namespace plumbline {

class Theme;

/// A piece of the status bar: an optional dot, a text, and keycaps after it ("Undo Ctrl Z").
class StatusItem : public QWidget
{
    Q_OBJECT

public:
    explicit StatusItem(const Theme& theme, const QString& text = {}, const QStringList& keys = {},
                        QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_text; }
    void setKeys(const QStringList& keys);
    /// A dot before the text, for example Color::Ok when everything is saved.
    void setDot(std::optional<Color> color);
    /// The piece can be clicked and reached with Tab; see activated().
    void setClickable(bool clickable);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] double contentWidth() const;

    const Theme& m_theme;
    QString m_text;
    QStringList m_keys;
    std::optional<Color> m_dot;
    bool m_isClickable = false;
};

} // namespace plumbline
