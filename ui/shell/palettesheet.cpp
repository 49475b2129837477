#include "ui/shell/palettesheet.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/searchfield.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 620;
constexpr int kRowsShown = 11;
constexpr int kTextLeft = 40;

/// Icon, text, what it is, and its keys.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    PaletteDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const override
    {
        return {kWidth, m_theme.scaled(metrics::kRow)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRectF row = QRectF(option.rect).adjusted(8, 0, -8, 0);
        const bool isChosen = option.state & QStyle::State_Selected;
        if (isChosen) {
            drawFrame(*painter, row,
                      {m_theme.color(Color::AccentSoft), QColor(), 0, metrics::kRadiusControl});
        }
        const QColor ink = m_theme.color(isChosen ? Color::AccentText : Color::Text);
        const QString icon = index.data(PaletteModel::IconRole).toString();
        if (!icon.isEmpty()) {
            m_theme.drawIcon(*painter, QRectF(row.left() + 8, row.top(), metrics::kIcon, row.height()), icon,
                             metrics::kIcon, ink);
        }
        const QStringList keys = index.data(PaletteModel::KeysRole).toStringList();
        double right = row.right() - metrics::kSpace3;
        if (!keys.isEmpty()) {
            right -= keycapsWidth(m_theme, keys);
            paintKeycaps(*painter, m_theme, QPointF(right, row.center().y()), keys);
            right -= metrics::kSpace4;
        }
        const QString detail = index.data(PaletteModel::DetailRole).toString();
        const double detailWidth = textWidth(m_theme.font(Text::Caption), detail);
        drawLine(*painter, QRectF(right - detailWidth, row.top(), detailWidth, row.height()),
                 m_theme.font(Text::Caption), m_theme.color(isChosen ? Color::AccentText : Color::Text3),
                 detail);
        const double left = row.left() + kTextLeft - 8;
        drawLine(*painter,
                 QRectF(left, row.top(), right - detailWidth - metrics::kSpace4 - left, row.height()),
                 m_theme.font(Text::Body), ink, index.data().toString());
    }

private:
    const Theme& m_theme;
};

} // namespace

PaletteSheet::PaletteSheet(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new PaletteModel(this))
    , m_list(new QListView(this))
{
    setObjectName(u"paletteSheet"_s);
    setAccessibleName(tr("Go to or do"));
    m_field = new SearchField(theme, tr("Go to or do…"), {}, this);
    m_field->setObjectName(u"paletteField"_s);
    m_field->setAccessibleName(tr("Go to or do"));
    m_field->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("What there is"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { runRow(index.row()); });
    connect(m_field, &SearchField::textChanged, this, [this](const QString& typed) {
        m_model->setTyped(typed);
        selectRow(0);
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, metrics::kSpace4, 1, metrics::kSpace3);
    layout->setSpacing(metrics::kSpace3);
    auto* fieldRow = new QHBoxLayout;
    fieldRow->setContentsMargins(metrics::kSpace4, 0, metrics::kSpace4, 0);
    fieldRow->addWidget(m_field);
    layout->addLayout(fieldRow);
    layout->addWidget(m_list, 1);
}

void PaletteSheet::showEntries(const QList<PaletteEntry>& entries)
{
    m_model->setEntries(entries);
    m_field->clear();
    selectRow(0);
}

QSize PaletteSheet::sizeHint() const
{
    const int around = metrics::kSpace4 + 2 * metrics::kSpace3 + 2;
    return {kWidth, m_field->sizeHint().height() + m_theme.scaled(metrics::kRow) * kRowsShown + around};
}

void PaletteSheet::selectRow(int row)
{
    const int last = m_model->rowCount() - 1;
    if (last >= 0) {
        m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, last), 0));
    }
}

void PaletteSheet::runRow(int row)
{
    if (row < 0 || row >= m_model->rowCount()) {
        return;
    }
    // Closing may bring other entries; what to do is decided before.
    Q_EMIT closeRequested();
    m_model->run(row);
}

void PaletteSheet::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    drawFrame(painter, rect(),
              {m_theme.color(Color::Surface), m_theme.color(Color::Border), 1.0, metrics::kRadiusCard});
}

bool PaletteSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const int row = m_list->currentIndex().row();
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        selectRow(row + 1);
        return true;
    case Qt::Key_Up:
        selectRow(row - 1);
        return true;
    case Qt::Key_PageDown:
        selectRow(row + kRowsShown - 1);
        return true;
    case Qt::Key_PageUp:
        selectRow(row - kRowsShown + 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runRow(row);
        return true;
    case Qt::Key_Escape:
        Q_EMIT closeRequested();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace plumbline
