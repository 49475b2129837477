#include "ui/shell/palettemodel.h"

#include <QRegularExpression>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWordStart = 10;
constexpr int kWordInside = 4;
constexpr int kInitials = 3;

bool isSubsequence(const QString& letters, const QString& text)
{
    qsizetype at = 0;
    for (const QChar letter : letters) {
        at = text.indexOf(letter, at);
        if (at < 0) {
            return false;
        }
        ++at;
    }
    return true;
}

QString initials(const QStringList& words)
{
    QString letters;
    for (const QString& word : words) {
        letters.append(word.at(0));
    }
    return letters;
}

} // namespace

int paletteScore(const QString& typed, const QString& text)
{
    static const QRegularExpression kNoWord(u"[^\\p{L}\\p{N}]+"_s);
    const QString wanted = typed.trimmed().toLower();
    if (wanted.isEmpty()) {
        return 1;
    }
    const QString lower = text.toLower();
    const QStringList words = lower.split(kNoWord, Qt::SkipEmptyParts);
    int score = lower.startsWith(wanted) ? kWordStart : 0;
    const QStringList wantedWords = wanted.split(kNoWord, Qt::SkipEmptyParts);
    for (const QString& part : wantedWords) {
        const bool isStart = std::any_of(words.begin(), words.end(),
                                         [&](const QString& word) { return word.startsWith(part); });
        if (isStart) {
            score += kWordStart;
        } else if (lower.contains(part)) {
            score += kWordInside;
        } else {
            return isSubsequence(wanted, initials(words)) ? kInitials : 0;
        }
    }
    return score;
}

void PaletteModel::setEntries(const QList<PaletteEntry>& entries)
{
    m_entries = entries;
    m_typed.clear();
    filter();
}

void PaletteModel::setTyped(const QString& typed)
{
    m_typed = typed;
    filter();
}

void PaletteModel::filter()
{
    QList<std::pair<int, qsizetype>> scored;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const int score = paletteScore(m_typed, m_entries.at(i).text);
        if (score > 0) {
            scored.append({score, i});
        }
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    beginResetModel();
    m_shown.clear();
    for (const auto& [score, index] : std::as_const(scored)) {
        m_shown.append(index);
    }
    endResetModel();
}

void PaletteModel::run(int row) const
{
    if (row >= 0 && row < m_shown.size()) {
        m_entries.at(m_shown.at(row)).run();
    }
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PaletteEntry& entry = m_entries.at(m_shown.at(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::AccessibleTextRole:
        return entry.keys.isEmpty() ? entry.text : tr("%1, key %2").arg(entry.text, entry.keys.join(u' '));
    case IconRole:
        return entry.icon;
    case DetailRole:
        return entry.detail;
    case KeysRole:
        return entry.keys;
    default:
        return {};
    }
}

} // namespace plumbline
