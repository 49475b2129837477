#include "ui/shell/shellactions.h"

#include "ui/shell/actioncollection.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ShellActions", text);
}

QList<QKeySequence> keysOf(std::initializer_list<const char*> names)
{
    QList<QKeySequence> keys;
    for (const char* name : names) {
        keys.append(QKeySequence(QString::fromLatin1(name), QKeySequence::PortableText));
    }
    return keys;
}

ActionSpec shellSpec(QStringView id, const QString& text, std::initializer_list<const char*> keys,
                     const QString& icon = {}, const QString& group = tr("Everywhere"))
{
    ActionSpec spec;
    spec.id = id.toString();
    spec.context = u"global"_s;
    spec.group = group;
    spec.text = text;
    spec.keys = keysOf(keys);
    spec.icon = icon;
    return spec;
}

} // namespace

void addShellActions(ActionCollection& actions)
{
    using namespace shellids;
    const QString window = tr("Window");
    actions.add(shellSpec(kKeys, tr("This sheet"), {"?"}, u"key"_s));
    actions.add(shellSpec(kPalette, tr("Go to or do"), {"Ctrl+K"}, u"search"_s));
    actions.add(shellSpec(kFold, tr("Fold the side bar"), {"Ctrl+B"}, u"side"_s, window));
    actions.add(shellSpec(kNextPane, tr("Next pane"), {"F6"}));
    actions.add(shellSpec(kLastPane, tr("Last pane"), {"Shift+F6"}));
    actions.add(shellSpec(kFullScreen, tr("Full screen"), {"F11"}, {}, window));
    actions.add(shellSpec(kChangeKeys, tr("Change keys"), {"Ctrl+,"}, u"gear"_s, window));
    actions.add(shellSpec(kOpenProject, tr("Open a project"), {"Ctrl+O"}, u"file"_s, window));
    actions.add(shellSpec(kNewProject, tr("Make a project"), {"Ctrl+N"}, u"plus"_s, window));
    actions.add(shellSpec(kOpenSample, tr("Open a fresh copy of the sample project"), {}, u"home"_s, window));
    actions.add(shellSpec(kCloseProject, tr("Close the project"), {"Ctrl+W"}, u"x"_s, window));
    actions.add(shellSpec(kQuit, tr("Quit"), {"Ctrl+Q"}, {}, window));
    actions.add(shellSpec(kThemeSystem, tr("Theme: as the desktop"), {}, u"eye"_s));
    actions.add(shellSpec(kThemeLight, tr("Theme: light"), {}, u"eye"_s));
    actions.add(shellSpec(kThemeDark, tr("Theme: dark"), {}, u"eye"_s));
    actions.add(shellSpec(kThemeContrast, tr("Theme: high contrast"), {}, u"eye"_s));
}

QString goActionId(const QString& pageId)
{
    return u"global.go."_s + pageId;
}

void addGoAction(ActionCollection& actions, const QString& pageId, const QString& name, const QString& icon,
                 const QString& letter)
{
    ActionSpec spec;
    spec.id = goActionId(pageId);
    spec.context = u"global"_s;
    spec.group = tr("Everywhere");
    spec.text = name;
    spec.icon = icon;
    if (!letter.isEmpty()) {
        spec.keys = {QKeySequence(u"G, "_s + letter.toUpper(), QKeySequence::PortableText)};
    }
    actions.add(spec);
}

} // namespace plumbline
