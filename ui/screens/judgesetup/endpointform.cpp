#include "ui/screens/judgesetup/endpointform.h"

#include "ui/screens/judgesetup/endpointpresets.h"
#include "ui/screens/judgesetup/formrows.h"
#include "ui/shell/dialogs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSecond = 1'000;
constexpr int kHundred = 100;

int seconds(int ms)
{
    return (ms + kSecond - 1) / kSecond;
}

} // namespace

void EndpointForm::setEndpoint(const LlmEndpoint& endpoint)
{
    m_given = endpoint;
    const QSignalBlocker quiet(this);
    m_name->setText(endpoint.name);
    m_url->setText(endpoint.baseUrl.toString());
    m_model->setText(endpoint.model);
    m_keyName->setText(endpoint.keyName);
    m_requests->setValue(endpoint.limits.requestsPerMinute);
    m_tokens->setValue(
        static_cast<int>(std::min<qint64>(endpoint.limits.tokensPerMinute, m_tokens->maximum())));
    m_inFlight->setValue(endpoint.limits.inFlight);
    m_input->setValue(endpoint.prices.input);
    m_cached->setValue(endpoint.prices.cachedInput < 0 ? m_cached->minimum() : endpoint.prices.cachedInput);
    m_output->setValue(endpoint.prices.output);
    m_batch->setValue(static_cast<int>(std::lround(endpoint.prices.batchFactor * kHundred)));
    m_connect->setValue(seconds(endpoint.timeouts.connectMs));
    m_firstByte->setValue(seconds(endpoint.timeouts.firstByteMs));
    m_idle->setValue(seconds(endpoint.timeouts.idleMs));
    m_total->setValue(seconds(endpoint.timeouts.totalMs));
    m_proxy->setCurrentIndex(m_proxy->findData(static_cast<int>(endpoint.proxy.kind)));
    m_proxyHost->setText(endpoint.proxy.host);
    m_proxyPort->setValue(endpoint.proxy.port);
    m_proxyKey->setText(endpoint.proxy.keyName);
    m_caFile->setText(QDir::toNativeSeparators(endpoint.caFile));
    m_plainHttp->setChecked(endpoint.isPlainHttpAllowed);
    m_preset->setCurrentIndex(static_cast<int>(presetOf(endpoint.baseUrl)));
    m_abilities = endpoint.abilities;
    m_testedUrl = tidyBaseUrl(endpoint.baseUrl);
    m_testedModel = endpoint.model;
    showPreset();
    showKeyPlace();
    showProxy();
}

LlmEndpoint EndpointForm::endpoint() const
{
    LlmEndpoint endpoint = m_given;
    endpoint.name = m_name->text().trimmed();
    endpoint.baseUrl = tidyBaseUrl(QUrl(m_url->text().trimmed(), QUrl::StrictMode));
    endpoint.model = m_model->text().trimmed();
    endpoint.keyName = m_keyName->text().trimmed();
    endpoint.limits.requestsPerMinute = m_requests->value();
    endpoint.limits.tokensPerMinute = m_tokens->value();
    endpoint.limits.inFlight = m_inFlight->value();
    endpoint.prices.input = m_input->value();
    endpoint.prices.cachedInput = m_cached->value() < 0 ? -1 : m_cached->value();
    endpoint.prices.output = m_output->value();
    endpoint.prices.batchFactor = double(m_batch->value()) / kHundred;
    endpoint.timeouts.connectMs = m_connect->value() * kSecond;
    endpoint.timeouts.firstByteMs = m_firstByte->value() * kSecond;
    endpoint.timeouts.idleMs = m_idle->value() * kSecond;
    endpoint.timeouts.totalMs = m_total->value() * kSecond;
    endpoint.proxy.kind = static_cast<LlmProxy::Kind>(m_proxy->currentData().toInt());
    endpoint.proxy.host = m_proxyHost->text().trimmed();
    endpoint.proxy.port = static_cast<quint16>(m_proxyPort->value());
    endpoint.proxy.keyName = m_proxyKey->text().trimmed();
    endpoint.caFile = QDir::fromNativeSeparators(m_caFile->text().trimmed());
    endpoint.isPlainHttpAllowed = m_plainHttp->isChecked();
    const bool isTested = endpoint.baseUrl == m_testedUrl && endpoint.model == m_testedModel;
    endpoint.abilities = isTested ? m_abilities : LlmAbilities();
    return endpoint;
}

