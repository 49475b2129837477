#pragma once

#include "ui/widgets/paintedbutton.h"

namespace plumbline {

/// A chip of the filter bar: "votes by people ×". Click or Enter edits it, × or Delete takes it away.
class Chip : public PaintedButton
{
    Q_OBJECT

public:
    enum class Kind {
        Filter,   ///< filters the whole page
        Selection ///< a selection that only fills the lists below
    };

    /// `label` says what is filtered ("votes by"), `value` by what ("people"); either can be empty.
    Chip(const Theme& theme, const QString& label, const QString& value, Kind kind = Kind::Filter,
         QWidget* parent = nullptr);

    void setContent(const QString& label, const QString& value);
    void setKind(Kind kind);
    /// Without the × the chip cannot be taken away.
    void setRemovable(bool removable);
    [[nodiscard]] bool isRemovable() const { return m_isRemovable; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The person took the chip away; the owner removes the filter and the chip.
    void removed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRectF crossRect() const;

    QString m_label;
    QString m_value;
    Kind m_kind;
    bool m_isRemovable = true;
    bool m_isCrossDown = false;
};

} // namespace plumbline
