#include "core/store/textquery.h"

#include <QStringList>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One word or phrase as typed.
struct Term
{
    QString text;
    bool isExcluded = false;
    bool isPrefix = false;
};

QString quoted(const Term& term)
{
    QString inner = term.text;
    inner.replace(u'"', u"\"\""_s);
    const QString literal = u'"' + inner + u'"';
    return term.isPrefix ? literal + u'*' : literal;
}

/// Reads the next term from `at` on; an empty text when there is none.
Term nextTerm(const QString& typed, qsizetype& at)
{
    Term term;
    while (at < typed.size() && typed[at].isSpace()) {
        ++at;
    }
    if (at + 1 < typed.size() && typed[at] == u'-' && !typed[at + 1].isSpace()) {
        term.isExcluded = true;
        ++at;
    }
    if (at < typed.size() && typed[at] == u'"') {
        const qsizetype close = typed.indexOf(u'"', at + 1);
        const qsizetype end = close < 0 ? typed.size() : close;
        term.text = typed.mid(at + 1, end - at - 1);
        at = end + 1;
        return term;
    }
    const qsizetype start = at;
    while (at < typed.size() && !typed[at].isSpace() && typed[at] != u'"') {
        ++at;
    }
    term.text = typed.mid(start, at - start);
    if (term.text.size() > 1 && term.text.endsWith(u'*')) {
        term.text.chop(1);
        term.isPrefix = true;
    }
    return term;
}

bool hasWordCharacter(const QString& text)
{
    for (const QChar character : text) {
        if (character.isLetterOrNumber() || character.isSurrogate()) {
            return true;
        }
    }
    return false;
}

} // namespace

Result<QString> textMatchExpression(const QString& typed)
{
    QStringList wanted;
    QStringList unwanted;
    qsizetype at = 0;
    while (at < typed.size()) {
        const Term term = nextTerm(typed, at);
        if (hasWordCharacter(term.text)) {
            (term.isExcluded ? unwanted : wanted) << quoted(term);
        }
    }
    if (wanted.isEmpty()) {
        return makeError(ErrorCode::InvalidArgument,
                         u"A search needs at least one word that must occur, before words to leave out."_s,
                         u"text"_s);
    }
    const QString all = u'(' + wanted.join(u" AND "_s) + u')';
    return unwanted.isEmpty() ? all : all + u" NOT ("_s + unwanted.join(u" OR "_s) + u')';
}

} // namespace plumbline
