#include "ui/shell/actioncollection.h"

#include "ui/shell/keymatch.h"
#include "ui/shell/keyprofiles.h"

#include <QAction>
#include <QKeyEvent>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSequenceMs = 1000;
constexpr QStringView kGlobal = u"global";

bool encloses(QStringView outer, QStringView inner)
{
    return outer == kGlobal || outer == inner ||
           (inner.startsWith(outer) && inner.size() > outer.size() && inner.at(outer.size()) == u'.');
}

bool areRelated(QStringView a, QStringView b)
{
    return encloses(a, b) || encloses(b, a);
}

/// Equal keys clash, and so does a key that begins a sequence with that sequence.
bool clash(const QKeySequence& a, const QKeySequence& b)
{
    if (a.isEmpty() || b.isEmpty()) {
        return false;
    }
    const int shared = std::min(a.count(), b.count());
    for (int i = 0; i < shared; ++i) {
        if (a[static_cast<uint>(i)] != b[static_cast<uint>(i)]) {
            return false;
        }
    }
    return true;
}

QString keycapName(const QString& part)
{
    static const QHash<QString, QString> names = {
        {u"Return"_s, u"Enter"_s}, {u"Left"_s, u"\u2190"_s}, {u"Right"_s, u"\u2192"_s},
        {u"Up"_s, u"\u2191"_s},    {u"Down"_s, u"\u2193"_s}, {u"-"_s, u"\u2212"_s},
        {u"Escape"_s, u"Esc"_s},   {u"PgDown"_s, u"PgDn"_s}, {u"Backspace"_s, u"\u232B"_s},
    };
    return names.value(part, part);
}

QStringList combinationTexts(QKeyCombination combination)
{
    QStringList texts;
    const Qt::KeyboardModifiers modifiers = combination.keyboardModifiers();
    if (modifiers & Qt::ControlModifier) {
        texts.append(u"Ctrl"_s);
    }
    if (modifiers & Qt::AltModifier) {
        texts.append(u"Alt"_s);
    }
    if (modifiers & Qt::ShiftModifier) {
        texts.append(u"Shift"_s);
    }
    if (modifiers & Qt::MetaModifier) {
        texts.append(u"Meta"_s);
    }
    const QKeySequence bare(QKeyCombination(Qt::NoModifier, combination.key()));
    texts.append(keycapName(bare.toString(QKeySequence::PortableText)));
    return texts;
}

/// Backspace and Delete without a modifier may only bring back, never take away.
bool takesAwayAlone(const ActionSpec& spec, const QKeySequence& key)
{
    const bool isBare = key.count() == 1 && (key[0] == QKeyCombination(Qt::Key_Backspace) ||
                                             key[0] == QKeyCombination(Qt::Key_Delete));
    return isBare && !spec.id.endsWith(u".undo"_s);
}

} // namespace

QString toName(KeyProfile profile)
{
    switch (profile) {
    case KeyProfile::Prodigy:
        return u"prodigy"_s;
    case KeyProfile::LabelStudio:
        return u"labelstudio"_s;
    case KeyProfile::Plumbline:
        break;
    }
    return u"plumbline"_s;
}

KeyProfile keyProfileFromName(QStringView name)
{
    if (name == u"prodigy") {
        return KeyProfile::Prodigy;
    }
    return name == u"labelstudio" ? KeyProfile::LabelStudio : KeyProfile::Plumbline;
}

QStringList keycapTexts(const QKeySequence& key)
{
    if (key.count() > 1) {
        QStringList texts;
        for (int i = 0; i < key.count(); ++i) {
            for (const QString& text : combinationTexts(key[static_cast<uint>(i)])) {
                texts.append(text.toLower());
            }
        }
        return texts;
    }
    return key.isEmpty() ? QStringList() : combinationTexts(key[0]);
}

ActionCollection::ActionCollection(QObject* parent)
    : QObject(parent)
{
    m_pendingTimer.setSingleShot(true);
    m_pendingTimer.setInterval(kSequenceMs);
    connect(&m_pendingTimer, &QTimer::timeout, this, [this] { setPending({}); });
}

ActionCollection::~ActionCollection() = default;

QAction* ActionCollection::add(const ActionSpec& spec)
{
    Q_ASSERT(!spec.id.isEmpty() && !spec.context.isEmpty());
    auto found = m_index.constFind(spec.id);
    if (found == m_index.constEnd()) {
        auto* action = new QAction(this);
        action->setObjectName(spec.id);
        m_index.insert(spec.id, m_entries.size());
        m_entries.append({spec, action});
        found = m_index.constFind(spec.id);
    }
    Entry& added = m_entries[found.value()];
    added.spec = spec;
    added.action->setText(spec.text);
    added.action->setStatusTip(spec.statusTip);
    added.action->setCheckable(spec.isCheckable);
    added.action->setAutoRepeat(spec.repeats);
    added.action->setProperty("iconName", spec.icon);
    const auto user = m_userKeys.constFind(spec.id);
    if (user != m_userKeys.constEnd()) {
        const QList<QKeySequence> wanted = user.value();
        const bool clashes = std::any_of(wanted.begin(), wanted.end(), [&](const QKeySequence& key) {
            return findClash(spec.id, key) != nullptr;
        });
        if (clashes) {
            m_userKeys.remove(spec.id);
        }
    }
    refresh(added);
    return added.action;
}

