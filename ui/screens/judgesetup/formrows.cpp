#include "ui/screens/judgesetup/formrows.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/themedlabel.h"

#include <QGridLayout>

namespace plumbline {

namespace {

constexpr int kNameWidth = 168;
constexpr int kFieldWidth = 460;

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
    m_grid->setColumnStretch(1, 1);
}

void FormRows::addSection(const QString& title, const QString& hint)
{
    if (m_row > 0) {
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
    field->setMaximumWidth(m_theme.scaled(kFieldWidth));
    m_grid->addWidget(label, m_row, 0, Qt::AlignVCenter);
    m_grid->addWidget(field, m_row, 1, Qt::AlignVCenter);
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
