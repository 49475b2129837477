#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include <functional>

namespace plumbline {

/// One thing to go to or to do.
struct PaletteEntry
{
    QString icon;
    QString text;
    QString detail; ///< "Page", "Recent project", the heading of an action
    QStringList keys;
    std::function<void()> run;
};

/// How well `text` answers to what was typed: 0 not at all, higher is better. Words may be cut short and
/// typed in any order ("exp data"); letters in order count a little ("mq": My queue).
[[nodiscard]] int paletteScore(const QString& typed, const QString& text);

/// The entries that answer to what was typed, the best first.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IconRole = Qt::UserRole + 1, DetailRole, KeysRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry>& entries);
    void setTyped(const QString& typed);
    /// Does what a row stands for.
    void run(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void filter();

    QList<PaletteEntry> m_entries;
    QList<qsizetype> m_shown;
    QString m_typed;
};

} // namespace plumbline
