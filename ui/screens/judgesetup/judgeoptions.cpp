#include "ui/screens/judgesetup/judgeoptions.h"

#include "ui/screens/judgesetup/formrows.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "gpt-4, claude = llama" as [["gpt-4"], …]; a name alone stays a text.
QJsonArray namesFrom(const QString& text, bool isRanking)
{
    QJsonArray out;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        QStringList equals;
        for (const QString& name : part.split(isRanking ? u'=' : u',', Qt::SkipEmptyParts)) {
            if (!name.trimmed().isEmpty()) {
                equals << name.trimmed();
            }
        }
        if (equals.size() == 1) {
            out.append(equals.first());
        } else if (!equals.isEmpty()) {
            out.append(QJsonArray::fromStringList(equals));
        }
    }
    return out;
}

QString namesText(const QJsonArray& names)
{
    QStringList parts;
    for (const QJsonValue& value : names) {
        if (value.isArray()) {
            QStringList equals;
            for (const QJsonValue& one : value.toArray()) {
                equals << one.toString();
            }
            parts << equals.join(u" = "_s);
        } else {
            parts << (value.isObject() ? value.toObject().value("name"_L1).toString() : value.toString());
        }
    }
    return parts.join(u", "_s);
}

} // namespace

JudgeOptions::JudgeOptions(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(u"judgeOptions"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
}

void JudgeOptions::setPeople(const QStringList& judges, const QStringList& annotators)
{
    m_judges = judges;
    m_annotators = annotators;
}

void JudgeOptions::show(JudgeProtocol protocol, const JudgeSpec& spec)
{
    m_protocol = protocol;
    m_specs = judgeOptionSpecs(protocol);
    rebuild(spec);
}

void JudgeOptions::rebuild(const JudgeSpec& spec)
{
    m_fields.clear();
    m_jurors.clear();
    delete m_rows;
    m_rows = nullptr;
    m_hasFields = !m_specs.isEmpty() || m_protocol == JudgeProtocol::Jury;
    setVisible(m_hasFields);
    if (!m_hasFields) {
        return;
    }
    m_rows = new FormRows(m_theme);
    if (m_protocol == JudgeProtocol::Jury) {
        addJurors(*m_rows, spec);
    } else {
        m_rows->addSection(tr("Of this protocol"));
        for (const JudgeOptionSpec& option : std::as_const(m_specs)) {
            QWidget* made = field(option, spec.options.value(option.key));
            made->setObjectName(u"judgeOption."_s + option.key);
            m_fields.insert(option.key, made);
            if (option.kind == JudgeOptionSpec::Kind::Check) {
                m_rows->addField(made, option.hint);
            } else {
                m_rows->addRow(option.name, made, option.hint);
            }
        }
    }
    m_layout->addWidget(m_rows);
    m_rows->show(); // at once, not with the next event
    showRows();
}

QWidget* JudgeOptions::field(const JudgeOptionSpec& option, const QJsonValue& value)
{
    switch (option.kind) {
    case JudgeOptionSpec::Kind::Choice: {
        auto* combo = new QComboBox;
        for (const auto& [name, words] : option.choices) {
            combo->addItem(words, name);
        }
        const QString now =
            option.isNumberChoice ? QString::number(value.toInt(int(option.usual))) : value.toString();
        combo->setCurrentIndex(std::max(0, combo->findData(now)));
        connect(combo, &QComboBox::currentIndexChanged, this, [this] {
            showRows();
            Q_EMIT changed();
        });
        return combo;
    }
    case JudgeOptionSpec::Kind::Number: {
        auto* number = new QDoubleSpinBox;
        number->setRange(option.least, option.most);
        number->setDecimals(option.decimals);
        number->setSingleStep(option.decimals > 0 ? 0.05 : 1);
        number->setValue(value.toDouble(option.usual));
        connect(number, &QDoubleSpinBox::valueChanged, this, &JudgeOptions::changed);
        return number;
    }
    case JudgeOptionSpec::Kind::Check: {
        auto* box = new QCheckBox(option.name);
        box->setChecked(value.toBool(option.usual > 0));
        connect(box, &QCheckBox::toggled, this, &JudgeOptions::changed);
        return box;
    }
    case JudgeOptionSpec::Kind::Names: {
        auto* line = new QLineEdit(namesText(value.toArray()));
        connect(line, &QLineEdit::textChanged, this, &JudgeOptions::changed);
        return line;
    }
    case JudgeOptionSpec::Kind::Annotator: {
        auto* combo = new QComboBox;
        combo->addItems(m_annotators);
        combo->setCurrentIndex(std::max(0, combo->findText(value.toString())));
        connect(combo, &QComboBox::currentIndexChanged, this, &JudgeOptions::changed);
        return combo;
    }
    }
    return new QWidget;
}

QJsonValue JudgeOptions::valueOf(const JudgeOptionSpec& option) const
{
    QWidget* widget = m_fields.value(option.key);
    if (auto* combo = qobject_cast<QComboBox*>(widget)) {
        if (option.kind == JudgeOptionSpec::Kind::Annotator) {
            return combo->currentText();
        }
        return option.isNumberChoice ? QJsonValue(combo->currentData().toString().toInt())
                                     : QJsonValue(combo->currentData().toString());
    }
    if (auto* box = qobject_cast<QCheckBox*>(widget)) {
        return box->isChecked();
    }
    if (auto* number = qobject_cast<QDoubleSpinBox*>(widget)) {
        return option.decimals > 0 ? QJsonValue(number->value()) : QJsonValue(qRound64(number->value()));
    }
    if (auto* line = qobject_cast<QLineEdit*>(widget)) {
        return namesFrom(line->text(), option.isRanking);
    }
    return {};
}

void JudgeOptions::addJurors(FormRows& rows, const JudgeSpec& spec)
{
    rows.addSection(tr("Who sits in the jury"),
                    m_judges.size() < 2 ? tr("A jury needs at least two judges: add them first.")
                                        : tr("Their labels are counted; a draw of votes is a tie."));
    for (const QString& judge : std::as_const(m_judges)) {
        auto* box = new QCheckBox(judge);
        box->setObjectName(u"juror."_s + judge);
        box->setChecked(spec.jurors.contains(judge));
        connect(box, &QCheckBox::toggled, this, &JudgeOptions::changed);
        m_jurors << box;
        rows.addField(box);
    }
}

void JudgeOptions::showRows()
{
    for (const JudgeOptionSpec& option : std::as_const(m_specs)) {
        if (!option.onlyWith.isEmpty()) {
            const auto* other = qobject_cast<QComboBox*>(m_fields.value(option.onlyWith));
            const bool isOn = other != nullptr && !other->isHidden() &&
                              option.onlyWithAny.contains(other->currentData().toString());
            m_rows->setRowVisible(m_fields.value(option.key), isOn);
        }
    }
}

void JudgeOptions::apply(JudgeSpec& spec) const
{
    spec.jurors.clear();
    for (const QCheckBox* box : m_jurors) {
        if (box->isChecked()) {
            spec.jurors << box->text();
        }
    }
    for (const JudgeOptionSpec& option : m_specs) {
        const QWidget* widget = m_fields.value(option.key);
        const QJsonValue value = valueOf(option);
        const bool isUsual = (value.isDouble() && qFuzzyCompare(1 + value.toDouble(), 1 + option.usual)) ||
                             (value.isBool() && value.toBool() == (option.usual > 0));
        const bool isEmpty =
            value.isArray() ? value.toArray().isEmpty() : value.isString() && value.toString().isEmpty();
        if (widget == nullptr || widget->isHidden() || isUsual || isEmpty) {
            spec.options.remove(option.key);
        } else {
            spec.options.insert(option.key, value);
        }
    }
}

} // namespace plumbline
