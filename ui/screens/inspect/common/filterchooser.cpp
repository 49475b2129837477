#include "ui/screens/inspect/common/filterchooser.h"

#include "ui/screens/inspect/common/filterchoicemodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/searchfield.h"

#include <QApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 320;
constexpr int kMostRows = 12;
constexpr int kGapToAnchor = 6;
constexpr int kLabelWidth = 84;

/// "category  writing", with a check at the end of what is in force.
class ChoiceDelegate : public QStyledItemDelegate
{
public:
    ChoiceDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), m_theme.scaled(metrics::kRowDense)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->fillRect(option.rect, m_theme.color(isCurrent ? Color::AccentSoft : Color::Hover));
        }
        const QRectF cell = QRectF(option.rect).adjusted(metrics::kSpace4, 0, -metrics::kSpace4, 0);
        const double label = m_theme.scaled(kLabelWidth);
        drawLine(*painter, QRectF(cell.left(), cell.top(), label, cell.height()), m_theme.font(Text::Caption),
                 m_theme.color(Color::Text2), index.data(FilterChoiceModel::LabelRole).toString());
        const bool isOn = index.data(FilterChoiceModel::IsOnRole).toBool();
        const double end = isOn ? metrics::kIcon + metrics::kSpace3 : 0;
        drawLine(*painter, cell.adjusted(label, 0, -end, 0), m_theme.font(isOn ? Text::Strong : Text::Body),
                 m_theme.color(isCurrent ? Color::AccentText : Color::Text),
                 index.data(Qt::DisplayRole).toString());
        if (isOn) {
            m_theme.drawIcon(*painter,
                             QRectF(cell.right() - metrics::kIcon, cell.top(), metrics::kIcon, cell.height()),
                             u"check"_s, metrics::kIcon, m_theme.color(Color::Accent));
        }
        painter->restore();
    }

private:
    const Theme& m_theme;
};

} // namespace

FilterChooser::FilterChooser(const Theme& theme, QWidget* page)
    : QFrame(page)
    , m_theme(theme)
    , m_page(page)
    , m_search(new SearchField(theme, tr("Filter by")))
    , m_list(new QListView)
    , m_model(new FilterChoiceModel(this))
{
    setObjectName(u"filterChooser"_s);
    setAccessibleName(tr("Filters"));
    m_search->setObjectName(u"filterChooserSearch"_s);
    m_list->setObjectName(u"filterChooserList"_s);
    m_list->setAccessibleName(tr("What the labels can be filtered by"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(theme, m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // the keys go to the field, and from there to the list
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kSpace3, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
    layout->setSpacing(metrics::kSpace3);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setSearch(text);
        m_list->setCurrentIndex(m_model->index(0, 0));
    });
    connect(m_search, &SearchField::left, this, &FilterChooser::dismiss);
    connect(m_list, &QListView::clicked, this, &FilterChooser::choose);
    hide();
}

void FilterChooser::setChoices(const QList<FilterChoice>& choices)
{
    const int row = std::max(0, m_list->currentIndex().row());
    m_model->setChoices(choices);
    m_list->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), 0));
}

void FilterChooser::openAt(const QWidget* anchor, std::optional<FilterPart> part)
{
    if (!isOpen()) {
        m_lastFocus = QApplication::focusWidget();
    }
    m_search->clear();
    m_model->setPart(part);
    m_search->setPlaceholderText(part ? filterPartWord(*part) : tr("Filter by"));
    m_list->setCurrentIndex(m_model->index(0, 0));
    place(anchor);
    show();
    raise();
    m_search->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void FilterChooser::place(const QWidget* anchor)
{
    const int rows = std::clamp(m_model->rowCount(), 1, kMostRows);
    const int list = rows * m_theme.scaled(metrics::kRowDense) + 2;
    const int height = list + m_search->sizeHint().height() + 3 * metrics::kSpace3;
    resize(m_theme.scaled(kWidth), std::min(height, m_page->height() - 2 * metrics::kSpace3));
    const QPoint corner = m_page->mapFromGlobal(anchor->mapToGlobal(QPoint(0, anchor->height())));
    const int left = std::min(corner.x(), m_page->width() - width() - metrics::kSpace3);
    const int top = std::min(corner.y() + kGapToAnchor, m_page->height() - this->height() - metrics::kSpace3);
    move(std::max(metrics::kSpace3, left), std::max(0, top));
}

void FilterChooser::dismiss()
{
    if (isHidden()) {
        return;
    }
    qApp->removeEventFilter(this);
    hide();
    if (m_lastFocus != nullptr && m_lastFocus->isVisible()) {
        m_lastFocus->setFocus(Qt::PopupFocusReason);
    } else {
        m_page->setFocus(Qt::PopupFocusReason);
    }
}

void FilterChooser::choose()
{
    if (const FilterChoice* entry = m_model->choice(m_list->currentIndex().row())) {
        Q_EMIT chosen(FilterChoice(*entry)); // a copy: the owner sets new choices meanwhile
    }
}

void FilterChooser::moveBy(int step)
{
    const int count = m_model->rowCount();
    if (count > 0) {
        const int row = std::clamp(m_list->currentIndex().row() + step, 0, count - 1);
        m_list->setCurrentIndex(m_model->index(row, 0));
    }
}

bool FilterChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && isOpen() && watched->isWidgetType()) {
        const auto* widget = static_cast<QWidget*>(watched);
        if (widget != this && !isAncestorOf(widget) && widget->window() == window()) {
            dismiss();
        }
        return false;
    }
    if (watched != m_search || event->type() != QEvent::KeyPress) {
        return false;
    }
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        moveBy(kMostRows);
        return true;
    case Qt::Key_PageUp:
        moveBy(-kMostRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        dismiss();
        return true;
    default:
        return false;
    }
}

void FilterChooser::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    plumbline::drawFrame(painter, rect(),
                         FrameStyle{.fill = m_theme.color(Color::Surface),
                                    .edge = m_theme.color(Color::BorderStrong),
                                    .radius = metrics::kRadiusCard});
}

} // namespace plumbline
