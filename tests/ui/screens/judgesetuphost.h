#pragma once

#include "core/jobs/judgesetup.h"
#include "core/store/endpointrepository.h"
#include "tests/support/scriptedserver.h"
#include "tests/ui/screens/screenhost.h"

#include <QApplication>
#include <QDialog>
#include <QTest>

namespace plumbline {

/// A server that follows json_schema and tells log-probabilities.
inline ScriptedReply able(const ScriptedRequest& request)
{
    if (request.body.contains(R"("json_schema")")) {
        return jsonReply(chatCompletion(R"({"fruit":"quince-4417"})"));
    }
    return jsonReply(
        R"({"model":"m-2026","choices":[{"message":{"content":"Hello"},"logprobs":{"content":[{"token":"Hello","logprob":-0.1}]}}]})");
}

inline LlmEndpoint endpointAt(const QUrl& url, const QString& name = QStringLiteral("local"))
{
    LlmEndpoint endpoint;
    endpoint.name = name;
    endpoint.baseUrl = url;
    endpoint.model = QStringLiteral("m");
    endpoint.proxy.kind = LlmProxy::Kind::None;
    return endpoint;
}

inline void store(ScreenHost& host, const LlmEndpoint& endpoint)
{
    QVERIFY(host.fixture.store->write([&](Session& session) {
        return EndpointRepository(session).save(endpoint.name, endpoint.toJson());
    }));
}

inline JudgeSpec simulated(const QString& name, const QString& rule = QStringLiteral("first"))
{
    JudgeSpec spec;
    spec.name = name;
    spec.protocol = JudgeProtocol::Simulated;
    spec.options = {{QStringLiteral("rule"), rule}};
    return spec;
}

inline void store(ScreenHost& host, const JudgeSpec& spec)
{
    const auto saved = host.fixture.store->write([&](Session& session) { return saveJudge(session, spec); });
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().toString()));
}

inline QList<StoredJudge> judges(ScreenHost& host)
{
    return host.fixture.store->read([](Session& session) { return listJudges(session); }).valueOr({});
}

inline QList<LlmEndpoint> endpoints(ScreenHost& host)
{
    return host.fixture.store->read([](Session& session) { return listEndpoints(session); }).valueOr({});
}

template <typename Dialog> Dialog* opened()
{
    return qobject_cast<Dialog*>(QApplication::activeModalWidget());
}

template <typename Widget> Widget* in(QWidget* dialog, const char* name)
{
    return dialog->findChild<Widget*>(QString::fromLatin1(name));
}

inline void type(QWidget* dialog, const char* name, const QString& text)
{
    auto* line = in<QLineEdit>(dialog, name);
    QVERIFY2(line != nullptr, name);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

/// Enter with Ctrl where the focus is: what every dialog ends with.
inline void commit(QWidget* dialog)
{
    QWidget* focus = dialog->focusWidget();
    QTest::keyClick(focus != nullptr ? focus : dialog, Qt::Key_Return, Qt::ControlModifier);
}

inline void click(QWidget* dialog, const QString& name)
{
    auto* widget = dialog->findChild<QWidget*>(name);
    QVERIFY2(widget != nullptr, qPrintable(name));
    QTest::mouseClick(widget, Qt::LeftButton);
}

} // namespace plumbline

#define OPEN(Dialog, dialog)                                                                                 \
    QTRY_VERIFY(opened<Dialog>() != nullptr);                                                                \
    auto* dialog = opened<Dialog>()
