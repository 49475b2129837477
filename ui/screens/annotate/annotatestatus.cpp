#include "ui/screens/annotate/annotatestatus.h"

#include <QAction>
#include <QHBoxLayout>

#include "ui/screens/annotate/annotatecontroller.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/historystrip.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/statusitem.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBoxes = 10; ///< with the open item

} // namespace

AnnotateStatus::AnnotateStatus(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
    , m_label(new StatusItem(theme, tr("Last answers"), {}, this))
    , m_strip(new HistoryStrip(theme, this))
    , m_separator(new Separator(theme, Qt::Vertical, this))
    , m_undo(new StatusItem(theme, tr("Undo"), actions.keycapTexts(u"annotate.undo"_s), this))
    , m_redo(new StatusItem(theme, tr("Redo"), actions.keycapTexts(u"annotate.redo"_s), this))
{
    setObjectName(u"annotateStatus"_s);
    m_strip->setObjectName(u"historyStrip"_s);
    m_strip->setAccessibleName(tr("Last answers"));
    m_undo->setObjectName(u"undoItem"_s);
    m_undo->setAccessibleName(tr("Undo"));
    m_redo->setObjectName(u"redoItem"_s);
    m_redo->setAccessibleName(tr("Redo"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metrics::kSpace3);
    m_row->addWidget(m_label);
    m_row->addWidget(m_strip);
    m_row->addWidget(m_separator);
    m_row->addWidget(m_undo);
    m_row->addWidget(m_redo);
    m_row->addStretch(1);
    for (StatusItem* item : {m_undo, m_redo}) {
        item->setClickable(true);
    }
    connect(m_undo, &StatusItem::activated, actions.action(u"annotate.undo"_s), &QAction::trigger);
    connect(m_redo, &StatusItem::activated, actions.action(u"annotate.redo"_s), &QAction::trigger);
    connect(&actions, &ActionCollection::keysChanged, this, [this, &actions] {
        m_undo->setKeys(actions.keycapTexts(u"annotate.undo"_s));
        m_redo->setKeys(actions.keycapTexts(u"annotate.redo"_s));
    });
    connect(m_strip, &HistoryStrip::activated, this, [this](int index) {
        if (index < m_items.size()) {
            Q_EMIT itemChosen(m_items.at(index));
        }
    });
}

void AnnotateStatus::setOverview(const LabellingOverview& overview, qint64 position, ItemId open,
                                 bool canUndo)
{
    QList<HistoryStrip::Entry> entries;
    m_items.clear();
    bool isOpenShown = false;
    for (const HistoryEntry& each : overview.history) {
        HistoryStrip::Entry entry;
        entry.text = each.shortText;
        entry.state = each.itemId == open                       ? HistoryStrip::State::Current
                      : each.action == AnnotationAction::Submit ? HistoryStrip::State::Submitted
                                                                : HistoryStrip::State::Skipped;
        isOpenShown = isOpenShown || each.itemId == open;
        entry.name = each.action == AnnotationAction::Skip
                         ? tr("Skipped item, open it again")
                         : tr("Answer %1, open it again").arg(each.shortText);
        entries.append(entry);
        m_items.append(each.itemId);
    }
    if (position > 0 && !isOpenShown) {
        if (entries.size() >= kBoxes) {
            entries.removeFirst();
            m_items.removeFirst();
        }
        const QString number = QString::number(position);
        entries.append({number, HistoryStrip::State::Current, tr("Item %1, open now").arg(number)});
    }
    m_strip->setEntries(entries);
    m_undo->setEnabled(canUndo);
    m_redo->setEnabled(overview.canRedo);
    update();
}

void AnnotateStatus::setKeyHints(const QStringList& hints)
{
    if (m_hintTexts == hints) {
        return;
    }
    m_hintTexts = hints;
    qDeleteAll(m_hints);
    m_hints.clear();
    const auto add = [this](const QString& text, const QStringList& keys) {
        auto* item = new StatusItem(m_theme, text, keys, this);
        m_row->insertWidget(static_cast<int>(m_hints.size()), item);
        m_hints.append(item);
    };
    for (const QString& hint : hints) {
        const qsizetype tab = hint.indexOf(u'\t');
        if (tab > 0) {
            add({}, hint.left(tab).split(u' ', Qt::SkipEmptyParts));
        }
        add(hint.mid(tab + 1), {});
    }
    update();
}

void AnnotateStatus::setStripShown(bool isShown)
{
    m_isStripShown = isShown;
    update();
}

void AnnotateStatus::update()
{
    const bool hasStrip = m_isStripShown && m_hints.isEmpty() && !m_strip->entries().isEmpty();
    m_label->setVisible(hasStrip);
    m_strip->setVisible(hasStrip);
    m_separator->setVisible(hasStrip || !m_hints.isEmpty());
    m_redo->setVisible(m_hints.isEmpty());
}

} // namespace plumbline
