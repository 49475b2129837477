#pragma once

#include "core/judge/judgespec.h"
#include "core/llm/llmendpoint.h"
#include "ui/screens/judgesetup/connectiontest.h"
#include "ui/theme/color.h"

#include <QList>
#include <QString>

namespace plumbline {

/// A name and what stands there, as lists of facts show it.
struct Fact
{
    QString name;
    QString value;
    Color color = Color::Text;
    bool operator==(const Fact&) const = default;
};

/// "Pairwise, one verdict"…
[[nodiscard]] QString protocolWords(JudgeProtocol protocol);
/// One short sentence: what is asked, and what comes of it.
[[nodiscard]] QString protocolHint(JudgeProtocol protocol);
/// All protocols, in the order in which they are offered.
[[nodiscard]] const QList<JudgeProtocol>& allProtocols();
/// Whether it asks a server at all.
[[nodiscard]] bool asksServer(JudgeProtocol protocol);

/// "in both orders", "in one order", "as given".
[[nodiscard]] QString orderPolicyWords(OrderPolicy policy);
[[nodiscard]] QString orderPolicyHint(OrderPolicy policy);

/// How JSON is asked for: "JSON by json_schema", "JSON in words only"…
[[nodiscard]] QString structuredWords(StructuredMode mode);
/// "JSON, log-probabilities, seed"; "not tested" for one that never was.
[[nodiscard]] QString abilitiesShort(const LlmAbilities& abilities);
/// The same as facts, with what each means for judges. `askedModel` is the endpoint's.
[[nodiscard]] QList<Fact> abilitiesFacts(const LlmAbilities& abilities, const QString& askedModel);
/// What a test of a connection found, with its time and price; nothing when nothing was found.
[[nodiscard]] QList<Fact> probeFacts(const ConnectionReport& report, const QString& askedModel);

/// "60 requests and 90 000 tokens a minute, 16 at once".
[[nodiscard]] QString limitsWords(const LlmLimits& limits);
/// "$2.50 in, $10 out for a million tokens"; "nothing" where all are 0.
[[nodiscard]] QString pricesWords(const LlmPrices& prices);
/// "$0.0021", "$12.40", "$1 240": two decimals from a dollar on, two digits that count below.
[[nodiscard]] QString dollarsText(double dollars);
/// "3 min", "2 h 10 min"; seconds only below a minute.
[[nodiscard]] QString durationWords(qint64 seconds);
/// "1.2 M", "340 k", "812".
[[nodiscard]] QString roundNumber(double value);

} // namespace plumbline
