#include "ui/screens/data/fieldspane.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidth = 320;
constexpr int kComboWidth = 148;

} // namespace

FieldsPane::FieldsPane(const Theme& theme, QWidget* parent)
    : BarFrame(theme, Color::Surface, Qt::RightEdge, parent)
    , m_theme(theme)
    , m_caption(new ThemedLabel(theme, {}, Text::Caption, Color::Text2))
    , m_kept(new ThemedLabel(theme, tr("Kept with each label: the file and the line it came from."),
                             Text::Caption, Color::Text2))
    , m_rows(new QVBoxLayout)
{
    setObjectName(u"fieldsPane"_s);
    setFixedWidth(theme.scaled(kWidth));
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::kSpace3);
    head->addWidget(new ThemedLabel(theme, tr("Fields"), Text::Strong));
    head->addWidget(m_caption);
    head->addStretch(1);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    column->setSpacing(metrics::kSpace4);
    column->addLayout(head);
    m_rows->setSpacing(metrics::kSpace4);
    column->addLayout(m_rows);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    m_kept->setWordWrap(true);
    column->addWidget(m_kept);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"fieldsScroll"_s);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 1, 0);
    outer->addWidget(scroll);
}

void FieldsPane::clear()
{
    m_columns.clear();
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FieldsPane::show(const FormatInfo& format, const ImportPreview& preview,
                      const QMap<QString, QString>& mapping)
{
    clear();
    m_fields = format.fields;
    for (const FieldInfo& field : std::as_const(m_fields)) {
        addMapped(field, preview, mapping.value(field.id, field.id));
    }
    if (m_fields.isEmpty()) {
        for (qsizetype index = 0; index < preview.sourceFields.size(); ++index) {
            addFixed(preview.sourceFields[index], preview.sourceSamples.value(index));
        }
    }
    updateCaption();
}

void FieldsPane::addMapped(const FieldInfo& field, const ImportPreview& preview, const QString& column)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace3);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new ElidedLabel(m_theme,
                                     field.isRequired ? field.id : tr("%1 (may be absent)").arg(field.id),
                                     Text::Mono, Color::Text));
    words->addWidget(new ElidedLabel(m_theme, field.title, Text::Caption, Color::Text2));
    auto* combo = new QComboBox;
    combo->setObjectName(u"field."_s + field.id);
    combo->setAccessibleName(tr("Column for %1").arg(field.id));
    combo->setFixedWidth(m_theme.scaled(kComboWidth));
    combo->addItem(tr("not there"), QString());
    for (qsizetype index = 0; index < preview.sourceFields.size(); ++index) {
        const QString& name = preview.sourceFields[index];
        combo->addItem(name, name);
        combo->setItemData(static_cast<int>(index) + 1, preview.sourceSamples.value(index), Qt::ToolTipRole);
    }
    combo->setCurrentIndex(std::max(0, combo->findData(column)));
    connect(combo, &QComboBox::currentIndexChanged, this, [this] {
        updateCaption();
        Q_EMIT mappingChanged();
    });
    layout->addLayout(words, 1);
    layout->addWidget(combo);
    m_rows->addWidget(row);
    m_columns << combo;
}

void FieldsPane::addFixed(const QString& name, const QString& sample)
{
    auto* row = new QWidget;
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new ElidedLabel(m_theme, name, Text::Mono, Color::Text));
    layout->addWidget(new ElidedLabel(m_theme, sample.simplified(), Text::Caption, Color::Text2));
    m_rows->addWidget(row);
}

void FieldsPane::updateCaption()
{
    if (m_fields.isEmpty()) {
        m_caption->setText(m_rows->count() > 0 ? tr("as the format names them") : QString());
        return;
    }
    int matched = 0;
    for (const QComboBox* combo : std::as_const(m_columns)) {
        matched += combo->currentIndex() > 0 ? 1 : 0;
    }
    m_caption->setText(tr("%1 of %2 matched").arg(matched).arg(m_fields.size()));
}

QMap<QString, QString> FieldsPane::mapping() const
{
    QMap<QString, QString> map;
    for (qsizetype index = 0; index < m_columns.size(); ++index) {
        const QString column = m_columns[index]->currentData().toString();
        if (!column.isEmpty() && column != m_fields[index].id) {
            map.insert(m_fields[index].id, column);
        }
    }
    return map;
}

QStringList FieldsPane::missing() const
{
    QStringList names;
    for (qsizetype index = 0; index < m_columns.size(); ++index) {
        if (m_fields[index].isRequired && m_columns[index]->currentIndex() <= 0) {
            names << m_fields[index].id;
        }
    }
    return names;
}

} // namespace plumbline
