#include "ui/shell/steprow.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPlate = 40;

/// An icon on a soft ground.
class IconPlate : public QWidget
{
public:
    IconPlate(const Theme& theme, const QString& icon, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_icon(icon)
    {
        setFixedSize(kPlate, kPlate);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        drawFrame(painter, rect(), {m_theme.color(Color::AccentSoft), QColor(), 0, metrics::kRadiusControl});
        m_theme.drawIcon(painter, rect(), m_icon, metrics::kIconNav, m_theme.color(Color::AccentText));
    }

private:
    const Theme& m_theme;
    QString m_icon;
};

} // namespace

StepRow::StepRow(const Theme& theme, const QString& icon, const QString& title, const QString& body,
                 QAction* action, bool isPrimary, QWidget* parent)
    : QWidget(parent)
    , m_button(new KeyButton(theme, action, isPrimary ? KeyButton::Kind::Primary : KeyButton::Kind::Secondary,
                             this))
{
    m_button->setObjectName(u"step."_s + action->objectName());
    m_button->setControlHeight(metrics::kButtonFooter);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(18, metrics::kSpace5, 18, metrics::kSpace5);
    row->setSpacing(metrics::kSpace5);
    row->addWidget(new IconPlate(theme, icon, this), 0, Qt::AlignVCenter);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(metrics::kSpace1);
    texts->addWidget(new ThemedLabel(theme, title, Text::Strong, Color::Text, this));
    auto* words = new ThemedLabel(theme, body, Text::Body, Color::Text2, this);
    words->setWordWrap(true);
    texts->addWidget(words);
    row->addLayout(texts, 1);
    row->addWidget(m_button, 0, Qt::AlignVCenter);
}

} // namespace plumbline
