#include "ui/plots/chart.h"

#include "ui/plots/chartaccessible.h"
#include "ui/plots/plotpainter.h"
#include "ui/plots/valuebox.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/painting.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr double kStaleOpacity = 0.6;

} // namespace

Chart::Chart(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_vertical(new QScrollBar(Qt::Vertical, this))
    , m_horizontal(new QScrollBar(Qt::Horizontal, this))
    , m_ring(FocusRing::attach(this, theme, metrics::kRadiusCell))
{
    ChartAccessible::install();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    for (QScrollBar* bar : {m_vertical, m_horizontal}) {
        bar->setObjectName(bar == m_vertical ? u"chartVerticalBar"_s : u"chartHorizontalBar"_s);
        bar->setAccessibleName(bar == m_vertical ? tr("Rows") : tr("Columns"));
        bar->setFocusPolicy(Qt::NoFocus);
        bar->hide();
        connect(bar, &QScrollBar::valueChanged, this, [this] {
            dropPicture();
            placeValueBox();
            placeRing();
        });
    }
    connect(&theme, &Theme::changed, this, &Chart::relayout);
}

Chart::~Chart()
{
    delete m_valueBox;
}

void Chart::setWords(const ChartWords& words)
{
    m_words = words;
    setAccessibleName(words.title);
    setAccessibleDescription(summary());
}

QString Chart::summary() const
{
    if (isEmpty()) {
        return m_emptyText;
    }
    return m_words.summary.isEmpty() ? makeSummary() : m_words.summary;
}

const ChartTable& Chart::table() const
{
    if (!m_table) {
        m_table = makeTable();
        m_table->title = m_words.title;
    }
    return *m_table;
}

void Chart::setEmptyText(const QString& text)
{
    if (m_emptyText != text) {
        m_emptyText = text;
        setAccessibleDescription(summary());
        dropPicture();
    }
}

bool Chart::isEmpty() const
{
    return !firstMark().isValid();
}

void Chart::setStale(bool stale)
{
    if (m_isStale != stale) {
        m_isStale = stale;
        update();
    }
}

void Chart::setCurrentMark(ChartMark mark)
{
    m_current = hasMark(mark) ? mark : ChartMark{};
    if (m_current.isValid()) {
        scrollTo(m_current);
    }
    showValueBox();
    update();
}

void Chart::setSelection(const QList<ChartMark>& marks)
{
    if (m_selection != marks) {
        m_selection = marks;
        dropPicture();
        QAccessibleEvent event(this, QAccessible::SelectionWithin);
        QAccessible::updateAccessibility(&event);
    }
}

QRectF Chart::markRect(ChartMark mark) const
{
    return hasMark(mark) ? markRectIn(frame(), mark) : QRectF();
}

ChartMark Chart::markAt(const QPointF& point) const
{
    const PlotFrame shown = frame();
    return shown.area.contains(point) && !isEmpty() ? markAtIn(shown, point) : ChartMark{};
}

ChartMark Chart::markOfTableRow(int row) const
{
    const ChartMark mark{row, 0};
    return hasMark(mark) ? mark : ChartMark{};
}

void Chart::setChanged()
{
    m_table.reset();
    m_hovered = {};
    m_pressed = {};
    m_isStale = false;
    if (!hasMark(m_current)) {
        m_current = {};
    }
    m_selection.removeIf([this](ChartMark mark) { return !hasMark(mark); });
    setAccessibleDescription(summary());
    relayout();
    showValueBox();
    Q_EMIT dataChanged();
}

void Chart::relayout()
{
    updateGeometry();
    placeScrollBars();
    dropPicture();
    placeRing();
}

PlotFrame Chart::frame() const
{
    const double right = m_vertical->isHidden() ? 0.0 : m_vertical->width();
    const double bottom = m_horizontal->isHidden() ? 0.0 : m_horizontal->height();
    return {m_theme, QRectF(0, 0, width() - right, height() - bottom),
            QPointF(m_horizontal->value(), m_vertical->value()), false};
}

void Chart::placeScrollBars()
{
    const auto room = [this](bool hasVertical, bool hasHorizontal) {
        return QSizeF(width() - (hasVertical ? m_vertical->sizeHint().width() : 0),
                      height() - (hasHorizontal ? m_horizontal->sizeHint().height() : 0));
    };
    bool isTall = false;
    bool isWide = false;
    QSizeF content;
    // One bar may make the other needed; a second round settles it.
    for (int round = 0; round < 3; ++round) {
        content = contentSize(m_theme, room(isTall, isWide));
        const QSizeF shown = room(isTall, isWide);
        isTall = isTall || content.height() > shown.height() + 0.5;
        isWide = isWide || content.width() > shown.width() + 0.5;
    }
    const QSizeF shown = room(isTall, isWide);
    const auto place = [](QScrollBar* bar, bool isNeeded, double whole, double visible) {
        bar->setVisible(isNeeded);
        bar->setRange(0, isNeeded ? static_cast<int>(std::ceil(std::max(0.0, whole - visible))) : 0);
        bar->setPageStep(std::max(1, static_cast<int>(visible)));
        bar->setSingleStep(metrics::kRow);
    };
    place(m_vertical, isTall, content.height(), shown.height());
    place(m_horizontal, isWide, content.width(), shown.width());
    const int barWidth = m_vertical->sizeHint().width();
    const int barHeight = m_horizontal->sizeHint().height();
    m_vertical->setGeometry(width() - barWidth, 0, barWidth, static_cast<int>(shown.height()));
    m_horizontal->setGeometry(0, height() - barHeight, static_cast<int>(shown.width()), barHeight);
}

void Chart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeScrollBars();
    dropPicture();
    placeValueBox();
    placeRing();
}

