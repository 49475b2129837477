#include "ui/shell/keyssheet.h"

#include "ui/shell/actioncollection.h"
#include "ui/shell/keycolumns.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/reasonchip.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSearchWidth = 320;
constexpr int kHeadHeight = 58;
constexpr int kFootHeight = 54;
constexpr int kMostBodyHeight = 560;

} // namespace

KeysSheet::KeysSheet(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
{
    setObjectName(u"keysSheet"_s);
    setAccessibleName(tr("Keys"));
    m_columns = new KeyColumns(theme, this);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(u"keysScroll"_s);
    scroll->setAccessibleName(tr("Keys and what they do"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inner = new QWidget;
    inner->setObjectName(u"keysInner"_s);
    auto* innerLayout = new QVBoxLayout(inner);
    innerLayout->setContentsMargins(25, 10, 24, 16);
    innerLayout->addWidget(m_columns);
    innerLayout->addStretch(1);
    scroll->setWidget(inner);
    inner->setAutoFillBackground(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(new Separator(theme, Qt::Horizontal, this));
    layout->addWidget(scroll, 1);
    layout->addWidget(new Separator(theme, Qt::Horizontal, this));
    layout->addWidget(makeFoot());
    connect(&actions, &ActionCollection::keysChanged, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
}

QWidget* KeysSheet::makeHead()
{
    auto* head = new QWidget(this);
    head->setFixedHeight(kHeadHeight);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(25, 0, 24, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(new ThemedLabel(m_theme, tr("Keys"), Text::Title, Color::Text, head));
    m_where = new ThemedLabel(m_theme, {}, Text::Body, Color::Text2, head);
    row->addWidget(m_where);
    row->addStretch(1);
    m_search = new SearchField(m_theme, tr("Find a key or an action"), {}, head);
    m_search->setObjectName(u"keysSearch"_s);
    m_search->setAccessibleName(tr("Find a key or an action"));
    m_search->setFixedWidth(m_theme.scaled(kSearchWidth));
    m_search->installEventFilter(this);
    connect(m_search, &SearchField::textChanged, this, &KeysSheet::refresh);
    row->addWidget(m_search);
    row->addSpacing(metrics::kSpace4);
    m_close = new QAction(tr("Close"), this);
    m_close->setProperty("keys", QStringList{u"Esc"_s});
    m_close->setProperty("iconName", u"x"_s);
    connect(m_close, &QAction::triggered, this, &KeysSheet::closeRequested);
    auto* close = new KeyButton(m_theme, m_close, KeyButton::Kind::Quiet, head);
    close->setObjectName(u"keysClose"_s);
    close->setIconOnly(true);
    row->addWidget(close);
    return head;
}

QWidget* KeysSheet::makeFoot()
{
    auto* foot = new QWidget(this);
    foot->setFixedHeight(kFootHeight);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(25, 0, 24, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(new ThemedLabel(m_theme, tr("Profile"), Text::Head, Color::Text2, foot));
    const QList<std::pair<KeyProfile, QString>> profiles = {
        {KeyProfile::Plumbline, tr("Plumbline")},
        {KeyProfile::Prodigy, tr("Prodigy")},
        {KeyProfile::LabelStudio, tr("Label Studio")},
    };
    for (const auto& [profile, name] : profiles) {
        auto* choose = new QAction(name, this);
        choose->setCheckable(true);
        choose->setData(toName(profile));
        connect(choose, &QAction::triggered, this,
                [this, choose] { Q_EMIT profileChosen(choose->data().toString()); });
        auto* button = new ReasonChip(m_theme, choose, foot);
        button->setObjectName(u"keyProfile."_s + toName(profile));
        button->setAccessibleName(tr("Keys as in %1").arg(name));
        row->addWidget(button);
        m_profiles.append(button);
    }
    row->addStretch(1);
    m_verdict = new ThemedLabel(m_theme, {}, Text::Body, Color::Text2, foot);
    row->addWidget(m_verdict);
    m_change = new QAction(tr("Change keys"), this);
    connect(m_change, &QAction::triggered, this, &KeysSheet::changeRequested);
    auto* change = new KeyButton(m_theme, m_change, KeyButton::Kind::Secondary, foot);
    change->setObjectName(u"changeKeys"_s);
    row->addWidget(change);
    return foot;
}

void KeysSheet::showFor(const QStringList& activeContexts, const QString& where)
{
    m_contexts = activeContexts;
    m_where->setText(where);
    m_search->clear();
    refresh();
}

void KeysSheet::refresh()
{
    m_columns->setGroups(keyGroups(m_actions, m_contexts, m_search->text()));
    m_verdict->setText(m_actions.clashes().isEmpty() ? tr("No key does two things here.")
                                                     : tr("Some keys do two things. Change them."));
    m_change->setProperty("keys", m_actions.keycapTexts(u"global.changeKeys"_s));
    Q_EMIT m_change->changed();
    const QString current = toName(m_actions.profile());
    for (ReasonChip* button : std::as_const(m_profiles)) {
        button->action()->setChecked(button->action()->data().toString() == current);
    }
}

QSize KeysSheet::sizeHint() const
{
    const int width = metrics::kDialogWidth;
    // As high as all the keys need, filtered or not, so that the sheet does not jump while one types.
    KeyColumns all(m_theme);
    all.setGroups(keyGroups(m_actions, m_contexts));
    const int body = std::min(all.heightForWidth(width - 49) + 26, kMostBodyHeight);
    return {width, kHeadHeight + kFootHeight + 4 + body};
}

void KeysSheet::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawFrame(painter, rect(),
              {m_theme.color(Color::Surface), m_theme.color(Color::Border), 1.0, metrics::kRadiusCard});
}

bool KeysSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape || (key->text() == u"?"_s && m_search->text().isEmpty())) {
            Q_EMIT closeRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace plumbline
