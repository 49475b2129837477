#include "app/ctl/ctlcontext.h"

#include "core/base/whenfinished.h"
#include "core/jobs/judgesetup.h"
#include "core/llm/keyringkeys.h"
#include "core/llm/llmprobe.h"
#include "core/llm/llmthread.h"
#include "core/llm/rewardprobe.h"
#include "core/store/endpointrepository.h"
#include "core/store/store.h"

#include <QEventLoop>
#include <QRegularExpression>

#include <CLI/CLI.hpp>

#include <memory>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

struct EndpointArguments
{
    std::string name;
    std::string url;
    std::string model;
    std::string key;
    std::string caFile;
    std::string proxy = "system";
    bool isPlainHttpAllowed = false;
    bool replaces = false;
    bool isReward = false;
    int inFlight = 16;
    int requestsPerMinute = 0;
    qint64 tokensPerMinute = 0;
    double priceIn = 0;
    double priceCached = -1;
    double priceOut = 0;
    double timeoutSeconds = 600;
};

/// The name of a key is a word. A key itself, pasted by mistake, is refused and not repeated: the command
/// line is seen by every process and kept in the shell's history.
Result<QString> keyNameOf(const std::string& word)
{
    const QString name = fromArg(word);
    static const QRegularExpression kName(u"^[A-Za-z][A-Za-z0-9_.-]{0,39}$"_s);
    if (!name.isEmpty() &&
        (!kName.match(name).hasMatch() || name.startsWith(u"sk-"_s, Qt::CaseInsensitive))) {
        return makeError(
            ErrorCode::InvalidArgument,
            u"--key takes the name of a key, never the key: its name in the keyring, or NAME of an "
            "environment variable PLUMBLINE_KEY_NAME."_s,
            u"key"_s);
    }
    return name;
}

Result<LlmProxy> proxyOf(const std::string& word)
{
    LlmProxy proxy;
    const QString text = fromArg(word);
    if (text == u"none"_s) {
        proxy.kind = LlmProxy::Kind::None;
    } else if (text != u"system"_s) {
        const QUrl url(text);
        const bool isHttp = url.scheme() == u"http"_s;
        if ((!isHttp && url.scheme() != u"socks5"_s) || url.host().isEmpty() || url.port() < 1 ||
            !url.userInfo().isEmpty()) {
            return makeError(ErrorCode::InvalidArgument,
                             u"--proxy takes system, none, http://HOST:PORT or socks5://HOST:PORT."_s,
                             u"proxy"_s);
        }
        proxy.kind = isHttp ? LlmProxy::Kind::Http : LlmProxy::Kind::Socks5;
        proxy.host = url.host();
        proxy.port = static_cast<quint16>(url.port());
    }
    return proxy;
}

Result<LlmEndpoint> endpointOf(const EndpointArguments& arguments)
{
    constexpr double kMs = 1000;
    LlmEndpoint out;
    out.name = fromArg(arguments.name);
    out.baseUrl = tidyBaseUrl(QUrl(fromArg(arguments.url)));
    out.model = fromArg(arguments.model);
    PLUMBLINE_ASSIGN(out.keyName, keyNameOf(arguments.key));
    PLUMBLINE_ASSIGN(out.proxy, proxyOf(arguments.proxy));
    out.caFile = fromArg(arguments.caFile);
    out.isPlainHttpAllowed = arguments.isPlainHttpAllowed;
    out.limits.inFlight = arguments.inFlight;
    out.limits.requestsPerMinute = arguments.requestsPerMinute;
    out.limits.tokensPerMinute = arguments.tokensPerMinute;
    out.prices.input = arguments.priceIn;
    out.prices.cachedInput = arguments.priceCached;
    out.prices.output = arguments.priceOut;
    out.timeouts.totalMs = static_cast<int>(arguments.timeoutSeconds * kMs);
    out.timeouts.firstByteMs = std::min(out.timeouts.firstByteMs, out.timeouts.totalMs);
    PLUMBLINE_TRY(out.check());
    return out;
}

QString lineOf(const LlmEndpoint& endpoint)
{
    return u"%1\t%2\t%3\t%4"_s.arg(endpoint.name, endpoint.model, endpoint.baseUrl.toString(),
                                   endpoint.keyName.isEmpty() ? u"no key"_s
                                                              : u"key “%1”"_s.arg(endpoint.keyName));
}

