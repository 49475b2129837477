#pragma once

#include "ui/screens/judgesetup/judgeoptionspecs.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace plumbline {

class FormRows;
class Theme;

/// The fields that only one protocol has: its options, or the judges of a jury.
class JudgeOptions : public QWidget
{
    Q_OBJECT

public:
    explicit JudgeOptions(const Theme& theme, QWidget* parent = nullptr);

    /// Who can be named: judges for a jury, and everybody who labels.
    void setPeople(const QStringList& judges, const QStringList& annotators);
    /// Shows the fields of a protocol with the values of a spec.
    void show(JudgeProtocol protocol, const JudgeSpec& spec);
    /// Puts what stands in the fields into a spec of the protocol shown. Options without a field stay.
    void apply(JudgeSpec& spec) const;
    /// Whether the protocol has any.
    [[nodiscard]] bool hasFields() const { return m_hasFields; }

Q_SIGNALS:
    void changed();

private:
    void rebuild(const JudgeSpec& spec);
    QWidget* field(const JudgeOptionSpec& option, const QJsonValue& value);
    [[nodiscard]] QJsonValue valueOf(const JudgeOptionSpec& option) const;
    void addJurors(FormRows& rows, const JudgeSpec& spec);
    void showRows();

    const Theme& m_theme;
    JudgeProtocol m_protocol = JudgeProtocol::Pairwise;
    QStringList m_judges;
    QStringList m_annotators;
    QList<JudgeOptionSpec> m_specs;
    QHash<QString, QWidget*> m_fields;
    QList<QCheckBox*> m_jurors;
    FormRows* m_rows = nullptr;
    QVBoxLayout* m_layout;
    bool m_hasFields = false;
};

} // namespace plumbline
