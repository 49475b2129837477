#include "ui/screens/annotate/ratingtable.h"

#include "ui/screens/annotate/ratingaccessible.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace plumbline {

namespace {

constexpr int kMarkSize = 22;
constexpr int kRowPadding = 16;
constexpr int kRowMinimum = 73;
constexpr int kTextMinimum = 320;
constexpr int kColumnGap = 41;
constexpr int kColumnGapLeast = 20;
constexpr int kWhyWidth = 76;
constexpr int kUnfoldHeight = 24;
constexpr std::size_t kDocumentsKept = 80;

} // namespace

RatingTable::RatingTable(const Theme& theme, const RatingGrid& grid, const AnnotationContent& content,
                         QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_grid(grid)
    , m_content(content)
{
    installRatingAccessibility();
    setObjectName(QStringLiteral("ratingTable"));
    setAccessibleName(tr("Ratings"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(&theme, &Theme::changed, this, &RatingTable::restyle);
}

RatingTable::~RatingTable() = default;

void RatingTable::setTexts(const QStringList& texts, const QList<bool>& isEdited)
{
    m_rows.clear();
    m_rows.resize(static_cast<std::size_t>(texts.size()));
    for (qsizetype row = 0; row < texts.size(); ++row) {
        m_rows[static_cast<std::size_t>(row)].text = texts.at(row);
        m_rows[static_cast<std::size_t>(row)].isEdited = isEdited.value(row, false);
    }
    m_announced = {-1, -1};
    relayout();
    verticalScrollBar()->setValue(0);
}

void RatingTable::setEdited(const QList<bool>& isEdited)
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_rows[row].isEdited = isEdited.value(static_cast<qsizetype>(row), false);
    }
    viewport()->update();
}

void RatingTable::setMarkdown(bool isMarkdown)
{
    if (m_isMarkdown != isMarkdown) {
        m_isMarkdown = isMarkdown;
        relayout();
    }
}

void RatingTable::setUnfoldKeys(const QStringList& keys)
{
    m_unfoldKeys = keys;
    viewport()->update();
}

void RatingTable::showChange()
{
    viewport()->update();
    announceCursor();
}

void RatingTable::announceCursor()
{
    if (!hasFocus() || m_announced == m_grid.cursor() || m_grid.isEmpty()) {
        return;
    }
    m_announced = m_grid.cursor();
    announceRatingCell(this, m_announced);
}

void RatingTable::restyle()
{
    for (Row& row : m_rows) {
        row.layout.drop();
    }
    relayout();
}

int RatingTable::headerHeight() const
{
    return m_theme.scaled(41);
}

int RatingTable::widthForColumns() const
{
    double width = kRowPadding + kMarkSize + metrics::kSpace4 + kTextMinimum + kWhyWidth;
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        width += RatingScale(m_theme, m_grid.aspectAt(column)).width() + kColumnGapLeast;
    }
    return static_cast<int>(std::ceil(width));
}

void RatingTable::relayout()
{
    double scales = 0;
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        scales += RatingScale(m_theme, m_grid.aspectAt(column)).width();
    }
    const int columns = std::max(1, m_grid.columnCount());
    const double width = viewport()->width();
    const double fixed = kRowPadding + kMarkSize + metrics::kSpace4 + kWhyWidth + scales;
    const double spare = width - fixed - kTextMinimum - metrics::kSpace7;
    const double gap = std::clamp<double>(spare / columns, kColumnGapLeast, kColumnGap);
    m_whyLeft = width - kWhyWidth;
    m_columnLefts.assign(static_cast<std::size_t>(m_grid.columnCount()), 0);
    double right = m_whyLeft;
    for (int column = m_grid.columnCount() - 1; column >= 0; --column) {
        right -= gap + RatingScale(m_theme, m_grid.aspectAt(column)).width();
        m_columnLefts[static_cast<std::size_t>(column)] = std::floor(right);
    }
    m_textLeft = kRowPadding + m_theme.scaled(kMarkSize) + metrics::kSpace4;
    m_textWidth = std::max(80.0, std::floor(right) - metrics::kSpace7 - m_textLeft);
    for (Row& row : m_rows) {
        row.isMeasured = false;
        row.textHeight = RatingRowText::estimatedHeight(row.text, m_textWidth, m_theme.responseFont());
    }
    updateTops();
    measureVisible();
    viewport()->update();
}

