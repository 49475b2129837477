#include "ui/widgets/navbar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/paintedbutton.h"
#include "ui/widgets/painting.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kSideMargin = 8;
constexpr int kTopMargin = 12;
constexpr int kIconLeft = 10;
constexpr int kTextLeft = 34;
constexpr int kHintRight = 8;
constexpr int kMarkWidth = 3;
constexpr int kHeadingHeight = 28;
constexpr int kRailRow = 36;
constexpr int kRailGroupGap = 16;
constexpr int kLogoHeight = 40;

} // namespace

/// A page: icon, name and key hint, or in the rail the icon alone.
class NavBar::Row : public PaintedButton
{
public:
    Row(const Theme& theme, const Entry& entry, bool isRail, QWidget* parent)
        : PaintedButton(theme, parent)
        , m_entry(entry)
        , m_isRail(isRail)
    {
        setObjectName(u"nav-"_s + entry.pageId);
        setText(entry.name);
        setAccessibleName(entry.name);
        setAccessibleDescription(entry.keyHint.isEmpty() ? QString()
                                                         : NavBar::tr("Key %1").arg(entry.keyHint));
        setCheckable(true);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        if (isRail) {
            setToolTip(entry.keyHint.isEmpty() ? entry.name
                                               : NavBar::tr("%1 (%2)").arg(entry.name, entry.keyHint));
        }
    }

    [[nodiscard]] const Entry& entry() const { return m_entry; }

    [[nodiscard]] QSize sizeHint() const override
    {
        if (m_isRail) {
            return QSize(kRailRow, kRailRow);
        }
        return QSize(metrics::kSideBar - 2 * kSideMargin, theme().scaled(metrics::kNavRow));
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return QSize(kRailRow, sizeHint().height()); }

protected:
    // The bar marks the current page; a click only asks.
    void nextCheckState() override {}

    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const bool isHere = isChecked();
        if (isHere || isHovered()) {
            drawFrame(painter, rect(),
                      {theme().color(isHere ? Color::AccentSoft : Color::Hover), QColor(), 0,
                       metrics::kRadiusControl, false});
        }
        if (isHere) {
            const double inset = m_isRail ? 8 : 6;
            drawFrame(painter, QRectF(0, inset, kMarkWidth, height() - 2 * inset),
                      {theme().color(Color::Accent), QColor(), 0, 1.5, false});
        }
        const QColor ink = theme().color(isHere ? Color::AccentText : Color::Text2);
        if (m_isRail) {
            theme().drawIcon(painter, rect(), m_entry.icon, metrics::kIconNav, ink);
            return;
        }
        theme().drawIcon(painter, QRectF(kIconLeft, 0, metrics::kIcon, height()), m_entry.icon,
                         metrics::kIcon, ink);
        const double hint = textWidth(theme().font(Text::Key), m_entry.keyHint);
        const double end = width() - kHintRight - hint;
        drawLine(painter, QRectF(kTextLeft, 0, end - kTextLeft - metrics::kSpace2, height()),
                 theme().font(isHere ? Text::Strong : Text::Body),
                 theme().color(isHere ? Color::AccentText : Color::Text), m_entry.name);
        drawLine(painter, QRectF(end, 0, hint, height()), theme().font(Text::Key),
                 theme().color(Color::Text3), m_entry.keyHint);
    }

private:
    Entry m_entry;
    bool m_isRail;
};

