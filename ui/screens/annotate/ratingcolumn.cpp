#include "ui/screens/annotate/ratingcolumn.h"

#include "ui/screens/annotate/ratingpoints.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

/// Columns lower than this put the points beside each other.
constexpr int kRoomForList = 560;

} // namespace

/// One aspect: name, description, scale.
class RatingColumn::Block : public QWidget
{
public:
    Block(RatingColumn& column, int index)
        : m_column(column)
        , m_index(index)
    {
        setObjectName(QStringLiteral("ratingAspect%1").arg(index));
        setMouseTracking(true);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        setToolTip(aspect().description);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const RatingScale scale(m_column.m_theme, aspect());
        return {static_cast<int>(std::ceil(scale.width())) + 2 * kSide,
                static_cast<int>(scaleTop() + scale.height()) + metrics::kSpace5};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

    void showChange()
    {
        const RatingCell cell = this->cell();
        const Rating* rating = m_column.m_grid.ratingAt(m_column.m_content, cell);
        QString value = RatingColumn::tr("not rated");
        if (rating != nullptr) {
            value = rating->value ? RatingColumn::tr("rated %1").arg(*rating->value)
                                  : RatingColumn::tr("does not apply");
        }
        setAccessibleName(RatingColumn::tr("%1, %2, %3 to %4")
                              .arg(aspect().name, value)
                              .arg(aspect().minimum())
                              .arg(aspect().maximum()));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_column.m_theme;
        const bool isCurrent = m_column.m_grid.cursor().column == m_index;
        QPainter painter(this);
        const double wide = width() - 2.0 * kSide;
        const Qt::Alignment side = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
        const Qt::Alignment other = isRightToLeft() ? Qt::AlignLeft : Qt::AlignRight;
        const QFont strong = theme.font(Text::Strong);
        drawLine(painter, {kSide, kTop, wide, double(theme.scaled(kName))}, strong,
                 theme.color(isCurrent ? Color::AccentText : Color::Text), aspect().name, side);
        const QString points =
            RatingColumn::tr("%n points", nullptr, static_cast<int>(aspect().points.size()));
        drawLine(painter, {kSide, kTop, wide, double(theme.scaled(kName))}, theme.font(Text::Caption),
                 theme.color(Color::Text2), points, other);
        if (!aspect().description.isEmpty()) {
            drawLine(painter, {kSide, double(kTop + theme.scaled(kName)), wide, double(theme.scaled(kName))},
                     theme.font(Text::Caption), theme.color(Color::Text2), aspect().description, side);
        }
        RatingScale::State state;
        state.rating = m_column.m_grid.ratingAt(m_column.m_content, cell());
        state.isCurrent = isCurrent;
        state.hasFocus = isCurrent && m_column.hasFocus();
        state.hovered = m_hovered;
        state.isMirrored = isRightToLeft();
        RatingScale(theme, aspect()).paint(painter, scalePlace(), state);
    }
    void mousePressEvent(QMouseEvent* event) override
    {
        if (event->button() != Qt::LeftButton) {
            return;
        }
        const RatingCell cell = this->cell();
        if (const auto choice = choiceAt(event->position())) {
            Q_EMIT m_column.choicePointed(cell, choice->value);
        } else {
            Q_EMIT m_column.cellPointed(cell);
        }
    }
    void mouseMoveEvent(QMouseEvent* event) override
    {
        const auto choice = choiceAt(event->position());
        if (choice != m_hovered) {
            m_hovered = choice;
            setCursor(choice ? Qt::PointingHandCursor : Qt::ArrowCursor);
            update();
        }
    }
    void leaveEvent(QEvent*) override
    {
        m_hovered.reset();
        update();
    }

private:
    static constexpr int kSide = 16;
    static constexpr int kTop = 10;
    static constexpr int kName = 20;

    [[nodiscard]] const Aspect& aspect() const { return m_column.m_grid.aspectAt(m_index); }
    [[nodiscard]] RatingCell cell() const { return {m_column.m_grid.cursor().row, m_index}; }
    [[nodiscard]] double scaleTop() const
    {
        const int lines = aspect().description.isEmpty() ? 1 : 2;
        return kTop + lines * m_column.m_theme.scaled(kName) + metrics::kSpace3;
    }
    [[nodiscard]] QPointF scalePlace() const
    {
        const double wide = RatingScale(m_column.m_theme, aspect()).width();
        return {isRightToLeft() ? width() - kSide - wide : kSide, scaleTop()};
    }
    [[nodiscard]] std::optional<RatingChoice> choiceAt(const QPointF& position) const
    {
        return RatingScale(m_column.m_theme, aspect()).choiceAt(position - scalePlace(), isRightToLeft());
    }

    RatingColumn& m_column;
    int m_index;
    std::optional<RatingChoice> m_hovered;
};

RatingColumn::RatingColumn(const Theme& theme, const RatingGrid& grid, const AnnotationContent& content,
                           QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_grid(grid)
    , m_content(content)
    , m_points(new RatingPoints(theme, this))
{
    setObjectName(QStringLiteral("ratingColumn"));
    setAccessibleName(tr("Ratings"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_points->setVertical(true);
    connect(m_points, &RatingPoints::pointChosen, this,
            [this](std::optional<double> value) { Q_EMIT choicePointed(m_grid.cursor(), value); });
}

void RatingColumn::rebuild()
{
    QList<Aspect> aspects;
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        aspects.append(m_grid.aspectAt(column));
    }
    if (widget() != nullptr && aspects == m_aspects) {
        verticalScrollBar()->setValue(0);
        return; // the blocks read what they show from the grid
    }
    m_aspects = aspects;
    m_points->setParent(this);
    m_blocks.clear();
    auto* body = new QWidget;
    body->setObjectName(QStringLiteral("ratingColumnBody"));
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        auto* block = new Block(*this, column);
        m_blocks.append(block);
        layout->addWidget(block);
    }
    layout->addSpacing(metrics::kSpace3);
    layout->addWidget(m_points);
    layout->addStretch(1);
    setWidget(body);
    viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);
    m_points->show();
}

void RatingColumn::showChange()
{
    if (m_grid.isEmpty()) {
        return;
    }
    for (Block* block : std::as_const(m_blocks)) {
        block->showChange();
    }
    const RatingCell cursor = m_grid.cursor();
    m_points->setAspect(m_grid.aspectAt(cursor.column),
                        m_grid.rowCount() > 1 ? RatingGrid::mark(cursor.row) : QString());
    if (cursor.column < m_blocks.size()) {
        ensureWidgetVisible(m_blocks.at(cursor.column), 0, 8);
    }
    if (hasFocus() && cursor.column < m_blocks.size()) {
        QAccessibleEvent event(m_blocks.at(cursor.column), QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

void RatingColumn::setHint(const QString& hint)
{
    m_points->setHint(hint);
}

void RatingColumn::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    m_points->setVertical(height() > m_theme.scaled(kRoomForList));
}

void RatingColumn::focusInEvent(QFocusEvent* event)
{
    QScrollArea::focusInEvent(event);
    showChange();
}

void RatingColumn::focusOutEvent(QFocusEvent* event)
{
    QScrollArea::focusOutEvent(event);
    showChange();
}

} // namespace plumbline
