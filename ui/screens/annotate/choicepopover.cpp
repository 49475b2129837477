#include "ui/screens/annotate/choicepopover.h"

#include <QAction>
#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMinimumWidth = 220;
constexpr int kMaximumListHeight = 360;
constexpr int kGapToAnchor = 6;
constexpr int kRingRoom = 4; ///< the focus ring lies outside a button

QString actionId(int index)
{
    return u"popover.%1"_s.arg(index + 1);
}

} // namespace

ChoicePopover::ChoicePopover(const QString& name, const Theme& theme, ActionCollection& actions,
                             QWidget* page)
    : QFrame(page)
    , m_theme(theme)
    , m_actions(actions)
    , m_page(page)
    , m_title(new ThemedLabel(theme, {}, Text::Head, Color::Text2, this))
    , m_list(new QWidget)
    , m_rows(new QVBoxLayout(m_list))
{
    setObjectName(name);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    layout->setSpacing(metrics::kSpace3);
    layout->addWidget(m_title);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(name + u"List"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    m_rows->setContentsMargins(kRingRoom, kRingRoom, kRingRoom, kRingRoom);
    m_rows->setSpacing(metrics::kSpace2);
    scroll->setWidget(m_list);
    m_list->setAutoFillBackground(false); // setWidget() switches it on
    layout->addWidget(scroll);

    for (int index = 0; index < kKeyCount; ++index) {
        ActionSpec spec;
        spec.id = actionId(index);
        spec.context = u"popover"_s;
        spec.text = tr("Choice %1").arg(index + 1);
        spec.keys = {QKeySequence(Qt::Key_1 + index)};
        QAction* action = actions.action(spec.id) != nullptr ? actions.action(spec.id) : actions.add(spec);
        connect(action, &QAction::triggered, this, [this, index] {
            if (isOpen()) {
                choose(index);
            }
        });
    }
    ActionSpec close;
    close.id = u"popover.close"_s;
    close.context = u"popover"_s;
    close.text = tr("Close");
    close.keys = {QKeySequence(Qt::Key_Escape)};
    QAction* action = actions.action(close.id) != nullptr ? actions.action(close.id) : actions.add(close);
    connect(action, &QAction::triggered, this, [this] {
        if (isOpen()) {
            dismiss();
        }
    });
    hide();
}

void ChoicePopover::openAt(QWidget* anchor, const QString& title, const QList<Choice>& choices)
{
    m_choices = choices;
    m_focusBefore = QApplication::focusWidget();
    fill(title);
    place(anchor);
    show();
    raise();
    qApp->installEventFilter(this);
    for (int index = 0; index < m_rows->count(); ++index) {
        QWidget* button = m_rows->itemAt(index)->widget();
        if (index == 0 || m_choices.at(index).isChosen) {
            button->setFocus(Qt::PopupFocusReason);
        }
    }
}

void ChoicePopover::fill(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int index = 0; index < m_choices.size(); ++index) {
        const Choice& choice = m_choices.at(index);
        auto* button = new KeyButton(m_theme, nullptr, KeyButton::Kind::Toggle, m_list);
        button->setObjectName(u"%1.%2"_s.arg(objectName(), choice.id));
        button->setText(choice.text);
        button->setAccessibleName(choice.text);
        button->setCheckable(true);
        button->setChecked(choice.isChosen);
        if (index < kKeyCount) {
            button->setKeys(m_actions.keycapTexts(actionId(index)));
        }
        connect(button, &QAbstractButton::clicked, this, [this, index] { choose(index); });
        m_rows->addWidget(button, 0, Qt::AlignLeft);
    }
}

void ChoicePopover::place(const QWidget* anchor)
{
    auto* scroll = findChild<QScrollArea*>();
    const QSize wanted = m_rows->sizeHint();
    scroll->setFixedHeight(qMin(wanted.height() + 2, kMaximumListHeight));
    scroll->setMinimumWidth(qMax(kMinimumWidth, wanted.width() + 16));
    adjustSize();
    const QPoint corner = m_page->mapFromGlobal(anchor->mapToGlobal(QPoint(0, 0)));
    int top = corner.y() - height() - kGapToAnchor;
    if (top < metrics::kSpace3) {
        top = corner.y() + anchor->height() + kGapToAnchor;
    }
    const int left = qMin(corner.x(), m_page->width() - width() - metrics::kSpace3);
    move(qMax(metrics::kSpace3, left), qBound(0, top, qMax(0, m_page->height() - height())));
}

void ChoicePopover::choose(int index)
{
    if (index >= m_choices.size()) {
        return;
    }
    const QString id = m_choices.at(index).id;
    dismiss();
    Q_EMIT chosen(id);
}

void ChoicePopover::dismiss()
{
    if (isHidden()) {
        return;
    }
    qApp->removeEventFilter(this);
    hide();
    if (m_focusBefore) {
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    }
}

bool ChoicePopover::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && isOpen() && watched->isWidgetType()) {
        const auto* widget = static_cast<QWidget*>(watched);
        if (widget != this && !isAncestorOf(widget) && widget->window() == window()) {
            dismiss();
        }
    }
    return false;
}

void ChoicePopover::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    plumbline::drawFrame(painter, rect(),
                         FrameStyle{.fill = m_theme.color(Color::Surface),
                                    .edge = m_theme.color(Color::BorderStrong),
                                    .radius = metrics::kRadiusCard});
}

} // namespace plumbline
