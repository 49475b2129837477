// How the form of an endpoint is built.
#include "ui/screens/judgesetup/endpointform.h"
#include "ui/screens/judgesetup/endpointpresets.h"
#include "ui/screens/judgesetup/formrows.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostRate = 1'000'000;
constexpr int kMostTokens = 2'000'000'000;
constexpr int kMostInFlight = 1024;
constexpr int kMostPort = 65'535;
constexpr int kMostSeconds = 86'400;
constexpr int kMostPercent = 100;
constexpr double kMostPrice = 100'000;
constexpr int kPriceDecimals = 4;
constexpr int kNumberWidth = 180;

QWidget* beside(QWidget* field, QWidget* button)
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(field, 1);
    row->addWidget(button);
    box->setFocusProxy(field);
    return box;
}

} // namespace

EndpointForm::EndpointForm(const Theme& theme, Dialogs& dialogs, std::shared_ptr<KeyFinder> keys,
                           QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_dialogs(dialogs)
    , m_keys(std::move(keys))
    , m_rows(new FormRows(theme))
{
    setObjectName(u"endpointForm"_s);
    setAccessibleName(tr("Settings of the endpoint"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    buildServer(*m_rows);
    buildKey(*m_rows);
    buildPrices(*m_rows);
    buildLimits(*m_rows);
    buildTimeouts(*m_rows);
    buildNetwork(*m_rows);
    m_rows->addStretch();
    setWidget(m_rows);
    connect(m_keys.get(), &KeyFinder::found, this, [this](const QString& name) {
        if (name == m_keyName->text().trimmed()) {
            showKeyPlace();
        }
    });
    connect(m_keys.get(), &KeyFinder::stored, this, [this](const QString& name) {
        m_key->clear();
        showKeyPlace();
        Q_EMIT keyWasStored(name);
    });
    connect(m_keys.get(), &KeyFinder::refused, this, &EndpointForm::keyWasRefused);
    setEndpoint({});
    m_preset->setCurrentIndex(0);
    applyPreset(0);
}

QLineEdit* EndpointForm::line(const QString& objectName, const QString& placeholder)
{
    auto* field = new QLineEdit;
    field->setObjectName(objectName);
    field->setPlaceholderText(placeholder);
    connect(field, &QLineEdit::textChanged, this, &EndpointForm::changed);
    return field;
}

QSpinBox* EndpointForm::number(const QString& objectName, int least, int most, const QString& suffix,
                               const QString& special)
{
    auto* field = new QSpinBox;
    field->setObjectName(objectName);
    field->setRange(least, most);
    field->setSuffix(suffix);
    field->setSpecialValueText(special);
    field->setGroupSeparatorShown(true);
    field->setFixedWidth(m_theme.scaled(kNumberWidth));
    connect(field, &QSpinBox::valueChanged, this, &EndpointForm::changed);
    return field;
}

QDoubleSpinBox* EndpointForm::price(const QString& objectName, double least)
{
    auto* field = new QDoubleSpinBox;
    field->setObjectName(objectName);
    field->setRange(least, kMostPrice);
    field->setDecimals(kPriceDecimals);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field->setPrefix(u"$ "_s);
    field->setFixedWidth(m_theme.scaled(kNumberWidth));
    connect(field, &QDoubleSpinBox::valueChanged, this, &EndpointForm::changed);
    return field;
}

void EndpointForm::buildServer(FormRows& rows)
{
    m_preset = new QComboBox;
    m_preset->setObjectName(u"endpointPreset"_s);
    for (const EndpointPreset& preset : endpointPresets()) {
        m_preset->addItem(preset.title, preset.id);
    }
    m_name = line(u"endpointName"_s, tr("what judges will call it"));
    m_url = line(u"endpointUrl"_s, u"https://api.example.org/v1"_s);
    m_model = line(u"endpointModel"_s);
    rows.addSection(tr("Server"));
    m_presetHint = rows.addRow(tr("Kind of server"), m_preset, u" "_s);
    rows.addRow(tr("Name"), m_name);
    rows.addRow(tr("Base URL"), m_url, tr("Up to /chat/completions, without it."));
    rows.addRow(tr("Model"), m_model);
    connect(m_preset, &QComboBox::activated, this, &EndpointForm::applyPreset);
}

void EndpointForm::buildKey(FormRows& rows)
{
    m_keyName = line(u"endpointKeyName"_s, tr("empty: the server wants no key"));
    m_key = line(u"endpointKey"_s, KeyFinder::hasKeyring() ? tr("paste it here, then store it")
                                                           : tr("this build has no keyring"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_key->setAccessibleName(tr("Key"));
    auto* store = new QAction(tr("Store in the keyring"), this);
    store->setObjectName(u"endpointStoreKey"_s);
    m_storeKey = new KeyButton(m_theme, store);
    m_storeKey->setObjectName(u"endpointStoreKey.button"_s);
    rows.addSection(tr("Key"),
                    tr("A project holds only the key's name. The key itself stays in the keyring or "
                       "in the environment, and is never shown."));
    m_keyHint = rows.addRow(tr("Name of the key"), m_keyName, u" "_s);
    rows.addRow(tr("Key"), beside(m_key, m_storeKey));
    connect(m_keyName, &QLineEdit::textChanged, this, &EndpointForm::showKeyPlace);
    connect(m_key, &QLineEdit::textChanged, this, &EndpointForm::showKeyPlace);
    connect(m_key, &QLineEdit::returnPressed, store, &QAction::trigger);
    connect(store, &QAction::triggered, this, &EndpointForm::storeKey);
}

void EndpointForm::buildLimits(FormRows& rows)
{
    m_requests = number(u"endpointRequests"_s, 0, kMostRate, {}, tr("no limit"));
    m_tokens = number(u"endpointTokens"_s, 0, kMostTokens, {}, tr("no limit"));
    m_inFlight = number(u"endpointInFlight"_s, 1, kMostInFlight, {});
    rows.addSection(tr("Limits"));
    rows.addRow(tr("Requests a minute"), m_requests);
    rows.addRow(tr("Tokens a minute"), m_tokens);
    rows.addRow(tr("Requests at once"), m_inFlight);
}

void EndpointForm::buildPrices(FormRows& rows)
{
    m_input = price(u"endpointPriceIn"_s, 0);
    m_cached = price(u"endpointPriceCached"_s, -1);
    m_cached->setSpecialValueText(tr("as input"));
    m_output = price(u"endpointPriceOut"_s, 0);
    m_batch = number(u"endpointBatch"_s, 0, kMostPercent, tr(" %"));
    rows.addSection(tr("Prices"),
                    tr("In US dollars for a million tokens; 0 for a server of your own. Estimates "
                       "and budgets count by them."));
    rows.addRow(tr("Input"), m_input);
    rows.addRow(tr("Input, cached"), m_cached);
    rows.addRow(tr("Output"), m_output, tr("What a model thinks before it answers counts as output."));
    rows.addRow(tr("A batch costs"), m_batch, tr("Of these prices, where the server takes batches."));
}

void EndpointForm::buildTimeouts(FormRows& rows)
{
    const QString unit = tr(" s");
    m_connect = number(u"endpointConnect"_s, 1, kMostSeconds, unit);
    m_firstByte = number(u"endpointFirstByte"_s, 1, kMostSeconds, unit);
    m_idle = number(u"endpointIdle"_s, 1, kMostSeconds, unit);
    m_total = number(u"endpointTotal"_s, 1, kMostSeconds, unit);
    rows.addSection(tr("Patience"));
    rows.addRow(tr("To connect"), m_connect);
    rows.addRow(tr("Until a reply begins"), m_firstByte);
    rows.addRow(tr("Between two pieces"), m_idle);
    rows.addRow(tr("For one reply in all"), m_total);
}

void EndpointForm::buildNetwork(FormRows& rows)
{
    m_proxy = new QComboBox;
    m_proxy->setObjectName(u"endpointProxy"_s);
    m_proxy->addItem(tr("As the system says"), static_cast<int>(LlmProxy::Kind::System));
    m_proxy->addItem(tr("None: straight to the server"), static_cast<int>(LlmProxy::Kind::None));
    m_proxy->addItem(tr("HTTP"), static_cast<int>(LlmProxy::Kind::Http));
    m_proxy->addItem(tr("SOCKS 5"), static_cast<int>(LlmProxy::Kind::Socks5));
    m_proxyHost = line(u"endpointProxyHost"_s);
    m_proxyPort = number(u"endpointProxyPort"_s, 0, kMostPort, {});
    m_proxyPort->setGroupSeparatorShown(false);
    m_proxyKey = line(u"endpointProxyKey"_s, tr("empty: the proxy wants none"));
    m_caFile = line(u"endpointCaFile"_s, tr("empty: those of the system alone"));
    m_caFile->setAccessibleName(tr("Certificate authorities"));
    auto* choose = new QAction(tr("Choose"), this);
    choose->setObjectName(u"endpointChooseCa"_s);
    auto* button = new KeyButton(m_theme, choose);
    button->setObjectName(u"endpointChooseCa.button"_s);
    connect(choose, &QAction::triggered, this, &EndpointForm::chooseCaFile);
    m_plainHttp = new QCheckBox(tr("The key may go unencrypted (plain http)"));
    m_plainHttp->setObjectName(u"endpointPlainHttp"_s);
    rows.addSection(tr("Network"));
    rows.addRow(tr("Proxy"), m_proxy);
    rows.addRow(tr("Proxy's host"), m_proxyHost);
    rows.addRow(tr("Proxy's port"), m_proxyPort);
    rows.addRow(tr("Proxy's key"), m_proxyKey, tr("Name of a key that holds user:password."));
    rows.addRow(tr("Certificate authorities"), beside(m_caFile, button),
                tr("A PEM file with further ones to trust, for a server with a certificate of your own."));
    rows.addField(m_plainHttp, tr("Only for a server in a network that you trust; to this machine it always "
                                  "may."));
    connect(m_proxy, &QComboBox::currentIndexChanged, this, [this] {
        showProxy();
        Q_EMIT changed();
    });
    connect(m_plainHttp, &QCheckBox::toggled, this, &EndpointForm::changed);
}

} // namespace plumbline
