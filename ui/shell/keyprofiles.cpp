#include "ui/shell/keyprofiles.h"

#include <QHash>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using KeyTable = QHash<QString, QList<QKeySequence>>;

QList<QKeySequence> keyList(std::initializer_list<const char*> names)
{
    QList<QKeySequence> keys;
    for (const char* name : names) {
        keys.append(QKeySequence(QString::fromLatin1(name), QKeySequence::PortableText));
    }
    return keys;
}

/// Prodigy: a accepts, x rejects, space leaves out, backspace takes back (and Redo brings again), h for help.
const KeyTable& prodigyKeys()
{
    static const KeyTable table = {
        {u"annotate.submit"_s, keyList({"A", "Return", "Ctrl+Return"})},
        {u"annotate.skip"_s, keyList({"Space", "S"})},
        {u"annotate.undo"_s, keyList({"Backspace", "Ctrl+Z"})},
        {u"annotate.guidelines"_s, keyList({"H", "F1"})},
        {u"annotate.unfold"_s, keyList({"U"})},
        {u"annotate.pairwise.bothBad"_s, keyList({"4", "X"})},
        {u"annotate.span.start"_s, keyList({"B"})},
        {u"annotate.ranking.nextOpen"_s, keyList({"Shift+Space"})},
        {u"annotate.critique.pick"_s, keyList({"Shift+Space"})},
    };
    return table;
}

/// Label Studio: Ctrl with Enter, Space and the arrows; the span's start then moves with Alt.
const KeyTable& labelStudioKeys()
{
    static const KeyTable table = {
        {u"annotate.submit"_s, keyList({"Ctrl+Return", "Alt+Return", "Return"})},
        {u"annotate.skip"_s, keyList({"Ctrl+Space", "S"})},
        {u"annotate.next"_s, keyList({"Ctrl+Right"})},
        {u"annotate.previous"_s, keyList({"Ctrl+Left"})},
        {u"annotate.span.startRight"_s, keyList({"Alt+Right"})},
        {u"annotate.span.startLeft"_s, keyList({"Alt+Left"})},
        {u"annotate.span.next"_s, keyList({"Alt+.", "Tab"})},
    };
    return table;
}

} // namespace

std::optional<QList<QKeySequence>> profileKeys(KeyProfile profile, const QString& actionId)
{
    if (profile == KeyProfile::Plumbline) {
        return std::nullopt;
    }
    const KeyTable& table = profile == KeyProfile::Prodigy ? prodigyKeys() : labelStudioKeys();
    const auto found = table.constFind(actionId);
    return found == table.constEnd() ? std::nullopt : std::optional(found.value());
}

} // namespace plumbline
