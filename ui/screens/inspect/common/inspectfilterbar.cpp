#include "ui/screens/inspect/common/inspectfilterbar.h"

#include "ui/screens/inspect/common/filterchooser.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"

#include <QAction>
#include <QHBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

InspectFilterBar::InspectFilterBar(const Theme& theme, QAction* filterAction, const QList<FilterPart>& parts,
                                   QWidget* page)
    : QWidget(page)
    , m_theme(theme)
    , m_parts(parts)
    , m_button(new KeyButton(theme, filterAction, KeyButton::Kind::Quiet))
    , m_count(new ElidedLabel(theme, {}, Text::Caption, Color::Text2))
    , m_chooser(new FilterChooser(theme, page))
{
    setObjectName(u"inspectFilterBar"_s);
    m_button->setObjectName(u"inspectFilterButton"_s);
    m_button->setControlHeight(metrics::kChip);
    m_count->setObjectName(u"inspectCount"_s);
    m_count->setAlignment(Qt::AlignRight);
    auto* chips = new QWidget;
    m_flow = new FlowLayout(chips);
    m_flow->setContentsMargins(0, 0, 0, 0);
    m_flow->addWidget(m_button);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace4);
    row->addWidget(chips, 3);
    row->addWidget(m_count, 2, Qt::AlignTop);
    m_count->setFixedHeight(theme.scaled(metrics::kChip));
    connect(&theme, &Theme::changed, this,
            [this] { m_count->setFixedHeight(m_theme.scaled(metrics::kChip)); });
    connect(m_chooser, &FilterChooser::chosen, this, [this](const FilterChoice& choice) {
        LabelFilter filter = m_filter;
        choice.apply(filter);
        change(filter);
        fillChooser();
    });
}

void InspectFilterBar::setFilter(const LabelFilter& filter)
{
    m_filter = filter;
    rebuildChips();
}

void InspectFilterBar::setSelections(const QList<InspectSelection>& selections)
{
    if (m_selections != selections) {
        m_selections = selections;
        rebuildChips();
    }
}

void InspectFilterBar::setCount(const QString& text)
{
    m_count->setText(text);
}

void InspectFilterBar::setTable(std::shared_ptr<const LabelTable> table)
{
    m_table = std::move(table);
    if (m_chooser->isOpen()) {
        fillChooser();
    }
}

void InspectFilterBar::change(const LabelFilter& filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    rebuildChips();
    Q_EMIT filterChanged(m_filter);
}

void InspectFilterBar::fillChooser()
{
    m_chooser->setChoices(m_table != nullptr ? filterChoices(*m_table, m_filter, m_parts)
                                             : QList<FilterChoice>());
}

void InspectFilterBar::openChooser(std::optional<FilterPart> part)
{
    fillChooser();
    const QWidget* anchor = m_button;
    if (part) {
        if (const auto* chip = findChild<Chip*>(u"chip_%1"_s.arg(static_cast<int>(*part)))) {
            anchor = chip;
        }
    }
    m_chooser->openAt(anchor, part);
}

Chip* InspectFilterBar::addChip(const QString& name, const QString& label, const QString& value,
                                bool isSelection)
{
    auto* chip =
        new Chip(m_theme, label, value, isSelection ? Chip::Kind::Selection : Chip::Kind::Filter, this);
    chip->setObjectName(name);
    m_flow->insertWidget(static_cast<int>(m_chips.size()), chip);
    chip->show();
    m_chips << chip;
    return chip;
}

void InspectFilterBar::rebuildChips()
{
    int focused = -1; // a chip that is taken away by the keyboard leaves the focus to its neighbour
    for (int index = 0; index < m_chips.size(); ++index) {
        Chip* chip = m_chips.at(index);
        focused = chip->hasFocus() ? index : focused;
        m_flow->removeWidget(chip);
        chip->setObjectName({});
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    const QList<FilterWords> words = filterWords(m_filter);
    for (const FilterWords& each : words) {
        Chip* chip = addChip(u"chip_%1"_s.arg(static_cast<int>(each.part)), each.label, each.value, false);
        connect(chip, &Chip::removed, this, [this, part = each.part] {
            LabelFilter filter = m_filter;
            clearPart(filter, part);
            change(filter);
        });
        connect(chip, &Chip::clicked, this, [this, part = each.part] { openChooser(part); });
    }
    for (const InspectSelection& each : std::as_const(m_selections)) {
        Chip* chip = addChip(u"selection_"_s + each.key, each.label, each.value, true);
        connect(chip, &Chip::removed, this, [this, key = each.key] { Q_EMIT selectionRemoved(key); });
        connect(chip, &Chip::clicked, this, [this, key = each.key] { Q_EMIT selectionClicked(key); });
    }
    if (focused >= 0) {
        QWidget* next = m_chips.isEmpty() ? static_cast<QWidget*>(m_button)
                                          : m_chips.at(std::min<qsizetype>(focused, m_chips.size() - 1));
        next->setFocus(Qt::OtherFocusReason);
    }
    QWidget* before = nullptr;
    for (Chip* chip : std::as_const(m_chips)) { // Tab follows what is seen
        if (before != nullptr) {
            setTabOrder(before, chip);
        }
        before = chip;
    }
    if (before != nullptr) {
        setTabOrder(before, m_button);
    }
    m_flow->invalidate();
    updateGeometry();
}

} // namespace plumbline
