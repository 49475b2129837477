#include "ui/screens/data/exportform.h"

#include "ui/dialogs/optionrow.h"
#include "ui/models/annotationwords.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/statusitem.h"
#include "ui/widgets/themedlabel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 368;
constexpr int kHundred = 100;
constexpr QStringView kTrl = u"trl-";

QList<FormatInfo> exportFormats()
{
    QList<FormatInfo> formats;
    for (const std::unique_ptr<Format>& format : FormatRegistry::builtIn().formats()) {
        if (format->info().canExport) {
            formats << format->info();
        }
    }
    return formats;
}

} // namespace

int ExportForm::formatCount()
{
    return static_cast<int>(exportFormats().size());
}

QList<ExportForm::Check> ExportForm::checks()
{
    return {
        {u"text"_s, tr("Plain text instead of messages"), Qt::Key_M, kTrl.toString()},
        {u"margin"_s, tr("How much better, as a column"), Qt::Key_B, u"trl-preference"_s},
        {u"edits"_s, tr("Edited answers as pairs"), Qt::Key_E, u"trl-preference"_s},
        {u"source"_s, tr("Item, models and people as columns"), Qt::Key_N, kTrl.toString()},
        {u"offsets"_s, tr("Spans also in UTF-8 and UTF-16 units"), Qt::Key_U, u"plumbline"_s},
        {u"hash"_s, tr("Write people as hashes"), Qt::Key_H, {}},
        {u"card"_s, tr("Data card beside the file"), Qt::Key_D, {}},
        {u"checksums"_s, tr("Checksums beside the file"), Qt::Key_C, {}},
    };
}

ExportForm::ExportForm(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : BarFrame(theme, Color::Inset, Qt::RightEdge, parent)
    , m_theme(theme)
    , m_formats(exportFormats())
    , m_group(new QButtonGroup(this))
    , m_licence(new QLineEdit)
{
    setObjectName(u"exportForm"_s);
    setFixedWidth(theme.scaled(kWidth));
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace6, metrics::kSpace4, metrics::kSpace6, metrics::kSpace4);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(new ThemedLabel(theme, tr("Format"), Text::Head, Color::Text2));
    addFormats(*column, actions);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    column->addSpacing(metrics::kSpace2);
    addCombo(*column, actions, u"set"_s, tr("Items of the set"))->addItem(tr("All sets"), qint64(0));
    QComboBox* kinds = addCombo(*column, actions, u"kind"_s, tr("Kind of items"));
    kinds->addItem(tr("All kinds"), -1);
    for (const ItemKind kind : {ItemKind::Pairwise, ItemKind::Rating, ItemKind::Ranking, ItemKind::Span,
                                ItemKind::Critique, ItemKind::Reaction}) {
        kinds->addItem(kindWord(kind), static_cast<int>(kind));
    }
    QComboBox* people = addCombo(*column, actions, u"people"_s, tr("Labels by"));
    people->addItem(tr("People and judges"), 0);
    people->addItem(tr("People only"), 1);
    people->addItem(tr("Judges only"), 2);
    QComboBox* labels = addCombo(*column, actions, u"labels"_s, tr("One label from several"));
    labels->addItem(tr("A record for each label"), static_cast<int>(LabelChoice::Each));
    labels->addItem(tr("The majority"), static_cast<int>(LabelChoice::Majority));
    labels->addItem(tr("Only where all agree"), static_cast<int>(LabelChoice::Unanimous));
    labels->setCurrentIndex(1);
    QComboBox* ties = addCombo(*column, actions, u"ties"_s, tr("Ties"));
    ties->addItem(tr("Leave out, and count them"), static_cast<int>(TieChoice::LeaveOut));
    ties->addItem(tr("Write them with margin 0"), static_cast<int>(TieChoice::Include));
    QComboBox* split = addCombo(*column, actions, u"split"_s, tr("Split"));
    split->addItem(tr("None: one file"), 0);
    for (const int percent : {5, 10, 20}) {
        split->addItem(tr("train %1 %, test %2 %, by prompt").arg(kHundred - percent).arg(percent), percent);
    }
    column->addSpacing(metrics::kSpace2);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    addChecks(*column, actions);
    auto* licence = new ThemedLabel(theme, tr("Licence, for the card"), Text::Head, Color::Text2);
    licence->setBuddy(m_licence);
    m_licence->setObjectName(u"exportLicence"_s);
    m_licence->setAccessibleName(tr("Licence, for the card"));
    m_licence->setPlaceholderText(tr("for example CC BY 4.0"));
    column->addSpacing(metrics::kSpace2);
    column->addWidget(licence);
    column->addWidget(m_licence);
    column->addStretch(1);
    m_scroll = new QScrollArea;
    QScrollArea* scroll = m_scroll;
    scroll->setObjectName(u"exportFormScroll"_s);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    scroll->setWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 1, 0);
    outer->addWidget(scroll);
    connect(m_licence, &QLineEdit::textChanged, this, &ExportForm::changed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool isChecked) {
        if (isChecked) {
            updateChecks();
            Q_EMIT formatChanged();
            Q_EMIT changed();
        }
    });
    chooseFormat(std::min<int>(1, static_cast<int>(m_formats.size()) - 1));
}

void ExportForm::addFormats(QVBoxLayout& column, ActionCollection& actions)
{
    for (qsizetype index = 0; index < m_formats.size(); ++index) {
        const FormatInfo& info = m_formats[index];
        auto* row = new OptionRow(m_theme, OptionRow::Kind::Radio, info.title, info.description);
        row->setObjectName(u"exportFormat."_s + info.id);
        row->setFramed(true);
        row->setKeys(actions.keycapTexts(u"export.format%1"_s.arg(index + 1)));
        m_group->addButton(row, static_cast<int>(index));
        column.addWidget(row);
    }
    column.addSpacing(metrics::kSpace2);
}