double RatingTable::rowHeight(const Row& row) const
{
    const double unfold = row.isMeasured && row.isLong ? kUnfoldHeight + metrics::kSpace2 : 0;
    return std::max<double>(m_theme.scaled(kRowMinimum),
                            std::ceil(row.textHeight + unfold + 2 * kRowPadding));
}

void RatingTable::updateTops()
{
    m_tops.assign(m_rows.size() + 1, 0);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_tops[row + 1] = m_tops[row] + rowHeight(m_rows[row]);
    }
    const int page = std::max(0, viewport()->height() - headerHeight());
    const int total = static_cast<int>(m_tops.back());
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(m_theme.scaled(kRowMinimum) / 2);
    verticalScrollBar()->setRange(0, std::max(0, total - page));
}

void RatingTable::measure(int index)
{
    Row& row = m_rows[static_cast<std::size_t>(index)];
    row.layout.layOut(row.text, m_isMarkdown, m_textWidth, m_theme);
    row.isLong = row.layout.isLong();
    row.textHeight = row.isUnfolded ? row.layout.fullHeight() : row.layout.foldedHeight();
    row.isMeasured = true;
}

void RatingTable::measureVisible()
{
    if (m_rows.empty() || m_tops.size() != m_rows.size() + 1) {
        return;
    }
    bool isChanged = true;
    for (int round = 0; isChanged && round < 8; ++round) {
        isChanged = false;
        const double top = verticalScrollBar()->value();
        const double bottom = top + viewport()->height();
        for (int row = rowAt(top); row < static_cast<int>(m_rows.size()); ++row) {
            if (m_tops[static_cast<std::size_t>(row)] > bottom) {
                break;
            }
            const Row& shown = m_rows[static_cast<std::size_t>(row)];
            if (!shown.isMeasured || !shown.layout.isLaidOut()) {
                const double before = rowHeight(shown);
                measure(row);
                isChanged = isChanged || rowHeight(shown) != before;
            }
        }
        if (isChanged) {
            updateTops();
        }
    }
    if (m_rows.size() > kDocumentsKept) {
        const int first = rowAt(verticalScrollBar()->value());
        for (int row = 0; row < static_cast<int>(m_rows.size()); ++row) {
            if (std::abs(row - first) > static_cast<int>(kDocumentsKept) / 2) {
                m_rows[static_cast<std::size_t>(row)].layout.drop();
            }
        }
    }
}

int RatingTable::rowAt(double y) const
{
    const auto after = std::upper_bound(m_tops.cbegin(), m_tops.cend(), y);
    const auto row = static_cast<int>(std::distance(m_tops.cbegin(), after)) - 1;
    return std::clamp(row, 0, std::max(0, static_cast<int>(m_rows.size()) - 1));
}

QRect RatingTable::rowRect(int row) const
{
    if (row < 0 || row >= static_cast<int>(m_rows.size())) {
        return {};
    }
    const double top = m_tops[static_cast<std::size_t>(row)] - verticalScrollBar()->value() + headerHeight();
    const double height = m_tops[static_cast<std::size_t>(row) + 1] - m_tops[static_cast<std::size_t>(row)];
    return QRectF(0, top, viewport()->width(), height).toRect();
}

QRectF RatingTable::visual(const QRectF& rect) const
{
    if (!isRightToLeft()) {
        return rect;
    }
    return {viewport()->width() - rect.right(), rect.top(), rect.width(), rect.height()};
}

QRectF RatingTable::scaleRect(RatingCell cell) const
{
    const QRectF row = rowRect(cell.row);
    const RatingScale scale(m_theme, m_grid.aspectAt(cell.column));
    const double top = std::round(row.top() + std::min((row.height() - scale.height()) / 2, 64.0));
    return visual({m_columnLefts[static_cast<std::size_t>(cell.column)], top, scale.width(), scale.height()});
}

QRect RatingTable::whyRect(int row) const
{
    const QRectF line = rowRect(row);
    const double side = m_theme.scaled(metrics::kScaleCell);
    const double top = std::round(line.top() + std::min((line.height() - side) / 2, 64.0));
    return visual({m_whyLeft - 2, top, kWhyWidth - 16.0, side}).toRect();
}

