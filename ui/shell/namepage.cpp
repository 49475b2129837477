#include "ui/shell/namepage.h"

#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCardWidth = 460;
constexpr int kLongestName = 80;

} // namespace

NamePage::NamePage(AppContext& context, QWidget* parent)
    : Page(parent)
{
    setObjectName(u"namePage"_s);
    ActionSpec spec;
    spec.id = u"name.goOn"_s;
    spec.context = u"name"_s;
    spec.group = tr("Begin");
    spec.text = tr("Go on");
    spec.keys = {QKeySequence(Qt::Key_Return)};
    m_goOn = context.actions.add(spec);
    connect(m_goOn, &QAction::triggered, this, &NamePage::accept);

    auto* card = new Card(context.theme, {}, {}, this);
    card->setFixedWidth(context.theme.scaled(kCardWidth));
    QVBoxLayout* rows = card->body();
    rows->setContentsMargins(metrics::kSpace7, metrics::kSpace7, metrics::kSpace7, metrics::kSpace7);
    rows->setSpacing(metrics::kSpace4);
    auto* heading = new ThemedLabel(context.theme, tr("Who judges here?"), Text::Empty, Color::Text, card);
    rows->addWidget(heading);
    auto* why = new ThemedLabel(
        context.theme,
        tr("Your name stands with each answer you give, so that it can be seen how far people "
           "agree. You can change it in Settings."),
        Text::Body, Color::Text2, card);
    why->setWordWrap(true);
    rows->addWidget(why);
    auto* label = new ThemedLabel(context.theme, tr("&Name"), Text::Head, Color::Text2, card);
    rows->addWidget(label);
    m_name = new QLineEdit(card);
    m_name->setObjectName(u"annotatorName"_s);
    m_name->setAccessibleName(tr("Your name"));
    m_name->setMaxLength(kLongestName);
    m_name->setMinimumHeight(context.theme.scaled(metrics::kField));
    label->setBuddy(m_name);
    rows->addWidget(m_name);
    m_problem = new ThemedLabel(context.theme, {}, Text::Body, Color::Bad, card);
    m_problem->setWordWrap(true);
    m_problem->hide();
    rows->addWidget(m_problem);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    auto* go = new KeyButton(context.theme, m_goOn, KeyButton::Kind::Primary, card);
    go->setObjectName(u"nameGoOn"_s);
    go->setControlHeight(metrics::kButtonFooter);
    foot->addWidget(go);
    rows->addLayout(foot);

    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    // Not by alignment: that would take the height of unwrapped words.
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(card);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addStretch(3);
    connect(m_name, &QLineEdit::returnPressed, this, &NamePage::accept);
    connect(m_name, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_goOn->setEnabled(!text.trimmed().isEmpty());
        m_problem->hide();
    });
    m_goOn->setEnabled(false);
}

void NamePage::setSuggestion(const QString& name)
{
    if (m_name->text().isEmpty()) {
        m_name->setText(name);
    }
    m_name->selectAll();
}

void NamePage::setProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
    m_name->setFocus();
    m_name->selectAll();
}

QString NamePage::title() const
{
    return tr("Before you begin");
}

QString NamePage::subtitle() const
{
    return tr("asked once");
}

void NamePage::activate()
{
    m_name->setFocus();
    m_name->selectAll();
}

void NamePage::accept()
{
    const QString name = m_name->text().trimmed();
    if (!name.isEmpty()) {
        Q_EMIT nameGiven(name);
    }
}

} // namespace plumbline