void EndpointForm::setAbilities(const LlmAbilities& abilities)
{
    const LlmEndpoint now = endpoint();
    m_abilities = abilities;
    m_testedUrl = now.baseUrl;
    m_testedModel = now.model;
}

Secret EndpointForm::typedKey() const
{
    return Secret(m_key->text().trimmed().toUtf8());
}

void EndpointForm::goTo(const QString& field)
{
    const QHash<QString, QWidget*> fields{{u"name"_s, m_name},          {u"base_url"_s, m_url},
                                          {u"model"_s, m_model},        {u"key_name"_s, m_keyName},
                                          {u"in_flight"_s, m_inFlight}, {u"limits"_s, m_requests},
                                          {u"timeouts"_s, m_connect},   {u"prices"_s, m_input},
                                          {u"proxy"_s, m_proxyHost},    {u"ca_file"_s, m_caFile}};
    if (QWidget* widget = fields.value(field)) {
        ensureWidgetVisible(widget);
        widget->setFocus();
    }
}

void EndpointForm::focusFirst()
{
    (m_name->text().isEmpty() ? static_cast<QWidget*>(m_preset) : m_name)->setFocus();
}

void EndpointForm::applyPreset(int index)
{
    const EndpointPreset preset = endpointPresets().at(index);
    m_url->setText(preset.baseUrl.toString());
    m_keyName->setText(preset.keyName);
    m_inFlight->setValue(preset.inFlight);
    if (m_name->isEnabled() && (m_name->text().isEmpty() || m_name->text() == m_presetName)) {
        m_presetName = preset.id == "other"_L1 ? QString() : preset.title;
        m_name->setText(m_presetName);
    }
    showPreset();
}

void EndpointForm::showPreset()
{
    const EndpointPreset preset = endpointPresets().at(m_preset->currentIndex());
    m_presetHint->setText(preset.hint);
    m_model->setPlaceholderText(preset.modelHint);
}

void EndpointForm::showKeyPlace()
{
    const QString name = m_keyName->text().trimmed();
    const KeyPlace place = m_keys->place(name);
    m_keyHint->setText(keyPlaceWords(name, place));
    m_keyHint->setStyle(Text::Caption, place == KeyPlace::Missing ? Color::Warn
                                       : place == KeyPlace::Environment || place == KeyPlace::Keyring
                                           ? Color::Ok
                                           : Color::Text2);
    m_keyHint->show();
    const bool canStore = KeyFinder::hasKeyring() && !name.isEmpty();
    m_key->setEnabled(canStore);
    m_storeKey->action()->setEnabled(canStore && !m_key->text().trimmed().isEmpty());
}

void EndpointForm::showProxy()
{
    const auto kind = static_cast<LlmProxy::Kind>(m_proxy->currentData().toInt());
    const bool hasHost = kind == LlmProxy::Kind::Http || kind == LlmProxy::Kind::Socks5;
    for (QWidget* field : {static_cast<QWidget*>(m_proxyHost), static_cast<QWidget*>(m_proxyPort),
                           static_cast<QWidget*>(m_proxyKey)}) {
        m_rows->setRowVisible(field, hasHost);
    }
}

void EndpointForm::storeKey()
{
    const QString name = m_keyName->text().trimmed();
    const Result<Secret> key = checkedKey(name, m_key->text().trimmed().toUtf8());
    if (!key) {
        Q_EMIT keyWasRefused(key.error());
        return;
    }
    m_keys->store(name, *key);
}

void EndpointForm::chooseCaFile()
{
    const auto path = m_dialogs.openFile(this, tr("Certificate authorities"),
                                         tr("PEM files (*.pem *.crt);;All files (*)"), m_caFile->text());
    if (path) {
        m_caFile->setText(QDir::toNativeSeparators(*path));
    }
}

} // namespace plumbline
