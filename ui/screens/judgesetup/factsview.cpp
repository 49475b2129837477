#include "ui/screens/judgesetup/factsview.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/themedlabel.h"

#include <QGridLayout>

namespace plumbline {

namespace {

constexpr int kNameWidth = 116;

} // namespace

FactsView::FactsView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::kSpace4);
    m_grid->setVerticalSpacing(metrics::kSpace3);
    m_grid->setColumnStretch(1, 1);
}

void FactsView::setFacts(const QList<Fact>& facts)
{
    if (facts == m_facts) {
        return;
    }
    m_facts = facts;
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const Fact& fact : facts) {
        auto* name = new ThemedLabel(m_theme, fact.name, Text::Caption, Color::Text2);
        name->setFixedWidth(m_theme.scaled(kNameWidth));
        name->setWordWrap(true);
        auto* value = new ThemedLabel(m_theme, fact.value, Text::Body, fact.color);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(name, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 1, Qt::AlignTop);
        ++row;
    }
}

QString FactsView::value(const QString& name) const
{
    for (const Fact& fact : m_facts) {
        if (fact.name == name) {
            return fact.value;
        }
    }
    return {};
}

} // namespace plumbline
