#include "ui/screens/annotate/annotateactions.h"

#include <QCoreApplication>

#include "ui/shell/actioncollection.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("plumbline::AnnotateActions", text);
}

QList<QKeySequence> keys(std::initializer_list<QStringView> names)
{
    QList<QKeySequence> list;
    for (const QStringView name : names) {
        list.append(QKeySequence(name.toString(), QKeySequence::PortableText));
    }
    return list;
}

ActionSpec spec(QLatin1StringView name, const QString& group, const QString& text,
                const QList<QKeySequence>& keyList, const QString& icon = {})
{
    ActionSpec result;
    result.id = "annotate."_L1 + name;
    result.context = u"annotate"_s;
    result.group = group;
    result.text = text;
    result.keys = keyList;
    result.icon = icon;
    return result;
}

ActionSpec checkable(ActionSpec result)
{
    result.isCheckable = true;
    return result;
}

ActionSpec repeating(ActionSpec result)
{
    result.repeats = true;
    return result;
}

} // namespace

void addAnnotateActions(ActionCollection& actions)
{
    const QString answer = tr("Every item");
    const QString reading = tr("Reading");
    const QList<ActionSpec> specs = {
        spec("submit"_L1, answer, tr("Submit"), keys({u"Return", u"Ctrl+Return"})),
        spec("skip"_L1, answer, tr("Skip"), keys({u"S"})),
        checkable(spec("flag"_L1, answer, tr("Flag"), keys({u"F"}))),
        spec("critique"_L1, answer, tr("Critique"), keys({u"C"}), u"note"_s),
        spec("comment"_L1, answer, tr("Comment"), keys({u"N"})),
        spec("confidence"_L1, answer, tr("Confidence"), keys({u"O"})),
        spec("clear"_L1, answer, tr("Take the answer away"), keys({u"Ctrl+Backspace"})),
        spec("dropSuggestion"_L1, answer, tr("Take the suggestion away"), keys({u"Ctrl+Shift+Backspace"})),
        spec("undo"_L1, answer, tr("Undo"), keys({u"Ctrl+Z"}), u"undo"_s),
        spec("redo"_L1, answer, tr("Redo"), keys({u"Ctrl+Shift+Z", u"Ctrl+Y"}), u"redo"_s),
        spec("previous"_L1, answer, tr("Previous item"), keys({u"Alt+Left"}), u"left"_s),
        spec("next"_L1, answer, tr("Next item"), keys({u"Alt+Right"}), u"right"_s),
        spec("queue"_L1, answer, tr("Choose the queue"), keys({u"Alt+B"}), u"layers"_s),
        spec("leaveField"_L1, answer, tr("Back to the answer"), keys({u"Esc"})),
        checkable(spec("guidelines"_L1, reading, tr("Guidelines"), keys({u"F1"}), u"book"_s)),
        checkable(spec("reference"_L1, reading, tr("Reference"), keys({u"V"}))),
        checkable(spec("markdown"_L1, reading, tr("Markdown"), keys({u"M"}))),
        spec("fold"_L1, reading, tr("Fold"), keys({u"P"})),
        spec("unfold"_L1, reading, tr("Unfold earlier turns"), keys({u"X"})),
        repeating(spec("scrollDown"_L1, reading, tr("Scroll down"), keys({u"J"}))),
        repeating(spec("scrollUp"_L1, reading, tr("Scroll up"), keys({u"K"}))),
        repeating(spec("scrollDownSecond"_L1, reading, tr("Scroll the second down"), keys({u"Shift+J"}))),
        repeating(spec("scrollUpSecond"_L1, reading, tr("Scroll the second up"), keys({u"Shift+K"}))),
        spec("larger"_L1, reading, tr("Larger text"), keys({u"Ctrl+=", u"Ctrl++"})),
        spec("smaller"_L1, reading, tr("Smaller text"), keys({u"Ctrl+-"})),
        checkable(spec("pace"_L1, reading, tr("Show pace and time left"), {})),
    };
    for (const ActionSpec& entry : specs) {
        if (!actions.action(entry.id)) {
            actions.add(entry);
        }
    }
}

} // namespace plumbline