void Chart::dropPicture()
{
    m_picture = {};
    update();
}

void Chart::renderSheet(QPaintDevice& device, const QRectF& area, const Theme& theme, double scale,
                        const std::function<void(QPainter&)>& before) const
{
    const PlotFrame whole{theme, area, {}, true};
    paintOn(device, [&](QPainter& painter) {
        painter.scale(scale, scale);
        before(painter);
        if (isEmpty()) {
            painter.setFont(theme.font(Text::Body));
            painter.setPen(theme.color(Color::Text2));
            painter.drawText(area, Qt::AlignLeft | Qt::TextWordWrap, m_emptyText);
        } else {
            paintPlot(painter, whole);
        }
    });
}

void Chart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (isEmpty()) {
        painter.setFont(m_theme.font(Text::Body));
        painter.setPen(m_theme.color(Color::Text2));
        painter.drawText(rect().adjusted(metrics::kSpace5, 0, -metrics::kSpace5, 0),
                         Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const double ratio = devicePixelRatioF();
    if (m_picture.isNull() || m_picture.devicePixelRatio() != ratio) {
        m_picture = QPixmap((QSizeF(size()) * ratio).toSize());
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(Qt::transparent);
        const PlotFrame shown = frame();
        paintOn(m_picture, [this, &shown](QPainter& inside) { paintPlot(inside, shown); });
    }
    painter.setOpacity(m_isStale ? kStaleOpacity : 1.0);
    painter.drawPixmap(QPointF(0, 0), m_picture);
    painter.setOpacity(1.0);
    paintOver(painter, frame());
    placeValueBox();
}

void Chart::paintOver(QPainter& painter, const PlotFrame& frame) const
{
    if (!m_hovered.isValid() || !isLink(m_hovered)) {
        return;
    }
    const QRectF mark = markRectIn(frame, m_hovered);
    // A whole row has the hand of the pointer and its value box: a frame around it would run through its
    // text.
    if (mark.width() < frame.area.width() - 1) {
        painter.setClipRect(scrolledPart(frame).adjusted(-1, -1, 1, 1));
        drawFrame(
            painter, mark,
            {QColor(), m_theme.color(Color::Control), metrics::kStrokeHair, metrics::kRadiusCell, false});
        painter.setClipping(false);
    }
}

void Chart::placeRing()
{
    // Around the mark of the keyboard as far as it is in sight, around the whole chart when none is.
    const QRectF shown =
        m_current.isValid() ? markRect(m_current).intersected(scrolledPart(frame())) : QRectF();
    // Texts begin at the chart's edge: the ring round the whole keeps off them.
    m_ring->setPart(shown.isEmpty() ? rect().adjusted(-metrics::kSpace2, 0, metrics::kSpace2, 0)
                                    : shown.toAlignedRect());
}

QStringList Chart::shownValue() const
{
    return m_valueBox != nullptr && !m_valueBox->isHidden() ? m_valueBox->lines() : QStringList();
}

void Chart::showValueBox()
{
    placeRing();
    const ChartMark mark =
        m_hovered.isValid() ? m_hovered : (m_isBoxWanted && hasFocus() ? m_current : ChartMark{});
    if (!mark.isValid() || !isVisible()) {
        if (m_valueBox != nullptr) {
            m_valueBox->hide();
        }
        return;
    }
    if (m_valueBox == nullptr || m_valueBox->parentWidget() != window()) {
        delete m_valueBox;
        m_valueBox = new ValueBox(m_theme, window());
    }
    m_valueBox->setLines(markLines(mark));
    m_valueBox->show();
    m_valueBox->raise();
    placeValueBox();
}

void Chart::placeValueBox()
{
    if (m_valueBox == nullptr || m_valueBox->isHidden()) {
        return;
    }
    const ChartMark mark = m_hovered.isValid() ? m_hovered : m_current;
    const PlotFrame shown = frame();
    const QRect place = hasMark(mark) ? valueRectIn(shown, mark).toAlignedRect() : QRect();
    if (!mark.isValid() || !scrolledPart(shown).adjusted(-1, -1, 1, 1).intersects(place)) {
        m_valueBox->hide();
        return;
    }
    m_valueBox->placeBeside(QRect(mapTo(window(), place.topLeft()), place.size()),
                            QRect(mapTo(window(), QPoint(0, 0)), size()));
}

} // namespace plumbline
