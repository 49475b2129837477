#pragma once

#include "core/llm/llmendpoint.h"
#include "core/llm/secret.h"
#include "ui/screens/judgesetup/keyfinder.h"

#include <QScrollArea>

#include <memory>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace plumbline {

class Dialogs;
class FormRows;
class KeyButton;
class Theme;
class ThemedLabel;

/// All settings of an endpoint as fields. A key is typed here and goes into the keyring; it never stands in
/// what endpoint() gives.
class EndpointForm : public QScrollArea
{
    Q_OBJECT

public:
    /// Theme and dialogs outlive it.
    EndpointForm(const Theme& theme, Dialogs& dialogs, std::shared_ptr<KeyFinder> keys,
                 QWidget* parent = nullptr);

    void setEndpoint(const LlmEndpoint& endpoint);
    /// What stands in the fields, checked by nobody. Abilities are those of the tested address and model, and
    /// unknown for any other.
    [[nodiscard]] LlmEndpoint endpoint() const;
    /// What a test of endpoint() has found.
    void setAbilities(const LlmAbilities& abilities);
    /// The key in the field that is not stored yet.
    [[nodiscard]] Secret typedKey() const;
    /// Puts the focus where an error is, by its field's name (LlmEndpoint::check()).
    void goTo(const QString& field);
    void focusFirst();

Q_SIGNALS:
    void changed();
    /// A key was stored, or was refused: a sentence.
    void keyWasStored(const QString& name);
    void keyWasRefused(const plumbline::Error& error);

private:
    void buildServer(FormRows& rows);
    void buildKey(FormRows& rows);
    void buildLimits(FormRows& rows);
    void buildPrices(FormRows& rows);
    void buildTimeouts(FormRows& rows);
    void buildNetwork(FormRows& rows);
    QLineEdit* line(const QString& objectName, const QString& placeholder = {});
    QSpinBox* number(const QString& objectName, int least, int most, const QString& suffix,
                     const QString& special = {});
    QDoubleSpinBox* price(const QString& objectName, double least);
    void applyPreset(int index);
    void showPreset();
    void showKeyPlace();
    void showProxy();
    void storeKey();
    void chooseCaFile();

    const Theme& m_theme;
    Dialogs& m_dialogs;
    std::shared_ptr<KeyFinder> m_keys;
    LlmEndpoint m_given;      ///< what has no field stays as it was
    LlmAbilities m_abilities; ///< of m_testedUrl and m_testedModel
    QUrl m_testedUrl;
    QString m_testedModel;
    QString m_presetName; ///< the name that a preset gave; follows the preset until it is changed
    FormRows* m_rows = nullptr;
    QComboBox* m_preset = nullptr;
    ThemedLabel* m_presetHint = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_url = nullptr;
    QLineEdit* m_model = nullptr;
    QLineEdit* m_keyName = nullptr;
    ThemedLabel* m_keyHint = nullptr;
    QLineEdit* m_key = nullptr;
    KeyButton* m_storeKey = nullptr;
    QSpinBox* m_requests = nullptr;
    QSpinBox* m_tokens = nullptr;
    QSpinBox* m_inFlight = nullptr;
    QDoubleSpinBox* m_input = nullptr;
    QDoubleSpinBox* m_cached = nullptr;
    QDoubleSpinBox* m_output = nullptr;
    QSpinBox* m_batch = nullptr;
    QSpinBox* m_connect = nullptr;
    QSpinBox* m_firstByte = nullptr;
    QSpinBox* m_idle = nullptr;
    QSpinBox* m_total = nullptr;
    QComboBox* m_proxy = nullptr;
    QLineEdit* m_proxyHost = nullptr;
    QSpinBox* m_proxyPort = nullptr;
    QLineEdit* m_proxyKey = nullptr;
    QLineEdit* m_caFile = nullptr;
    QCheckBox* m_plainHttp = nullptr;
};

} // namespace plumbline