void runAdd(CtlContext& context, const EndpointArguments& arguments)
{
    if (const auto key = keyNameOf(arguments.key); !key) {
        context.misuse(key.error().message);
        return;
    }
    const Result<LlmEndpoint> endpoint = endpointOf(arguments);
    if (!context.check(endpoint)) {
        return;
    }
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const Result<void> saved = store->write([&](Session& session) -> Result<void> {
        EndpointRepository endpoints(session);
        PLUMBLINE_ASSIGN(const auto found, endpoints.find(endpoint->name));
        if (found && !arguments.replaces) {
            return makeError(
                ErrorCode::AlreadyExists,
                u"There is an endpoint “%1” already. Use --replace to change it."_s.arg(endpoint->name),
                u"name"_s);
        }
        return endpoints.save(endpoint->name, endpoint->toJson());
    });
    if (context.check(saved)) {
        context.answer(
            endpoint->toJson(),
            u"Added the endpoint “%1”. Test it with plumblinectl endpoint test."_s.arg(endpoint->name));
    }
}

void runList(CtlContext& context)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const auto all = store->read([](Session& session) { return listEndpoints(session); });
    if (!context.check(all)) {
        return;
    }
    QJsonArray rows;
    QStringList lines;
    for (const LlmEndpoint& endpoint : *all) {
        rows.append(endpoint.toJson());
        lines.append(lineOf(endpoint));
    }
    context.answer({{u"endpoints"_s, rows}},
                   lines.isEmpty() ? u"There is no endpoint."_s : lines.join(u'\n'));
}

void runRemove(CtlContext& context, const EndpointArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const QString name = fromArg(arguments.name);
    const Result<void> removed = store->write([&](Session& session) -> Result<void> {
        PLUMBLINE_ASSIGN(const bool wasThere, EndpointRepository(session).remove(name));
        return wasThere
                   ? Result<void>()
                   : makeError(ErrorCode::NotFound, u"There is no endpoint “%1”."_s.arg(name), u"name"_s);
    });
    if (context.check(removed)) {
        context.answer({{u"removed"_s, name}}, u"Removed the endpoint “%1”."_s.arg(name));
    }
}

/// Waits for a future of another thread, on this one, whose event loop runs meanwhile.
template <typename T> std::optional<T> waitFor(const QFuture<T>& future)
{
    QEventLoop loop;
    std::optional<T> out;
    whenFinished(future, &loop, [&](const T& value) {
        out = value;
        loop.quit();
    });
    loop.exec();
    return out;
}

struct Keys
{
    EnvironmentKeys environment;
    KeyringKeys keyring;
    KeyChain both{{&environment, &keyring}};
};

void failWith(CtlContext& context, const LlmError& error)
{
    Error said = error.error;
    said.field = llmErrorName(error.kind);
    context.fail(said);
}

void testReward(CtlContext& context, const LlmEndpoint& endpoint)
{
    SystemTimers timers;
    const Keys keys;
    LlmServices services;
    services.timers = &timers;
    services.keys = &keys.both;
    RewardProbe probe(endpoint, services);
    const auto report = waitFor(probe.run());
    if (!report || !report->shape) {
        failWith(context, report ? report->error : LlmError{});
        return;
    }
    const QString api = rewardApiName(report->shape->api);
    context.answer({{u"endpoint"_s, endpoint.name},
                    {u"api"_s, api},
                    {u"shape"_s, report->shape->toJson()},
                    {u"classes"_s, report->classes},
                    {u"batch"_s, report->batch},
                    {u"model"_s, report->model},
                    {u"requests"_s, report->requests},
                    {u"notes"_s, QJsonArray::fromStringList(report->notes)}},
                   u"%1 gives rewards by %2.\n%3"_s.arg(endpoint.place(), api, report->notes.join(u'\n')));
}