const ActionCollection::Entry* ActionCollection::entry(const QString& id) const
{
    const auto found = m_index.constFind(id);
    return found == m_index.constEnd() ? nullptr : &m_entries.at(found.value());
}

QAction* ActionCollection::action(const QString& id) const
{
    const Entry* found = entry(id);
    return found == nullptr ? nullptr : found->action;
}

QList<ActionSpec> ActionCollection::specs(const QString& context) const
{
    QList<ActionSpec> list;
    for (const Entry& each : m_entries) {
        if (context.isEmpty() || each.spec.context == context) {
            list.append(each.spec);
        }
    }
    return list;
}

QList<ActionSpec> ActionCollection::specsFor(const QStringList& activeContexts) const
{
    QList<ActionSpec> list;
    for (const Entry* each : answering(activeContexts)) {
        list.append(each->spec);
    }
    return list;
}

QList<QKeySequence> ActionCollection::defaultKeys(const ActionSpec& spec) const
{
    return profileKeys(m_profile, spec.id).value_or(spec.keys);
}

QList<QKeySequence> ActionCollection::keys(const QString& id) const
{
    const auto user = m_userKeys.constFind(id);
    if (user != m_userKeys.constEnd()) {
        return user.value();
    }
    const Entry* found = entry(id);
    return found == nullptr ? QList<QKeySequence>() : defaultKeys(found->spec);
}

QStringList ActionCollection::keycapTexts(const QString& id) const
{
    const Entry* found = entry(id);
    if (found == nullptr) {
        return {};
    }
    const QList<QKeySequence> inForce = keys(id);
    if (!found->spec.keyText.isEmpty() && inForce == found->spec.keys) {
        return found->spec.keyText.split(u' ', Qt::SkipEmptyParts);
    }
    return inForce.isEmpty() ? QStringList() : plumbline::keycapTexts(inForce.first());
}

const ActionCollection::Entry* ActionCollection::findClash(const QString& id, const QKeySequence& key) const
{
    const Entry* own = entry(id);
    for (const Entry& other : m_entries) {
        if (own == nullptr || &other == own || !areRelated(other.spec.context, own->spec.context)) {
            continue;
        }
        const QList<QKeySequence> others = keys(other.spec.id);
        if (std::any_of(others.begin(), others.end(), [&](const QKeySequence& k) { return clash(k, key); })) {
            return &other;
        }
    }
    return nullptr;
}

Result<void> ActionCollection::setUserKeys(const QString& id, const QList<QKeySequence>& newKeys)
{
    const Entry* own = entry(id);
    if (own == nullptr) {
        return makeError(ErrorCode::NotFound, tr("There is no action “%1”.").arg(id));
    }
    for (const QKeySequence& key : newKeys) {
        const QString shown = plumbline::keycapTexts(key).join(u'+');
        if (takesAwayAlone(own->spec, key)) {
            return makeError(ErrorCode::InvalidArgument,
                             tr("%1 alone does nothing in Plumbline, so that nothing is lost by one key. "
                                "Choose another key.")
                                 .arg(shown));
        }
        if (const Entry* other = findClash(id, key)) {
            return makeError(ErrorCode::AlreadyExists,
                             tr("%1 is taken by “%2”. Choose another key, or change that one first.")
                                 .arg(shown, other->spec.text));
        }
    }
    m_userKeys.insert(id, newKeys);
    refresh(*own);
    return {};
}

void ActionCollection::resetKeys(const QString& id)
{
    if (m_userKeys.remove(id) && entry(id) != nullptr) {
        refresh(*entry(id));
    }
}

void ActionCollection::resetAllKeys()
{
    m_userKeys.clear();
    refreshAll();
}

QHash<QString, QString> ActionCollection::userKeys() const
{
    QHash<QString, QString> texts;
    for (auto it = m_userKeys.constBegin(); it != m_userKeys.constEnd(); ++it) {
        texts.insert(it.key(), QKeySequence::listToString(it.value(), QKeySequence::PortableText));
    }
    return texts;
}

void ActionCollection::restoreUserKeys(const QHash<QString, QString>& texts)
{
    m_userKeys.clear();
    for (auto it = texts.constBegin(); it != texts.constEnd(); ++it) {
        m_userKeys.insert(it.key(), QKeySequence::listFromString(it.value(), QKeySequence::PortableText));
    }
    refreshAll();
}

