#include "ui/screens/items/itemfilterbar.h"

#include "ui/models/annotationwords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/searchfield.h"

#include <QMenu>
#include <QTimer>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kSearchDelayMs = 150;
constexpr int kSearchWidth = 300;
constexpr int kChipPosition = 1; ///< after the search field
} // namespace

ItemFilterBar::ItemFilterBar(const Theme& theme, QAction* filterAction, const QStringList& searchKeys,
                             QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_search(new SearchField(theme, tr("Search prompts and responses"), searchKeys))
    , m_flow(new FlowLayout(this))
    , m_button(new KeyButton(theme, filterAction, KeyButton::Kind::Quiet))
{
    setObjectName(u"itemFilterBar"_s);
    m_search->setObjectName(u"itemSearch"_s);
    m_search->setAccessibleName(tr("Search prompts and responses"));
    m_search->setMinimumWidth(kSearchWidth);
    m_button->setObjectName(u"itemFilterButton"_s);
    m_flow->setContentsMargins(0, 0, 0, 0);
    m_flow->addWidget(m_search);
    m_flow->addWidget(m_button);
    auto* delay = new QTimer(this);
    delay->setSingleShot(true);
    delay->setInterval(kSearchDelayMs);
    connect(m_search, &QLineEdit::textChanged, delay, qOverload<>(&QTimer::start));
    connect(delay, &QTimer::timeout, this, [this] {
        const QString text = m_search->text();
        if (text.trimmed() != m_filter.text.trimmed()) {
            change([&text](ItemFilter& filter) { filter.text = text; });
        }
    });
}

void ItemFilterBar::setFilter(const ItemFilter& filter)
{
    m_filter = filter;
    if (m_search->text() != filter.text) {
        m_search->setText(filter.text);
    }
    rebuildChips();
}

void ItemFilterBar::setChoices(const FilterChoices& choices)
{
    m_choices = choices;
    rebuildChips();
}

void ItemFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ItemFilterBar::change(const std::function<void(ItemFilter&)>& edit)
{
    edit(m_filter);
    rebuildChips();
    Q_EMIT filterChanged(m_filter);
}

void ItemFilterBar::addChip(const QString& label, const QString& value,
                            const std::function<void(ItemFilter&)>& remove)
{
    auto* chip = new Chip(m_theme, label, value, Chip::Kind::Filter, this);
    chip->setObjectName(u"filterChip_"_s + label);
    connect(chip, &Chip::removed, this, [this, remove] { change(remove); });
    connect(chip, &Chip::clicked, this, [this] { openMenu(); });
    m_flow->insertWidget(kChipPosition + static_cast<int>(m_chips.size()), chip);
    chip->show();
    m_chips << chip;
}

void ItemFilterBar::rebuildChips()
{
    for (QWidget* chip : std::as_const(m_chips)) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    if (m_filter.batch) {
        QString name = QString::number(m_filter.batch->value);
        for (const Batch& batch : std::as_const(m_choices.batches)) {
            name = batch.id == *m_filter.batch ? batch.name : name;
        }
        addChip(tr("set"), name, [](ItemFilter& filter) { filter.batch.reset(); });
    }
    if (m_filter.kind) {
        addChip(tr("kind"), kindWord(*m_filter.kind), [](ItemFilter& filter) { filter.kind.reset(); });
    }
    if (m_filter.minimumLabels || m_filter.maximumLabels) {
        const int least = m_filter.minimumLabels.value_or(0);
        const QString value = !m_filter.maximumLabels ? tr("%1 or more").arg(least)
                              : m_filter.maximumLabels == least
                                  ? QString::number(least)
                                  : tr("%1 to %2").arg(least).arg(*m_filter.maximumLabels);
        addChip(tr("labels"), value, [](ItemFilter& filter) {
            filter.minimumLabels.reset();
            filter.maximumLabels.reset();
        });
    }
    if (m_filter.isOpen) {
        addChip({}, *m_filter.isOpen ? tr("open") : tr("complete"),
                [](ItemFilter& filter) { filter.isOpen.reset(); });
    }
    if (m_filter.onlyFlagged) {
        addChip({}, tr("flagged"), [](ItemFilter& filter) { filter.onlyFlagged = false; });
    }
    if (!m_filter.category.isEmpty()) {
        addChip(tr("category"), m_filter.category, [](ItemFilter& filter) { filter.category.clear(); });
    }
    if (!m_filter.model.isEmpty()) {
        addChip(tr("model"), m_filter.model, [](ItemFilter& filter) { filter.model.clear(); });
    }
    if (m_filter.annotator) {
        QString name = QString::number(m_filter.annotator->value);
        for (const Annotator& annotator : std::as_const(m_choices.annotators)) {
            name = annotator.id == *m_filter.annotator ? annotator.name : name;
        }
        addChip(tr("answered by"), name, [](ItemFilter& filter) { filter.annotator.reset(); });
    }
    m_flow->invalidate();
    updateGeometry();
}

void ItemFilterBar::openMenu()
{
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(m_button->mapToGlobal(QPoint(0, m_button->height())));
}

void ItemFilterBar::fillMenu(QMenu& menu)
{
    QMenu* sets = menu.addMenu(tr("&Set"));
    for (const Batch& batch : std::as_const(m_choices.batches)) {
        sets->addAction(batch.name, this,
                        [this, id = batch.id] { change([id](ItemFilter& filter) { filter.batch = id; }); });
    }
    QMenu* kinds = menu.addMenu(tr("&Kind"));
    for (const ItemKind kind : {ItemKind::Pairwise, ItemKind::Rating, ItemKind::Ranking, ItemKind::Span,
                                ItemKind::Critique, ItemKind::Reaction}) {
        kinds->addAction(kindWord(kind), this,
                         [this, kind] { change([kind](ItemFilter& filter) { filter.kind = kind; }); });
    }
    QMenu* labels = menu.addMenu(tr("&Labels"));
    const auto addLabels = [&](const QString& text, std::optional<int> least, std::optional<int> most) {
        labels->addAction(text, this, [this, least, most] {
            change([least, most](ItemFilter& filter) {
                filter.minimumLabels = least;
                filter.maximumLabels = most;
            });
        });
    };
    addLabels(tr("none"), 0, 0);
    addLabels(tr("one"), 1, 1);
    addLabels(tr("2 or more"), 2, {});
    addLabels(tr("4 or more"), 4, {});
    menu.addAction(tr("&Open"), this, [this] { change([](ItemFilter& filter) { filter.isOpen = true; }); });
    menu.addAction(tr("&Complete"), this,
                   [this] { change([](ItemFilter& filter) { filter.isOpen = false; }); });
    menu.addAction(tr("&Flagged"), this,
                   [this] { change([](ItemFilter& filter) { filter.onlyFlagged = true; }); });
    QMenu* categories = menu.addMenu(tr("C&ategory"));
    for (const QString& category : std::as_const(m_choices.categories)) {
        categories->addAction(category, this, [this, category] {
            change([&category](ItemFilter& filter) { filter.category = category; });
        });
    }
    QMenu* models = menu.addMenu(tr("&Model"));
    for (const QString& model : std::as_const(m_choices.models)) {
        models->addAction(model, this,
                          [this, model] { change([&model](ItemFilter& filter) { filter.model = model; }); });
    }
    QMenu* people = menu.addMenu(tr("Answered &by"));
    for (const Annotator& annotator : std::as_const(m_choices.annotators)) {
        people->addAction(annotator.name, this, [this, id = annotator.id] {
            change([id](ItemFilter& filter) { filter.annotator = id; });
        });
    }
}

} // namespace plumbline
