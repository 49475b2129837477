#pragma once

#include "ui/widgets/radiocells.h"

#include <QStringList>

namespace plumbline {

/// A rating: one cell for each point of a scale, and "n/a" beside them when the schema allows it.
class ScaleCells : public RadioCells
{
    Q_OBJECT

public:
    /// `least` to `most` inclusive, `most` at least `least` + 1.
    ScaleCells(const Theme& theme, int least, int most, bool allowsNone, QWidget* parent = nullptr);

    /// The rating shown; none while nothing or "n/a" is chosen.
    [[nodiscard]] std::optional<int> value() const;
    [[nodiscard]] bool isNotApplicable() const;
    void setValue(int value);
    void setNotApplicable();
    void clear();

    /// Words for the points, from the least on; they are read out and shown as tooltips. Empty: numbers
    /// alone.
    void setPointNames(const QStringList& names);
    void setNotApplicableText(const QString& text);

    [[nodiscard]] int cellCount() const override;
    [[nodiscard]] QRectF cellRect(int cell) const override;
    [[nodiscard]] QString cellName(int cell) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void valueChosen(int value);
    void notApplicableChosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    void onChosen(int cell) override;

private:
    [[nodiscard]] int pointCount() const { return m_most - m_least + 1; }
    [[nodiscard]] double pointWidth() const;
    [[nodiscard]] QRectF scaleRect() const;

    int m_least;
    int m_most;
    bool m_allowsNone;
    QStringList m_names;
    QString m_noneText;
};

} // namespace plumbline
