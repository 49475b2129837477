#include "ui/screens/inspect/common/reportdelegate.h"

#include "ui/delegates/plaintable.h"
#include "ui/screens/inspect/common/reporttable.h"
#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kBox = 15;
constexpr double kBoxGap = 2;
constexpr double kBarHeight = 6;
constexpr double kBarText = 44;
constexpr double kMarkWidth = 3;
constexpr double kNoteGap = 6;
constexpr int kLeastStretch = 150; ///< pixels that the column that takes the rest keeps while others can go

QColor boxGround(const Theme& theme, VoteMark::Side side)
{
    switch (side) {
    case VoteMark::Side::First:
        return theme.color(Color::DivPos);
    case VoteMark::Side::Second:
        return theme.color(Color::DivNeg);
    case VoteMark::Side::Tie:
        return theme.color(Color::Neutral);
    case VoteMark::Side::Other:
        break;
    }
    return theme.color(Color::AccentSoft);
}

/// What the cells of one row share.
struct CellPainter
{
    QPainter& painter;
    const Theme& theme;
    const ReportCell& cell;
    QRectF rect;
    bool isSelected = false;
    bool isMuted = false;

    [[nodiscard]] QColor color(Color normal) const
    {
        return theme.color(cell.color ? *cell.color : isMuted ? Color::Text3 : normal);
    }

    void paintText(Text style, Color normal) const
    {
        drawLine(painter, rect, theme.font(style), color(normal), cell.text);
    }

    /// The figure at the right, its interval before it.
    void paintNumber() const
    {
        const QFont font = theme.font(Text::Body);
        painter.setFont(font);
        painter.setPen(color(Color::Text));
        if (cell.note.isEmpty()) {
            drawDigits(painter, rect, Qt::AlignRight | Qt::AlignVCenter, cell.text);
            return;
        }
        const double note = digitsWidth(cell.note, theme.font(Text::Caption));
        drawDigits(painter, rect.adjusted(0, 0, -note - kNoteGap, 0), Qt::AlignRight | Qt::AlignVCenter,
                   cell.text);
        painter.setFont(theme.font(Text::Caption));
        painter.setPen(theme.color(Color::Text3));
        drawDigits(painter, rect, Qt::AlignRight | Qt::AlignVCenter, cell.note);
    }

    void paintShare() const
    {
        const double width = std::max(20.0, rect.width() - theme.scaled(static_cast<int>(kBarText)));
        const QRectF bar(rect.left(), rect.center().y() - kBarHeight / 2, width, kBarHeight);
        drawFrame(painter, bar, {theme.color(Color::Track), QColor(), 0, kBarHeight / 2, false});
        if (*cell.share > 0) {
            const double filled = std::max(kBarHeight, width * std::min(1.0, *cell.share));
            drawFrame(painter, QRectF(bar.left(), bar.top(), filled, kBarHeight),
                      {color(Color::Accent), QColor(), 0, kBarHeight / 2, false});
        }
        painter.setFont(theme.font(Text::Body));
        painter.setPen(theme.color(isMuted ? Color::Text3 : Color::Text));
        drawDigits(painter, rect, Qt::AlignRight | Qt::AlignVCenter, cell.text);
    }
};

/// Leaves out spare columns while a table is so narrow that the column that takes the rest would be cut to a
/// few letters.
class ColumnFit : public QObject
{
public:
    ColumnFit(const Theme& theme, QTableView* view, const ReportTable* model)
        : QObject(view)
        , m_theme(theme)
        , m_view(view)
        , m_model(model)
    {
        view->viewport()->installEventFilter(this);
    }

    void apply()
    {
        const std::vector<ReportColumn>& columns = m_model->columns();
        int needed = 0;
        std::vector<int> spare;
        for (std::size_t column = 0; column < columns.size(); ++column) {
            needed += m_theme.scaled(columns[column].stretches ? kLeastStretch : columns[column].width);
            if (columns[column].spare > 0) {
                spare.push_back(static_cast<int>(column));
            }
        }
        std::sort(spare.begin(), spare.end(), [&columns](int one, int other) {
            return columns[static_cast<std::size_t>(one)].spare >
                   columns[static_cast<std::size_t>(other)].spare;
        });
        for (const int column : spare) {
            const bool isCut = needed > m_view->viewport()->width();
            m_view->setColumnHidden(column, isCut);
            needed -= isCut ? m_theme.scaled(columns[static_cast<std::size_t>(column)].width) : 0;
        }
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Resize || event->type() == QEvent::Show) {
            apply();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    const Theme& m_theme;
    QTableView* m_view;
    const ReportTable* m_model;
};

} // namespace

