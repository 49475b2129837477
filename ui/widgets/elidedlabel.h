#pragma once

#include "ui/theme/color.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace plumbline {

/// One line of text that ends in "…" when it is cut; the whole text is then the tooltip, and always the
/// accessible name. It never asks for more than a few characters' width.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    ElidedLabel(const Theme& theme, const QString& text, Text style = Text::Body, Color color = Color::Text,
                QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_text; }
    void setStyle(Text style, Color color);
    void setAlignment(Qt::Alignment horizontal);
    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] bool isElided() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    const Theme& m_theme;
    QString m_text;
    Text m_style;
    Color m_color;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace plumbline
