#include "ui/screens/annotate/pairwisehints.h"

#include <QCoreApplication>

#include <cstdlib>

namespace plumbline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("plumbline::PairwiseHints", text);
}

QString openHint(const PairwiseKeys& keys)
{
    return tr("Press %1 if A is better, %2 if B is better, %3 for a tie, %4 if both are bad.")
        .arg(keys.a, keys.b, keys.tie, keys.bothBad);
}

/// What was chosen, without what comes next.
QString chosenWords(const SideChoice& choice)
{
    if (choice.isBothBad) {
        return tr("Both bad is chosen.");
    }
    if (choice.margin == 0) {
        return tr("A tie is chosen.");
    }
    const QString letter = choice.margin > 0 ? tr("A") : tr("B");
    return std::abs(choice.margin) > 1 ? tr("%1 is much better.").arg(letter)
                                       : tr("%1 is chosen.").arg(letter);
}

/// What the same key does again; "" for a tie and both bad.
QString againWords(const SideChoice& choice, const PairwiseKeys& keys, int marginSteps)
{
    if (choice.isBothBad || choice.margin == 0 || marginSteps < 2) {
        return {};
    }
    const QString key = choice.margin > 0 ? keys.a : keys.b;
    return std::abs(choice.margin) > 1 ? tr("Press %1 again for “better”").arg(key)
                                       : tr("Press %1 again for “much better”").arg(key);
}

} // namespace

QString pairwiseHint(const std::optional<SideChoice>& choice, const PairwiseKeys& keys, int marginSteps,
                     bool isComplete, const QString& nextAspect)
{
    if (!choice) {
        return nextAspect.isEmpty() || isComplete ? openHint(keys)
                                                  : tr("%1: %2").arg(nextAspect, openHint(keys));
    }
    const QString again = againWords(*choice, keys, marginSteps);
    const QString next = isComplete             ? tr("%1 to submit").arg(keys.submit)
                         : nextAspect.isEmpty() ? QString()
                                                : tr("↓ for “%1”").arg(nextAspect);
    QString sentence = chosenWords(*choice);
    if (!again.isEmpty() && !next.isEmpty()) {
        sentence += u' ' + tr("%1, %2.").arg(again, next);
    } else if (!again.isEmpty() || !next.isEmpty()) {
        sentence += u' ' + tr("%1.").arg(again.isEmpty() ? next : again);
    }
    return sentence;
}

} // namespace plumbline
