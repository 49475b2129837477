#include "ui/dialogs/dialogframe.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTitleBar = 50;
constexpr int kScreenShare = 40; ///< left free of the screen

} // namespace

DialogFrame::DialogFrame(const Theme& theme, const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_subtitle(new ElidedLabel(theme, {}, Text::Body, Color::Text2))
    , m_message(new MessageBar(theme))
    , m_body(new QVBoxLayout)
    , m_footer(new QHBoxLayout)
{
    setWindowTitle(title);
    setModal(true);
    auto* header = new BarFrame(theme, Color::Surface, Qt::BottomEdge);
    header->setFixedHeight(theme.scaled(kTitleBar));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(metrics::kPageMargin, 0, metrics::kPageMargin - metrics::kSpace3, 0);
    row->setSpacing(metrics::kSpace3);
    auto* titleLabel = new ThemedLabel(theme, title, Text::Title);
    auto* closeAction = new QAction(tr("Close"), this);
    closeAction->setProperty("iconName", u"x"_s);
    closeAction->setProperty("keys", QStringList{u"Esc"_s});
    connect(closeAction, &QAction::triggered, this, &QDialog::reject);
    auto* close = new KeyButton(theme, closeAction, KeyButton::Kind::Quiet);
    close->setObjectName(u"dialogClose"_s);
    close->setIconOnly(true);
    row->addWidget(titleLabel);
    row->addWidget(m_subtitle, 1);
    row->addWidget(close);
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kSpace5, 0, metrics::kSpace5, 0);
    m_message->setObjectName(u"dialogMessage"_s);
    messages->addWidget(m_message);
    auto* footer = new BarFrame(theme, Color::Surface, Qt::TopEdge);
    footer->setLayout(m_footer);
    m_footer->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin,
                                 metrics::kSpace4);
    m_footer->setSpacing(metrics::kSpace4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header);
    column->addLayout(messages);
    column->addLayout(m_body, 1);
    column->addWidget(footer);
    m_body->setSpacing(0);
    setFirstSize({metrics::kDialogWidth, metrics::kDialogHeight});
}

void DialogFrame::setSubtitle(const QString& text)
{
    m_subtitle->setText(text);
}

void DialogFrame::setFirstSize(const QSize& size)
{
    const QSize room = screen()->availableSize() - QSize(kScreenShare, kScreenShare);
    resize(size.boundedTo(room));
}

} // namespace plumbline
