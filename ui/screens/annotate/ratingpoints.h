#pragma once

#include "core/domain/schema.h"

#include <QList>
#include <QWidget>

#include <optional>

namespace plumbline {

class Theme;

/// The labelled points of the aspect in focus, spelled out under the table, each with its key. A click on one
/// rates as its key does.
class RatingPoints : public QWidget
{
    Q_OBJECT

public:
    explicit RatingPoints(const Theme& theme, QWidget* parent = nullptr);

    /// `mark`: the letter of the response in focus; "" when there is only one.
    void setAspect(const Aspect& aspect, const QString& mark);
    /// One sentence at the right: what the next key does.
    void setHint(const QString& hint);
    [[nodiscard]] QString hint() const { return m_hint; }
    /// Puts the points under each other instead of beside each other (in a narrow column).
    void setVertical(bool isVertical);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void pointChosen(std::optional<double> value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Point
    {
        std::optional<double> value;
        QStringList keys;
        QString label;
    };
    struct Placed
    {
        int point = 0;
        QRectF rect;
    };
    [[nodiscard]] QList<Placed> place(int width, double* bottom) const;
    [[nodiscard]] double pointWidth(const Point& point) const;
    [[nodiscard]] double widestKeys() const;
    [[nodiscard]] double headHeight(int width) const;
    [[nodiscard]] bool hintFits(int width) const;
    [[nodiscard]] int pointAt(const QPointF& position) const;
    void rebuild();
    void paintHead(QPainter& painter) const;

    const Theme& m_theme;
    Aspect m_aspect;
    QString m_mark;
    QString m_hint;
    QList<Point> m_points;
    int m_hovered = -1;
    bool m_isVertical = false;
};

} // namespace plumbline
