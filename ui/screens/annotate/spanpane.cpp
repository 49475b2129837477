#include "ui/screens/annotate/spanpane.h"

#include "ui/screens/annotate/evidencepane.h"
#include "ui/screens/annotate/spanlistdelegate.h"
#include "ui/screens/annotate/spanlistmodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeader = 40;
constexpr double kListShare = 0.52; ///< of the pane's height, at most

} // namespace

SpanPane::SpanPane(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_header(new QWidget(this))
    , m_list(new QListView(this))
    , m_empty(new ElidedLabel(theme, tr("No spans yet"), Text::Caption, Color::Text2, this))
    , m_model(new SpanListModel(this))
    , m_evidence(new EvidencePane(theme, actions, this))
    , m_keys(actions.keycapTexts(u"annotate.span.next"_s))
{
    setObjectName(u"spanPane"_s);
    m_header->setFixedHeight(theme.scaled(kHeader));
    auto* header = new QHBoxLayout(m_header);
    header->setContentsMargins(metrics::kSpace5, 0, metrics::kSpace5, 0);
    header->setSpacing(metrics::kSpace3);
    header->addWidget(new ThemedLabel(theme, tr("Spans"), Text::Strong, Color::Text, m_header));
    header->addWidget(new ThemedLabel(theme, tr("code points"), Text::Caption, Color::Text2, m_header));
    header->addStretch(1);
    m_list->setObjectName(u"spanList"_s);
    m_list->setAccessibleName(tr("Spans in text order"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setTabKeyNavigation(false);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setStyleSheet(u"QListView { background: transparent; border: none; }"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SpanListDelegate(theme, m_list));
    m_empty->setObjectName(u"spanListEmpty"_s);
    m_emptyRow = new QWidget(this);
    auto* empty = new QHBoxLayout(m_emptyRow);
    empty->setContentsMargins(metrics::kSpace5, metrics::kSpace3, metrics::kSpace5, metrics::kSpace3);
    empty->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_list);
    layout->addWidget(m_emptyRow);
    layout->addWidget(m_evidence, 1);
    const auto choose = [this](const QModelIndex& index) {
        if (!m_isShowing && index.isValid()) {
            Q_EMIT spanChosen(index.data(SpanListModel::IndexRole).toInt());
        }
    };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, choose);
    connect(&theme, &Theme::changed, this, [this] {
        m_header->setFixedHeight(m_theme.scaled(kHeader));
        m_list->doItemsLayout();
        fitList();
        update();
    });
    fitList();
}

SpanPane::~SpanPane() = default;

void SpanPane::showSpans(int contentIndex)
{
    m_isShowing = true;
    const int row = m_model->rowOfIndex(contentIndex);
    m_list->setCurrentIndex(row >= 0 ? m_model->index(row) : QModelIndex());
    if (row >= 0) {
        m_list->scrollTo(m_model->index(row));
    }
    m_isShowing = false;
    fitList();
}

void SpanPane::fitList()
{
    const int rows = m_model->rowCount();
    const int wanted = rows * m_theme.scaled(40) + metrics::kSpace3;
    const int most = std::max(m_theme.scaled(120), static_cast<int>(height() * kListShare));
    m_list->setFixedHeight(std::min(wanted, most));
    m_list->setVisible(rows > 0);
    m_emptyRow->setVisible(rows == 0);
}

void SpanPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitList();
}

void SpanPane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Inset));
    painter.setPen(QPen(m_theme.color(Color::Border), 1));
    const double y = m_header->height() - 0.5;
    painter.drawLine(QPointF(0, y), QPointF(width(), y));
    const double keys = keycapsWidth(m_theme, m_keys);
    const double left = isRightToLeft() ? metrics::kSpace4 : width() - metrics::kSpace4 - keys;
    paintKeycaps(painter, m_theme, {left, m_header->height() / 2.0}, m_keys);
}

} // namespace plumbline
