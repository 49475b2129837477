#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

class QAction;
class QKeyEvent;
class QWidget;

namespace plumbline {

/// What an action is: everything that its button, its menu entry, the sheet of keys and the palette show.
struct ActionSpec
{
    QString id;               ///< "annotate.submit"; stable, settings name it
    QString context;          ///< where its keys act: "global", "home", "annotate", "annotate.pairwise"…
    QString group;            ///< heading in the sheet of keys; "" keeps it out of the sheet
    QString text;             ///< translated; a verb phrase in sentence case
    QString statusTip;        ///< translated; one sentence, may be empty
    QList<QKeySequence> keys; ///< "G, H" is G and then H within a second; may be empty
    QString icon;             ///< name of an icon, may be empty
    bool isCheckable = false;
    bool repeats = false; ///< acts again while the key is held (scrolling); never for what moves on
    QString keyText;      ///< what keycaps show instead of the keys, parts divided by a space: "1 1"
};

/// Two actions that would answer to the same key at the same time.
struct ActionClash
{
    QString first;  ///< id
    QString second; ///< id
    QKeySequence key;
    bool operator==(const ActionClash&) const = default;
};

/// Which family of default keys is in force.
enum class KeyProfile { Plumbline, Prodigy, LabelStudio };
[[nodiscard]] QString toName(KeyProfile profile);
[[nodiscard]] KeyProfile keyProfileFromName(QStringView name);

/// Every action of the workbench with its keys. A context encloses those that begin with its name and a dot
/// ("annotate" encloses "annotate.pairwise"), "global" encloses all; no key may mean two things within a
/// context and those that enclose it.
///
/// Keys never become Qt shortcuts: KeyRouter passes each key press to handleKey(), so that a letter typed
/// into a field is never taken for a command. Widgets find what keycaps show in the QAction's property
/// "keycaps" (QStringList), the icon's name in "iconName"; both are kept up to date and QAction::changed()
/// tells.
class ActionCollection : public QObject
{
    Q_OBJECT

public:
    explicit ActionCollection(QObject* parent = nullptr);
    ~ActionCollection() override;

    /// Makes the action, or gives the one of this id with text, tip and default keys renewed. Owned by the
    /// collection.
    QAction* add(const ActionSpec& spec);
    /// The action of an id; nullptr when there is none.
    [[nodiscard]] QAction* action(const QString& id) const;
    /// All actions, in the order in which they were added; of one context when it is named.
    [[nodiscard]] QList<ActionSpec> specs(const QString& context = {}) const;
    /// The keys in force: the user's, else the profile's, else the spec's.
    [[nodiscard]] QList<QKeySequence> keys(const QString& id) const;
    /// What keycaps show for an action: {"Ctrl","K"}, {"g","h"}, {"Enter"}; empty when it has no key.
    [[nodiscard]] QStringList keycapTexts(const QString& id) const;
    /// The actions that answer in these contexts and in those that enclose them, and the global ones.
    [[nodiscard]] QList<ActionSpec> specsFor(const QStringList& activeContexts) const;

    /// Gives an action other keys. Errors: NotFound; AlreadyExists when another action answers to one of them
    /// in the same or an enclosing context (the message names it); InvalidArgument for a key that would take
    /// away by itself.
    [[nodiscard]] Result<void> setUserKeys(const QString& id, const QList<QKeySequence>& keys);
    void resetKeys(const QString& id);
    void resetAllKeys();
    /// The user's own keys by action id, as settings keep them ("Ctrl+K; F2").
    [[nodiscard]] QHash<QString, QString> userKeys() const;
    /// Restores what userKeys() gave. A key that would clash by now is left out when its action is added.
    void restoreUserKeys(const QHash<QString, QString>& keys);

    [[nodiscard]] KeyProfile profile() const { return m_profile; }
    /// Changes the default keys; the user's own stay, except those that would clash.
    void setProfile(KeyProfile profile);

    /// Every clash there is now; empty in a sound program.
    [[nodiscard]] QList<ActionClash> clashes() const;

    /// Triggers the enabled action that answers to a key press in `activeContexts` (the narrowest first;
    /// "global" is always active). Keys that a focused field needs for typing and editing are left to it: a
    /// QLineEdit, an editable text, a spin box, or any widget whose property "takesText" is true. Space is
    /// left to a button, arrows to lists, sliders and combo boxes (or to a widget with the property
    /// "takesArrows"). True: the key is used up.
    bool handleKey(QKeyEvent* event, const QStringList& activeContexts, QWidget* focus);
    /// The first key of a sequence that waits for its second; empty when none does.
    [[nodiscard]] QKeySequence pendingKey() const;

Q_SIGNALS:
    /// Keys of an action changed, or an action was added.
    void keysChanged(const QString& id);
    /// A sequence was begun (its first key) or has ended (empty).
    void pendingKeyChanged(const QKeySequence& key);

private:
    struct Entry
    {
        ActionSpec spec;
        QAction* action = nullptr;
    };

    [[nodiscard]] const Entry* entry(const QString& id) const;
    [[nodiscard]] const Entry* findClash(const QString& id, const QKeySequence& key) const;
    [[nodiscard]] QList<const Entry*> answering(const QStringList& activeContexts) const;
    [[nodiscard]] QList<QKeySequence> defaultKeys(const ActionSpec& spec) const;
    void refresh(const Entry& changed);
    void refreshAll();
    void setPending(const QKeySequence& key);
    bool trigger(const Entry& matched, const QKeyEvent& event);

    QList<Entry> m_entries;
    QHash<QString, qsizetype> m_index;
    QHash<QString, QList<QKeySequence>> m_userKeys;
    KeyProfile m_profile = KeyProfile::Plumbline;
    QKeySequence m_pending;
    QTimer m_pendingTimer;
};

/// "Ctrl+Shift+Z" as keycaps show it: {"Ctrl","Shift","Z"}; "G, H": {"g","h"}.
[[nodiscard]] QStringList keycapTexts(const QKeySequence& key);

} // namespace plumbline
