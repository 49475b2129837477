#include "ui/screens/judgesetup/formrows.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/themedlabel.h"

#include <QGridLayout>
#include <QSpacerItem>

#include <algorithm>

namespace plumbline {

namespace {

constexpr int kNameWidth = 168;
constexpr int kFieldWidth = 460;
constexpr int kTall = 60; ///< a field whose name stands at its top

} // namespace

FormRows::FormRows(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(metrics::kPageMargin, metrics::kSpace4, metrics::kPageMargin,
                               metrics::kSpace5);
    m_grid->setHorizontalSpacing(metrics::kSpace4);
    m_grid->setVerticalSpacing(metrics::kSpace2);
    m_grid->setColumnMinimumWidth(0, theme.scaled(kNameWidth));
    // What is left over goes to the right of the fields, so that all forms begin at the same edge.
    constexpr int kAll = 1'000;
    m_grid->setColumnStretch(1, kAll);
    m_grid->setColumnStretch(2, 1);
    m_grid->addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding), m_row++, 2);
}

void FormRows::addSection(const QString& title, const QString& hint)
{
    if (m_row > 1) {
        m_grid->setRowMinimumHeight(m_row++, metrics::kSpace4);
    }
    m_grid->addWidget(new ThemedLabel(m_theme, title, Text::Strong), m_row, 0, 1, 2);
    ++m_row;
    if (!hint.isEmpty()) {
        auto* label = new ThemedLabel(m_theme, hint, Text::Caption, Color::Text2);
        label->setWordWrap(true);
        m_grid->addWidget(label, m_row++, 0, 1, 2);
    }
}

ThemedLabel* FormRows::addRow(const QString& name, QWidget* field, const QString& hint)
{
    auto* label = new ThemedLabel(m_theme, name, Text::Body, Color::Text2);
    label->setBuddy(field);
    label->setWordWrap(true);
    field->setAccessibleName(name);
    field->setAccessibleDescription(hint);
    field->setMaximumWidth(std::min(field->maximumWidth(), m_theme.scaled(kFieldWidth)));
    const bool isTall = field->minimumHeight() > m_theme.scaled(kTall);
    m_grid->addWidget(label, m_row, 0, isTall ? Qt::AlignTop : Qt::AlignVCenter);
    const bool isFixed = field->minimumWidth() == field->maximumWidth();
    m_grid->addWidget(field, m_row, 1,
                      isFixed ? Qt::AlignLeft | Qt::AlignVCenter : Qt::Alignment(Qt::AlignVCenter));
    ++m_row;
    return addHint(hint);
}

void FormRows::addField(QWidget* field, const QString& hint)
{
    field->setAccessibleDescription(hint);
    m_grid->addWidget(field, m_row++, 1);
    addHint(hint);
}

ThemedLabel* FormRows::addHint(const QString& hint)
{
    auto* label = new ThemedLabel(m_theme, hint, Text::Caption, Color::Text2);
    label->setWordWrap(true);
    if (hint.isEmpty()) {
        label->hide();
    }
    label->setMaximumWidth(m_theme.scaled(kFieldWidth));
    m_grid->addWidget(label, m_row++, 1);
    return label;
}

void FormRows::setRowVisible(QWidget* field, bool isVisible)
{
    const int at = m_grid->indexOf(field);
    if (at < 0) {
        return;
    }
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    m_grid->getItemPosition(at, &row, &column, &rows, &columns);
    field->setVisible(isVisible);
    if (QLayoutItem* name = m_grid->itemAtPosition(row, 0); name != nullptr && name->widget() != nullptr) {
        name->widget()->setVisible(isVisible);
    }
    QLayoutItem* hint = m_grid->itemAtPosition(row + 1, 1);
    if (auto* label = hint != nullptr ? qobject_cast<ThemedLabel*>(hint->widget()) : nullptr) {
        label->setVisible(isVisible && !label->text().isEmpty());
    }
}

void FormRows::addStretch()
{
    m_grid->setRowStretch(m_row, 1);
}

} // namespace plumbline