QComboBox* ExportForm::addCombo(QVBoxLayout& column, ActionCollection& actions, const QString& id,
                                const QString& name)
{
    auto* combo = new QComboBox;
    combo->setObjectName(u"export."_s + id);
    combo->setAccessibleName(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* label = new ThemedLabel(m_theme, name, Text::Head, Color::Text2);
    label->setBuddy(combo);
    auto* keys = new StatusItem(m_theme, {}, actions.keycapTexts(u"export."_s + id));
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addStretch(1);
    row->addWidget(keys);
    column.addLayout(row);
    column.addWidget(combo);
    column.addSpacing(metrics::kSpace2);
    m_combos.insert(id, combo);
    connect(combo, &QComboBox::currentIndexChanged, this, &ExportForm::changed);
    return combo;
}

void ExportForm::addChecks(QVBoxLayout& column, ActionCollection& actions)
{
    const QList<Check> all = checks();
    for (const Check& check : all) {
        auto* row = new OptionRow(m_theme, OptionRow::Kind::Check, check.text);
        row->setObjectName(u"exportCheck."_s + check.id);
        row->setKeys(actions.keycapTexts(u"export."_s + check.id));
        row->setChecked(check.id == "margin"_L1 || check.id == "source"_L1 || check.id == "card"_L1);
        column.addWidget(row);
        connect(row, &QAbstractButton::toggled, this, &ExportForm::changed);
        m_checks.insert(check.id, row);
    }
}

void ExportForm::updateChecks()
{
    const QList<Check> all = checks();
    for (const Check& check : all) {
        m_checks.value(check.id)->setVisible(format().id.startsWith(check.format));
    }
    m_combos.value(u"ties"_s)->setEnabled(format().id.startsWith(kTrl));
    m_combos.value(u"split"_s)->setEnabled(format().canSplit);
}

void ExportForm::setBatches(const QList<Batch>& batches)
{
    QComboBox* sets = m_combos.value(u"set"_s);
    const qint64 chosen = sets->currentData().toLongLong();
    const QSignalBlocker quiet(sets);
    while (sets->count() > 1) {
        sets->removeItem(1);
    }
    for (const Batch& batch : batches) {
        sets->addItem(batch.name, batch.id.value);
    }
    sets->setCurrentIndex(std::max(0, sets->findData(chosen)));
}

bool ExportForm::isOn(const QString& check) const
{
    const OptionRow* row = m_checks.value(check);
    return !row->isHidden() && row->isChecked();
}

ExportOptions ExportForm::options() const
{
    ExportOptions options;
    options.format = format().id;
    if (const qint64 batch = m_combos.value(u"set"_s)->currentData().toLongLong(); batch > 0) {
        options.filter.batch = BatchId{batch};
    }
    if (const int kind = m_combos.value(u"kind"_s)->currentData().toInt(); kind >= 0) {
        options.filter.kind = static_cast<ItemKind>(kind);
    }
    const int by = m_combos.value(u"people"_s)->currentData().toInt();
    if (by == 1) {
        options.annotatorKinds = {AnnotatorKind::Human};
    } else if (by == 2) {
        options.annotatorKinds = {AnnotatorKind::Llm, AnnotatorKind::Simulated, AnnotatorKind::RewardModel};
    }
    options.labels = static_cast<LabelChoice>(m_combos.value(u"labels"_s)->currentData().toInt());
    options.ties = static_cast<TieChoice>(m_combos.value(u"ties"_s)->currentData().toInt());
    options.textForm = isOn(u"text"_s) ? TextForm::Text : TextForm::Messages;
    // What another format would ask stays at its usual value.
    options.withMargin = m_checks.value(u"margin"_s)->isChecked();
    options.withSource = m_checks.value(u"source"_s)->isChecked();
    options.withEdits = isOn(u"edits"_s);
    options.withOtherOffsets = isOn(u"offsets"_s);
    options.hashPeople = isOn(u"hash"_s);
    options.withCard = isOn(u"card"_s);
    options.withChecksums = isOn(u"checksums"_s);
    options.testPercent = format().canSplit ? m_combos.value(u"split"_s)->currentData().toInt() : 0;
    options.licence = m_licence->text().trimmed();
    return options;
}

const FormatInfo& ExportForm::format() const
{
    return m_formats.at(std::max(0, m_group->checkedId()));
}

QString ExportForm::batchName() const
{
    const QComboBox* sets = m_combos.value(u"set"_s);
    return sets->currentIndex() > 0 ? sets->currentText() : QString();
}

void ExportForm::chooseFormat(int index)
{
    if (QAbstractButton* row = m_group->button(index)) {
        row->setChecked(true);
        setFocusProxy(row);
        row->setFocus();
    }
}

void ExportForm::focusField(const QString& name)
{
    if (QComboBox* combo = m_combos.value(name)) {
        m_scroll->ensureWidgetVisible(combo); // its list opens where it stands
        combo->setFocus(Qt::ShortcutFocusReason);
        combo->showPopup();
    }
}

void ExportForm::toggle(const QString& check)
{
    if (OptionRow* row = m_checks.value(check); row != nullptr && !row->isHidden()) {
        m_scroll->ensureWidgetVisible(row);
        row->click();
    }
}

} // namespace plumbline
