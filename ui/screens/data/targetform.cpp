#include "ui/screens/data/targetform.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/themedlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFieldWidth = 420;
constexpr int kMostOverlap = 100;

void addField(QVBoxLayout& column, const Theme& theme, const QString& name, const QString& hint,
              QWidget* field)
{
    auto* label = new ThemedLabel(theme, name, Text::Strong);
    label->setBuddy(field);
    auto* caption = new ThemedLabel(theme, hint, Text::Caption, Color::Text2);
    caption->setWordWrap(true);
    field->setAccessibleName(name);
    field->setAccessibleDescription(hint);
    field->setMaximumWidth(theme.scaled(kFieldWidth));
    column.addWidget(label);
    column.addWidget(field);
    column.addWidget(caption);
    column.addSpacing(metrics::kSpace4);
}

} // namespace

TargetForm::TargetForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_batch(new QComboBox)
    , m_schema(new QComboBox)
    , m_overlap(new QSpinBox)
    , m_annotator(new QLineEdit)
    , m_withLabels(new QCheckBox(tr("Bring in the labels too")))
    , m_duplicates(new QComboBox)
{
    setObjectName(u"targetForm"_s);
    m_batch->setObjectName(u"importBatch"_s);
    m_batch->setEditable(true);
    m_batch->lineEdit()->setPlaceholderText(tr("as the format names it"));
    m_schema->setObjectName(u"importSchema"_s);
    m_overlap->setObjectName(u"importOverlap"_s);
    m_overlap->setRange(0, kMostOverlap);
    m_overlap->setValue(1);
    m_annotator->setObjectName(u"importAnnotator"_s);
    m_annotator->setPlaceholderText(tr("import"));
    m_withLabels->setObjectName(u"importWithLabels"_s);
    m_withLabels->setChecked(true);
    m_duplicates->setObjectName(u"importDuplicates"_s);
    m_duplicates->addItem(tr("Leave out what is there already"), static_cast<int>(Duplicates::Skip));
    m_duplicates->addItem(tr("Bring it in once more, as an item of its own"),
                          static_cast<int>(Duplicates::Keep));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace5, metrics::kPageMargin,
                               metrics::kSpace5);
    column->setSpacing(metrics::kSpace2);
    addField(*column, theme, tr("Batch of new items"), tr("Annotators get items batch by batch."), m_batch);
    addField(*column, theme, tr("Schema"), tr("The questions that new items ask, for who judges them here."),
             m_schema);
    addField(*column, theme, tr("Labels wanted for each item"),
             tr("An item is handed out until it has so many. Labels in the file count. 0 hands out nothing."),
             m_overlap);
    addField(*column, theme, tr("Who gave labels that name nobody"), tr("One name stands for them all."),
             m_annotator);
    column->addWidget(m_withLabels);
    column->addSpacing(metrics::kSpace4);
    addField(*column, theme, tr("What is there already"),
             tr("Items are the same when prompt and responses are."), m_duplicates);
    column->addStretch(1);
    setFocusProxy(m_schema);
    setChoices({}, {});
    connect(m_batch, &QComboBox::currentTextChanged, this, &TargetForm::changed);
    connect(m_schema, &QComboBox::currentIndexChanged, this, &TargetForm::changed);
    connect(m_overlap, &QSpinBox::valueChanged, this, &TargetForm::changed);
    connect(m_annotator, &QLineEdit::textChanged, this, &TargetForm::changed);
    connect(m_withLabels, &QCheckBox::toggled, this, &TargetForm::changed);
    connect(m_duplicates, &QComboBox::currentIndexChanged, this, &TargetForm::changed);
}

void TargetForm::setChoices(const QStringList& schemas, const QStringList& batches)
{
    const QString batch = m_batch->currentText();
    const QSignalBlocker quietBatch(m_batch);
    const QSignalBlocker quietSchema(m_schema);
    m_batch->clear();
    m_batch->addItems(batches);
    m_batch->setCurrentIndex(-1);
    m_batch->setEditText(batch);
    m_schema->clear();
    m_schema->addItem(tr("as the format says"), QString());
    for (const QString& name : schemas) {
        m_schema->addItem(name, name);
    }
}

void TargetForm::apply(ImportOptions& options) const
{
    options.batch = m_batch->currentText().trimmed();
    options.schema = m_schema->currentData().toString();
    options.overlap = m_overlap->value();
    options.annotator = m_annotator->text().trimmed();
    options.withLabels = m_withLabels->isChecked();
    options.duplicates = static_cast<Duplicates>(m_duplicates->currentData().toInt());
}

} // namespace plumbline
