#pragma once

#include "ui/dialogs/dialogframe.h"
#include "ui/screens/judgesetup/judgesetupdata.h"
#include "ui/shell/appcontext.h"

#include <memory>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace plumbline {

class FlowLayout;
class FormRows;
class JudgeOptions;
class KeyButton;
class KeyFinder;
class SegmentedControl;
class ThemedLabel;

/// Adds a judge, or changes one that has given no label yet: the protocol at the left, its settings at the
/// right. A judge that has labelled is never changed, since its labels name its settings; then this makes a
/// new one. Accepted once it is saved.
class JudgeDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// The context has a store.
    JudgeDialog(AppContext& context, std::shared_ptr<KeyFinder> keys, const JudgeSetupData& data,
                QWidget* parent = nullptr);

    static void addActions(ActionCollection& actions);

    /// Changes a judge, or copies it under a new name when it has given labels.
    void edit(const JudgeListRow& row);
    /// A new judge with the settings of another.
    void copy(const JudgeListRow& row);
    /// What stands in the fields.
    [[nodiscard]] JudgeSpec spec() const;
    /// The name of what was saved.
    [[nodiscard]] const QString& savedName() const { return m_savedName; }

private:
    void connectDialog();
    QWidget* buildProtocols();
    QWidget* buildForm();
    void buildAsking(FormRows& rows);
    void buildSampling(FormRows& rows);
    void buildFooter();
    void setSpec(const JudgeSpec& spec);
    void setProtocol(JudgeProtocol protocol);
    [[nodiscard]] JudgeProtocol protocol() const;
    void fillEndpoints(const QString& chosen);
    void fillTemplates(const QString& chosen);
    void fillVersions(int chosen);
    void fillAspects();
    void showEndpoint();
    void addEndpoint();
    void updateFooter();
    [[nodiscard]] Result<void> check() const;
    void save();

    AppContext& m_context;
    std::shared_ptr<KeyFinder> m_keys;
    JudgeSetupData m_data;
    JudgeSpec m_given; ///< what has no field stays as it was
    QString m_editedName;
    QString m_savedName;
    QButtonGroup* m_protocols = nullptr;
    FormRows* m_rows = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_endpoint = nullptr;
    ThemedLabel* m_endpointHint = nullptr;
    KeyButton* m_newEndpoint = nullptr;
    QWidget* m_endpointBox = nullptr;
    QComboBox* m_template = nullptr;
    QComboBox* m_version = nullptr;
    SegmentedControl* m_orders = nullptr;
    ThemedLabel* m_ordersHint = nullptr;
    QWidget* m_aspectBox = nullptr;
    QList<QCheckBox*> m_aspectChecks;
    QDoubleSpinBox* m_temperature = nullptr;
    QDoubleSpinBox* m_topP = nullptr;
    QLineEdit* m_seed = nullptr;
    QSpinBox* m_tokens = nullptr;
    QSpinBox* m_samples = nullptr;
    QSpinBox* m_retries = nullptr;
    QCheckBox* m_structured = nullptr;
    QCheckBox* m_logprobs = nullptr;
    QCheckBox* m_reference = nullptr;
    JudgeOptions* m_options = nullptr;
    ThemedLabel* m_words = nullptr;
    KeyButton* m_saveButton = nullptr;
};

} // namespace plumbline
