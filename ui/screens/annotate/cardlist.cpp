#include "ui/screens/annotate/cardlist.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/screens/annotate/responsecard.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGap = 8;
constexpr int kEmptyHeight = 56;
constexpr int kDragEdge = 40;
constexpr int kDragStep = 16;

} // namespace

/// What scrolls; paints where a dragged card would go, over the cards.
class CardList::Content : public QWidget
{
public:
    Content(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_overlay(new Overlay(theme, this))
    {
        m_overlay->hide();
    }

    void mark(int lineY, const QRect& ring)
    {
        m_overlay->m_lineY = lineY;
        m_overlay->m_ring = ring;
        m_overlay->setVisible(lineY >= 0 || !ring.isEmpty());
        m_overlay->raise();
        m_overlay->update();
    }

protected:
    void resizeEvent(QResizeEvent*) override { m_overlay->setGeometry(rect()); }

private:
    class Overlay : public QWidget
    {
    public:
        Overlay(const Theme& theme, QWidget* parent)
            : QWidget(parent)
            , m_theme(theme)
        {
            setAttribute(Qt::WA_TransparentForMouseEvents);
        }
        const Theme& m_theme;
        int m_lineY = -1;
        QRect m_ring;

    protected:
        void paintEvent(QPaintEvent*) override
        {
            QPainter painter(this);
            if (!m_ring.isEmpty()) {
                plumbline::drawFrame(
                    painter, m_ring.adjusted(-1, -1, 1, 1),
                    {QColor(), m_theme.color(Color::Accent), 3.0, metrics::kRadiusCard, true});
            } else if (m_lineY >= 0) {
                painter.fillRect(0, m_lineY - 1, width(), 3, m_theme.color(Color::Accent));
            }
        }
    };
    Overlay* m_overlay;
};

/// Title and caption of a section, and a frame where it has no card.
class CardList::Heading : public QWidget
{
public:
    Heading(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_title(new ThemedLabel(theme, {}, Text::Head, Color::Text2, this))
        , m_caption(new ElidedLabel(theme, {}, Text::Caption, Color::Text2, this))
        , m_layout(new QVBoxLayout(this))
    {
        auto* row = new QHBoxLayout;
        row->setSpacing(metrics::kSpace3);
        row->addWidget(m_title);
        row->addWidget(m_caption, 1);
        m_layout->addLayout(row);
        m_layout->addStretch();
    }

    void show(const Section& section, int indent, bool isFirst)
    {
        m_title->setText(section.title);
        m_caption->setText(section.caption);
        m_empty = section.places.isEmpty() ? section.empty : QString();
        m_indent = indent;
        const int left = isRightToLeft() ? 0 : indent;
        m_layout->setContentsMargins(left, isFirst ? 0 : metrics::kSpace4, indent - left, metrics::kSpace1);
        const int row = m_title->sizeHint().height() + (isFirst ? 0 : metrics::kSpace4) + metrics::kSpace1;
        setFixedHeight(m_empty.isEmpty() ? row : row + metrics::kSpace3 + m_theme.scaled(kEmptyHeight));
        setVisible(!section.title.isEmpty());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_empty.isEmpty()) {
            return;
        }
        QPainter painter(this);
        const double high = m_theme.scaled(kEmptyHeight);
        const QRectF frame(isRightToLeft() ? 0 : m_indent, height() - high, width() - m_indent, high);
        plumbline::drawFrame(
            painter, frame,
            {m_theme.color(Color::Inset), m_theme.color(Color::Control), 1.0, metrics::kRadiusCard, true});
        drawLine(painter, frame.adjusted(16, 0, -16, 0), m_theme.font(Text::Body),
                 m_theme.color(Color::Text2), m_empty, isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    }

private:
    const Theme& m_theme;
    ThemedLabel* m_title;
    ElidedLabel* m_caption;
    QVBoxLayout* m_layout;
    QString m_empty;
    int m_indent = 0;
};

CardList::CardList(const Theme& theme, const QString& name, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new Content(theme, this))
    , m_layout(new QVBoxLayout(m_content))
{
    setObjectName(name);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    m_layout->setContentsMargins(0, 0, metrics::kSpace2, metrics::kSpace2);
    m_layout->setSpacing(kGap);
    setWidget(m_content);
    m_content->setAutoFillBackground(false);
}

ResponseCard* CardList::makeCard()
{
    const auto place = static_cast<int>(m_cards.size());
    auto* card = new ResponseCard(m_theme, objectName() + u"Card%1"_s.arg(place + 1), m_content);
    connect(card, &ResponseCard::picked, this, [this, place] {
        if (m_selected != place) {
            select(place);
        }
        if (!m_cards.at(place)->hasFocus()) {
            m_cards.at(place)->setFocus(Qt::MouseFocusReason);
        }
    });
    connect(card, &ResponseCard::unfoldRequested, this, [this, place] { Q_EMIT unfoldRequested(place); });
    connect(card, &ResponseCard::dragged, this,
            [this, place](const QPoint& position) { Q_EMIT dragged(place, position); });
    connect(card, &ResponseCard::dropped, this,
            [this, place](const QPoint& position) { Q_EMIT dropped(place, position); });
    return card;
}

void CardList::setCount(int count)
{
    while (m_cards.size() > count) {
        m_cards.last()->hide();
        m_spare.prepend(m_cards.takeLast());
    }
    while (m_cards.size() < count) {
        ResponseCard* card = m_spare.isEmpty() ? makeCard() : m_spare.takeFirst();
        card->show();
        m_cards.append(card);
    }
    m_selected = 0;
    Section all;
    for (int place = 0; place < count; ++place) {
        all.places.append(place);
    }
    m_sections.clear();
    setSections({all});
    verticalScrollBar()->setValue(0);
}

void CardList::setSections(const QList<Section>& sections)
{
    if (sections != m_sections) {
        m_sections = sections;
        applyOrder();
    }
}

void CardList::setHeadingIndent(int pixels)
{
    m_indent = pixels;
}

void CardList::applyOrder()
{
    while (m_layout->count() > 0) {
        delete m_layout->takeAt(0);
    }
    while (m_headings.size() < m_sections.size()) {
        m_headings.append(new Heading(m_theme, m_content));
    }
    const QWidget* previous = nullptr;
    for (qsizetype index = 0; index < m_headings.size(); ++index) {
        m_headings.at(index)->show(m_sections.value(index), m_indent, index == 0);
        if (index >= m_sections.size()) {
            continue;
        }
        m_layout->addWidget(m_headings.at(index));
        for (const int place : m_sections.at(index).places) {
            m_layout->addWidget(m_cards.at(place));
            if (previous != nullptr) {
                QWidget::setTabOrder(const_cast<QWidget*>(previous), m_cards.at(place));
            }
            previous = m_cards.at(place);
        }
    }
    m_layout->addStretch(1);
}

QList<int> CardList::order() const
{
    QList<int> places;
    for (const Section& section : m_sections) {
        places += section.places;
    }
    return places;
}

void CardList::select(int place)
{
    if (place < 0 || place >= count()) {
        return;
    }
    const bool hadFocus = hasFocusInside();
    const bool isNew = m_selected != place;
    m_selected = place;
    if (hadFocus) {
        m_cards.at(place)->setFocus(Qt::OtherFocusReason);
    }
    if (isNew) {
        Q_EMIT selectionChanged(place);
    }
    showSelected();
}

void CardList::selectNeighbour(int by)
{
    const QList<int> places = order();
    const qsizetype at = places.indexOf(m_selected);
    if (!places.isEmpty()) {
        select(places.at(qBound<qsizetype>(0, at + by, places.size() - 1)));
    }
}

void CardList::focusSelected()
{
    if (m_selected >= 0 && m_selected < count()) {
        m_cards.at(m_selected)->setFocus(Qt::OtherFocusReason);
    }
}

bool CardList::hasFocusInside() const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus != nullptr && isAncestorOf(focus);
}

void CardList::scrollLines(int lines)
{
    QScrollBar* bar = verticalScrollBar();
    bar->setValue(bar->value() + lines * m_theme.responseLineHeight());
}

void CardList::showSelected()
{
    if (m_selected < 0 || m_selected >= count()) {
        return;
    }
    m_layout->activate();
    const QRect card = m_cards.at(m_selected)->geometry();
    QScrollBar* bar = verticalScrollBar();
    // The top of a card that is higher than the view counts most.
    if (card.bottom() > bar->value() + viewport()->height()) {
        bar->setValue(std::min(card.top(), card.bottom() - viewport()->height() + kGap));
    }
    if (card.top() < bar->value()) {
        bar->setValue(std::max(0, card.top() - kGap));
    }
}

int CardList::sectionTop(int section) const
{
    m_layout->activate();
    return section < m_sections.size() && m_headings.at(section)->isVisible() ? m_headings.at(section)->y()
                                                                              : m_content->height();
}

QRect CardList::frameOf(int place) const
{
    m_layout->activate();
    const ResponseCard* card = m_cards.at(place);
    return card->frameRect().translated(card->pos());
}

void CardList::setDropMark(int lineY, const QRect& ring)
{
    m_content->mark(lineY, ring);
}

void CardList::scrollTowards(const QPoint& globalPosition)
{
    const int y = viewport()->mapFromGlobal(globalPosition).y();
    QScrollBar* bar = verticalScrollBar();
    if (y < kDragEdge) {
        bar->setValue(bar->value() - kDragStep);
    } else if (y > viewport()->height() - kDragEdge) {
        bar->setValue(bar->value() + kDragStep);
    }
}

QPoint CardList::fromGlobal(const QPoint& globalPosition) const
{
    return m_content->mapFromGlobal(globalPosition);
}

} // namespace plumbline
