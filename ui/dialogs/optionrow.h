#pragma once

#include "ui/widgets/paintedbutton.h"

namespace plumbline {

/// A choice on a row of its own: a radio or a check box, its name, a line that explains it, and its key.
class OptionRow : public PaintedButton
{
    Q_OBJECT

public:
    enum class Kind { Radio, Check };

    OptionRow(const Theme& theme, Kind kind, const QString& text, const QString& description = {},
              QWidget* parent = nullptr);

    void setContent(const QString& text, const QString& description = {});
    /// A frame round the chosen row; for lists of formats.
    void setFramed(bool framed);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintMark(QPainter& painter, const QPointF& centre) const;

    Kind m_kind;
    QString m_description;
    bool m_isFramed = false;
};

} // namespace plumbline
