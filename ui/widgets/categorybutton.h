#pragma once

#include "ui/widgets/paintedbutton.h"

namespace plumbline {

/// A category of spans: its mark with a letter, its name and its key. Checked = the open span has it; then
/// the frame takes the mark's colour.
class CategoryButton : public PaintedButton
{
    Q_OBJECT

public:
    /// `slot` chooses the colours (see Theme::categoryMark); the letter is the first of the name.
    CategoryButton(const Theme& theme, int slot, const QString& name, const QString& key,
                   QWidget* parent = nullptr);
    CategoryButton(const Theme& theme, int slot, QAction* action, QWidget* parent = nullptr);

    void setLetter(const QString& letter);
    [[nodiscard]] QString letter() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_slot;
    QString m_letter;
};

/// Paints a category's square mark with a letter or number in it; dashed from the seventh slot on.
void paintCategoryMark(QPainter& painter, const Theme& theme, const QRectF& rect, int slot,
                       const QString& text);

} // namespace plumbline
