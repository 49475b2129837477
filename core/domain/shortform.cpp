#include "core/domain/content.h"

#include <algorithm>
#include <cstdlib>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLettersShown = 4; ///< of a ranking

/// The letter under which a response was shown.
QString letterOf(ResponseIndex response, const QList<ResponseIndex>& shownOrder)
{
    const qsizetype place = shownOrder.isEmpty() ? response : shownOrder.indexOf(response);
    constexpr qsizetype kLetters = 26;
    if (place < 0 || place >= kLetters) {
        return u"?"_s;
    }
    return QString(QChar(static_cast<char16_t>(u'A' + place)));
}

QString ofPreference(const AnnotationContent& content, const QList<ResponseIndex>& shownOrder)
{
    const Preference* overall = content.findPreference(u"overall"_s);
    const Preference& preference = overall != nullptr ? *overall : content.preferences.constFirst();
    if (preference.bothBad) {
        return u"bad"_s;
    }
    if (preference.margin == 0) {
        return u"="_s;
    }
    const QString letter = letterOf(preference.margin > 0 ? preference.first : preference.second, shownOrder);
    return std::abs(preference.margin) > 1 ? letter + u'+' : letter;
}

/// The value in the first aspect, or lowest and highest where several responses were rated.
QString ofRatings(const QList<Rating>& ratings)
{
    const QString& aspect = ratings.constFirst().aspect;
    std::optional<double> low;
    std::optional<double> high;
    for (const Rating& rating : ratings) {
        if (rating.aspect == aspect && rating.value) {
            low = std::min(low.value_or(*rating.value), *rating.value);
            high = std::max(high.value_or(*rating.value), *rating.value);
        }
    }
    if (!low) {
        return u"n/a"_s;
    }
    const QString lowest = QString::number(*low, 'g', 3);
    const QString highest = QString::number(*high, 'g', 3);
    return lowest == highest ? lowest : u"%1–%2"_s.arg(lowest, highest);
}

/// "B>A=C"
QString ofRanking(const Ranking& ranking, const QList<ResponseIndex>& shownOrder)
{
    QString text;
    qsizetype shown = 0;
    for (const QList<ResponseIndex>& group : ranking.groups) {
        QChar joint = u'>';
        for (const ResponseIndex response : group) {
            if (shown++ == kLettersShown) {
                return text + u'…';
            }
            if (!text.isEmpty()) {
                text += joint;
            }
            text += letterOf(response, shownOrder);
            joint = u'=';
        }
    }
    return text;
}

/// The letter of a refinement: the response itself has none.
QString ofRefinement(ResponseIndex refinement, QList<ResponseIndex> shownOrder)
{
    shownOrder.removeOne(0);
    return letterOf(shownOrder.isEmpty() ? refinement - 1 : refinement, shownOrder);
}

QString ofSubmitted(const AnnotationContent& content, const QList<ResponseIndex>& shownOrder)
{
    if (!content.preferences.isEmpty()) {
        return ofPreference(content, shownOrder);
    }
    if (!content.ratings.isEmpty()) {
        return ofRatings(content.ratings);
    }
    if (content.ranking) {
        return ofRanking(*content.ranking, shownOrder);
    }
    if (content.reaction) {
        return *content.reaction > 0 ? u"+%1"_s.arg(*content.reaction) : u"−1"_s;
    }
    if (!content.spans.isEmpty()) {
        return u"%1 sp"_s.arg(content.spans.size());
    }
    if (!content.missing.isEmpty()) {
        return u"%1 mi"_s.arg(content.missing.size());
    }
    if (content.saysNoErrors) {
        return u"ok"_s;
    }
    if (content.refinement.value_or(0) > 0) {
        return ofRefinement(*content.refinement, shownOrder);
    }
    return content.critique.isEmpty() && content.critiques.isEmpty() ? u"–"_s : u"text"_s;
}

} // namespace

QString shortForm(const AnnotationContent& content, AnnotationAction action,
                  const QList<ResponseIndex>& shownOrder)
{
    switch (action) {
    case AnnotationAction::Skip:
        return u"skip"_s;
    case AnnotationAction::Retract:
        return u"back"_s;
    case AnnotationAction::Submit:
        break;
    }
    return ofSubmitted(content, shownOrder);
}

} // namespace plumbline