QRectF RatingTable::textRect() const
{
    return visual({m_textLeft, 0, m_textWidth, 1});
}

double RatingTable::textHeightOf(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].textHeight;
}

double RatingTable::textTop(int row) const
{
    const Row& shown = m_rows[static_cast<std::size_t>(row)];
    const QRectF rect = rowRect(row);
    if (shown.isLong) {
        return rect.top() + kRowPadding;
    }
    return std::floor(rect.top() + std::max<double>(kRowPadding, (rect.height() - shown.textHeight) / 2));
}

QRectF RatingTable::unfoldRect(int row) const
{
    const Row& shown = m_rows[static_cast<std::size_t>(row)];
    if (!shown.isMeasured || !shown.isLong) {
        return {};
    }
    const QString text = shown.isUnfolded ? tr("Fold") : tr("Unfold");
    const double keys = m_unfoldKeys.isEmpty() ? 0 : keycapsWidth(m_theme, m_unfoldKeys) + metrics::kSpace3;
    const double width = textWidth(m_theme.font(Text::Button), text) + keys + 4;
    return visual({m_textLeft - 2, textTop(row) + shown.textHeight + metrics::kSpace2, width, kUnfoldHeight});
}

bool RatingTable::isLong(int row)
{
    if (row < 0 || row >= static_cast<int>(m_rows.size())) {
        return false;
    }
    if (!m_rows[static_cast<std::size_t>(row)].isMeasured) {
        measure(row);
        updateTops();
    }
    return m_rows[static_cast<std::size_t>(row)].isLong;
}

bool RatingTable::isUnfolded(int row) const
{
    return row >= 0 && row < static_cast<int>(m_rows.size()) &&
           m_rows[static_cast<std::size_t>(row)].isUnfolded;
}

void RatingTable::setUnfolded(int row, bool isUnfolded)
{
    if (!isLong(row)) {
        return;
    }
    m_rows[static_cast<std::size_t>(row)].isUnfolded = isUnfolded;
    measure(row);
    updateTops();
    measureVisible();
    viewport()->update();
}

void RatingTable::ensureCursorVisible()
{
    const int row = m_grid.cursor().row;
    if (row < 0 || row >= static_cast<int>(m_rows.size())) {
        return;
    }
    measure(row);
    updateTops();
    const int top = static_cast<int>(m_tops[static_cast<std::size_t>(row)]);
    const int bottom = static_cast<int>(m_tops[static_cast<std::size_t>(row) + 1]);
    QScrollBar* bar = verticalScrollBar();
    const int page = viewport()->height() - headerHeight();
    if (bottom - bar->value() > page) {
        bar->setValue(bottom - page);
    }
    if (top < bar->value() || bottom - top > page) {
        bar->setValue(top);
    }
}

QString RatingTable::cellName(RatingCell cell) const
{
    const Aspect& aspect = m_grid.aspectAt(cell.column);
    const Rating* rating = m_grid.ratingAt(m_content, cell);
    QString value = tr("not rated");
    if (rating != nullptr) {
        value = rating->value ? tr("rated %1").arg(*rating->value) : tr("does not apply");
    }
    return tr("%1, response %2, %3, %4 to %5")
        .arg(aspect.name, RatingGrid::mark(cell.row), value)
        .arg(aspect.minimum())
        .arg(aspect.maximum());
}

QSize RatingTable::sizeHint() const
{
    const double rows = m_tops.empty() ? 0 : m_tops.back();
    return {widthForColumns(), static_cast<int>(std::ceil(rows)) + headerHeight() + 1};
}

void RatingTable::resizeEvent(QResizeEvent*)
{
    relayout();
}

void RatingTable::scrollContentsBy(int, int)
{
    measureVisible();
    viewport()->update();
}

