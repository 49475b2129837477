#include "ui/screens/judgesetup/setuppane.h"

#include "ui/screens/judgesetup/factsview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QScrollArea>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

SetupPane::SetupPane(const Theme& theme, const QString& objectName, const QString& accessibleName,
                     const QList<QAction*>& actions, QWidget* parent)
    : BarFrame(theme, Color::Inset, Qt::LeftEdge, parent)
    , m_title(new ThemedLabel(theme, {}, Text::Title))
    , m_caption(new ThemedLabel(theme, {}, Text::Caption, Color::Text2))
    , m_facts(new FactsView(theme))
    , m_buttons(new QWidget)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    m_title->setObjectName(objectName + u".title"_s);
    m_title->setWordWrap(true);
    m_caption->setWordWrap(true);
    auto* flow = new FlowLayout(m_buttons);
    for (QAction* action : actions) {
        auto* button = new KeyButton(theme, action);
        button->setObjectName(action->objectName() + u".button"_s);
        flow->addWidget(button);
    }
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace6, metrics::kSpace5, metrics::kSpace6, metrics::kSpace5);
    column->setSpacing(metrics::kSpace4);
    column->addWidget(m_title);
    column->addWidget(m_caption);
    column->addWidget(m_buttons);
    column->addWidget(m_facts);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(objectName + u".scroll"_s);
    scroll->setAccessibleName(accessibleName);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(page);
    page->setAutoFillBackground(false); // the pane's ground shows
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 0, 0, 0);
    outer->addWidget(scroll);
}

void SetupPane::show(const QString& title, const QString& caption, const QList<Fact>& facts)
{
    m_title->setText(title);
    m_title->show();
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
    m_buttons->show();
    m_facts->setFacts(facts);
}

void SetupPane::clear(const QString& words)
{
    m_title->hide();
    m_caption->setText(words);
    m_caption->setVisible(!words.isEmpty());
    m_buttons->hide();
    m_facts->setFacts({});
}

} // namespace plumbline
