#pragma once

#include "ui/shell/actioncollection.h"

#include <QWidget>

namespace plumbline {

class Theme;

/// One heading of the sheet of keys with its rows.
struct KeyGroup
{
    struct Row
    {
        QStringList caps;
        QString text;
    };
    QString name;
    QList<Row> rows;
};

/// The groups of the sheet for these actions: in order of appearance, those of the context "global" last; an
/// action without a group or without keys is left out. `filter` keeps rows whose text or keys hold it.
[[nodiscard]] QList<KeyGroup> keyGroups(const ActionCollection& actions, const QStringList& activeContexts,
                                        const QString& filter = {});

/// Draws groups of keys side by side, as many columns as fit.
class KeyColumns : public QWidget
{
    Q_OBJECT

public:
    explicit KeyColumns(const Theme& theme, QWidget* parent = nullptr);

    void setGroups(const QList<KeyGroup>& groups);
    [[nodiscard]] const QList<KeyGroup>& groups() const { return m_groups; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// For each group its column and its first line, both from 0.
    struct Place
    {
        int column = 0;
        int line = 0;
    };
    [[nodiscard]] int columnCount(int width) const;
    [[nodiscard]] QList<Place> places(int columns, int* lines) const;
    [[nodiscard]] int lineHeight() const;

    const Theme& m_theme;
    QList<KeyGroup> m_groups;
};

} // namespace plumbline