/// The name of a group, or in the rail the line that parts it from the one before.
class NavBar::Heading : public QWidget
{
public:
    Heading(const Theme& theme, const QString& text, bool isRail, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_text(text)
        , m_isRail(isRail)
    {
        setAccessibleName(text);
        setFixedHeight(isRail ? kRailGroupGap : theme.scaled(kHeadingHeight));
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        if (m_isRail) {
            painter.fillRect(QRectF(6, std::floor(height() / 2.0), width() - 12, 1),
                             m_theme.color(Color::BorderStrong));
            return;
        }
        QFont font = m_theme.font(Text::Key);
        font.setWeight(QFont::DemiBold);
        drawLine(painter, QRectF(kSideMargin, 6, width() - 2 * kSideMargin, height() - 6), font,
                 m_theme.color(Color::Text2), m_text);
    }

private:
    const Theme& m_theme;
    QString m_text;
    bool m_isRail;
};

/// The plumb line on top of the rail.
class NavBar::Logo : public QWidget
{
public:
    Logo(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedHeight(kLogoHeight);
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        m_theme.drawIcon(painter, rect(), u"plumb"_s, metrics::kIconLarge, m_theme.color(Color::Accent));
    }

private:
    const Theme& m_theme;
};

NavBar::NavBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_list(new QWidget)
    , m_outer(new QVBoxLayout(this))
    , m_listLayout(new QVBoxLayout(m_list))
    , m_logo(new Logo(theme, this))
{
    setAccessibleName(tr("Pages"));
    m_outer->setContentsMargins(kSideMargin, kTopMargin, kSideMargin + 1, kSideMargin);
    m_outer->setSpacing(0);
    m_outer->addWidget(m_logo);
    auto* area = new QScrollArea(this);
    area->setObjectName(u"navArea"_s);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(m_list);
    // setWidget turns filling on; the bar's own ground is to show through.
    area->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    m_outer->addWidget(area, 1);
    m_listLayout->setContentsMargins(0, 0, 0, 0);
    m_listLayout->setSpacing(0);
    applyWidth();
    connect(&theme, &Theme::changed, this, [this] {
        rebuild();
        update();
    });
}

void NavBar::setEntries(const QList<Entry>& entries)
{
    if (entries == m_entries) {
        return;
    }
    m_entries = entries;
    rebuild();
}

void NavBar::rebuild()
{
    QString focused;
    for (const Row* row : std::as_const(m_rows)) {
        if (row->hasFocus()) {
            focused = row->entry().pageId;
        }
    }
    m_rows.clear();
    while (QLayoutItem* item = m_listLayout->takeAt(0)) {
        if (item->widget() != nullptr) {
            // Later: a row may be in the middle of its click.
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    QString group;
    for (const Entry& entry : std::as_const(m_entries)) {
        if (entry.group != group) {
            group = entry.group;
            m_listLayout->addWidget(new Heading(m_theme, group, m_isRail, m_list));
        }
        auto* row = new Row(m_theme, entry, m_isRail, m_list);
        row->setChecked(entry.pageId == m_current);
        connect(row, &QAbstractButton::clicked, this,
                [this, id = entry.pageId] { Q_EMIT pageRequested(id); });
        m_listLayout->addWidget(row);
        m_rows.append(row);
        if (entry.pageId == focused) {
            row->setFocus();
        }
    }
    m_listLayout->addStretch(1);
}

void NavBar::setCurrentPage(const QString& pageId)
{
    m_current = pageId;
    for (Row* row : std::as_const(m_rows)) {
        row->setChecked(row->entry().pageId == pageId);
    }
}

void NavBar::setRail(bool rail)
{
    if (rail == m_isRail) {
        return;
    }
    m_isRail = rail;
    applyWidth();
    rebuild();
}

void NavBar::applyWidth()
{
    setFixedWidth(m_isRail ? metrics::kRail : metrics::kSideBar);
    m_logo->setVisible(m_isRail);
    m_outer->setContentsMargins(kSideMargin, m_isRail ? 0 : kTopMargin, kSideMargin + 1, kSideMargin);
    if (m_top != nullptr) {
        m_top->setVisible(!m_isRail);
    }
}

void NavBar::setTopWidget(QWidget* widget)
{
    if (m_top != nullptr) {
        m_outer->removeWidget(m_top);
        m_top->deleteLater();
    }
    m_top = widget;
    if (widget != nullptr) {
        m_outer->insertWidget(0, widget);
    }
    applyWidth();
}

void NavBar::setBottomWidget(QWidget* widget)
{
    m_outer->addWidget(widget, 0, m_isRail ? Qt::AlignHCenter : Qt::Alignment());
}

void NavBar::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    for (qsizetype index = 0; step != 0 && index < m_rows.size(); ++index) {
        if (m_rows.at(index)->hasFocus()) {
            m_rows.at(qBound(qsizetype(0), index + step, m_rows.size() - 1))->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    QWidget::keyPressEvent(event);
}

void NavBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Chrome));
    const int x = isRightToLeft() ? 0 : width() - 1;
    painter.fillRect(x, 0, 1, height(), m_theme.color(Color::Border));
}

} // namespace plumbline
