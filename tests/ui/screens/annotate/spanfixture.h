#pragma once

#include "core/base/textindex.h"
#include "tests/support/datasets.h"
#include "tests/ui/screens/annotate/panelhost.h"
#include "ui/screens/annotate/spanpanel.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace plumbline::test {

inline constexpr auto kAnswer =
    "The Secretary-General of the United Nations is a United States-born foreign service officer who "
    "was appointed by the General Assembly on 13 October 2006.";

inline OpenItem itemOf(const QString& text,
                       const SchemaDefinition& schema = SchemaDefinition::builtIn(ItemKind::Span))
{
    OpenItem item;
    item.view.item.kind = ItemKind::Span;
    item.view.prompt.messages = {
        {QStringLiteral("user"), QStringLiteral("Where is the secretary general of the un from?")}};
    item.view.prompt.passages = {
        {QStringLiteral("Secretary-General"),
         {QStringLiteral("The post began in 1945."), QStringLiteral("It has had nine holders.")}},
        {QStringLiteral("Ban Ki-moon"),
         {QStringLiteral("He was born in South Korea."),
          QStringLiteral("On 1 January 2007, he succeeded Kofi Annan."),
          QStringLiteral("He left office in 2016.")}}};
    item.view.prompt.references = {QStringLiteral("Ban Ki-moon comes from South Korea.")};
    Response response;
    response.turns = {text};
    item.view.responses = {response};
    for (int other = 0; other < 3; ++other) {
        response.turns = {QStringLiteral("Another prediction, not judged.")};
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
    QFile file(dataSet(QStringLiteral("fine_grained_rlhf/dev_feedback.json")));
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QJsonArray records = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& record : records) {
        if (!record[QLatin1String("question")].toString().startsWith(
                QLatin1String("Where is the secretary general of the un"))) {
            continue;
        }
        OpenItem item = itemOf(record[QLatin1String("prediction 1")].toString().trimmed());
        item.view.prompt.passages.clear();
        const QJsonArray passages = record[QLatin1String("passages")].toArray();
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
