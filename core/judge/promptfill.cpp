#include "core/judge/prompttemplate.h"

#include "core/base/sha256.h"
#include "core/judge/templateparts.h"

#include <algorithm>
#include <vector>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kNonceDigits = 8;

/// A text as a careless reader might take it: compatibility forms made plain, small letters, and without
/// everything that is not a letter or a digit, so that no hidden or look-alike sign hides a nonce.
QString bare(const QString& text)
{
    const QString plain = text.normalized(QString::NormalizationForm_KC);
    QString out;
    out.reserve(plain.size());
    for (const QChar c : plain) {
        if (c.isDigit() && c.unicode() > 127) {
            out.append(QChar(u'0' + static_cast<char16_t>(c.digitValue())));
        } else if (c.isLetterOrNumber()) {
            out.append(c.toLower());
        }
    }
    return out;
}

/// Texts in a fixed order, each with its length, so that no two lists read the same.
QByteArray seedOf(const QStringList& texts)
{
    Sha256 sha;
    for (const QString& text : texts) {
        const QByteArray bytes = text.toUtf8();
        sha.addData(QByteArray::number(bytes.size()) + ':');
        sha.addData(bytes);
    }
    return sha.result();
}

QString nonceOf(const QByteArray& seed, int draw)
{
    Sha256 sha;
    sha.addData(seed);
    sha.addData(QByteArray::number(draw));
    return QString::fromLatin1(sha.result().toHex().first(kNonceDigits));
}

QString between(const QString& field, const QString& nonce, const QString& text)
{
    return u"<<<"_s + field + u' ' + nonce + u">>>\n"_s + text + u"\n<<<end of "_s + field + u' ' + nonce +
           u">>>"_s;
}

/// Each of several texts between markers of its own.
QString listBetween(const QString& name, const QString& nonce, const QStringList& texts)
{
    QStringList out;
    for (qsizetype index = 0; index < texts.size(); ++index) {
        out.append(between(u"%1 %2"_s.arg(name).arg(index + 1), nonce, texts.at(index)));
    }
    return out.join(u"\n\n"_s);
}

} // namespace

void PromptFields::setTrusted(const QString& field, const QString& text)
{
    m_values.insert(field, {text, true, {}, {}});
}

void PromptFields::setUntrusted(const QString& field, const QString& text)
{
    m_values.insert(field, {text, false, {}, {}});
}

void PromptFields::setUntrustedList(const QString& field, const QString& name, const QStringList& texts)
{
    m_values.insert(field, {texts.join(u'\n'), false, name, texts});
}

void PromptFields::setSwitch(const QString& field, bool isOn)
{
    setTrusted(field, isOn ? u"yes"_s : QString());
}

bool PromptFields::contains(const QString& field) const
{
    return m_values.contains(field);
}

QString PromptFields::nonce() const
{
    QStringList names = m_values.keys();
    names.sort();
    QStringList texts;
    QString all;
    for (const QString& name : std::as_const(names)) {
        const Value& value = m_values[name];
        // The lead's own words could hold a nonce too, if only by chance.
        all += bare(value.text) + u' ';
        if (!value.isTrusted) {
            texts << name << value.text;
        }
    }
    const QByteArray seed = seedOf(texts);
    QString nonce = nonceOf(seed, 0);
    for (int draw = 1; all.contains(nonce); ++draw) {
        nonce = nonceOf(seed, draw);
    }
    return nonce;
}

Result<QList<LlmMessage>> fill(const PromptTemplate& promptTemplate, const PromptFields& fields)
{
    using Kind = TemplatePart::Kind;
    const QString nonce = fields.nonce();
    QList<LlmMessage> out;
    for (const LlmMessage& message : promptTemplate.messages) {
        PLUMBLINE_ASSIGN(const QList<TemplatePart> parts, templateParts(message.text));
        QString text;
        std::vector<bool> isShown; // of the conditional parts that are open
        for (const TemplatePart& part : parts) {
            const bool isNonce = part.text == u"nonce";
            const auto value = fields.m_values.constFind(part.text);
            const bool has = isNonce || (value != fields.m_values.constEnd() && !value->text.isEmpty());
            if (part.kind == Kind::If || part.kind == Kind::Unless) {
                isShown.push_back(has == (part.kind == Kind::If));
            } else if (part.kind == Kind::End) {
                isShown.pop_back();
            } else if (std::find(isShown.begin(), isShown.end(), false) != isShown.end()) {
                continue;
            } else if (part.kind == Kind::Words) {
                text += part.text;
            } else if (isNonce) {
                text += nonce;
            } else if (value == fields.m_values.constEnd()) {
                return makeError(ErrorCode::InvalidData,
                                 u"The template “%1” uses “{{%2}}”, and there is nothing to put there."_s.arg(
                                     promptTemplate.id, part.text),
                                 part.text);
            } else {
                text += value->isTrusted         ? value->text
                        : value->items.isEmpty() ? between(part.text, nonce, value->text)
                                                 : listBetween(value->itemName, nonce, value->items);
            }
        }
        // A conditional part at the end leaves the line end before it.
        while (text.endsWith(u'\n')) {
            text.chop(1);
        }
        out.append({message.role, text});
    }
    return out;
}

} // namespace plumbline
