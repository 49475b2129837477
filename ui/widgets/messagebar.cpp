#include "ui/widgets/messagebar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QAction>
#include <QGridLayout>
#include <QPainter>
#include <QPlainTextEdit>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kDetailsHeight = 120;

Color inkOf(MessageBar::Severity severity)
{
    switch (severity) {
    case MessageBar::Severity::Error:
        return Color::Bad;
    case MessageBar::Severity::Warning:
        return Color::Warn;
    case MessageBar::Severity::Info:
        break;
    }
    return Color::Accent;
}

Color groundOf(MessageBar::Severity severity)
{
    switch (severity) {
    case MessageBar::Severity::Error:
        return Color::BadSoft;
    case MessageBar::Severity::Warning:
        return Color::WarnSoft;
    case MessageBar::Severity::Info:
        break;
    }
    return Color::AccentSoft;
}

QAccessibleInterface* makeAlert(const QString& /*key*/, QObject* object)
{
    auto* bar = qobject_cast<MessageBar*>(object);
    return bar != nullptr ? new QAccessibleWidget(bar, QAccessible::AlertMessage) : nullptr;
}

void installAlert()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeAlert);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    installAlert();
    build();
    restyle();
    connect(&theme, &Theme::changed, this, &MessageBar::restyle);
    hide();
}

void MessageBar::build()
{
    m_title = new ThemedLabel(m_theme, {}, Text::Strong);
    m_title->setWordWrap(true);
    m_title->setObjectName(u"messageTitle"_s);
    m_body = new ThemedLabel(m_theme, {}, Text::Body);
    m_body->setWordWrap(true);
    m_body->setObjectName(u"messageBody"_s);
    m_details = new QPlainTextEdit;
    m_details->setObjectName(u"messageDetails"_s);
    m_details->setAccessibleName(tr("Details"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setFixedHeight(kDetailsHeight);
    m_details->hide();

    m_detailsAction = new QAction(tr("Details"), this);
    m_detailsAction->setCheckable(true);
    m_detailsButton = new KeyButton(m_theme, m_detailsAction, KeyButton::Kind::Toggle);
    m_detailsButton->setObjectName(u"messageDetailsButton"_s);
    connect(m_detailsAction, &QAction::toggled, m_details, &QWidget::setVisible);
    m_dismissAction = new QAction(tr("Dismiss"), this);
    m_dismissAction->setProperty("iconName", u"x"_s);
    m_dismissAction->setProperty("keys", u"Esc"_s);
    connect(m_dismissAction, &QAction::triggered, this, &MessageBar::dismiss);
    auto* cross = new KeyButton(m_theme, m_dismissAction, KeyButton::Kind::Quiet);
    cross->setIconOnly(true);
    cross->setObjectName(u"messageDismiss"_s);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(metrics::kSpace1);
    texts->addWidget(m_title);
    texts->addWidget(m_body);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(metrics::kSpace4);
    auto* grid = new QGridLayout(this);
    // The icon is painted in the left margin.
    grid->setContentsMargins(metrics::kSpace5 + metrics::kIcon + metrics::kSpace4, 10, metrics::kSpace4, 10);
    grid->setHorizontalSpacing(metrics::kSpace4);
    grid->setVerticalSpacing(metrics::kSpace3);
    grid->addLayout(texts, 0, 0);
    grid->addLayout(m_buttons, 0, 1, Qt::AlignVCenter);
    grid->addWidget(m_detailsButton, 0, 2, Qt::AlignVCenter);
    grid->addWidget(cross, 0, 3, Qt::AlignVCenter);
    grid->addWidget(m_details, 1, 0, 1, 4);
    grid->setColumnStretch(0, 1);
}

void MessageBar::restyle()
{
    m_details->setFont(m_theme.font(Text::Mono));
    update();
}

void MessageBar::showMessage(Severity severity, const QString& title, const QString& body,
                             const QString& details)
{
    m_severity = severity;
    m_title->setText(title);
    m_body->setText(body);
    m_body->setVisible(!body.isEmpty());
    m_details->setPlainText(details);
    m_detailsAction->setChecked(false);
    m_detailsAction->setVisible(!details.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(body);
    show();
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::setActions(const QList<QAction*>& actions)
{
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        // Later: the click that leads here may come from one of them.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (QAction* action : actions) {
        auto* button = new KeyButton(m_theme, action, KeyButton::Kind::Secondary);
        button->setObjectName(u"message"_s + action->objectName());
        m_buttons->addWidget(button);
    }
}

void MessageBar::dismiss()
{
    if (isHidden()) {
        return;
    }
    hide();
    Q_EMIT dismissed();
}

QString MessageBar::title() const
{
    return m_title->text();
}

QString MessageBar::body() const
{
    return m_body->text();
}

bool MessageBar::areDetailsShown() const
{
    return m_detailsAction->isChecked();
}

void MessageBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QColor ink = m_theme.color(inkOf(m_severity));
    plumbline::drawFrame(
        painter, rect(),
        {m_theme.color(groundOf(m_severity)), ink, metrics::kStrokeHair, metrics::kRadiusControl, false});
    // The title stands in the middle of its label when the buttons are taller than it.
    const QRect label = m_title->geometry();
    const int spare = std::max(0, label.height() - m_title->heightForWidth(label.width())) / 2;
    const QRectF line(metrics::kSpace5, label.top() + spare, metrics::kIcon, m_title->fontMetrics().height());
    m_theme.drawIcon(painter, line, m_severity == Severity::Info ? u"info"_s : u"warn"_s, metrics::kIcon,
                     ink);
}

} // namespace plumbline
