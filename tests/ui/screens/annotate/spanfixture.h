#pragma once

#include "core/base/textindex.h"
#include "tests/ui/screens/annotate/panelhost.h"
#include "ui/screens/annotate/spanpanel.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace plumbline::test {

using namespace Qt::Literals::StringLiterals;

inline constexpr auto kAnswer =
    "The Secretary-General of the United Nations is a United States-born foreign service officer who "
    "was appointed by the General Assembly on 13 October 2006.";

inline OpenItem itemOf(const QString& text,
                       const SchemaDefinition& schema = SchemaDefinition::builtIn(ItemKind::Span))
{
    OpenItem item;
    item.view.item.kind = ItemKind::Span;
    item.view.prompt.messages = {{u"user"_s, u"Where is the secretary general of the un from?"_s}};
    item.view.prompt.passages = {
        {u"Secretary-General"_s, {u"The post began in 1945."_s, u"It has had nine holders."_s}},
        {u"Ban Ki-moon"_s,
         {u"He was born in South Korea."_s, u"On 1 January 2007, he succeeded Kofi Annan."_s,
          u"He left office in 2016."_s}}};
    item.view.prompt.references = {u"Ban Ki-moon comes from South Korea."_s};
    Response response;
    response.turns = {text};
    item.view.responses = {response};
    for (int other = 0; other < 3; ++other) {
        response.turns = {u"Another prediction, not judged."_s};
        item.view.responses.append(response);
    }
    item.shownOrder = {2, 0, 3, 1}; // spans are on the item's first response wherever it is shown
    item.view.schema.definition = schema;
    return item;
}

inline OpenItem answerItem()
{
    return itemOf(QString::fromLatin1(kAnswer));
}

inline AnswerPanel* makeSpan(const PanelServices& services, QWidget* parent)
{
    return new SpanPanel(services, parent);
}

inline SpanPanel* spanPanel(const PanelHost& host)
{
    return qobject_cast<SpanPanel*>(host.panel());
}

/// Marks `words` words with a digit, starting `skipped` words after the cursor.
inline void mark(PanelHost& host, int skipped, int words, int digit)
{
    host.press(Qt::Key_Space);
    for (int word = 0; word < skipped; ++word) {
        host.press(Qt::Key_Right, Qt::ControlModifier);
    }
    for (int word = 0; word < words; ++word) {
        host.press(Qt::Key_Right);
    }
    host.press(Qt::Key_0 + digit);
}

/// The dev item of QA-Feedback that the reference picture shows; nothing when the set is not there.
inline std::optional<OpenItem> pictureItem()
{
    QFile file(qEnvironmentVariable("PLUMBLINE_SOURCE_DIR") +
               u"/../shared/data/fine_grained_rlhf/dev_feedback.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QJsonArray records = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& record : records) {
        if (!record["question"_L1].toString().startsWith("Where is the secretary general of the un"_L1)) {
            continue;
        }
        OpenItem item = itemOf(record["prediction 1"_L1].toString().trimmed());
        item.view.prompt.passages.clear();
        const QJsonArray passages = record["passages"_L1].toArray();
        for (const QJsonValue& passage : passages) {
            Passage made{passage[0].toString(), {}};
            const QJsonArray sentences = passage.toArray();
            for (qsizetype index = 1; index < sentences.size(); ++index) {
                made.sentences.append(sentences.at(index).toString());
            }
            item.view.prompt.passages.append(made);
        }
        return item;
    }
    return std::nullopt;
}

} // namespace plumbline::test