void testChat(CtlContext& context, Store& store, LlmEndpoint endpoint)
{
    SystemTimers timers;
    const Keys keys;
    LlmServices services;
    services.timers = &timers;
    services.keys = &keys.both;
    LlmThread client(endpoint, services);
    LlmProbe probe(client, timers.clock());
    const auto report = waitFor(probe.run());
    if (!report || !report->abilities) {
        failWith(context, report ? report->error : LlmError{});
        return;
    }
    endpoint.abilities = *report->abilities;
    const Result<void> saved = store.write(
        [&](Session& session) { return EndpointRepository(session).save(endpoint.name, endpoint.toJson()); });
    if (!context.check(saved)) {
        return;
    }
    context.answer({{u"endpoint"_s, endpoint.name},
                    {u"abilities"_s, endpoint.abilities.toJson()},
                    {u"requests"_s, report->requests},
                    {u"cost"_s, report->cost},
                    {u"notes"_s, QJsonArray::fromStringList(report->notes)}},
                   u"%1 answers as %2.\n%3"_s.arg(endpoint.place(),
                                                  endpoint.abilities.answeredModel.isEmpty()
                                                      ? endpoint.model
                                                      : endpoint.abilities.answeredModel,
                                                  report->notes.join(u'\n')));
}

void runTest(CtlContext& context, const EndpointArguments& arguments)
{
    Store* store = context.openStore();
    if (store == nullptr) {
        return;
    }
    const auto endpoint =
        store->read([&](Session& session) { return findEndpoint(session, fromArg(arguments.name)); });
    if (!context.check(endpoint)) {
        return;
    }
    if (arguments.isReward) {
        testReward(context, *endpoint);
    } else {
        testChat(context, *store, *endpoint);
    }
}

void addSettings(CLI::App& add, EndpointArguments& arguments)
{
    add.add_option("--url", arguments.url, "Up to /chat/completions: https://api.example.org/v1")->required();
    add.add_option("--model", arguments.model, "As the server calls it")->required();
    add.add_option(
        "--key", arguments.key,
        "Name of its key in the keyring, or NAME of the variable PLUMBLINE_KEY_NAME; never the key");
    add.add_option("--ca-file", arguments.caFile, "PEM file with further authorities to trust");
    add.add_flag("--allow-http", arguments.isPlainHttpAllowed, "Let the key travel unencrypted");
    add.add_option("--proxy", arguments.proxy, "system, none, http://HOST:PORT, socks5://HOST:PORT");
    add.add_option("--in-flight", arguments.inFlight, "Requests at the same time (16)")
        ->check(CLI::Range(1, 1024));
    add.add_option("--requests-per-minute", arguments.requestsPerMinute, "0: no limit")
        ->check(CLI::NonNegativeNumber);
    add.add_option("--tokens-per-minute", arguments.tokensPerMinute, "0: no limit")
        ->check(CLI::NonNegativeNumber);
    add.add_option("--price-in", arguments.priceIn, "US dollars for a million tokens of prompts")
        ->check(CLI::NonNegativeNumber);
    add.add_option("--price-cached", arguments.priceCached, "The same of prompts that it had in its cache")
        ->check(CLI::NonNegativeNumber);
    add.add_option("--price-out", arguments.priceOut, "The same of replies")->check(CLI::NonNegativeNumber);
    add.add_option("--timeout", arguments.timeoutSeconds, "Seconds for one attempt (600)")
        ->check(CLI::Range(0.001, 86'400.0));
    add.add_flag("--replace", arguments.replaces, "Change the endpoint of this name");
}

} // namespace

void addEndpointCommands(CLI::App& app, CtlContext& context)
{
    CLI::App* endpoint = app.add_subcommand("endpoint", "The servers that judges ask");
    endpoint->fallthrough();
    endpoint->require_subcommand(1);
    auto arguments = std::make_shared<EndpointArguments>();
    const auto addNamed = [&](const std::string& verb, const std::string& description) {
        CLI::App* command = addProjectCommand(*endpoint, context, verb, description);
        command->add_option("NAME", arguments->name, "Name of the endpoint")->required();
        return command;
    };
    CLI::App* add = addNamed("add", "Add a server and a model on it");
    addSettings(*add, *arguments);
    add->callback([&context, arguments] { runAdd(context, *arguments); });
    CLI::App* test = addNamed("test", "Ask it a few short questions: what can it do?");
    test->add_flag("--reward", arguments->isReward, "It is a reward model's server");
    test->callback([&context, arguments] { runTest(context, *arguments); });
    CLI::App* list = addProjectCommand(*endpoint, context, "list", "In order of name");
    list->callback([&context] { runList(context); });
    CLI::App* remove = addNamed("remove", "Take one out; labels stay");
    remove->callback([&context, arguments] { runRemove(context, *arguments); });
}

} // namespace plumbline
