#include "ui/screens/annotate/pairwiseactions.h"

#include <QAction>
#include <QCoreApplication>

#include "core/domain/schema.h"
#include "ui/shell/actioncollection.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("plumbline::PairwiseActions", text);
}

ActionSpec spec(const QString& name, const QString& group, const QString& text, QStringView key,
                const QString& icon = {}, bool isCheckable = false)
{
    ActionSpec result;
    result.id = u"annotate.pairwise."_s + name;
    result.context = u"annotate.pairwise"_s;
    result.group = group;
    result.text = text;
    result.keys = {QKeySequence(key.toString(), QKeySequence::PortableText)};
    result.icon = icon;
    result.isCheckable = isCheckable;
    return result;
}

QAction* pairwiseAction(ActionCollection& actions, const QString& name)
{
    return actions.action(u"annotate.pairwise."_s + name);
}

ActionSpec reasonSpec(int index, const QString& text)
{
    static constexpr QStringView kRow = u"QWERT";
    return spec(u"reason%1"_s.arg(index + 1), tr("Pair"), text, kRow.sliced(index, 1), {}, true);
}

} // namespace

void addPairwiseActions(ActionCollection& actions)
{
    const QString pair = tr("Pair");
    const QString reading = tr("Reading");
    QList<ActionSpec> specs = {
        spec(u"a"_s, pair, tr("A better; again: much better"), u"1"),
        spec(u"b"_s, pair, tr("B better; again: much better"), u"2"),
        spec(u"tie"_s, pair, tr("Tie"), u"3"),
        spec(u"bothBad"_s, pair, tr("Both bad"), u"4"),
        spec(u"muchA"_s, pair, tr("A much better"), u"Shift+1"),
        spec(u"muchB"_s, pair, tr("B much better"), u"Shift+2"),
        spec(u"moreReasons"_s, pair, tr("More reasons"), u"Y"),
        spec(u"aspectUp"_s, pair, tr("Previous question"), u"Up"),
        spec(u"aspectDown"_s, pair, tr("Next question"), u"Down"),
        spec(u"editA"_s, pair, tr("Edit A"), u"Ctrl+E", u"pen"_s, true),
        spec(u"editB"_s, pair, tr("Edit B"), u"Ctrl+R", u"pen"_s, true),
        spec(u"scrollTogether"_s, reading, tr("Scroll together"), u"L", u"link"_s, true),
        spec(u"differences"_s, reading, tr("Differences"), u"D", u"diff"_s, true),
    };
    for (int index = 0; index < kKeyedReasons; ++index) {
        specs.append(reasonSpec(index, tr("Reason %1").arg(index + 1)));
    }
    for (const ActionSpec& each : specs) {
        if (actions.action(each.id) == nullptr) {
            actions.add(each);
        }
    }
}

void fitPairwiseActions(ActionCollection& actions, const SchemaDefinition& schema)
{
    for (int index = 0; index < kKeyedReasons; ++index) {
        const bool isUsed = index < schema.reasons.size();
        QAction* action = actions.add(
            reasonSpec(index, isUsed ? schema.reasons.at(index).name : tr("Reason %1").arg(index + 1)));
        action->setToolTip(isUsed ? schema.reasons.at(index).description : QString());
        action->setEnabled(isUsed);
    }
    pairwiseAction(actions, u"moreReasons"_s)->setEnabled(!schema.reasons.isEmpty());
    pairwiseAction(actions, u"tie"_s)->setEnabled(schema.allowsTie);
    pairwiseAction(actions, u"bothBad"_s)->setEnabled(schema.allowsBothBad);
    pairwiseAction(actions, u"muchA"_s)->setEnabled(schema.marginSteps > 1);
    pairwiseAction(actions, u"muchB"_s)->setEnabled(schema.marginSteps > 1);
    pairwiseAction(actions, u"editA"_s)->setEnabled(schema.allowsEdit);
    pairwiseAction(actions, u"editB"_s)->setEnabled(schema.allowsEdit);
    pairwiseAction(actions, u"aspectUp"_s)->setEnabled(schema.aspects.size() > 1);
    pairwiseAction(actions, u"aspectDown"_s)->setEnabled(schema.aspects.size() > 1);
}

} // namespace plumbline