void ActionCollection::setProfile(KeyProfile profile)
{
    if (m_profile == profile) {
        return;
    }
    m_profile = profile;
    const QStringList changed = m_userKeys.keys();
    for (const QString& id : changed) {
        const QList<QKeySequence> wanted = m_userKeys.value(id);
        if (std::any_of(wanted.begin(), wanted.end(),
                        [&](const QKeySequence& key) { return findClash(id, key) != nullptr; })) {
            m_userKeys.remove(id);
        }
    }
    refreshAll();
}

QList<ActionClash> ActionCollection::clashes() const
{
    QList<ActionClash> found;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const ActionSpec& first = m_entries.at(i).spec;
        const QList<QKeySequence> firstKeys = keys(first.id);
        for (qsizetype j = i + 1; j < m_entries.size(); ++j) {
            const ActionSpec& second = m_entries.at(j).spec;
            if (!areRelated(first.context, second.context)) {
                continue;
            }
            const QList<QKeySequence> secondKeys = keys(second.id);
            for (const QKeySequence& key : firstKeys) {
                if (std::any_of(secondKeys.begin(), secondKeys.end(),
                                [&](const QKeySequence& other) { return clash(key, other); })) {
                    found.append({first.id, second.id, key});
                }
            }
        }
    }
    return found;
}

QList<const ActionCollection::Entry*> ActionCollection::answering(const QStringList& activeContexts) const
{
    QStringList contexts = activeContexts;
    for (const QString& context : activeContexts) {
        for (qsizetype dot = context.lastIndexOf(u'.'); dot > 0; dot = context.lastIndexOf(u'.', dot - 1)) {
            contexts.append(context.left(dot));
        }
    }
    contexts.append(kGlobal.toString());
    contexts.removeDuplicates();
    QList<const Entry*> list;
    for (const QString& context : contexts) {
        for (const Entry& each : m_entries) {
            if (each.spec.context == context) {
                list.append(&each);
            }
        }
    }
    return list;
}

void ActionCollection::refresh(const Entry& changed)
{
    const QString id = changed.spec.id;
    QAction* action = changed.action;
    const QStringList caps = keycapTexts(id);
    const QString keyText = caps.join(changed.spec.keyText.isEmpty() && caps.size() > 1 &&
                                              !keys(id).isEmpty() && keys(id).first().count() == 1
                                          ? u"+"_s
                                          : u" "_s);
    const QString name = changed.spec.text;
    action->setProperty("keycaps", caps);
    action->setProperty("keys", caps);
    // Setting a tool tip emits changed(), by which widgets learn of the new keycaps.
    action->setToolTip(caps.isEmpty() ? name : tr("%1 (%2)").arg(name, keyText));
    Q_EMIT action->changed();
    Q_EMIT keysChanged(id);
}

void ActionCollection::refreshAll()
{
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        refresh(m_entries.at(i));
    }
}

QKeySequence ActionCollection::pendingKey() const
{
    return m_pending;
}

void ActionCollection::setPending(const QKeySequence& key)
{
    if (key.isEmpty()) {
        m_pendingTimer.stop();
    } else {
        m_pendingTimer.start();
    }
    if (m_pending != key) {
        m_pending = key;
        Q_EMIT pendingKeyChanged(key);
    }
}

bool ActionCollection::trigger(const Entry& matched, const QKeyEvent& event)
{
    if (!matched.action->isEnabled()) {
        return false;
    }
    if (!event.isAutoRepeat() || matched.spec.repeats) {
        matched.action->trigger();
    }
    return true;
}

bool ActionCollection::handleKey(QKeyEvent* event, const QStringList& activeContexts, QWidget* focus)
{
    const QList<QKeySequence> candidates = keyCandidates(*event);
    if (candidates.isEmpty()) {
        return false;
    }
    if (belongsToFocus(*event, focus)) {
        setPending({});
        return false;
    }
    const QKeySequence pending = m_pending;
    const QList<const Entry*> entries = answering(activeContexts);
    setPending({});
    for (const QKeySequence& pressed : candidates) {
        const QKeySequence wanted = pending.isEmpty() ? pressed : QKeySequence(pending[0], pressed[0]);
        for (const Entry* each : entries) {
            const QList<QKeySequence> own = keys(each->spec.id);
            for (const QKeySequence& key : own) {
                const auto match = wanted.matches(key);
                if (match == QKeySequence::ExactMatch && trigger(*each, *event)) {
                    return true;
                }
                if (match == QKeySequence::PartialMatch && each->action->isEnabled()) {
                    setPending(wanted);
                    return true;
                }
            }
        }
    }
    // What follows the first key of a sequence is used up with it, also when the two mean nothing.
    return !pending.isEmpty();
}

} // namespace plumbline
