#include "ui/screens/judgereply/fieldmarks.h"

#include <QRegularExpression>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The nonce of the first field; "" when no message has one.
QString nonceOf(const QList<LlmMessage>& messages)
{
    static const QRegularExpression opening(u"<<<[A-Za-z0-9_-]+ ([0-9a-f]{8})>>>\n"_s);
    for (const LlmMessage& message : messages) {
        const QRegularExpressionMatch match = opening.match(message.text);
        if (match.hasMatch()) {
            return match.captured(1);
        }
    }
    return {};
}

void markFields(ShownPrompt& prompt, const QString& text, const QString& nonce)
{
    const qsizetype base = prompt.text.size();
    const QRegularExpression opening(u"<<<([A-Za-z0-9_-]+) "_s + nonce + u">>>\n"_s);
    qsizetype from = 0;
    for (;;) {
        const QRegularExpressionMatch match = opening.match(text, from);
        if (!match.hasMatch()) {
            return;
        }
        const QString field = match.captured(1);
        const qsizetype start = match.capturedEnd();
        const qsizetype end = text.indexOf(u"\n<<<end of %1 %2>>>"_s.arg(field, nonce), start - 1);
        if (end < 0) {
            return;
        }
        prompt.marks.append(
            {PromptMark::Kind::Field, field, base + start, std::max<qsizetype>(0, end - start)});
        from = std::max(end, start);
    }
}

} // namespace

QStringList ShownPrompt::fields() const
{
    QStringList names;
    for (const PromptMark& mark : marks) {
        if (mark.kind == PromptMark::Kind::Field && !names.contains(mark.name)) {
            names.append(mark.name);
        }
    }
    return names;
}

ShownPrompt shownPrompt(const QList<LlmMessage>& messages)
{
    ShownPrompt prompt;
    const QString nonce = nonceOf(messages);
    for (const LlmMessage& message : messages) {
        if (!prompt.text.isEmpty()) {
            prompt.text += u"\n\n"_s;
        }
        prompt.marks.append({PromptMark::Kind::Role, message.role, prompt.text.size(), message.role.size()});
        prompt.text += message.role + u'\n';
        if (!nonce.isEmpty()) {
            markFields(prompt, message.text, nonce);
        }
        prompt.text += message.text;
    }
    return prompt;
}

} // namespace plumbline