RatingTable::Hit RatingTable::hitAt(const QPointF& position) const
{
    Hit hit;
    if (m_rows.empty() || position.y() < headerHeight() || m_grid.isEmpty()) {
        return hit;
    }
    const int row = rowAt(position.y() - headerHeight() + verticalScrollBar()->value());
    if (!rowRect(row).contains(position.toPoint())) {
        return hit;
    }
    hit.what = Hit::What::Row;
    hit.cell = {row, m_grid.cursor().column};
    for (int column = 0; column < m_grid.columnCount(); ++column) {
        const QRectF rect = scaleRect({row, column});
        if (rect.adjusted(-6, -12, 6, 12).contains(position)) {
            hit.what = Hit::What::Scale;
            hit.cell.column = column;
            const RatingScale scale(m_theme, m_grid.aspectAt(column));
            if (const auto choice = scale.choiceAt(position - rect.topLeft(), isRightToLeft())) {
                hit.what = Hit::What::Choice;
                hit.choice = *choice;
            }
            return hit;
        }
    }
    if (whyRect(row).contains(position.toPoint())) {
        hit.what = Hit::What::Why;
    } else if (unfoldRect(row).contains(position)) {
        hit.what = Hit::What::Unfold;
    }
    return hit;
}

void RatingTable::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const Hit hit = hitAt(event->position());
    switch (hit.what) {
    case Hit::What::Choice:
        Q_EMIT choicePointed(hit.cell, hit.choice.value);
        break;
    case Hit::What::Row:
    case Hit::What::Scale:
        Q_EMIT cellPointed(hit.cell);
        break;
    case Hit::What::Why:
        Q_EMIT whyRequested(hit.cell);
        break;
    case Hit::What::Unfold:
        Q_EMIT unfoldRequested(hit.cell.row);
        break;
    case Hit::What::Nothing:
        break;
    }
}

void RatingTable::mouseMoveEvent(QMouseEvent* event)
{
    const Hit hit = hitAt(event->position());
    if (hit != m_hovered) {
        m_hovered = hit;
        const bool isLink = hit.what != Hit::What::Nothing && hit.what != Hit::What::Row;
        viewport()->setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
        viewport()->update();
    }
}

void RatingTable::contextMenuEvent(QContextMenuEvent* event)
{
    Hit hit = hitAt(event->pos());
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        hit.cell = m_grid.cursor();
        hit.what = Hit::What::Scale;
        place = viewport()->mapToGlobal(scaleRect(hit.cell).bottomLeft().toPoint());
    }
    if (hit.what == Hit::What::Nothing) {
        return;
    }
    Q_EMIT cellPointed(hit.cell);
    QMenu menu(this);
    const RatingCell cell = hit.cell;
    menu.addAction(tr("Say why"), this, [this, cell] { Q_EMIT whyRequested(cell); });
    if (m_grid.aspectAt(cell.column).allowsNotApplicable) {
        menu.addAction(tr("Does not apply"), this,
                       [this, cell] { Q_EMIT choicePointed(cell, std::nullopt); });
    }
    if (m_grid.ratingAt(m_content, cell) != nullptr) {
        menu.addAction(tr("Take the rating away"), this, [this, cell] { Q_EMIT clearRequested(cell); });
    }
    if (m_canEdit) {
        menu.addAction(tr("Edit response %1").arg(RatingGrid::mark(cell.row)), this,
                       [this, cell] { Q_EMIT editRequested(cell.row); });
    }
    menu.exec(place);
}

void RatingTable::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_announced = {-1, -1};
    announceCursor();
    viewport()->update();
}

void RatingTable::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void RatingTable::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    if (event->key() == Qt::Key_PageDown) {
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    } else if (event->key() == Qt::Key_PageUp) {
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    } else {
        event->ignore();
    }
}

QString RatingTable::tipAt(const QPointF& position) const
{
    const Hit hit = hitAt(position);
    if (hit.what == Hit::What::Why) {
        const QString why = m_grid.rationale(m_content, hit.cell);
        return why.isEmpty() ? tr("Say why") : why;
    }
    if (hit.what != Hit::What::Choice) {
        return {};
    }
    if (!hit.choice.value) {
        return tr("Does not apply");
    }
    const Aspect& aspect = m_grid.aspectAt(hit.cell.column);
    for (const ScalePoint& point : aspect.points) {
        if (point.value == *hit.choice.value && !point.label.isEmpty()) {
            return tr("%1: %2").arg(point.value).arg(point.label);
        }
    }
    return {};
}

bool RatingTable::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave && m_hovered != Hit{}) {
        m_hovered = {};
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace plumbline