void paintVoteBoxes(QPainter& painter, const Theme& theme, const QRectF& cell, const QList<VoteMark>& votes)
{
    const QFont font = theme.font(Text::Mark);
    const double top = cell.center().y() - kBox / 2;
    double left = cell.left();
    for (const VoteMark& vote : votes) {
        const double width = std::max(kBox, textWidth(font, vote.text) + 6);
        if (left + width > cell.right()) {
            drawLine(painter, QRectF(left, cell.top(), kBox, cell.height()), theme.font(Text::Caption),
                     theme.color(Color::Text3), u"…"_s);
            return;
        }
        const QColor ground = boxGround(theme, vote.side);
        const QRectF box(left, top, width, kBox);
        drawFrame(painter, box, {ground, QColor(), 0, metrics::kRadiusMark, false});
        painter.setFont(font);
        painter.setPen(contrastTextOn(ground));
        painter.drawText(box, Qt::AlignCenter, vote.text);
        left += width + kBoxGap;
    }
}

ReportDelegate::ReportDelegate(const Theme& theme, int rowHeight, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_rowHeight(rowHeight)
{
}

QSize ReportDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.scaled(m_rowHeight)};
}

/// The ground of a row is painted cell by cell; the first and the last cell round it off.
static void paintGround(QPainter& painter, const Theme& theme, const QStyleOptionViewItem& option,
                        const QModelIndex& index, bool isSelected)
{
    const bool isFirst = index.column() == 0;
    const bool isLast = index.column() == index.model()->columnCount() - 1;
    const QRectF ground = QRectF(option.rect).adjusted(0, 1, 0, -1);
    const QColor color = theme.color(isSelected ? Color::AccentSoft : Color::Hover);
    painter.save();
    painter.setClipRect(option.rect);
    if (isFirst || isLast) {
        const double over = metrics::kRadiusControl;
        drawFrame(painter, ground.adjusted(isFirst ? 0 : -over, 0, isLast ? 0 : over, 0),
                  {color, QColor(), 0, metrics::kRadiusControl, false});
    } else {
        painter.fillRect(ground, color);
    }
    if (isFirst && isSelected) {
        drawFrame(painter,
                  QRectF(ground.left(), ground.top() + metrics::kSpace2, kMarkWidth,
                         ground.height() - 2 * metrics::kSpace2),
                  {theme.color(Color::Accent), QColor(), 0, kMarkWidth / 2, false});
    }
    painter.restore();
}

void ReportDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const auto* cell = index.data(ReportTable::CellRole).value<const ReportCell*>();
    if (cell == nullptr) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        paintGround(*painter, m_theme, option, index, isSelected);
    }
    const QRectF rect = QRectF(option.rect).adjusted(metrics::kSpace3, 0, -metrics::kSpace3, 0);
    const CellPainter paint{*painter, m_theme,    *cell,
                            rect,     isSelected, index.data(ReportTable::IsMutedRole).toBool()};
    if (!cell->reason.isEmpty()) {
        drawLine(*painter, rect, m_theme.font(Text::Caption), m_theme.color(Color::Text3), cell->reason);
    } else {
        switch (static_cast<ReportColumnKind>(index.data(ReportTable::ColumnKindRole).toInt())) {
        case ReportColumnKind::Text:
            paint.paintText(isSelected ? Text::Strong : Text::Body, Color::Text);
            break;
        case ReportColumnKind::Secondary:
            paint.paintText(Text::Caption, Color::Text2);
            break;
        case ReportColumnKind::Number:
            paint.paintNumber();
            break;
        case ReportColumnKind::Share:
            if (cell->share) {
                paint.paintShare();
            } else {
                paint.paintText(Text::Body, Color::Text);
            }
            break;
        case ReportColumnKind::Votes:
            paintVoteBoxes(*painter, m_theme, rect, cell->votes);
            break;
        }
    }
    painter->restore();
}

QTableView* makeReportView(const Theme& theme, ReportTable* model, const QString& objectName,
                           const QString& accessibleName, int rowHeight, bool isSortable)
{
    QTableView* view = makePlainTable(theme, model, new ReportDelegate(theme, rowHeight), objectName,
                                      accessibleName, rowHeight);
    QHeaderView* header = view->horizontalHeader();
    header->setSectionsClickable(isSortable);
    header->setSortIndicatorShown(false);
    header->setMinimumSectionSize(metrics::kSpace8);
    auto* fit = new ColumnFit(theme, view, model);
    const auto size = [header, model, fit, &theme] {
        for (int column = 0; column < model->columnCount(); ++column) {
            const ReportColumn& each = model->columns()[static_cast<std::size_t>(column)];
            header->setSectionResizeMode(column,
                                         each.stretches ? QHeaderView::Stretch : QHeaderView::Interactive);
            if (!each.stretches) {
                header->resizeSection(column, theme.scaled(each.width));
            }
        }
        fit->apply();
    };
    size();
    QObject::connect(&theme, &Theme::changed, view, size);
    QObject::connect(model, &ReportTable::columnsReplaced, view, size);
    if (isSortable) {
        header->setSortIndicatorShown(true);
        header->setSortIndicator(-1, Qt::DescendingOrder);
        QObject::connect(header, &QHeaderView::sortIndicatorChanged, model,
                         [model](int column, Qt::SortOrder order) { model->sort(column, order); });
    }
    return view;
}

} // namespace plumbline
